import { bytesToHex } from '@status/base';
import type { SyncLayer, SyncReceived } from '@status/interfaces';
import type { SyncSubject } from './compliance/sync.ts';
import type { Misbehaving } from './misbehaving.ts';
import { altered } from './misbehaving-sync-ends.ts';

const STEPS = ['an hour back', '20 days back', 'an hour ahead', '20 days ahead'] as const;
/** ms by which the time told may differ from the one before, for those who take more for a mistake. */
const PATIENCE = 1_800_000;

/** Says nothing any more once the clock was set. */
function stunned(inner: SyncLayer): Partial<SyncLayer> {
  let last: number | undefined;
  return {
    append(tx, message, now) {
      last ??= now;
      return inner.append(tx, message, now);
    },
    async due(view, now, carrier) {
      const isSet = last !== undefined && Math.abs(now - last) > PATIENCE;
      return isSet ? { packets: [], givenUp: [] } : inner.due(view, now, carrier);
    },
  };
}

/** The same, and does not even say that it still has something. */
const forgetful = (inner: SyncLayer): Partial<SyncLayer> => ({ ...stunned(inner), nextDue: async () => undefined });

/** Hands up again what it accepted before the clock was set. */
function newborn(inner: SyncLayer): Partial<SyncLayer> {
  const first = new Map<string, { readonly at: number; readonly received: SyncReceived }>();
  return {
    async receive(tx, from, bytes, now) {
      const received = await inner.receive(tx, from, bytes, now);
      const name = bytesToHex(bytes);
      const before = first.get(name);
      if (before === undefined) first.set(name, { at: now, received });
      return before === undefined || Math.abs(now - before.at) < PATIENCE ? received : before.received;
    },
  };
}

/** Faults that show when a clock is set, whichever way and how far. */
export const misbehavingClocks: readonly Misbehaving<SyncSubject>[] = STEPS.flatMap((step) => [
  {
    fault: `keeps still with what was appended once the clock is set ${step}`,
    caughtBy: `what was appended is due though the clock is set ${step}`,
    setup: altered(stunned),
  },
  {
    fault: `keeps still with what failed once the clock is set ${step}`,
    caughtBy: `what could not be handed on waits no longer though the clock is set ${step}`,
    setup: altered(stunned),
  },
  {
    fault: `keeps still with what was not answered once the clock is set ${step}`,
    caughtBy: `what was not answered waits no longer though the clock is set ${step}`,
    setup: altered(stunned),
  },
  {
    fault: `loses what waits when the clock is set ${step}`,
    caughtBy: `a body arrives though the clock is set ${step}`,
    setup: altered(forgetful),
  },
  {
    fault: `no longer knows what it accepted when the clock is set ${step}`,
    caughtBy: `what was accepted is not handed up again though the clock is set ${step}`,
    setup: altered(newborn),
  },
]);
