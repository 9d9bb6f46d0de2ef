import type { PublicKey, SyncTraits } from '@status/interfaces';
import { type Case, check, checkAbsent, checkBytes, checkCode, checkList, checkSame } from './case.ts';
import {
  append,
  appendTo,
  BODIES,
  BODY,
  bodiesAt,
  DAY,
  deliveredAt,
  GROUP,
  hexes,
  NOW,
  nextDue,
  play,
  type SyncPeer,
  send,
  setMembers,
  type WithPeers,
} from './sync-play.ts';

const [FIRST, SECOND, THIRD] = BODIES as [Uint8Array, Uint8Array, Uint8Array];

/** What `traits.groups` promises. */
export function groupCases(each: WithPeers, { acknowledges }: SyncTraits): Case[] {
  return [
    each('a message for a group reaches each of its members, and says so', async ({ a, b, c }) => {
      await openTo(a, b, c);
      const id = await appendTo(a, GROUP, BODY);
      const played = await play([a, b, c]);
      for (const peer of [b, c]) checkList(bodiesAt(played, peer), hexes([BODY]), 'bodies');
      checkList(bodiesAt(played, a), [], 'bodies at the sender');
      for (const { message } of played.handedUp) checkBytes(message.group, GROUP, 'group');
      if (!acknowledges) return;
      checkList(deliveredAt(played, a), hexes([id, id]), 'delivered, by each member');
      for (const { message } of played.handedUp) checkBytes(message.id, id, 'id at a member');
    }),
    each('members of a group all hear one another', async ({ a, b, c }) => {
      await openTo(a, b, c);
      for (const [i, peer] of [a, b, c].entries()) await appendTo(peer, GROUP, BODIES[i]!);
      const played = await play([a, b, c]);
      checkList(bodiesAt(played, a).sort(), hexes([SECOND, THIRD]).sort(), 'bodies at the first');
      checkList(bodiesAt(played, b).sort(), hexes([FIRST, THIRD]).sort(), 'bodies at the second');
      checkList(bodiesAt(played, c).sort(), hexes([FIRST, SECOND]).sort(), 'bodies at the third');
    }),
    each('what is between two is of no group, whatever groups they share', async ({ a, b, c }) => {
      await openTo(a, b, c);
      await append(a, b.publicKey, BODY);
      const { handedUp } = await play([a, b, c]);
      checkSame(handedUp.length, 1, 'messages');
      check(handedUp[0]!.at === b, 'a message between two reached a third');
      checkAbsent(handedUp[0]!.message.group, 'group');
    }),
    each('what is of a group that its sender is not in is dropped, and not acknowledged', async ({ a, b, c }) => {
      await setMembers(c, GROUP, [a, b]);
      await setMembers(a, GROUP, [b]);
      await appendTo(c, GROUP, BODY);
      const played = await play([a, b, c], { until: NOW + 2 * DAY });
      checkList([...bodiesAt(played, a), ...bodiesAt(played, b)], [], 'bodies of a stranger');
      checkList(deliveredAt(played, c), [], 'delivered');
      check(played.dropped > 0, 'nothing was counted as dropped');
    }),
    each('a packet for a group that comes from a stranger is dropped', async ({ a, b, c, stranger }) => {
      await openTo(a, b, c);
      await appendTo(a, GROUP, BODY);
      const foreign = await play([a, b, c], {
        until: NOW + 2 * DAY,
        as: ({ from, to }) => (to === b ? stranger : from.publicKey),
      });
      checkList(bodiesAt(foreign, b), [], 'bodies by a stranger');
      checkList(bodiesAt(foreign, c), hexes([BODY]), 'bodies by a member');
      checkList(bodiesAt(await play([a, b, c], { from: foreign.end }), b), hexes([BODY]), 'bodies by a member');
    }),
    each('who is taken out of a group gets nothing more of it', async ({ a, b, c }) => {
      await openTo(a, b, c);
      await appendTo(a, GROUP, FIRST);
      await setMembers(a, GROUP, [b]);
      await appendTo(a, GROUP, SECOND, NOW + 1);
      const played = await play([a, b, c], { from: NOW + 1 });
      checkList(bodiesAt(played, b).sort(), hexes([FIRST, SECOND]).sort(), 'bodies at who stayed');
      checkList(bodiesAt(played, c), [], 'bodies at who was taken out');
    }),
    each('who was taken out of a group is not heard in it any more', async ({ a, b, c }) => {
      await openTo(a, b, c);
      await appendTo(c, GROUP, BODY);
      await setMembers(a, GROUP, [b]);
      const played = await play([a, b, c], { until: NOW + 2 * DAY });
      checkList(bodiesAt(played, a), [], 'bodies at who took it out');
      checkList(bodiesAt(played, b), hexes([BODY]), 'bodies at who did not');
    }),
    each('who comes into a group gets what is appended from then on', async ({ a, b, c }) => {
      await setMembers(a, GROUP, [b]);
      for (const peer of [b, c]) await setMembers(peer, GROUP, others([a, b, c], peer));
      await appendTo(a, GROUP, FIRST);
      await setMembers(a, GROUP, [b, c]);
      await appendTo(a, GROUP, SECOND, NOW + 1);
      const played = await play([a, b, c], { from: NOW + 1 });
      checkList(bodiesAt(played, b).sort(), hexes([FIRST, SECOND]).sort(), 'bodies at who was there');
      checkList(bodiesAt(played, c), hexes([SECOND]), 'bodies at who came');
    }),
    each('a group that was never opened, and one that was closed, take nothing', async ({ a, b }) => {
      await checkCode(() => appendTo(a, GROUP, BODY), 'SYNC_GROUP', 'a message for a group that was never opened');
      await setMembers(a, GROUP, [b]);
      await setMembers(a, GROUP, []);
      await checkCode(() => appendTo(a, GROUP, BODY), 'SYNC_GROUP', 'a message for a group that was closed');
      checkAbsent(await nextDue(a), 'time of the next packet');
    }),
    each('a member that is no key is refused, and nothing changed', async ({ a, b }) => {
      await setMembers(a, GROUP, [b]);
      const noKey = b.publicKey.slice(1) as Uint8Array as PublicKey;
      await checkCode(() => setMembers(a, GROUP, [{ ...b, publicKey: noKey }]), 'SYNC_PEER', 'a member of 64 bytes');
      await appendTo(a, GROUP, BODY);
      const { packets } = await send(a);
      checkList(hexes(packets.map(({ peer }) => peer)), hexes([b.publicKey]), 'peers of packets');
    }),
  ];
}

/** What `traits.ephemeral` promises. */
export function ephemeralCases(each: WithPeers, { groups }: SyncTraits): Case[] {
  const ephemeral = true;
  return [
    each('an ephemeral message arrives as one, and leaves nothing behind', async ({ a, b }) => {
      await append(a, b.publicKey, BODY, NOW, { ephemeral });
      const played = await play([a, b], { accepts: () => false });
      checkList(bodiesAt(played, b), hexes([BODY]), 'bodies');
      checkSame(played.handedUp[0]!.message.ephemeral, true, 'ephemeral');
      checkList(deliveredAt(played, a), [], 'delivered');
      checkSame(played.end, NOW, 'time until all is at rest');
    }),
    each('an ephemeral message is sent once, whether it arrives or not', async ({ a, b }) => {
      await append(a, b.publicKey, BODY, NOW, { ephemeral });
      const played = await play([a, b], { copies: () => 0 });
      checkSame(played.flights.length, 1, 'packets');
      checkSame(played.givenUp.length, 0, 'messages given up');
    }),
    each('others go their way beside an ephemeral message', async ({ a, b }) => {
      await append(a, b.publicKey, FIRST, NOW, { ephemeral });
      await append(a, b.publicKey, SECOND);
      const { handedUp } = await play([a, b]);
      const kinds = new Map(handedUp.map(({ message }) => [message.body.length, message.ephemeral]));
      checkSame(kinds.get(FIRST.length), true, 'the first is ephemeral');
      checkSame(kinds.get(SECOND.length), false, 'the second is ephemeral');
    }),
    ...(groups
      ? [
          each('an ephemeral message goes to each member of a group', async ({ a, b, c }) => {
            await openTo(a, b, c);
            await appendTo(a, GROUP, BODY, NOW, { ephemeral });
            const { handedUp, flights } = await play([a, b, c], { accepts: () => false });
            checkSame(handedUp.length, 2, 'messages');
            for (const { message } of handedUp) checkBytes(message.group, GROUP, 'group');
            checkSame(flights.length, 2, 'packets');
          }),
        ]
      : []),
  ];
}

/** Opens the group at each, to all others. */
async function openTo(...peers: SyncPeer[]): Promise<void> {
  for (const peer of peers) await setMembers(peer, GROUP, others(peers, peer));
}

function others(peers: readonly SyncPeer[], peer: SyncPeer): readonly SyncPeer[] {
  return peers.filter((other) => other !== peer);
}
