import type { Cancel, Clock } from '@status/interfaces';

/** Unix ms at which virtual time begins unless told otherwise: 2020-01-01T00:00:00Z. */
export const VIRTUAL_START = 1_577_836_800_000;

/** Turns of the event loop that are let pass around each timer unless told otherwise; see `VirtualClock.advance`. */
const TURNS = 4;

/**
 * How many timers may be set one out of another at one virtual instant before `advance` says that time does not get on. However many nodes there
 * are, none of them waits for nothing so often.
 */
const LONGEST_CHAIN = 100_000;

/**
 * A clock that stands still until it is told to move.
 *
 * Promise chains that wait for nothing but each other settle while it moves. Work that waits for the machine itself (a disk, a socket,
 * Web Crypto) takes real time, of which a virtual clock knows nothing: await that work directly.
 */
export interface VirtualClock extends Clock {
  /**
   * Moves time on by `ms` (an integer, 0 allowed) and runs the timers that fall due on the way: in the order of their times, timers of one
   * time in the order in which they were scheduled, each at its own `now`. Timers set on the way run too if they fall due.
   *
   * Before the first timer, after each one and at the end it lets the event loop turn for real a few times (`setImmediate`, or a message
   * channel in a browser). A turn drains the whole microtask queue, however long the promise chain, and reaches code that itself
   * yields to the event loop a few times. Calls made at the same time run one after another.
   *
   * Rejects with what a timer's callback throws, and if timers keep being set out of timers at one instant without end.
   */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or back by `ms` (an integer) without any time going by: no timer comes closer. */
  jump(ms: number): void;
  /** Timers that wait. */
  readonly pending: number;
}

/** `chain`: how many timers of its own instant it was set out of, one out of the other. */
type Timer = {
  readonly due: number;
  readonly order: number;
  readonly chain: number;
  readonly callback: () => void;
  state: 'waiting' | 'done';
};

/** What may be decided about a virtual clock. */
export type VirtualClockOptions = {
  /** Timers that may be set one out of another at one instant (default 100,000). */
  readonly longestChain?: number;
  /**
   * Turns of the event loop that are let pass around each timer (default 4). One is enough for code that waits for nothing but promises, and makes a
   * simulation of many nodes cheaper.
   */
  readonly turns?: number;
};

/** A virtual clock that shows `start` (Unix ms). */
export function createVirtualClock(start: number = VIRTUAL_START, options: VirtualClockOptions = {}): VirtualClock {
  const { longestChain = LONGEST_CHAIN, turns = TURNS } = options;
  const timers = createTimerQueue();
  let elapsed = 0;
  let wall = start;
  let pending = 0;
  let scheduled = 0;
  /** The chain that what is scheduled now goes on with: that of the timer that ran last, while its instant lasts. */
  let chain = 0;
  let moving: Promise<void> = Promise.resolve();

  const moveTo = (time: number): void => {
    if (time !== elapsed) chain = 0;
    wall += time - elapsed;
    elapsed = time;
  };

  const run = async (ms: number): Promise<void> => {
    await turn(turns);
    const end = elapsed + ms;
    chain = 0;
    for (let timer = timers.next(end); timer !== undefined; timer = timers.next(end)) {
      if (timer.state === 'done') continue;
      moveTo(timer.due);
      chain = timer.chain;
      if (chain > longestChain) throw new Error('timers keep being set without virtual time going by');
      timer.state = 'done';
      pending--;
      timer.callback();
      await turn(turns);
    }
    moveTo(end);
  };

  return {
    now: () => wall,
    elapsed: () => elapsed,
    schedule(delay, callback): Cancel {
      const due = elapsed + Math.max(0, Math.ceil(Number.isNaN(delay) ? 0 : delay));
      const timer: Timer = {
        due,
        order: scheduled++,
        chain: due === elapsed ? chain + 1 : 0,
        callback,
        state: 'waiting',
      };
      timers.add(timer);
      pending++;
      return () => {
        if (timer.state === 'done') return;
        timer.state = 'done';
        pending--;
      };
    },
    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) return Promise.reject(new RangeError(`cannot advance by ${ms} ms`));
      const result = moving.then(() => run(ms));
      moving = result.catch(() => {});
      return result;
    },
    jump(ms) {
      if (!Number.isSafeInteger(ms)) throw new RangeError(`cannot jump by ${ms} ms`);
      wall += ms;
    },
    get pending() {
      return pending;
    },
  };
}

/** A binary heap of timers, earliest first. */
function createTimerQueue(): { add(timer: Timer): void; next(until: number): Timer | undefined } {
  const heap: Timer[] = [];
  const precedes = (a: Timer, b: Timer): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);
  const swap = (i: number, j: number): void => {
    [heap[i], heap[j]] = [heap[j]!, heap[i]!];
  };
  return {
    add(timer) {
      heap.push(timer);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!precedes(heap[i]!, heap[parent]!)) break;
        swap(i, parent);
        i = parent;
      }
    },
    next(until) {
      const first = heap[0];
      if (first === undefined || first.due > until) return undefined;
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) {
          if (child < heap.length && precedes(heap[child]!, heap[least]!)) least = child;
        }
        if (least === i) return first;
        swap(i, least);
        i = least;
      }
    },
  };
}

/** Lets the event loop turn `times` times for real. */
export async function turn(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await new Promise<void>((resolve) => onNextTurn(resolve));
}

// Node and its relatives have `setImmediate`; a tab has message channels, which unlike its timers are not held back to 4 ms.
const onNextTurn: (callback: () => void) => void =
  (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate ??
  ((callback) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      callback();
    };
    port2.postMessage(undefined);
  });
