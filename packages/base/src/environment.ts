import type { Clock, Environment, Logger, Metrics, Random } from '@status/interfaces';

/** The longest time in ms that the platform's timers can wait: one more and they would not wait at all. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The platform's wall clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => Math.floor(performance.now()),
  schedule(delay, callback) {
    // Measured by the clock that never jumps, and again when the timer fires: platforms fire up to a millisecond early.
    const due = performance.now() + delay;
    const wait = (rest: number): ReturnType<typeof setTimeout> =>
      setTimeout(fire, Math.min(Math.ceil(rest), LONGEST_TIMEOUT));
    const fire = (): void => {
      const rest = due - performance.now();
      if (rest > 0) timer = wait(rest);
      else callback();
    };
    let timer = wait(delay);
    return () => clearTimeout(timer);
  },
};

/** Bytes that one call of the Web Crypto API may ask for. */
const RANDOM_QUOTA = 65_536;

/** The platform's cryptographic randomness. */
export const systemRandom: Random = {
  bytes(length) {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += RANDOM_QUOTA) {
      crypto.getRandomValues(bytes.subarray(offset, offset + RANDOM_QUOTA));
    }
    return bytes;
  },
};

/** A whole number from 0 to 65,535, each as likely as the others. */
export function drawUint16(random: Random): number {
  const [high, low] = random.bytes(2);
  return (high! << 8) | low!;
}

/** A number from 0 up to but not 1, in steps of 2⁻³², each as likely as the others. */
export function drawFraction(random: Random): number {
  const [a, b, c, d] = random.bytes(4);
  return (a! * 2 ** 24 + b! * 2 ** 16 + c! * 2 ** 8 + d!) / 2 ** 32;
}

const nothing = (): void => {};

/** Says nothing. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Counts nothing. */
export const noMetrics: Metrics = { count: nothing, gauge: nothing, observe: nothing };

/** The real world, with the parts replaced that are given. Silent and uncounted unless told otherwise. */
export function systemEnvironment(parts: Partial<Environment> = {}): Environment {
  return { clock: systemClock, random: systemRandom, logger: silentLogger, metrics: noMetrics, ...parts };
}
