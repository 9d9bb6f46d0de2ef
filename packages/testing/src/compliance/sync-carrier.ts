import { bytesToHex } from '@status/base';
import { type Case, check, checkAbsent, checkBytes, checkList, checkSame } from './case.ts';
import {
  append,
  BODIES,
  BODY,
  bodiesAt,
  CARRIER,
  DAY,
  due,
  failed,
  forget,
  hexes,
  NOW,
  nextDue,
  onlyPacket,
  play,
  receive,
  sent,
  type WithPeers,
} from './sync-play.ts';

const MINUTE = 60_000;

/** What becomes of packets: `sent`, `failed`, receipts. */
export function reportCases(each: WithPeers): Case[] {
  return [
    each('a packet that could not be handed on is due again soon', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await failed(a, await onlyPacket(a));
      const again = await nextDue(a);
      check(again !== undefined && again - NOW <= MINUTE, `due again at ${again}, failed at ${NOW}`);
      check(again > NOW, 'due again in the same instant');
      checkBytes((await onlyPacket(a, again)).peer, b.publicKey, 'peer of the packet');
      checkList(bodiesAt(await play([a, b], { from: again }), b), hexes([BODY]), 'bodies');
    }),
    each('a packet that could not be handed on holds up nobody else', async ({ a, b, c }) => {
      await append(a, b.publicKey, BODY);
      await failed(a, await onlyPacket(a));
      await append(a, c.publicKey, BODY);
      checkBytes((await onlyPacket(a)).peer, c.publicKey, 'peer of the packet');
    }),
    each('a message that is never handed on holds up no other for the same peer', async ({ a, b }) => {
      const bad = bytesToHex(await append(a, b.publicKey, BODIES[3]!));
      await append(a, b.publicKey, BODY, NOW + 1);
      const small = { ...CARRIER, maxPacket: 100 };
      const arrived: string[] = [];
      for (let now = NOW + 1; now < NOW + 10 * MINUTE && arrived.length === 0; now += 1000) {
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const) {
          for (const packet of (await due(from, now, small)).packets) {
            if (hexes(packet.messages).includes(bad)) {
              await failed(from, packet, now);
              continue;
            }
            await sent(from, packet, now);
            const { messages } = await receive(to, from.publicKey, packet.bytes, now);
            arrived.push(...hexes(messages.map(({ body }) => body)));
          }
        }
      }
      checkList(arrived, hexes([BODY]), 'bodies that arrived');
    }),
    each('of two reports of the same the later one counts', async ({ a, b }) => {
      const slow = { ...CARRIER, latency: DAY };
      const { acknowledges } = a.layer.traits;
      const id = await append(a, b.publicKey, BODY);
      const [first, second] = [await onlyPacket(a), await onlyPacket(a)];
      await failed(a, first);
      await sent(a, second, NOW, slow);
      const next = await nextDue(a);
      check(next === undefined ? !acknowledges : next >= NOW + DAY, `sent after it had failed, due again at ${next}`);
      await forget(a, b.publicKey, id);
      if (!acknowledges) return;
      await append(a, b.publicKey, BODIES[1]!, NOW + DAY);
      const [third, fourth] = [await onlyPacket(a, NOW + DAY), await onlyPacket(a, NOW + DAY)];
      await sent(a, third, NOW + DAY, slow);
      await failed(a, fourth, NOW + DAY);
      const again = await nextDue(a);
      check(again !== undefined && again <= NOW + DAY + MINUTE, `failed after it was sent, due again at ${again}`);
    }),
    each('a report that comes late brings nothing back', async ({ a, b }) => {
      for (const report of [sent, failed]) {
        const id = await append(a, b.publicKey, BODY);
        const packet = await onlyPacket(a);
        await forget(a, b.publicKey, id);
        await report(a, packet, NOW);
        checkAbsent(await nextDue(a), 'time of the next packet of a forgotten message');
      }
    }),
    each('a receipt is all that a report takes, whatever became of the packet', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      const packet = await onlyPacket(a);
      packet.bytes.fill(0);
      await sent(a, { peer: a.publicKey, bytes: new Uint8Array(), messages: [], receipt: packet.receipt });
      checkSame((await due(a)).packets.length, 0, 'packets right after the first was sent');
    }),
  ];
}

/** What follows from the carrier, whatever the layer can do. */
export function carrierCases(each: WithPeers): Case[] {
  return [
    each('packets are no longer than the carrier takes', async ({ a, b }) => {
      const carrier = { ...CARRIER, maxPacket: 1000 };
      const bodies = Array.from({ length: 40 }, (_, i) => new Uint8Array(100).fill(i + 1));
      for (const [i, body] of bodies.entries()) await append(a, b.publicKey, body, NOW + i);
      const played = await play([a, b], { from: NOW + bodies.length, carrier });
      for (const { packet } of played.flights) {
        check(packet.bytes.length <= 1000, `a packet has ${packet.bytes.length} bytes`);
      }
      checkList(bodiesAt(played, b).sort(), hexes(bodies).sort(), 'bodies');
    }),
    each('a message longer than a packet makes one of its own', async ({ a, b }) => {
      const carrier = { ...CARRIER, maxPacket: 300 };
      const bodies = [new Uint8Array(20).fill(1), new Uint8Array(5000).fill(2), new Uint8Array(20).fill(3)];
      for (const [i, body] of bodies.entries()) await append(a, b.publicKey, body, NOW + i);
      const played = await play([a, b], { from: NOW + bodies.length, carrier });
      for (const { packet } of played.flights) {
        check(packet.bytes.length <= 300 || packet.messages.length === 1, 'a long message is not alone');
      }
      checkList(bodiesAt(played, b).sort(), hexes(bodies).sort(), 'bodies');
    }),
  ];
}
