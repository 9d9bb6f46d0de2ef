import type { HostEvents, Peer } from '@status/interfaces';
import { MemoryHostError } from './host-rules.ts';
import { altered, alteredSessions, type MisbehavingHosts } from './misbehaving-host-scene.ts';
import { misbehavingHostSessions } from './misbehaving-host-sessions.ts';
import { misbehavingHostSources } from './misbehaving-host-sources.ts';
import { turn } from './virtual-clock.ts';

export type { MisbehavingHosts } from './misbehaving-host-scene.ts';
export { misbehavingUnpausedHosts } from './misbehaving-host-sessions.ts';

/** Hosts that are faulty in their life, their addresses and their dials. */
const misbehavingLives: readonly MisbehavingHosts[] = [
  {
    fault: 'knows no peers',
    caughtBy: 'a dial resolves with the peer, connected on both sides',
    setup: altered(() => ({ peers: () => [] })),
  },
  {
    fault: 'tells every peer twice',
    caughtBy: 'a dial resolves with the peer, connected on both sides',
    setup: altered((inner) => ({
      on(name, listener) {
        const cancels = [inner.on(name, listener), inner.on(name, listener)];
        return () => {
          for (const cancel of cancels) cancel();
        };
      },
    })),
  },
  {
    fault: 'fails to dial with an error without a code',
    caughtBy: 'a dial to nobody fails and says at which stage',
    setup: altered((inner) => ({
      dial: (address, options) =>
        inner.dial(address, options).catch((cause: unknown) => {
          throw new Error('no', { cause });
        }),
    })),
  },
  {
    fault: 'does not tell of failed dials',
    caughtBy: 'a dial to nobody fails and says at which stage',
    setup: altered((inner) => ({ on: (name, listener) => (name === 'failed' ? () => {} : inner.on(name, listener)) })),
  },
  {
    fault: 'dials although that was aborted',
    caughtBy: 'a dial that is aborted rejects with the reason',
    setup: altered((inner) => ({ dial: (address) => inner.dial(address) })),
  },
  {
    fault: 'ends a dial for all who wait for it when the first of them gives up',
    caughtBy: 'a dial that is aborted leaves alone one of somebody else to the same peer',
    setup: altered((inner) => {
      let underWay: Promise<Peer> | undefined;
      return {
        dial(address, options) {
          underWay ??= turn(1)
            .then(() => inner.dial(address, options))
            .finally(() => {
              underWay = undefined;
            });
          return underWay;
        },
      };
    }),
  },
  {
    fault: 'drops what is registered late without a word',
    caughtBy: 'subprotocols are registered before the start only, and once',
    setup: altered((inner) => ({
      register(subprotocol) {
        if (inner.addresses.length === 0) inner.register(subprotocol);
      },
    })),
  },
  {
    fault: 'keeps its connections when it is stopped',
    caughtBy: 'stopping ends every connection and leaves the others to go on',
    setup: altered(() => ({ stop: async () => {} })),
  },
  {
    fault: 'dials a maintained address once',
    caughtBy: 'a connection that is maintained comes back until that is cancelled',
    setup: altered((inner) => ({
      maintain(address) {
        inner.dial(address).catch(() => {});
        return () => {};
      },
    })),
  },
  {
    fault: 'cannot cancel what it maintains',
    caughtBy: 'a connection that is maintained comes back until that is cancelled',
    setup: altered((inner) => ({
      maintain(address) {
        inner.maintain(address);
        return () => {};
      },
    })),
  },
  {
    fault: 'tells an address before it listens',
    caughtBy: 'has an address for each way in once it listens, and none before',
    setup: altered(() => ({ addressesOf: () => ['memory:b'] })),
  },
  {
    fault: 'names a way in that leads nowhere',
    caughtBy: 'every way in leads to it',
    setup: altered((inner) => ({
      addressesOf: () => (inner.addresses.length === 0 ? [] : [...inner.addresses, 'memory:nowhere']),
    })),
  },
  {
    fault: 'does not tell that its addresses have changed',
    caughtBy: 'tells when its addresses change',
    setup: altered((inner) => ({
      on: (name, listener) => (name === 'addresses' ? () => {} : inner.on(name, listener)),
    })),
  },
  {
    fault: 'gives an address for a peer at which nobody is',
    caughtBy: 'a peer tells where its stream comes from, and where it can be dialled again',
    setup: alteredSessions((session) => ({ peer: { ...session.peer, address: 'memory:nobody' } })),
  },
  {
    fault: 'does not know where a stream comes from',
    caughtBy: 'a peer tells where its stream comes from, and where it can be dialled again',
    setup: alteredSessions((session) => ({ peer: { ...session.peer, remoteAddress: '' } })),
  },
  {
    fault: 'takes a host without a common subprotocol for nobody',
    caughtBy: 'a dial to a host that shares no subprotocol fails and says at which stage',
    setup: altered((inner) => ({
      dial: (address, options) =>
        inner.dial(address, options).catch((cause: unknown) => {
          throw new MemoryHostError('P2P_DIAL_FAILED', 'no', { cause });
        }),
    })),
  },
  {
    fault: 'maintains what is no address, in vain',
    caughtBy: 'what is no address is refused',
    setup: altered((inner) => ({
      maintain: (address) => (address.startsWith('memory:') ? inner.maintain(address) : () => {}),
    })),
  },
  {
    fault: 'starts as often as it is told',
    caughtBy: 'starts once, and dials between its start and its end',
    setup: altered((inner) => ({ start: () => inner.start().catch(() => {}) })),
  },
  {
    fault: 'takes a peer that is connected for another one when he is dialled again',
    caughtBy: 'dialling a peer that is connected gives the same peer and no second connection',
    setup: altered((inner) => {
      let dials = 0;
      return {
        async dial(address, options) {
          const peer = await inner.dial(address, options);
          return dials++ === 0 ? peer : { ...peer, id: `${peer.id} again` };
        },
      };
    }),
  },
  {
    fault: 'is content with itself',
    caughtBy: 'a host does not connect with itself',
    setup: altered((inner) => ({
      async dial(address, options) {
        if (!inner.addresses.includes(address)) return inner.dial(address, options);
        return { id: 'self', address, remoteAddress: address, client: 'self', capabilities: [], inbound: false };
      },
    })),
  },
  {
    fault: 'lets a listener that throws keep an event from the others',
    caughtBy: 'a listener of events can be taken off, and stops no other by throwing',
    setup: altered((inner) => {
      const calls = new Set<(event: HostEvents['disconnected']) => void>();
      return {
        on(name, listener) {
          if (name !== 'disconnected') return inner.on(name, listener);
          if (calls.size === 0) {
            inner.on('disconnected', (event) => {
              for (const call of calls) call(event);
            });
          }
          const call = (event: HostEvents['disconnected']): void => listener(event as Parameters<typeof listener>[0]);
          calls.add(call);
          return () => calls.delete(call);
        },
      };
    }),
  },
];

/** Faulty hosts. */
export const misbehavingHosts: readonly MisbehavingHosts[] = [
  ...misbehavingLives,
  ...misbehavingHostSessions,
  ...misbehavingHostSources,
];
