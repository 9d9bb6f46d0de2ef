import { type Case, check, checkList } from './case.ts';
import {
  append,
  BODY,
  bodiesAt,
  DAY,
  due,
  failed,
  HOUR,
  hexes,
  NOW,
  nextDue,
  onlyPacket,
  play,
  receive,
  type SyncManifest,
  type SyncPeer,
  send,
  type WithPeers,
} from './sync-play.ts';

const STEPS: readonly (readonly [how: string, ms: number])[] = [
  ['an hour back', -HOUR],
  ['20 days back', -20 * DAY],
  ['an hour ahead', HOUR],
  ['20 days ahead', 20 * DAY],
];

/** Moments of a wait at which is looked whether it is over. */
const LOOKS = 20;

/** Clocks that are set: nothing is lost by it, and nothing waits for longer than it would have. What is told to be given up is not lost. */
export function clockCases(each: WithPeers, { traits }: SyncManifest): Case[] {
  return STEPS.flatMap(([how, step]) => [
    each(`what was appended is due though the clock is set ${how}`, async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await checkOverWithin(a, NOW + step, 0);
    }),
    each(`what could not be handed on waits no longer though the clock is set ${how}`, async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      await failed(a, await onlyPacket(a));
      await checkOverWithin(a, NOW + step, (await nextDue(a))! - NOW);
    }),
    each(`a body arrives though the clock is set ${how}`, async ({ a, b }) => {
      await append(a, b.publicKey, BODY);
      if (traits.acknowledges) await send(a);
      const played = await play([a, b], { from: NOW + step });
      if (played.givenUp.length === 0) checkList(bodiesAt(played, b), hexes([BODY]), 'bodies');
    }),
    ...(traits.acknowledges
      ? [
          each(`what was not answered waits no longer though the clock is set ${how}`, async ({ a, b }) => {
            await append(a, b.publicKey, BODY);
            await send(a);
            await checkOverWithin(a, NOW + step, (await nextDue(a))! - NOW);
          }),
          each(`what was accepted is not handed up again though the clock is set ${how}`, async ({ a, b }) => {
            await append(a, b.publicKey, BODY);
            const { flights, end } = await play([a, b]);
            for (const { from, to, packet } of flights) {
              const { messages } = await receive(to, from.publicKey, packet.bytes, end + step);
              check(messages.length === 0, 'an accepted message was handed up again');
            }
          }),
        ]
      : []),
  ]);
}

/** Fails unless something is due, or told to be given up, by the end of a wait that begins at a time told now. */
async function checkOverWithin(peer: SyncPeer, from: number, wait: number): Promise<void> {
  for (let look = 0; look <= LOOKS; look++) {
    const { packets, givenUp } = await due(peer, from + Math.ceil((wait * look) / LOOKS));
    if (packets.length > 0 || givenUp.length > 0) return;
  }
  check(false, `not due within the ${wait} ms that it would have waited`);
}
