import type { Host, Packet, Session } from '@status/interfaces';
import type { HostSubject } from './compliance/host.ts';
import { testEnvironment } from './environment.ts';
import { createHostNetwork } from './host-network.ts';
import type { Misbehaving } from './misbehaving.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** What a faulty host does in place of a good one. */
type Fault = (inner: Host) => Partial<Omit<Host, 'address'>>;

/** A subject whose time somebody has to move: `clock` is for the manifest's `turn`. */
export type MisbehavingHosts = Omit<Misbehaving<HostSubject>, 'setup'> & {
  readonly setup: (clock?: VirtualClock) => Promise<HostSubject>;
};

/** Two good hosts, apart from what a part replaces at both. */
function altered(alter: Fault): MisbehavingHosts['setup'] {
  return async (clock = createVirtualClock()) => {
    const network = createHostNetwork(testEnvironment({ clock }));
    const host = (name: string): Host => {
      const inner = network.host(name);
      return {
        get address() {
          return inner.address;
        },
        on: (event, listener) => inner.on(event, listener),
        register: (subprotocol) => inner.register(subprotocol),
        start: () => inner.start(),
        dial: (address, options) => inner.dial(address, options),
        maintain: (address) => inner.maintain(address),
        peers: () => inner.peers(),
        stop: () => inner.stop(),
        [Symbol.asyncDispose]: () => inner.stop(),
        ...alter(inner),
      };
    };
    return { a: host('a'), b: host('b'), nobody: 'memory:nobody', close: async () => {} };
  };
}

/** Two good hosts whose sessions are like good ones, apart from what a part replaces. */
function alteredSessions(alter: (inner: Session) => Partial<Session>): MisbehavingHosts['setup'] {
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

async function* shifted(packets: AsyncIterable<Packet>): AsyncGenerator<Packet> {
  for await (const { code, payload } of packets) yield { code: code + 16, payload };
}

/** Faulty hosts. */
export const misbehavingHosts: readonly MisbehavingHosts[] = [
  {
    fault: 'counts packet codes from 16',
    caughtBy: 'packets go both ways, in order, with their codes',
    setup: alteredSessions((session) => ({ [Symbol.asyncIterator]: () => shifted(session) })),
  },
  {
    fault: 'does not make senders wait',
    caughtBy: 'a consumer that does not read makes the sender wait',
    setup: alteredSessions((session) => ({
      async send(packet) {
        session.signal.throwIfAborted();
        session.send(packet).catch(() => {});
      },
    })),
  },
  {
    fault: 'does not tell a session that it has ended',
    caughtBy: 'disconnecting says why, ends the sessions and the iteration on both sides',
    setup: alteredSessions(() => ({ signal: new AbortController().signal })),
  },
  {
    fault: 'takes packets after the end',
    caughtBy: 'disconnecting says why, ends the sessions and the iteration on both sides',
    setup: alteredSessions((session) => ({ send: (packet) => session.send(packet).catch(() => {}) })),
  },
  {
    fault: 'gives one reason for everything',
    caughtBy: 'disconnecting says why, ends the sessions and the iteration on both sides',
    setup: alteredSessions((session) => ({ disconnect: () => session.disconnect('requested') })),
  },
  {
    fault: 'blames the peer for every end',
    caughtBy: 'disconnecting says why, ends the sessions and the iteration on both sides',
    setup: altered((inner) => ({
      on: (name, listener) =>
        inner.on(name, (event) => listener(name === 'disconnected' ? { ...event, remote: true } : event)),
    })),
  },
  {
    fault: 'takes a failing subprotocol for one that is done',
    caughtBy: 'a subprotocol that fails ends the connection with its reason',
    setup: altered((inner) => ({
      register: (subprotocol) =>
        inner.register({ ...subprotocol, onSession: (session) => subprotocol.onSession(session).catch(() => {}) }),
    })),
  },
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
    fault: 'drops what is registered late without a word',
    caughtBy: 'subprotocols are registered before the start only',
    setup: altered((inner) => ({
      register(subprotocol) {
        if (inner.address === undefined) inner.register(subprotocol);
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
];
