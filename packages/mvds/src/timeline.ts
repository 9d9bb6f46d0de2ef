import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Transaction, View } from '@status/interfaces';
import { CLOCK_GRAIN, CLOCK_STEP } from './constants.ts';
import { firstInAgenda, type Ledger, TABLES, timeKey } from './records.ts';

const KEY = 'latest';

/**
 * A time of the layer's own, which never falls: the time it is told, and what the clock was set back so far. Whatever waits is booked in it, so
 * that it waits for as long as it would have, whatever people do to their clocks.
 *
 * As long as something waits, the latest of it is in the store (`latest/ahead`, both ms as in keys). A fresh store, and one of an
 * earlier version, has none: its own time is the one it is told.
 */
export type Timeline = {
  /** ms. */
  readonly now: number;
  /** The clock was set back since the store was last written to: by how much of a wait that was, nobody can tell. */
  readonly wentBack: boolean;
  /** Own time minus the time told, ms. */
  readonly ahead: number;
  /** The latest own time in the store, ms. */
  readonly latest: number | undefined;
};

/** The own time at the time told, Unix ms. */
export async function timelineAt(view: View, told: number): Promise<Timeline> {
  const { latest, ahead } = await readClock(view);
  const now = told + ahead;
  // Calls that waited for a transaction tell a time that is a little over, which is no step.
  if (latest === undefined || now >= latest - CLOCK_STEP) return { now, wentBack: false, ahead, latest };
  return { now: latest, wentBack: true, ahead: latest - told, latest };
}

/** When the first peer has something due, Unix ms on the clock that was last told. */
export async function nextTold(view: View): Promise<number | undefined> {
  const first = await firstInAgenda(view);
  return first === undefined ? undefined : first - (await readClock(view)).ahead;
}

/** Saves a peer's rows, and for as long as anything waits the own time by which they were booked. */
export async function saveAt(
  tx: Transaction,
  ledger: Ledger,
  { now, wentBack, ahead, latest }: Timeline,
): Promise<void> {
  const isIdle = await save(tx, ledger);
  const isNews = latest === undefined || wentBack || now - latest >= CLOCK_GRAIN;
  if (isNews && !isIdle) tx.put(TABLES.clock, KEY, utf8ToBytes(`${timeKey(now)}/${timeKey(ahead)}`));
}

/** Saves a peer's rows. Once nothing waits at all, no time is kept either; returns whether that is so. */
export async function save(tx: Transaction, ledger: Ledger): Promise<boolean> {
  await ledger.save();
  const isIdle = ledger.isEmpty && (await firstInAgenda(tx)) === undefined;
  if (isIdle) tx.delete(TABLES.clock, KEY);
  return isIdle;
}

async function readClock(view: View): Promise<{ readonly latest: number | undefined; readonly ahead: number }> {
  const record = await view.get(TABLES.clock, KEY);
  if (record === undefined) return { latest: undefined, ahead: 0 };
  const [latest, ahead] = bytesToUtf8(record).split('/').map(Number);
  return { latest, ahead: ahead! };
}
