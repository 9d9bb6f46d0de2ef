import type { Prepared } from './job.ts';

/** A batch shorter than this, in ms, lets the next be twice as long: the clock is read once per batch. */
const SHORT_BATCH = 1;

/**
 * Operations per second over at least that many milliseconds of operations, and at least one operation. What `stock` takes does not count.
 */
export async function measure(prepared: Prepared, milliseconds: number): Promise<number> {
  const { operation, stock, maxBatch = Number.POSITIVE_INFINITY } = prepared;
  let count = 0;
  let elapsed = 0;
  for (let batch = 1; elapsed < milliseconds; ) {
    if (stock !== undefined) await stock(batch);
    const begin = performance.now();
    for (let i = 0; i < batch; i++) {
      const pending = operation();
      if (pending instanceof Promise) await pending;
    }
    const taken = performance.now() - begin;
    count += batch;
    elapsed += taken;
    if (taken < SHORT_BATCH) batch = Math.min(2 * batch, maxBatch);
  }
  return (1000 * count) / elapsed;
}
