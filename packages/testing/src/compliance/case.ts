import { bytesToHex, equalBytes } from '@status/base';
import type { Cancel, Store, Transaction } from '@status/interfaces';
import { turn } from '../virtual-clock.ts';

/** One promise of a seam, checked. Any runner can register it: `for (const { name, run } of cases) test(name, run)`. */
export type Case = {
  readonly name: string;
  /** Rejects with what is wrong. Every run begins with fresh instances. */
  readonly run: () => Promise<void>;
};

/** How long a suite waits for what is promised but not when. */
export type Waiting = {
  /** Real ms after which something is taken to never happen (default 2000). */
  readonly patience?: number;
  /** Lets time pass for the implementation, such as `() => clock.advance(10)`; called again and again while waiting. */
  readonly turn?: () => Promise<void>;
};

/** Turns of the event loop after which something in memory is taken to have happened, if ever. */
const IDLE_TURNS = 20;

const PATIENCE = 2000;

/** An implementation does not keep a promise of its seam. */
export class ComplianceError extends Error {
  override readonly name = 'ComplianceError';
}

/** Fails unless the condition holds. */
export function check(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new ComplianceError(complaint);
}

/** Fails unless two plain values are the same. */
export function checkSame<Value extends string | number | bigint | boolean | null | undefined>(
  actual: Value,
  expected: Value,
  what: string,
): void {
  check(Object.is(actual, expected), `${what}: expected ${String(expected)}, got ${String(actual)}`);
}

/** Fails unless these are a plain `Uint8Array` with the expected content. */
export function checkBytes(actual: Uint8Array | null | undefined, expected: Uint8Array, what: string): void {
  check(actual !== undefined && actual !== null, `${what}: expected ${expected.length} bytes, got none`);
  checkPlain(actual, what);
  check(equalBytes(actual, expected), `${what}: expected ${shorten(expected)}, got ${shorten(actual)}`);
}

/** Fails unless there is no value. */
export function checkAbsent(value: unknown, what: string): void {
  check(value === undefined, `${what}: expected none`);
}

/** Fails for anything but a plain `Uint8Array`; also for a `Buffer`, which is one only by inheritance. */
export function checkPlain(bytes: Uint8Array, what: string): void {
  checkSame(bytes?.constructor?.name, 'Uint8Array', `${what}: type`);
}

/** Fails unless two lists of texts or numbers are the same. */
export function checkList(
  actual: readonly (string | number)[],
  expected: readonly (string | number)[],
  what: string,
): void {
  checkSame(JSON.stringify(actual), JSON.stringify(expected), what);
}

/** The error with which the operation throws or rejects; fails if it succeeds or does not settle in time. */
export async function rejection(operation: () => unknown, what: string, waiting: Waiting = {}): Promise<unknown> {
  const outcome = (async () => operation())().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const result = await within(outcome, what, waiting);
  check(result !== undefined, `${what}: expected it to fail`);
  return result.error;
}

/** Fails unless the operation throws or rejects with an error of this code. */
export async function checkCode(
  operation: () => unknown,
  code: string,
  what: string,
  waiting?: Waiting,
): Promise<void> {
  const error = await rejection(operation, what, waiting);
  check(codeOf(error) === code, `${what}: expected code ${code}, got ${String(codeOf(error) ?? error)}`);
}

/** What the promise resolves with; fails if it does not settle in time. */
export async function within<Value>(promise: Promise<Value>, what: string, waiting: Waiting = {}): Promise<Value> {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  promise.then(settle, settle);
  await until(() => settled, what, waiting);
  return promise;
}

/** Waits for a condition; fails if it does not come true in time. */
export async function until(
  condition: () => boolean,
  what: string,
  { patience = PATIENCE, turn: pass }: Waiting = {},
): Promise<void> {
  const end = performance.now() + patience;
  while (!condition()) {
    check(performance.now() < end, `${what}: did not happen`);
    await turn(1);
    await pass?.();
  }
}

/**
 * Work that goes on while a case looks at something else. If the case fails first nobody awaits it any more, and its own failure is no
 * further news.
 */
export function background<Value>(work: Promise<Value>): Promise<Value> {
  work.catch(() => {});
  return work;
}

/**
 * Writes portion after portion until the writer has to wait, and tells how many it took by then; fails if it never waits within
 * `limit` bytes. `rest` is the write that waits: it goes through once somebody reads, and is the last.
 */
export async function writeUntilItWaits(
  write: (portion: Uint8Array) => Promise<void>,
  portionLength: number,
  limit: number,
  waiting: Waiting,
): Promise<{ readonly written: number; readonly rest: Promise<void> }> {
  let written = 0;
  let enough = false;
  const rest = background(
    (async () => {
      while (written <= limit && !enough) {
        await write(new Uint8Array(portionLength).fill(written / portionLength));
        written += portionLength;
      }
    })(),
  );
  let seen = -1;
  for (let still = 0; still < 3; still = seen === written ? still + 1 : 0) {
    seen = written;
    await idle(waiting);
    await new Promise<void>((resolve) => setTimeout(resolve, 10));
  }
  enough = true;
  check(written <= limit, `${written} bytes were taken though nobody read`);
  return { written, rest };
}

/** Listens three times: with one that is taken off again, one that throws, and one that counts. */
export function listenInTrouble(on: (listener: () => void) => Cancel): {
  readonly kept: number;
  readonly cancelled: number;
} {
  const heard = { kept: 0, cancelled: 0 };
  const cancel = on(() => heard.cancelled++);
  on(() => {
    throw new Error('a listener failed');
  });
  on(() => heard.kept++);
  cancel();
  cancel();
  return heard;
}

/** A promise, and what resolves it. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets everything happen that waits for nothing but memory. */
export async function idle({ turn: pass }: Waiting = {}): Promise<void> {
  await turn(IDLE_TURNS);
  await pass?.();
}

/** Runs work in a transaction that is dropped; what the work gave back. */
export async function rolledBack<Result>(store: Store, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const dropped = new Error('dropped on purpose');
  let result: { readonly value: Result } | undefined;
  await store
    .transaction(async (tx) => {
      result = { value: await work(tx) };
      throw dropped;
    })
    .catch((error: unknown) => {
      if (error !== dropped) throw error;
    });
  return result!.value;
}

/** The code of an error, which may come from another realm. */
export function codeOf(error: unknown): unknown {
  return (Object(error) as { readonly code?: unknown }).code;
}

function shorten(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${bytesToHex(bytes.subarray(0, 16))}${bytes.length > 16 ? '…' : ''}`;
}
