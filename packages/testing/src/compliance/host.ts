import { concatBytes, equalBytes } from '@status/base';
import type { DisconnectReason, Host, HostEvents, Packet, Session, Subprotocol } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import {
  background,
  type Case,
  check,
  checkBytes,
  checkCoded,
  checkList,
  checkSame,
  idle,
  listenInTrouble,
  rejection,
  until,
  type Waiting,
  within,
  writeUntilItWaits,
} from './case.ts';

/** Two hosts that can reach each other, without subprotocols and not started. `b` is one that listens. */
export type HostSubject = {
  readonly a: Host;
  readonly b: Host;
  /** A well-formed address at which nobody is. */
  readonly nobody: string;
  close(): Promise<void>;
};

/** What these hosts are like. */
export type HostManifest = Waiting & {
  /** Bytes that hosts, streams and the system may take at most before a sender waits (default 64 MiB). */
  readonly buffered?: number;
};

const BUFFERED = 64 << 20;
const PORTION = 64 << 10;
const CODES = 10;

/** A subprotocol that keeps its sessions until they end. */
type Recorded = { readonly protocol: Subprotocol; readonly sessions: Session[]; readonly packets: Packet[] };

function recorded(name: string, version = 1, reads = true): Recorded {
  const sessions: Session[] = [];
  const packets: Packet[] = [];
  const onSession = async (session: Session): Promise<void> => {
    sessions.push(session);
    if (reads) for await (const packet of session) packets.push(packet);
    else if (!session.signal.aborted) await new Promise((resolve) => session.signal.addEventListener('abort', resolve));
  };
  return { protocol: { name, version, length: CODES, onSession }, sessions, packets };
}

/** What a host told, in the order in which it told it. */
function disconnections(host: Host): HostEvents['disconnected'][] {
  const heard: HostEvents['disconnected'][] = [];
  host.on('disconnected', (event) => heard.push(event));
  return heard;
}

/** The promises of the seam `Host`, between two hosts. */
export function hostCompliance(setup: () => Promise<HostSubject>, manifest: HostManifest = {}): Case[] {
  const wait = <Value>(promise: Promise<Value>, what: string): Promise<Value> => within(promise, what, manifest);
  const happens = (condition: () => boolean, what: string): Promise<void> => until(condition, what, manifest);
  const withHosts = (name: string, body: (subject: HostSubject) => Promise<void>): Case => ({
    name: `host: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await body(subject);
      } finally {
        await wait(Promise.all([subject.a.stop(), subject.b.stop()]), 'stopping');
        await subject.close();
      }
    },
  });
  /** Both hosts run `xx/1` and are connected. */
  const withSession = (
    name: string,
    body: (ends: {
      a: Host;
      b: Host;
      atA: Recorded;
      atB: Recorded;
      nearA: Session;
      nearB: Session;
      subject: HostSubject;
    }) => Promise<void>,
    reads = true,
  ): Case =>
    withHosts(name, async (subject) => {
      const { a, b } = subject;
      const [atA, atB] = [recorded('xx'), recorded('xx', 1, reads)];
      a.register(atA.protocol);
      b.register(atB.protocol);
      await start(a, b);
      await wait(a.dial(b.address!), 'dial');
      await happens(() => atA.sessions.length === 1 && atB.sessions.length === 1, 'a session at each end');
      await body({ a, b, atA, atB, nearA: atA.sessions[0]!, nearB: atB.sessions[0]!, subject });
    });
  const start = async (...hosts: Host[]): Promise<void> => {
    for (const host of hosts) await wait(host.start(), 'start');
  };
  const ended = async (session: Session): Promise<void> => {
    await happens(() => session.signal.aborted, 'the end of a session');
    check(
      session.signal.reason instanceof Object && 'code' in session.signal.reason,
      'the session ended for no coded reason',
    );
    await checkCoded(() => session.send({ code: 0, payload: new Uint8Array() }), 'send after the end', manifest);
  };

  return [
    withHosts('has an address once it listens, and none before', async ({ a, b }) => {
      a.register(recorded('xx').protocol);
      b.register(recorded('xx').protocol);
      checkSame(b.address, undefined, 'address before the start');
      await start(b);
      check((b.address ?? '').length > 0, 'no address after the start');
    }),
    withHosts('a dial resolves with the peer, connected on both sides', async ({ a, b }) => {
      const [atA, atB] = [recorded('xx', 3), recorded('xx', 3)];
      a.register(atA.protocol);
      b.register(atB.protocol);
      const connected: string[] = [];
      a.on('connected', (peer) => connected.push(`a ${peer.inbound}`));
      b.on('connected', (peer) => connected.push(`b ${peer.inbound}`));
      await start(a, b);
      checkSame(a.peers().length, 0, 'peers before the dial');
      const peer = await wait(a.dial(b.address!), 'dial');
      await happens(() => atA.sessions.length === 1 && atB.sessions.length === 1, 'a session at each end');
      checkList(
        a.peers().map(({ id }) => id),
        [peer.id],
        'peers of a',
      );
      checkSame(b.peers().length, 1, 'peers of b');
      check(peer.id.length > 0 && peer.id !== b.peers()[0]!.id, 'two nodes have one id');
      checkSame(peer.inbound, false, 'inbound at a');
      checkSame(b.peers()[0]!.inbound, true, 'inbound at b');
      check(peer.capabilities.includes('xx/3'), `xx/3 is not among the capabilities ${peer.capabilities.join()}`);
      checkSame(atA.sessions[0]!.peer.id, peer.id, 'peer of the session');
      checkList(connected.sort(), ['a false', 'b true'], 'connected events');
    }),
    withSession('packets go both ways, in order, with their codes', async ({ atA, atB, nearA, nearB }) => {
      const random = seededRandom('packets');
      const packets = [0, 1, 100, 0, 10_000, 65_536, 300_000].map((length, i) => ({
        code: i,
        payload: random.bytes(length),
      }));
      for (const packet of packets) {
        await wait(nearA.send(packet), 'send');
        await wait(nearB.send(packet), 'send');
      }
      await happens(() => atA.packets.length + atB.packets.length === 2 * packets.length, 'all packets');
      for (const { packets: received } of [atA, atB]) {
        for (const [i, { code, payload }] of received.entries()) {
          checkSame(code, packets[i]!.code, 'code');
          checkBytes(payload, packets[i]!.payload, 'payload');
        }
      }
    }),
    withHosts('subprotocols beside each other are apart, and count their codes from 0', async ({ a, b }) => {
      const atA = [recorded('bb'), recorded('aa')];
      const atB = [recorded('aa'), recorded('bb')];
      for (const { protocol } of atA) a.register(protocol);
      for (const { protocol } of atB) b.register(protocol);
      await start(a, b);
      await wait(a.dial(b.address!), 'dial');
      await happens(() => [...atA, ...atB].every(({ sessions }) => sessions.length === 1), 'all sessions');
      const [bb, aa] = atA as [Recorded, Recorded];
      for (const code of [0, CODES - 1]) {
        await wait(aa.sessions[0]!.send({ code, payload: Uint8Array.of(0xaa) }), 'send');
        await wait(bb.sessions[0]!.send({ code, payload: Uint8Array.of(0xbb) }), 'send');
      }
      await happens(() => atB.every(({ packets }) => packets.length === 2), 'all packets');
      for (const [index, byte] of [0xaa, 0xbb].entries()) {
        checkList(
          atB[index]!.packets.map(({ code }) => code),
          [0, CODES - 1],
          'codes',
        );
        check(
          atB[index]!.packets.every(({ payload }) => equalBytes(payload, Uint8Array.of(byte))),
          'a packet of the other',
        );
      }
    }),
    withHosts('only shared subprotocols get sessions', async ({ a, b }) => {
      const [shared, onlyA, onlyB, older] = [recorded('xx'), recorded('aa'), recorded('bb'), recorded('yy', 1)];
      for (const { protocol } of [shared, onlyA, older]) a.register(protocol);
      for (const { protocol } of [recorded('xx'), onlyB, recorded('yy', 2)]) b.register(protocol);
      await start(a, b);
      await wait(a.dial(b.address!), 'dial');
      await happens(() => shared.sessions.length === 1, 'the session');
      await idle(manifest);
      for (const { sessions } of [onlyA, onlyB, older])
        checkSame(sessions.length, 0, 'sessions of a protocol not shared');
    }),
    withSession(
      'dialling a peer that is connected gives the same peer and no second connection',
      async ({ a, b, atA, atB }) => {
        const peer = await wait(a.dial(b.address!), 'second dial');
        checkSame(peer.id, a.peers()[0]!.id, 'peer');
        await idle(manifest);
        checkSame(a.peers().length + b.peers().length, 2, 'peers');
        checkSame(atA.sessions.length + atB.sessions.length, 2, 'sessions');
      },
    ),
    withHosts('a dial to nobody fails and says at which stage', async ({ a, b, nobody }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      const failed: HostEvents['failed'][] = [];
      a.on('failed', (event) => failed.push(event));
      await start(a);
      await checkCoded(() => a.dial(nobody), 'dial', manifest);
      await happens(() => failed.length === 1, 'the failed event');
      checkSame(failed[0]!.stage, 'dial', 'stage');
      checkSame(a.peers().length, 0, 'peers');
    }),
    withHosts('a dial that is aborted rejects with the reason', async ({ a, b }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      await start(a, b);
      const reason = new Error('changed my mind');
      const error = await rejection(() => a.dial(b.address!, { signal: AbortSignal.abort(reason) }), 'dial', manifest);
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
      await idle(manifest);
      checkSame(a.peers().length, 0, 'peers');
    }),
    withHosts('a host does not connect with itself', async ({ b }) => {
      b.register(recorded('xx').protocol);
      await start(b);
      await checkCoded(() => b.dial(b.address!), 'dial to itself', manifest);
      checkSame(b.peers().length, 0, 'peers');
    }),
    withHosts('subprotocols are registered before the start only', async ({ a }) => {
      a.register(recorded('xx').protocol);
      await start(a);
      await checkCoded(() => a.register(recorded('yy').protocol), 'register after the start', manifest);
    }),
    withSession('disconnecting says why, ends the sessions and the iteration on both sides', async (ends) => {
      const { a, b, nearA, nearB } = ends;
      const [heardA, heardB] = [disconnections(a), disconnections(b)];
      await wait(nearA.disconnect('uselessPeer'), 'disconnect');
      await ended(nearA);
      await ended(nearB);
      await happens(() => heardA.length === 1 && heardB.length === 1, 'an event at each end');
      checkList([heardA[0]!.reason, heardB[0]!.reason], ['uselessPeer', 'uselessPeer'], 'reasons');
      checkList([String(heardA[0]!.remote), String(heardB[0]!.remote)], ['false', 'true'], 'who ended it');
      checkSame(a.peers().length + b.peers().length, 0, 'peers');
    }),
    withSession('packets sent before a disconnect arrive before it', async ({ nearA, atB }) => {
      for (let code = 0; code < CODES; code++) await wait(nearA.send({ code, payload: Uint8Array.of(code) }), 'send');
      await wait(nearA.disconnect('requested'), 'disconnect');
      await happens(() => atB.packets.length === CODES, 'all packets');
    }),
    withHosts('a subprotocol that fails ends the connection with its reason', async ({ a, b }) => {
      const failures: readonly (readonly [Error, DisconnectReason])[] = [
        [new Error('a defect'), 'subprotocolError'],
        [Object.assign(new Error('a lie'), { reason: 'protocolBreach' }), 'protocolBreach'],
      ];
      let round = 0;
      const atB = recorded('xx');
      a.register({ ...recorded('xx').protocol, onSession: () => Promise.reject(failures[round]![0]) });
      b.register(atB.protocol);
      await start(a, b);
      const heard = disconnections(b);
      for (; round < failures.length; round++) {
        await wait(
          a.dial(b.address!).catch(() => {}),
          'dial',
        );
        await happens(() => heard.length === round + 1 && b.peers().length === 0, 'the end');
        checkSame(heard[round]!.reason, failures[round]![1], 'reason');
        await ended(atB.sessions[round]!);
        await happens(() => a.peers().length === 0, 'the end at the failing host');
      }
    }),
    withHosts('a subprotocol that is done ends its session', async ({ a, b }) => {
      const atB = recorded('xx');
      let session: Session | undefined;
      a.register({
        ...recorded('xx').protocol,
        async onSession(own) {
          session = own;
        },
      });
      b.register(atB.protocol);
      await start(a, b);
      await wait(
        a.dial(b.address!).catch(() => {}),
        'dial',
      );
      await happens(() => session !== undefined, 'the session');
      await ended(session!);
    }),
    withSession(
      'a consumer that does not read makes the sender wait',
      async ({ nearA, nearB }) => {
        const send = (payload: Uint8Array): Promise<void> => nearA.send({ code: 1, payload });
        const limit = manifest.buffered ?? BUFFERED;
        const { written, rest } = await writeUntilItWaits(send, PORTION, limit, manifest);
        const received: Uint8Array[] = [];
        const reading = background(
          (async () => {
            for await (const { payload } of nearB) {
              received.push(payload.subarray(0, 1));
              if (received.length * PORTION > written) return;
            }
          })(),
        );
        await wait(reading, 'reading what was taken');
        await wait(rest, 'the send that waited');
        checkBytes(concatBytes(...received), Uint8Array.from(received.keys()), 'packets in order');
      },
      false,
    ),
    withSession('stopping ends every connection and leaves the others to go on', async ({ a, b, nearA, nearB }) => {
      const heard = disconnections(b);
      await wait(a.stop(), 'stop');
      await ended(nearA);
      await ended(nearB);
      await happens(() => heard.length === 1, 'the event at the other host');
      checkSame(heard[0]!.reason, 'quitting', 'reason');
      checkSame(heard[0]!.remote, true, 'remote');
      checkSame(a.peers().length + b.peers().length, 0, 'peers');
      await wait(a.stop(), 'stopping again');
      await wait(Promise.resolve(a[Symbol.asyncDispose]()), 'disposal');
      await checkCoded(() => a.dial(b.address!), 'a dial of a stopped host', manifest);
    }),
    withHosts('a connection that is maintained comes back until that is cancelled', async ({ a, b }) => {
      const [atA, atB] = [recorded('xx'), recorded('xx')];
      a.register(atA.protocol);
      b.register(atB.protocol);
      await start(a, b);
      const cancel = a.maintain(b.address!);
      for (let round = 1; round <= 2; round++) {
        await happens(() => atA.sessions.length === round && atB.sessions.length === round, 'a connection');
        await wait(atB.sessions[round - 1]!.disconnect('requested'), 'disconnect');
        await happens(() => atA.sessions[round - 1]!.signal.aborted, 'the end of the connection');
      }
      await happens(() => atA.sessions.length === 3, 'the connection that comes back');
      cancel();
      cancel();
      await wait(atA.sessions[2]!.disconnect('requested'), 'disconnect');
      for (let i = 0; i < 20; i++) await idle(manifest);
      checkSame(atA.sessions.length, 3, 'sessions after cancelling');
    }),
    withSession('a listener of events can be taken off, and stops no other by throwing', async ({ a, nearA }) => {
      const heard = listenInTrouble((listener) => a.on('disconnected', listener));
      await wait(nearA.disconnect('requested'), 'disconnect');
      await happens(() => heard.kept === 1, 'the event');
      checkSame(heard.cancelled, 0, 'calls of the cancelled listener');
    }),
  ];
}
