import { bytesToHex } from '@status/base';
import type { PublicKey, SyncReceived, SyncTraits, Transaction } from '@status/interfaces';
import { damages } from '../damage.ts';
import {
  type Case,
  check,
  checkAbsent,
  checkBytes,
  checkCode,
  checkList,
  checkPlain,
  checkSame,
  rolledBack,
} from './case.ts';
import { carrierCases, reportCases } from './sync-carrier.ts';
import { clockCases } from './sync-clock.ts';
import { ephemeralCases, groupCases } from './sync-groups.ts';
import { parentCases } from './sync-parents.ts';
import {
  accept,
  append,
  appendTo,
  BODIES,
  BODY,
  bodiesAt,
  CARRIER,
  carryUntil,
  checkReceived,
  DAY,
  due,
  forget,
  GROUP,
  heard,
  hexes,
  NOW,
  nextDue,
  onlyPacket,
  play,
  receive,
  type SyncManifest,
  type SyncSubject,
  send,
  setMembers,
  unknownId,
  type WithPeers,
  withPeers,
} from './sync-play.ts';
import { reliableCases } from './sync-reliable.ts';

export type { SyncManifest, SyncPeer, SyncSubject } from './sync-play.ts';

/** Ways of each kind to damage a packet. */
const DAMAGES = 200;
const MINUTE = 60_000;

/** The promises of the seam `SyncLayer`, between three ends over a carrier that the suite plays itself. */
export function syncCompliance(setup: () => Promise<SyncSubject>, manifest: SyncManifest): Case[] {
  const { traits } = manifest;
  const each = withPeers(setup, manifest);
  return [
    ...commonCases(each, manifest),
    ...reportCases(each),
    ...carrierCases(each),
    ...unsupportedCases(each, traits),
    ...clockCases(each, manifest),
    ...(traits.acknowledges ? reliableCases(each, manifest) : []),
    ...(traits.groups ? groupCases(each, traits) : []),
    ...(traits.parents ? parentCases(each, manifest) : []),
    ...(traits.ephemeral ? ephemeralCases(each, traits) : []),
  ];
}

function commonCases(each: WithPeers, manifest: SyncManifest): Case[] {
  return [
    each('says what it is and what it can do', async ({ a }) => {
      check(a.layer.name.length > 0, 'the name is empty');
      const { acknowledges, groups, parents, ephemeral } = manifest.traits;
      const traits = a.layer.traits;
      checkSame(traits.acknowledges, acknowledges, 'acknowledges');
      checkSame(traits.groups, groups, 'groups');
      checkSame(traits.parents, parents, 'parents');
      checkSame(traits.ephemeral, ephemeral, 'ephemeral');
    }),
    each('with nothing appended nothing is due', async ({ a }) => {
      const { packets, givenUp } = await due(a);
      checkSame(packets.length, 0, 'packets');
      checkSame(givenUp.length, 0, 'messages given up');
      checkAbsent(await nextDue(a), 'time of the next packet');
    }),
    each('a body is due at once, and arrives as it was', async ({ a, b }) => {
      let now = NOW;
      for (const body of BODIES) {
        const id = await append(a, b.publicKey, body, now);
        check(id.length > 0, 'the id is empty');
        check(((await nextDue(a)) ?? Number.POSITIVE_INFINITY) <= now, 'the body is not due at once');
        checkBytes((await onlyPacket(a, now)).peer, b.publicKey, 'peer of the packet');
        const played = await play([a, b], { from: now });
        checkSame(played.handedUp.length, 1, 'messages handed up');
        checkSame(played.dropped, 0, 'dropped');
        const { at, message, flight } = played.handedUp[0]!;
        check(at === b, 'the body came back to its sender');
        checkBytes(message.body, body, 'body');
        checkAbsent(message.group, 'group of a message between two');
        checkSame(message.parents.length, 0, 'parents');
        checkSame(message.ephemeral, false, 'ephemeral');
        for (const { packet } of played.flights) {
          checkPlain(packet.bytes, 'packet');
          check(packet.bytes.length > 0, 'a packet is empty');
          const names = packet === flight.packet ? [bytesToHex(id)] : [];
          checkList(hexes(packet.messages), names, 'messages whose bodies are in a packet');
        }
        now = played.end + DAY;
      }
    }),
    each('asking what is due changes nothing', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      const first = await onlyPacket(a);
      const second = await onlyPacket(a);
      checkBytes(second.bytes, first.bytes, 'packet asked for again');
    }),
    each('nothing is due twice once it was sent', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await send(a);
      checkSame((await due(a)).packets.length, 0, 'packets right after the first was sent');
    }),
    each('there is at most one packet for a peer, and one for each that waits', async ({ a, b, stranger }) => {
      for (const body of BODIES.slice(0, 3)) {
        await append(a, b.publicKey, body);
        await append(a, stranger, body);
      }
      const { packets } = await due(a);
      const peers = hexes(packets.map(({ peer }) => peer));
      checkList(peers.sort(), hexes([b.publicKey, stranger]).sort(), 'peers of packets');
    }),
    each('several bodies for one peer all arrive', async ({ a, b }) => {
      for (const [i, body] of BODIES.entries()) await append(a, b.publicKey, body, NOW + i);
      const played = await play([a, b], { from: NOW + BODIES.length });
      checkList(bodiesAt(played, b).sort(), hexes(BODIES).sort(), 'bodies');
    }),
    each('a forgotten message is not due any more', async ({ a, b }) => {
      await forget(a, b.publicKey, await append(a, b.publicKey, BODY));
      checkSame((await due(a, NOW + 30 * DAY)).packets.length, 0, 'packets');
      checkAbsent(await nextDue(a), 'time of the next packet');
    }),
    each('forgetting and accepting what nobody knows does nothing', async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await forget(a, b.publicKey, unknownId());
      await accept(b, a.publicKey, unknownId());
      checkList(bodiesAt(await play([a, b]), b), hexes([BODY]), 'bodies');
    }),
    each('a sign of life makes nothing wait longer, and loses nothing', async ({ a, b, stranger }) => {
      for (const from of [b.publicKey, stranger]) await heard(a, from);
      checkAbsent(await nextDue(a), 'time of the next packet with nothing appended');
      await append(a, b.publicKey, BODY);
      if (a.layer.traits.acknowledges) await send(a);
      const before = await nextDue(a);
      for (const from of [b.publicKey, stranger]) await heard(a, from, NOW + MINUTE);
      const after = await nextDue(a);
      check(after !== undefined && after <= Math.max(before!, NOW + MINUTE), `due at ${before}, then at ${after}`);
      checkList(bodiesAt(await play([a, b], { from: NOW + MINUTE }), b), hexes([BODY]), 'bodies');
    }),
    each('all state is in the transaction: what is rolled back did not happen', async ({ a, b }) => {
      const to = { kind: 'peer', peer: b.publicKey } as const;
      await rolledBack(a.store, (tx) => a.layer.append(tx, { to, body: BODIES[1]! }, NOW));
      checkAbsent(await nextDue(a), 'time of the next packet after an append that was rolled back');
      await append(a, b.publicKey, BODY);
      const packet = await onlyPacket(a);
      await rolledBack(a.store, (tx) => a.layer.sent(tx, packet.receipt, NOW, CARRIER));
      checkBytes((await onlyPacket(a)).bytes, packet.bytes, 'packet whose sending was rolled back');
      const bodies = await carryUntil([a, b], async ({ from, to: { store, layer }, packet: { bytes }, at }) => {
        const take = (tx: Transaction) => layer.receive(tx, from.publicKey, bytes, at);
        const [dropped, kept] = [await rolledBack(store, take), await store.transaction(take)];
        checkList(bodiesOf(kept), bodiesOf(dropped), 'bodies in a packet whose taking was rolled back');
        return bodiesOf(kept);
      });
      checkList(bodies, hexes([BODY]), 'bodies');
    }),
    each('bodies and packets are copied, in and out', async ({ a, b }) => {
      const body = BODY.slice();
      await a.store.transaction(async (tx) => {
        await a.layer.append(tx, { to: { kind: 'peer', peer: b.publicKey }, body }, NOW);
        body.fill(0);
      });
      const packet = await onlyPacket(a);
      const bytes = packet.bytes.slice();
      packet.bytes.fill(0);
      checkBytes((await onlyPacket(a)).bytes, bytes, 'packet asked for again');
      const bodies = await carryUntil([a, b], async ({ from, to, packet: { bytes: taken }, at }) => {
        const received = await receive(to, from.publicKey, taken, at);
        taken.fill(0);
        return bodiesOf(received);
      });
      checkList(bodies, hexes([BODY]), 'bodies');
    }),
    each('nothing that a peer can send makes receive reject', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODY);
      const { flights } = await play([a, b]);
      for (const { packet } of flights) {
        for (const damaged of damages(packet.bytes, DAMAGES)) {
          for (const [from, to] of [
            [a, b],
            [b, a],
          ] as const) {
            const received = await rolledBack(to.store, (tx) => to.layer.receive(tx, from.publicKey, damaged, NOW));
            checkReceived(received);
            for (const told of received.delivered) checkBytes(told, id, 'id delivered by damaged bytes');
          }
        }
      }
    }),
    each('bytes of another protocol are told, as declared', async ({ a, b }) => {
      const foreign = await receive(b, a.publicKey, Uint8Array.of(0xff, 0xff, 0xff, 0xff));
      checkSame(foreign.recognised, manifest.recognises !== true, 'recognised');
    }),
    each('no bytes are none of any protocol', async ({ a, b }) => {
      const nothing = await receive(b, a.publicKey, new Uint8Array());
      checkSame(nothing.recognised, false, 'recognised');
      checkSame(nothing.messages.length, 0, 'messages');
      checkAbsent(await nextDue(b), 'time of the next packet');
    }),
    each('a body that is empty and a peer that is no key are refused', async ({ a, b }) => {
      await checkCode(() => append(a, b.publicKey, new Uint8Array()), 'SYNC_BODY', 'an empty body');
      const noKey = b.publicKey.slice(1) as Uint8Array as PublicKey;
      await checkCode(() => append(a, noKey, BODY), 'SYNC_PEER', 'a peer of 64 bytes');
      checkAbsent(await nextDue(a), 'time of the next packet');
    }),
  ];
}

function bodiesOf({ messages }: SyncReceived): string[] {
  return hexes(messages.map(({ body }) => body));
}

function unsupportedCases(each: WithPeers, traits: SyncTraits): Case[] {
  const code = 'SYNC_UNSUPPORTED';
  const refuses = (what: string, attempt: (subject: SyncSubject) => Promise<unknown>): Case =>
    each(`${what} is refused where it is not among the traits`, async (subject) => {
      await checkCode(() => attempt(subject), code, what);
      checkAbsent(await nextDue(subject.a), 'time of the next packet');
    });
  return [
    ...(traits.groups
      ? []
      : [
          refuses('a group', ({ a, b }) => setMembers(a, GROUP, [b])),
          refuses('a message for a group', ({ a }) => appendTo(a, GROUP, BODY)),
        ]),
    ...(traits.parents
      ? []
      : [refuses('a parent', ({ a, b }) => append(a, b.publicKey, BODY, NOW, { parents: [unknownId()] }))]),
    ...(traits.ephemeral
      ? []
      : [refuses('an ephemeral message', ({ a, b }) => append(a, b.publicKey, BODY, NOW, { ephemeral: true }))]),
  ];
}
