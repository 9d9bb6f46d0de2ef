import type { Cancel, Host, Packet, PeerSource, Session } from '@status/interfaces';
import type { HostSubject } from './compliance/host.ts';
import { testEnvironment } from './environment.ts';
import { MemoryHostError } from './host-errors.ts';
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
function altered(alter: Fault): MisbehavingHosts['setup'] {
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

/** Candidates after which the greediest host has shown what it is. */
const ENOUGH = 1000;

/** Dials whatever a source has, as fast as that can be had, whatever happens. */
function drawGreedily(host: Host, source: PeerSource): Cancel {
  const controller = new AbortController();
  void (async () => {
    let taken = 0;
    for await (const { address } of source.candidates({ signal: controller.signal })) {
      await host.dial(address).catch(() => {});
      if (++taken === ENOUGH) return;
    }
  })();
  return () => controller.abort();
}

/** A source that has one candidate only. */
function firstOf(source: PeerSource): PeerSource {
  return {
    name: source.name,
    async *candidates(options) {
      for await (const candidate of source.candidates(options)) {
        yield candidate;
        return;
      }
    },
  };
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
    fault: 'drops packets without a code of the protocol, without a word',
    caughtBy: 'a packet whose code the protocol does not have is refused',
    setup: alteredSessions((session) => ({
      async send(packet) {
        session.signal.throwIfAborted();
        if (packet.code >= 0) await session.send(packet).catch(() => {});
      },
    })),
  },
  {
    fault: 'lets a sender wait for longer than its session lasts',
    caughtBy: 'a send that waits for room ends with its session',
    setup: alteredSessions((session) => ({
      async send(packet) {
        session.signal.throwIfAborted();
        await session.send(packet).catch(() => new Promise(() => {}));
      },
    })),
  },
  {
    fault: 'ends sessions without saying why',
    caughtBy: 'disconnecting says why, ends the sessions and the iteration on both sides',
    setup: alteredSessions((session) => {
      const controller = new AbortController();
      session.signal.addEventListener('abort', () => controller.abort());
      return { signal: controller.signal };
    }),
  },
  {
    fault: 'does not say which source has found a peer',
    caughtBy: 'whom a source finds is dialled, and bears its name',
    setup: altered((inner) => ({
      peers: () => inner.peers().map(({ source: _, ...peer }) => peer),
    })),
  },
  {
    fault: 'names a source for everybody',
    caughtBy: 'whom somebody asked for by address bears the name of no source',
    setup: altered((inner) => ({
      dial: async (address, options) => ({ ...(await inner.dial(address, options)), source: 'address book' }),
    })),
  },
  {
    fault: 'takes everything that a source has at once',
    caughtBy: 'a source is asked for the next candidate only while there is room',
    setup: altered((inner) => ({ draw: (source) => drawGreedily(inner, source) })),
  },
  {
    fault: 'does not rest between candidates that fail',
    caughtBy: 'a source is asked at the pace of the dialling, with a pause after each failure',
    setup: altered((inner) => ({ draw: (source) => drawGreedily(inner, source) })),
  },
  {
    fault: 'gives a source up with the first candidate that fails',
    caughtBy: 'a candidate that cannot be reached costs a failed event, and the next one is tried',
    setup: altered((inner) => ({
      draw: (source) => inner.draw(firstOf(source)),
    })),
  },
  {
    fault: 'tells of a connection again with whom it has',
    caughtBy: 'a candidate that is connected already is passed over',
    setup: altered((inner) => ({
      on: (name, listener) => {
        const cancels = [inner.on(name, listener)];
        if (name === 'connected') cancels.push(inner.on(name, listener));
        return () => {
          for (const cancel of cancels) cancel();
        };
      },
    })),
  },
  {
    fault: 'asks a source before the start',
    caughtBy: 'a source that was added before the start is asked from the start on',
    setup: altered((inner) => ({
      draw(source) {
        void source.candidates({ signal: new AbortController().signal })[Symbol.asyncIterator]().next();
        return inner.draw(source);
      },
    })),
  },
  {
    fault: 'cannot cancel drawing',
    caughtBy: 'cancelling tells the source, asks it no more, and leaves a connection alone',
    setup: altered((inner) => ({
      draw(source) {
        inner.draw(source);
        return () => {};
      },
    })),
  },
  {
    fault: 'hangs up on whom a source has found when that is cancelled',
    caughtBy: 'cancelling tells the source, asks it no more, and leaves a connection alone',
    setup: altered((inner) => ({
      draw(source) {
        const cancel = inner.draw(source);
        return () => {
          cancel();
          void inner.stop();
        };
      },
    })),
  },
  {
    fault: 'goes on asking a source after the end',
    caughtBy: 'stopping ends the asking',
    setup: altered((inner) => ({ draw: (source) => drawGreedily(inner, source) })),
  },
  {
    fault: 'stops for a source that fails',
    caughtBy: 'a source that fails ends, and concerns no other',
    setup: altered((inner) => ({
      draw(source) {
        const iterator = source.candidates({ signal: new AbortController().signal })[Symbol.asyncIterator]();
        void iterator.next().catch(() => inner.stop());
        return inner.draw(source);
      },
    })),
  },
];
