import type { Subscription } from '@status/interfaces';
import type { PrivacySubject } from './compliance/privacy.ts';
import { testEnvironment } from './environment.ts';
import { MemoryPrivacyError } from './memory-privacy.ts';
import type { Misbehaving } from './misbehaving.ts';
import { type Alteration, alteredNode } from './misbehaving-privacy-nodes.ts';
import { createSlowNetwork } from './slow-network.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A faulty transport on a clock that the suite has to move while it waits. */
export type MisbehavingAsked = Omit<Misbehaving<PrivacySubject>, 'setup'> & {
  readonly setup: (clock: VirtualClock) => Promise<PrivacySubject>;
};

/** Two nodes of a good network whose subscriptions have to be asked for, apart from what a part replaces at both. */
function alteredAsked(alter: Alteration): MisbehavingAsked['setup'] {
  return async (clock) => {
    const environment = testEnvironment({ clock });
    const network = createSlowNetwork({ environment, subscribeTime: 0, interval: 5, delay: [1, 5] });
    return {
      a: alteredNode(network.node('a'), environment, alter),
      b: alteredNode(network.node('b'), environment, alter),
      settle: () => environment.clock.advance(100),
      failSubscriptions: (fail) => network.refuseSubscriptions(fail),
      close: async () => {},
    };
  };
}

/** Nodes that are ready otherwise. */
function alteredReadiness(alter: (ready: Promise<void>) => Promise<void>): MisbehavingAsked['setup'] {
  return alteredAsked((inner) => ({
    subscribe(filter, handler) {
      const { ready, cancel } = inner.subscribe(filter, handler);
      const altered = alter(ready);
      altered.catch(() => {});
      return { ready: altered, cancel };
    },
  }));
}

/** Faulty transports whose subscriptions have to be asked for. Their suite is to be told so. */
export const misbehavingAskedPrivacyLayers: readonly MisbehavingAsked[] = [
  {
    fault: 'has a history that nobody declared',
    caughtBy: 'has a history or none, as declared',
    setup: alteredAsked(() => ({
      history: { servers: [], request: () => Promise.reject(new MemoryPrivacyError('PRIVACY_NO_SERVER', 'none')) },
    })),
  },
  {
    fault: 'calls a subscription ready that nobody serves',
    caughtBy: 'a subscription that nobody serves fails, is over, and may be asked for again',
    setup: alteredReadiness((ready) => ready.catch(() => {})),
  },
  {
    fault: 'goes on asking for a subscription that it called failed',
    caughtBy: 'a subscription that nobody serves fails, is over, and may be asked for again',
    setup: alteredAsked((inner, { clock }) => ({
      subscribe(filter, handler) {
        const ask = (): Subscription => {
          const subscription = inner.subscribe(filter, handler);
          subscription.ready.catch(() => clock.schedule(1, ask));
          return subscription;
        };
        return ask();
      },
    })),
  },
  {
    fault: 'leaves those waiting who cancelled',
    caughtBy: 'a subscription that is cancelled before it is ready says so, and is never called',
    setup: alteredReadiness((ready) => ready.catch(() => new Promise(() => {}))),
  },
  {
    fault: 'goes on with a subscription that was cancelled before it was ready',
    caughtBy: 'a subscription that is cancelled before it is ready says so, and is never called',
    setup: alteredAsked((inner) => ({
      subscribe(filter, handler) {
        const { ready } = inner.subscribe(filter, handler);
        ready.catch(() => {});
        return inner.subscribe(filter, () => {});
      },
    })),
  },
];
