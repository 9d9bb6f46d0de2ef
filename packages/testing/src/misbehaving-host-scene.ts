import type { Host, Session } from '@status/interfaces';
import type { HostSubject } from './compliance/host.ts';
import { testEnvironment } from './environment.ts';
import { createHostNetwork } from './host-network.ts';
import type { Misbehaving } from './misbehaving.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** What a faulty host does in place of a good one. */
type Fault = (inner: Host) => Partial<Omit<Host, 'addresses'>> & { readonly addressesOf?: () => readonly string[] };

/** A subject whose time somebody has to move: `clock` is for the manifest's `turn`. */
export type MisbehavingHosts = Omit<Misbehaving<HostSubject>, 'setup'> & {
  readonly setup: (clock?: VirtualClock) => Promise<HostSubject>;
};

/** Two good hosts, apart from what a part replaces at both. */
export function altered(alter: Fault): MisbehavingHosts['setup'] {
  return async (clock = createVirtualClock()) => {
    const network = createHostNetwork(testEnvironment({ clock }));
    const host = (name: string): Host => {
      const inner = network.host(name, { maxDrawn: 1 });
      const { addressesOf = () => inner.addresses, ...parts } = alter(inner);
      return {
        get addresses() {
          return addressesOf();
        },
        on: (event, listener) => inner.on(event, listener),
        register: (subprotocol) => inner.register(subprotocol),
        start: () => inner.start(),
        dial: (address, options) => inner.dial(address, options),
        maintain: (address) => inner.maintain(address),
        draw: (source) => inner.draw(source),
        peers: () => inner.peers(),
        stop: () => inner.stop(),
        [Symbol.asyncDispose]: () => inner.stop(),
        ...parts,
      };
    };
    return { a: host('a'), b: host('b'), nobody: 'memory:nobody', close: async () => {} };
  };
}

/** Two good hosts whose sessions are like good ones, apart from what a part replaces. */
export function alteredSessions(alter: (inner: Session) => Partial<Session>): MisbehavingHosts['setup'] {
  return altered((inner) => ({
    register(subprotocol) {
      inner.register({
        ...subprotocol,
        onSession: (session) =>
          subprotocol.onSession({
            peer: session.peer,
            signal: session.signal,
            send: (packet) => session.send(packet),
            disconnect: (reason) => session.disconnect(reason),
            [Symbol.asyncIterator]: () => session[Symbol.asyncIterator](),
            ...alter(session),
          }),
      });
    },
  }));
}
