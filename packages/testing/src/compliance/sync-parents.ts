import { bytesToHex } from '@status/base';
import type { SyncId } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkList, checkSame } from './case.ts';
import {
  append,
  BODIES,
  BODY,
  bodiesAt,
  CARRIER,
  forget,
  hexes,
  NOW,
  type Played,
  play,
  receive,
  type SyncManifest,
  type SyncPeer,
  type SyncSubject,
  send,
  unknownId,
  type WithPeers,
} from './sync-play.ts';

/** What `traits.parents` promises: who is heard of comes first, and who never comes stops nobody. */
export function parentCases(each: WithPeers, { offersFirst }: SyncManifest): Case[] {
  return [
    each('a message names its parents', async ({ a, b }) => {
      const parents = [await append(a, b.publicKey, BODIES[0]!), await append(a, b.publicKey, BODIES[1]!)];
      const child = await append(a, b.publicKey, BODY, NOW + 1, { parents });
      const { handedUp } = await play([a, b], { from: NOW + 1 });
      const message = handedUp.find(({ message: { id } }) => bytesToHex(id) === bytesToHex(child))?.message;
      checkList(hexes(message?.parents ?? []), hexes(parents), 'parents');
    }),
    each('messages come after their parents, whatever their order in a packet', async ({ a, b }) => {
      const ids = await appendChain(a, b, 12);
      const { handedUp } = await play([a, b], { from: NOW });
      checkList(hexes(handedUp.map(({ message }) => message.id)), hexes(ids), 'ids');
    }),
    each('a parent that nobody ever hears of does not hold up a message', async ({ a, b }) => {
      await append(a, b.publicKey, BODY, NOW, { parents: [unknownId()] });
      checkList(bodiesAt(await play([a, b]), b), hexes([BODY]), 'bodies');
    }),
    each('a parent that was heard of and never comes does not hold up a message for ever', async ({ a, b }) => {
      const parent = await append(a, b.publicKey, BODIES[1]!);
      await append(a, b.publicKey, BODY, NOW, { parents: [parent] });
      for (const { bytes } of (await send(a)).packets) await receive(b, a.publicKey, bytes);
      await forget(a, b.publicKey, parent);
      const played = await play([a, b]);
      check(bodiesAt(played, b).includes(bytesToHex(BODY)), 'the message did not arrive');
    }),
    ...(offersFirst === true
      ? [each('messages come after those of their parents that were offered, over a carrier that loses', lossyChain)]
      : []),
  ];
}

/** Messages at one moment, each of which follows upon the one before. */
async function appendChain(from: SyncPeer, to: SyncPeer, length: number): Promise<SyncId[]> {
  const ids: SyncId[] = [];
  for (let i = 0; i < length; i++) {
    const parents = ids.slice(-1);
    ids.push(await append(from, to.publicKey, Uint8Array.of(i + 1), NOW, { parents }));
  }
  return ids;
}

/** A chain, all of which is offered in packets that arrive; of the packets after those two of five are lost. */
async function lossyChain({ a, b }: SyncSubject): Promise<void> {
  const ids = await appendChain(a, b, 12);
  const dice = seededRandom('lossy chain');
  let allOffered = false;
  const played = await play([a, b], {
    carrier: { ...CARRIER, maxPacket: 600 },
    copies: ({ from, packet }) => {
      allOffered ||= packet.messages.length > 0;
      return from === b || !allOffered || dice.bytes(1)[0]! >= 100 ? 1 : 0;
    },
  });
  checkSame(played.handedUp.length, ids.length, 'messages handed up');
  checkOrder(played, b);
}

/** Fails if a message came before a parent of it that was there already: in the same packet, or in one before. */
function checkOrder({ handedUp }: Played, peer: SyncPeer): void {
  const places = new Map(handedUp.filter(({ at }) => at === peer).map(({ message }, i) => [bytesToHex(message.id), i]));
  for (const { message } of handedUp) {
    for (const parent of message.parents) {
      const [place, own] = [places.get(bytesToHex(parent)), places.get(bytesToHex(message.id))];
      check(place === undefined || place < own!, 'a message came before its parent');
    }
  }
}
