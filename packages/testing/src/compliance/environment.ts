import { equalBytes } from '@status/base';
import type { Environment } from '@status/interfaces';
import { type Case, check, checkList, checkPlain, checkSame, idle, until, type Waiting } from './case.ts';

/** An environment, and a way to let its time pass. */
export type EnvironmentSubject = {
  readonly environment: Environment;
  /** Resolves when the environment's clock has moved on by at least `ms` and the timers on the way have run. */
  pass(ms: number): Promise<void>;
  /** Sets the wall clock forward or back by `ms`, as people do; absent where that cannot be done. */
  readonly set?: (ms: number) => void;
};

/** Unix ms of the year 2001: earlier times are seconds taken for ms, or a clock that counts from its start. */
const LONG_AGO = 1_000_000_000_000;

/** The promises of the seam `Environment`. Delays are a few tens of ms, so that it can run on a real clock too. */
export function environmentCompliance(setup: () => Promise<EnvironmentSubject>, manifest: Waiting = {}): Case[] {
  const withEnvironment = (name: string, body: (subject: EnvironmentSubject) => Promise<void>): Case => ({
    name: `environment: ${name}`,
    run: async () => body(await setup()),
  });
  return [
    withEnvironment(
      'the time is a whole number of ms since 1970 and goes on',
      async ({ environment: { clock }, pass }) => {
        const before = clock.now();
        check(Number.isSafeInteger(before) && before > LONG_AGO, `now is ${before}`);
        await pass(20);
        const after = clock.now();
        check(Number.isSafeInteger(after) && after >= before + 19, `20 ms after ${before} now is ${after}`);
      },
    ),
    withEnvironment('elapsed time is a whole number of ms and keeps pace', async ({ environment: { clock }, pass }) => {
      const [wall, before] = [clock.now(), clock.elapsed()];
      await pass(50);
      const [wallAfter, after] = [clock.now(), clock.elapsed()];
      check(Number.isSafeInteger(before) && Number.isSafeInteger(after), `elapsed is ${before}, later ${after}`);
      check(after - before >= 49, `50 ms were ${after - before} ms of elapsed time`);
      const drift = Math.abs(after - before - (wallAfter - wall));
      check(drift <= 25, `elapsed time is ${drift} ms off after 50 ms`);
    }),
    withEnvironment('elapsed time never falls', async ({ environment: { clock }, pass, set }) => {
      let last = clock.elapsed();
      for (const ms of [0, -3_600_000, 7_200_000, -3_600_000]) {
        if (ms !== 0) set?.(ms);
        const now = clock.elapsed();
        check(
          now >= last && now - last < 3_000_000,
          `elapsed went from ${last} to ${now} when the wall clock was set by ${ms} ms`,
        );
        await pass(1);
        last = clock.elapsed();
        check(last >= now, `elapsed fell from ${now} to ${last}`);
      }
    }),
    withEnvironment(
      'a timer waits for elapsed time, however the wall clock is set',
      async ({ environment: { clock }, pass, set }) => {
        const begin = clock.elapsed();
        let firedAt: number | undefined;
        clock.schedule(20, () => {
          firedAt = clock.elapsed();
        });
        set?.(3_600_000);
        await pass(5);
        set?.(-7_200_000);
        await pass(20);
        await until(() => firedAt !== undefined, 'the call', manifest);
        check(firedAt! - begin >= 20, `a timer of 20 ms called back after ${firedAt! - begin} ms`);
        set?.(3_600_000);
      },
    ),
    withEnvironment('a timer calls back once', async ({ environment: { clock }, pass }) => {
      let calls = 0;
      clock.schedule(5, () => calls++);
      await pass(10);
      await until(() => calls > 0, 'the call', manifest);
      await pass(30);
      checkSame(calls, 1, 'calls');
    }),
    withEnvironment('a timer does not call back synchronously', async ({ environment: { clock }, pass }) => {
      for (const delay of [0, -1]) {
        let calls = 0;
        clock.schedule(delay, () => calls++);
        checkSame(calls, 0, `calls before schedule returned, with a delay of ${delay} ms`);
        await pass(1);
        await until(() => calls === 1, 'the call', manifest);
      }
    }),
    withEnvironment(
      'timers do not fire early with regard to elapsed time',
      async ({ environment: { clock }, pass }) => {
        const early: number[] = [];
        let fired = 0;
        for (let delay = 1; delay <= 30; delay++) {
          const due = clock.elapsed() + delay;
          clock.schedule(delay, () => {
            fired++;
            if (clock.elapsed() < due) early.push(delay);
          });
        }
        await pass(40);
        await until(() => fired === 30, 'all timers', manifest);
        checkList(early, [], 'delays of timers that fired early');
      },
    ),
    withEnvironment('a timer with a shorter delay fires first', async ({ environment: { clock }, pass }) => {
      const fired: number[] = [];
      for (const delay of [40, 10, 25]) clock.schedule(delay, () => fired.push(delay));
      await pass(60);
      await until(() => fired.length === 3, 'all timers', manifest);
      checkList(fired, [10, 25, 40], 'order');
    }),
    withEnvironment('a timer may set another', async ({ environment: { clock }, pass }) => {
      let second = false;
      clock.schedule(5, () => {
        clock.schedule(5, () => {
          second = true;
        });
      });
      await pass(20);
      await until(() => second, 'the second timer', { ...manifest, turn: manifest.turn ?? (() => pass(1)) });
    }),
    withEnvironment(
      'a cancelled timer does not call back, however often it is cancelled',
      async ({ environment, pass }) => {
        const { clock } = environment;
        let cancelled = 0;
        let kept = 0;
        const cancel = clock.schedule(5, () => cancelled++);
        const cancelLater = clock.schedule(5, () => kept++);
        cancel();
        cancel();
        await pass(20);
        await until(() => kept === 1, 'the other timer', manifest);
        cancelLater();
        await idle();
        checkSame(cancelled, 0, 'calls of the cancelled timer');
        checkSame(kept, 1, 'calls of the other');
      },
    ),
    withEnvironment('randomness has the length asked for', async ({ environment: { random } }) => {
      for (const length of [0, 1, 32, 65_536, 65_537, 200_000]) {
        const bytes = random.bytes(length);
        checkPlain(bytes, `${length} bytes`);
        checkSame(bytes.length, length, 'length');
      }
    }),
    withEnvironment('randomness does not repeat and fills all of its bytes', async ({ environment: { random } }) => {
      const draws = Array.from({ length: 50 }, () => random.bytes(32));
      for (const [i, draw] of draws.entries()) {
        check(!draws.slice(0, i).some((earlier) => equalBytes(draw, earlier)), 'the same 32 bytes came twice');
      }
      const long = random.bytes(200_000);
      for (let start = 0; start < long.length; start += 20_000) {
        const values = new Set(long.subarray(start, start + 20_000));
        check(values.size > 250, `only ${values.size} different values among 20000 bytes at ${start}`);
      }
    }),
    withEnvironment('randomness is held by nobody else', async ({ environment: { random } }) => {
      const first = random.bytes(32);
      const copy = first.slice();
      const second = random.bytes(32);
      check(equalBytes(first, copy), 'a later draw changed an earlier one');
      second.fill(0);
      check(equalBytes(first, copy), 'changing one draw changed another');
      check(first.buffer !== second.buffer, 'two draws share their memory');
    }),
    withEnvironment('logging and counting never throw', async ({ environment: { logger, metrics } }) => {
      const fields = { text: 'a', number: Number.NaN, big: 1n << 64n, yes: true, none: undefined };
      for (const level of ['debug', 'info', 'warn', 'error'] as const) {
        logger[level]('a line of the compliance suite');
        logger[level]('another', fields);
      }
      metrics.count('compliance_lines_total');
      metrics.count('compliance_lines_total', 2, { level: 'info' });
      metrics.gauge('compliance_depth', -1.5, { queue: 'a' });
      metrics.observe('compliance_wait_ms', 0);
    }),
  ];
}
