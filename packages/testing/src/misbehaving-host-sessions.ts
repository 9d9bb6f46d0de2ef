import type { Packet, Subprotocol } from '@status/interfaces';
import { altered, alteredSessions, type MisbehavingHosts } from './misbehaving-host-scene.ts';

async function* shifted(packets: AsyncIterable<Packet>): AsyncGenerator<Packet> {
  for await (const { code, payload } of packets) yield { code: code + 16, payload };
}

/** Hosts with faulty sessions. */
export const misbehavingHostSessions: readonly MisbehavingHosts[] = [
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
    fault: 'takes a subprotocol that is done for one that was asked to go',
    caughtBy: 'a subprotocol that is done ends its session',
    setup: altered((inner) => ({
      register: (subprotocol) =>
        inner.register({
          ...subprotocol,
          onSession: (session) => subprotocol.onSession(session).then(() => session.disconnect('requested')),
        }),
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
    fault: 'keeps the last packet back until another one follows',
    caughtBy: 'packets sent before a disconnect arrive before it',
    setup: alteredSessions((session) => {
      let kept: Packet | undefined;
      return {
        async send(packet) {
          session.signal.throwIfAborted();
          if (kept !== undefined) await session.send(kept);
          kept = packet;
        },
      };
    }),
  },
  {
    fault: 'goes on with a subprotocol that is done',
    caughtBy: 'a subprotocol that is done ends its session',
    setup: altered((inner) => ({
      register: (subprotocol) =>
        inner.register({
          ...subprotocol,
          onSession: (session) => subprotocol.onSession(session).then(() => new Promise(() => {})),
        }),
    })),
  },
  {
    fault: 'runs one subprotocol only',
    caughtBy: 'subprotocols beside each other are apart, and count their codes from 0',
    setup: altered((inner) => {
      let registered = false;
      return {
        register(subprotocol) {
          if (!registered) inner.register(subprotocol);
          registered = true;
        },
      };
    }),
  },
  {
    fault: 'takes one version of a protocol for another',
    caughtBy: 'only shared subprotocols get sessions',
    setup: altered((inner) => ({ register: (subprotocol) => inner.register({ ...subprotocol, version: 1 }) })),
  },
  {
    fault: 'runs the lowest version that it has',
    caughtBy: 'of several versions of one name the highest that both have is run',
    setup: altered((inner) => {
      const lowest = new Map<string, Subprotocol>();
      return {
        register(subprotocol) {
          const known = lowest.get(subprotocol.name);
          if (known === undefined || known.version > subprotocol.version) lowest.set(subprotocol.name, subprotocol);
        },
        async start() {
          for (const subprotocol of lowest.values()) inner.register(subprotocol);
          await inner.start();
        },
      };
    }),
  },
];

/** Faulty hosts on streams that cannot be paused. */
export const misbehavingUnpausedHosts: readonly MisbehavingHosts[] = [
  {
    fault: 'keeps everything for a consumer who does not read',
    caughtBy: 'a consumer that does not read loses the connection before it fills the memory',
    setup: alteredSessions((session) => ({
      async send(packet) {
        session.signal.throwIfAborted();
        session.send(packet).catch(() => {});
      },
    })),
  },
];
