import type { Clock } from '@status/interfaces';

/** Waits, less if the signal aborts. */
export function pause(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.schedule(delay, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
