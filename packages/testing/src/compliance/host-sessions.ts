import { concatBytes, equalBytes } from '@status/base';
import type { DisconnectReason, Session } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import {
  background,
  type Case,
  check,
  checkBytes,
  checkCode,
  checkList,
  checkSame,
  idle,
  rejection,
  writeUntilItWaits,
} from './case.ts';
import { CODES, type HostScene, heard, PORTION, type Recorded, recorded } from './host-scene.ts';

/** What sessions promise: packets, their order, their back-pressure and their end. */
export function sessionCases(scene: HostScene): Case[] {
  const { ended, happens, manifest, start, wait, withHosts, withSession } = scene;
  return [
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
      await wait(a.dial(b.addresses[0]!), 'dial');
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
      await wait(a.dial(b.addresses[0]!), 'dial');
      await happens(() => shared.sessions.length === 1, 'the session');
      await idle(manifest);
      for (const { sessions } of [onlyA, onlyB, older])
        checkSame(sessions.length, 0, 'sessions of a protocol not shared');
    }),
    withHosts('of several versions of one name the highest that both have is run', async ({ a, b }) => {
      const atA = [recorded('xx', 2), recorded('xx', 1), recorded('xx', 3)];
      const atB = [recorded('xx', 1), recorded('xx', 2)];
      for (const { protocol } of atA) a.register(protocol);
      for (const { protocol } of atB) b.register(protocol);
      await start(a, b);
      await wait(a.dial(b.addresses[0]!), 'dial');
      await happens(() => [...atA, ...atB].some(({ sessions }) => sessions.length > 0), 'a session');
      await idle(manifest);
      const counts = [...atA, ...atB].map(({ sessions }) => sessions.length);
      checkList(counts, [1, 0, 0, 0, 1], 'sessions of versions 2, 1, 3 at a, 1, 2 at b');
    }),
    withSession('disconnecting says why, ends the sessions and the iteration on both sides', async (ends) => {
      const { a, b, nearA, nearB } = ends;
      const [heardA, heardB] = [heard(a, 'disconnected'), heard(b, 'disconnected')];
      await wait(nearA.disconnect('uselessPeer'), 'disconnect');
      await ended(nearA, 'uselessPeer');
      await ended(nearB, 'uselessPeer');
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
      const ends = heard(b, 'disconnected');
      for (; round < failures.length; round++) {
        await wait(
          a.dial(b.addresses[0]!).catch(() => {}),
          'dial',
        );
        await happens(() => ends.length === round + 1 && b.peers().length === 0, 'the end');
        checkSame(ends[round]!.reason, failures[round]![1], 'reason');
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
        a.dial(b.addresses[0]!).catch(() => {}),
        'dial',
      );
      await happens(() => session !== undefined, 'the session');
      await ended(session!, 'quitting');
    }),
    withSession('a packet whose code the protocol does not have is refused', async ({ nearA, atB }) => {
      for (const code of [-1, CODES, 0.5]) {
        const send = (): Promise<void> => nearA.send({ code, payload: new Uint8Array() });
        await checkCode(send, 'P2P_PACKET', `packet of code ${code}`, manifest);
      }
      await wait(nearA.send({ code: 1, payload: new Uint8Array() }), 'send');
      await happens(() => atB.packets.length === 1, 'the packet after that');
    }),
    ...(manifest.pauses === false ? [unread(scene)] : [slowConsumer(scene), endOfWaiting(scene)]),
  ];
}

function slowConsumer({ buffered, manifest, wait, withSession }: HostScene): Case {
  return withSession(
    'a consumer that does not read makes the sender wait',
    async ({ nearA, nearB }) => {
      const send = (payload: Uint8Array): Promise<void> => nearA.send({ code: 1, payload });
      const { written, rest } = await writeUntilItWaits(send, PORTION, buffered, manifest);
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
  );
}

function endOfWaiting({ buffered, happens, manifest, wait, withSession }: HostScene): Case {
  return withSession(
    'a send that waits for room ends with its session',
    async ({ nearA, nearB }) => {
      const send = (payload: Uint8Array): Promise<void> => nearA.send({ code: 1, payload });
      const { rest } = await writeUntilItWaits(send, PORTION, buffered, manifest);
      void nearA.disconnect('requested');
      await checkCode(() => rest, 'P2P_SESSION_ENDED', 'the send that waits', manifest);
      await happens(() => nearB.signal.aborted, 'the end at the other side');
      await wait(nearA.disconnect('requested'), 'disconnect');
    },
    false,
  );
}

function unread({ buffered, ended, manifest, withSession }: HostScene): Case {
  return withSession(
    'a consumer that does not read loses the connection before it fills the memory',
    async ({ nearA, nearB }) => {
      let sent = 0;
      const error = await rejection(
        async () => {
          for (; sent <= buffered; sent += PORTION) {
            await nearA.send({ code: 1, payload: seededRandom(sent).bytes(PORTION) });
          }
          check(false, `${sent} bytes were taken though nobody read`);
        },
        'sending to who does not read',
        manifest,
      );
      check(sent <= buffered, String(error));
      await ended(nearA);
      await ended(nearB);
    },
    false,
  );
}
