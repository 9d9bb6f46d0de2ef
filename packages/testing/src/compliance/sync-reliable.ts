import { bytesToHex } from '@status/base';
import type { PublicKey } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkAbsent, checkBytes, checkList, checkSame } from './case.ts';
import {
  accept,
  append,
  BODY,
  bodiesAt,
  CARRIER,
  carryUntil,
  DAY,
  deliveredAt,
  due,
  type Flight,
  forget,
  HOUR,
  hexes,
  NOW,
  nextDue,
  onlyPacket,
  play,
  receive,
  type SyncManifest,
  type SyncSubject,
  send,
  sent,
  type WithPeers,
} from './sync-play.ts';

/** What `traits.acknowledges` promises. An acknowledgement is known by what it does: `delivered` at the sender. */
export function reliableCases(each: WithPeers, manifest: SyncManifest): Case[] {
  return [
    each('both ends give a message the same id', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODY);
      checkBytes((await play([a, b])).handedUp[0]?.message.id, id, 'id at the receiver');
    }),
    each('nothing is acknowledged before it is accepted', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODY);
      const before = await play([a, b], { until: NOW + HOUR, accepts: () => false });
      check(before.handedUp.length > 0, 'the body did not arrive');
      checkList(deliveredAt(before, a), [], 'delivered before accept');
      await accept(b, a.publicKey, id, before.end);
      const after = await play([a, b], { from: before.end });
      checkList(deliveredAt(after, a), hexes([id]), 'delivered after accept');
    }),
    each('an acknowledged message is delivered, once, and never due again', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODY);
      const played = await play([a, b]);
      checkList(deliveredAt(played, a), hexes([id]), 'delivered');
      checkList(deliveredAt(played, b), [], 'delivered at the receiver');
      for (const peer of [a, b]) {
        checkAbsent(await nextDue(peer), 'time of the next packet');
        checkSame((await due(peer, played.end + 30 * DAY)).packets.length, 0, 'packets');
      }
      for (const { from, to, packet } of played.flights) {
        const again = await receive(to, from.publicKey, packet.bytes, played.end);
        checkSame(again.delivered.length, 0, 'messages delivered by the same packet again');
      }
    }),
    each('a message that is not acknowledged is due again, and no earlier than it says', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await send(a);
      const next = await nextDue(a);
      check(next !== undefined && next > NOW, `sent at ${NOW}, due again at ${next}`);
      checkSame((await due(a, next - 1)).packets.length, 0, 'packets before their time');
      checkBytes((await onlyPacket(a, next)).peer, b.publicKey, 'peer of the packet');
      checkList(bodiesAt(await play([a, b], { from: next }), b), hexes([BODY]), 'bodies');
    }),
    each('an answer is not missed before it can be there', async ({ a, b }) => {
      const waits: number[] = [];
      for (const latency of [100, 1000, 60_000, HOUR, DAY]) {
        const carrier = { ...CARRIER, latency };
        const id = await append(a, b.publicKey, BODY);
        await sent(a, await onlyPacket(a, NOW, carrier), NOW, carrier);
        const wait = (await nextDue(a))! - NOW;
        check(wait >= 2 * latency, `over a carrier of ${latency} ms an answer is missed after ${wait} ms`);
        waits.push(wait);
        await forget(a, b.publicKey, id);
      }
      check(waits[4]! > waits[0]!, 'waits do not follow the latency of the carrier');
    }),
    each('over a carrier that takes days a body is sent once, and arrives', async ({ a, b }) => {
      const carrier = { ...CARRIER, latency: 3 * DAY };
      const id = await append(a, b.publicKey, BODY);
      const played = await play([a, b], { carrier, takes: () => carrier.latency });
      checkList(bodiesAt(played, b), hexes([BODY]), 'bodies');
      checkList(deliveredAt(played, a), hexes([id]), 'delivered');
      checkSame(played.givenUp.length, 0, 'messages given up');
      checkSame(played.flights.filter(({ packet }) => packet.messages.length > 0).length, 1, 'packets with the body');
    }),
    each('a message that comes again after it was accepted is acknowledged again, not handed up', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODY);
      let accepted = false;
      let lost = 0;
      const played = await play([a, b], {
        copies: ({ from }) => (from === b && accepted && lost++ === 0 ? 0 : 1),
        accepts: () => {
          accepted = true;
          return true;
        },
      });
      check(lost > 0, 'the receiver had nothing to say once it had accepted');
      checkList(bodiesAt(played, b), hexes([BODY]), 'bodies');
      checkList(deliveredAt(played, a), hexes([id]), 'delivered');
    }),
    each('a message that comes again before it was accepted is handed up again', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await carryUntil([a, b], async ({ from, to, packet, at }) => {
        const { messages } = await receive(to, from.publicKey, packet.bytes, at);
        if (messages.length === 0) return [];
        const again = await receive(to, from.publicKey, packet.bytes, at);
        checkSame(again.messages.length, 1, 'messages in the same packet again');
        return messages;
      });
    }),
    each('accepting twice is accepting once', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODY);
      const { end } = await play([a, b]);
      for (let times = 0; times < 2; times++) await accept(b, a.publicKey, id, end);
      checkAbsent(await nextDue(b), 'time of the next packet after accepting again');
    }),
    each('somebody else cannot acknowledge', async ({ a, b, stranger }) => {
      const id = await append(a, b.publicKey, BODY);
      let accepted = false;
      const foreign = await play([a, b], {
        until: NOW + 2 * DAY,
        as: ({ from }) => (from === b && accepted ? stranger : from.publicKey),
        accepts: () => {
          accepted = true;
          return true;
        },
      });
      check(accepted, 'the body did not arrive');
      checkList(deliveredAt(foreign, a), [], 'delivered by a stranger');
      checkList(deliveredAt(await play([a, b], { from: foreign.end }), a), hexes([id]), 'delivered');
    }),
    each('nobody gets what is not theirs by asking for it', async ({ a, b, stranger }) => {
      await append(a, b.publicKey, BODY);
      const as = ({ from }: Flight): PublicKey => (from === b ? stranger : from.publicKey);
      const { flights } = await play([a, b], { until: NOW + 2 * DAY, as });
      for (const { packet } of flights) await receive(a, stranger, packet.bytes, NOW + 2 * DAY);
      const { packets } = await due(a, NOW + 2 * DAY);
      for (const { peer, messages } of packets) {
        if (bytesToHex(peer) === bytesToHex(stranger)) checkSame(messages.length, 0, 'bodies for a stranger');
      }
    }),
    each('every message arrives once over a carrier that loses and doubles', (subject) => lossyRun(subject)),
    ...(manifest.givesUp === true
      ? [
          each('a message that nobody takes is given up, and told until it is forgotten', async ({ a, b }) => {
            const id = await append(a, b.publicKey, BODY);
            const end = NOW + (manifest.givesUpWithin ?? 30 * DAY);
            let now = NOW;
            while ((await due(a, now)).givenUp.length === 0) {
              check(now < end, `not given up within ${(end - NOW) / DAY} days`);
              const { packets } = await send(a, now);
              const next = (await nextDue(a)) ?? end;
              check(packets.length > 0 || next > now, 'something is due that is neither sent nor given up');
              now = Math.min(end, Math.max(now, next));
            }
            check(now >= NOW + 2 * DAY, `given up after ${now - NOW} ms`);
            for (let times = 0; times < 2; times++) {
              const { givenUp, packets } = await due(a, now);
              checkList(hexes(givenUp.map((message) => message.id)), hexes([id]), 'given up');
              checkBytes(givenUp[0]?.peer, b.publicKey, 'peer of what was given up');
              checkSame(packets.length, 0, 'packets');
            }
            await forget(a, b.publicKey, id);
            checkSame((await due(a, now)).givenUp.length, 0, 'messages given up after they were forgotten');
          }),
        ]
      : []),
  ];
}

/** Twenty bodies each way, through a carrier that loses two packets of five and doubles some. */
async function lossyRun({ a, b }: SyncSubject): Promise<void> {
  const dice = seededRandom('lossy run');
  const said = (): Uint8Array[] => Array.from({ length: 20 }, () => dice.bytes(40));
  const [byA, byB] = [said(), said()];
  for (const [i, body] of byA.entries()) await append(a, b.publicKey, body, NOW + i);
  for (const [i, body] of byB.entries()) await append(b, a.publicKey, body, NOW + i);
  const played = await play([a, b], {
    from: NOW + 20,
    copies: () => {
      const fate = dice.bytes(1)[0]!;
      return fate < 100 ? 0 : fate < 130 ? 2 : 1;
    },
  });
  checkSame(played.givenUp.length, 0, 'messages given up');
  checkList(bodiesAt(played, b).sort(), hexes(byA).sort(), 'bodies');
  checkList(bodiesAt(played, a).sort(), hexes(byB).sort(), 'bodies');
  checkSame(new Set(deliveredAt(played, a)).size, byA.length, 'messages delivered');
}
