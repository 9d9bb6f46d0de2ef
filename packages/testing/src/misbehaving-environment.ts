import type { Clock, Environment, Random } from '@status/interfaces';
import type { EnvironmentSubject } from './compliance/environment.ts';
import { testEnvironment } from './environment.ts';
import { FancyBytes, type Misbehaving } from './misbehaving.ts';
import { VIRTUAL_START } from './virtual-clock.ts';

/** A good environment, apart from what a part replaces. */
function altered(alter: (inner: Environment) => Partial<Environment>): () => Promise<EnvironmentSubject> {
  return async () => {
    const inner = testEnvironment();
    return {
      environment: { ...inner, ...alter(inner) },
      pass: (ms) => inner.clock.advance(ms),
      set: (ms) => inner.clock.jump(ms),
    };
  };
}

const alteredClock = (alter: (inner: Clock) => Partial<Clock>): (() => Promise<EnvironmentSubject>) =>
  altered(({ clock }) => ({
    clock: {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      schedule: (delay, callback) => clock.schedule(delay, callback),
      ...alter(clock),
    },
  }));

const alteredRandom = (bytes: (length: number, inner: Random) => Uint8Array): (() => Promise<EnvironmentSubject>) =>
  altered(({ random }) => ({ random: { bytes: (length) => bytes(length, random) } }));

const sharedBuffer = new Uint8Array(1 << 20);

/** Faulty environments. */
export const misbehavingEnvironments: readonly Misbehaving<EnvironmentSubject>[] = [
  {
    fault: 'counts seconds',
    caughtBy: 'the time is a whole number of ms since 1970 and goes on',
    setup: alteredClock((clock) => ({ now: () => Math.floor(clock.now() / 1000) })),
  },
  {
    fault: 'counts fractions',
    caughtBy: 'the time is a whole number of ms since 1970 and goes on',
    setup: alteredClock((clock) => ({ now: () => clock.now() + 0.25 })),
  },
  {
    fault: 'stands still',
    caughtBy: 'the time is a whole number of ms since 1970 and goes on',
    setup: alteredClock(() => ({ now: () => VIRTUAL_START })),
  },
  {
    fault: 'counts elapsed time in seconds',
    caughtBy: 'elapsed time is a whole number of ms and keeps pace',
    setup: alteredClock((clock) => ({ elapsed: () => Math.floor(clock.elapsed() / 1000) })),
  },
  {
    fault: 'measures elapsed time in fractions',
    caughtBy: 'elapsed time is a whole number of ms and keeps pace',
    setup: alteredClock((clock) => ({ elapsed: () => clock.elapsed() + 0.5 })),
  },
  {
    fault: 'takes the wall clock for elapsed time',
    caughtBy: 'elapsed time never falls',
    setup: alteredClock((clock) => ({ elapsed: () => clock.now() })),
  },
  {
    fault: 'fires when the wall clock says so',
    caughtBy: 'a timer waits for elapsed time, however the wall clock is set',
    setup: alteredClock((clock) => ({
      schedule(delay, callback) {
        const due = clock.now() + delay;
        const look = (): void => {
          if (clock.now() >= due) callback();
          else cancel = clock.schedule(1, look);
        };
        let cancel = clock.schedule(1, look);
        return () => cancel();
      },
    })),
  },
  {
    fault: 'fires again and again',
    caughtBy: 'a timer calls back once',
    setup: alteredClock((clock) => ({
      schedule(delay, callback) {
        clock.schedule(delay * 2 + 1, callback);
        return clock.schedule(delay, callback);
      },
    })),
  },
  {
    fault: 'fires at once when there is no delay',
    caughtBy: 'a timer does not call back synchronously',
    setup: alteredClock((clock) => ({
      schedule(delay, callback) {
        if (delay > 0) return clock.schedule(delay, callback);
        callback();
        return () => {};
      },
    })),
  },
  {
    fault: 'fires a millisecond early',
    caughtBy: 'timers do not fire early with regard to elapsed time',
    setup: alteredClock((clock) => ({ schedule: (delay, callback) => clock.schedule(delay - 1, callback) })),
  },
  {
    fault: 'fires in the order of the calls',
    caughtBy: 'a timer with a shorter delay fires first',
    setup: alteredClock((clock) => ({ schedule: (_, callback) => clock.schedule(40, callback) })),
  },
  {
    fault: 'loses what is set while a timer calls back',
    caughtBy: 'a timer may set another',
    setup: alteredClock((clock) => {
      let calling = false;
      return {
        schedule(delay, callback) {
          if (calling) return () => {};
          return clock.schedule(delay, () => {
            calling = true;
            callback();
            calling = false;
          });
        },
      };
    }),
  },
  {
    fault: 'cannot cancel',
    caughtBy: 'a cancelled timer does not call back, however often it is cancelled',
    setup: alteredClock((clock) => ({
      schedule(delay, callback) {
        clock.schedule(delay, callback);
        return () => {};
      },
    })),
  },
  {
    fault: 'has randomness in blocks of 16 bytes',
    caughtBy: 'randomness has the length asked for',
    setup: alteredRandom((length, random) => random.bytes(Math.ceil(length / 16) * 16)),
  },
  {
    fault: 'hands out a subclass of Uint8Array',
    caughtBy: 'randomness has the length asked for',
    setup: alteredRandom((length, random) => FancyBytes.from(random.bytes(length))),
  },
  {
    fault: 'has one draw of randomness',
    caughtBy: 'randomness does not repeat and fills all of its bytes',
    setup: alteredRandom((length) => new Uint8Array(length).map((_, i) => (i * 167) % 256)),
  },
  {
    fault: 'leaves all after 64 KiB zero',
    caughtBy: 'randomness does not repeat and fills all of its bytes',
    setup: alteredRandom((length, random) => {
      const bytes = new Uint8Array(length);
      bytes.set(random.bytes(Math.min(length, 65_536)));
      return bytes;
    }),
  },
  {
    fault: 'draws into one buffer',
    caughtBy: 'randomness is held by nobody else',
    setup: alteredRandom((length, random) => {
      sharedBuffer.set(random.bytes(length));
      return sharedBuffer.subarray(0, length);
    }),
  },
  {
    fault: 'throws when it logs a bigint',
    caughtBy: 'logging and counting never throw',
    setup: altered(({ logger }) => ({
      logger: {
        ...logger,
        info(_, fields = {}) {
          if (Object.values(fields).some((value) => typeof value === 'bigint')) throw new Error('a bigint is no JSON');
        },
      },
    })),
  },
];
