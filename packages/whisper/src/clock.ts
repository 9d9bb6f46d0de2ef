import type { Clock } from '@status/interfaces';

/** Lets everything else that is ready run first. */
export function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(0, resolve);
  });
}

/** The time in whole seconds, as the wire counts it. */
export function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
