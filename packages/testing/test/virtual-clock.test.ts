import { describe, expect, test } from '@jest/globals';
import { createVirtualClock } from '../src/index.ts';

describe('virtual clock', () => {
  test('runs due timers in the order of their times, each at its own now', async () => {
    const clock = createVirtualClock(1000);
    const fired: [string, number][] = [];
    clock.schedule(20, () => fired.push(['b', clock.now()]));
    clock.schedule(10, () => fired.push(['a', clock.now()]));
    clock.schedule(20, () => fired.push(['c', clock.now()]));
    clock.schedule(31, () => fired.push(['late', clock.now()]));
    await clock.advance(30);
    expect(fired).toEqual([
      ['a', 1010],
      ['b', 1020],
      ['c', 1020],
    ]);
    expect(clock.now()).toBe(1030);
    expect(clock.pending).toBe(1);
  });

  test('stays in order over many timers', async () => {
    const clock = createVirtualClock();
    const fired: number[] = [];
    const delays = Array.from({ length: 300 }, (_, i) => (i * 7919) % 211);
    for (const delay of delays) clock.schedule(delay, () => fired.push(delay));
    await clock.advance(300);
    expect(fired).toEqual(delays.sort((a, b) => a - b));
  });

  test('runs timers that are set on the way', async () => {
    const clock = createVirtualClock(0);
    const fired: number[] = [];
    const tick = (): void => {
      fired.push(clock.now());
      clock.schedule(10, tick);
    };
    clock.schedule(10, tick);
    await clock.advance(35);
    expect(fired).toEqual([10, 20, 30]);
  });

  test('lets a long promise chain settle between two timers', async () => {
    const clock = createVirtualClock(0);
    const seen: string[] = [];
    clock.schedule(1, async () => {
      for (let i = 0; i < 10_000; i++) await undefined;
      seen.push(`chain at ${clock.now()}`);
    });
    clock.schedule(2, () => seen.push('second timer'));
    await clock.advance(2);
    expect(seen).toEqual(['chain at 1', 'second timer']);
  });

  test('lets work that was begun before it moved settle first', async () => {
    const clock = createVirtualClock(0);
    let woken: number | undefined;
    const sleeper = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) await undefined;
      clock.schedule(5, () => {
        woken = clock.now();
      });
    };
    void sleeper();
    await clock.advance(5);
    expect(woken).toBe(5);
  });

  test('does not call back synchronously, nor for a cancelled timer', async () => {
    const clock = createVirtualClock();
    let calls = 0;
    clock.schedule(0, () => calls++);
    const cancel = clock.schedule(0, () => calls++);
    cancel();
    cancel();
    expect(calls).toBe(0);
    expect(clock.pending).toBe(1);
    await clock.advance(0);
    expect(calls).toBe(1);
    expect(clock.pending).toBe(0);
  });

  test('a jump changes the time and no timer', async () => {
    const clock = createVirtualClock(1_000_000);
    const fired: number[] = [];
    clock.schedule(100, () => fired.push(clock.now()));
    clock.jump(-500_000);
    expect(clock.now()).toBe(500_000);
    await clock.advance(99);
    expect(fired).toEqual([]);
    await clock.advance(1);
    expect(fired).toEqual([500_100]);
  });

  test('elapsed time goes on with the clock and does not jump with it', async () => {
    const clock = createVirtualClock(1_000_000);
    const begin = clock.elapsed();
    await clock.advance(30);
    clock.jump(-500_000);
    expect(clock.elapsed() - begin).toBe(30);
    await clock.advance(5);
    expect(clock.elapsed() - begin).toBe(35);
  });

  test('runs any number of timers of one instant', async () => {
    const clock = createVirtualClock(0, { longestChain: 3, turns: 0 });
    let fired = 0;
    for (let i = 0; i < 200_000; i++) clock.schedule(5, () => fired++);
    await clock.advance(5);
    expect(fired).toBe(200_000);
  });

  test('says so when timers keep being set out of each other without time going by', async () => {
    const clock = createVirtualClock(0, { longestChain: 50 });
    let rounds = 0;
    const again = (): void => {
      rounds++;
      clock.schedule(0, () => Promise.resolve().then(again));
    };
    clock.schedule(1, again);
    await expect(clock.advance(1)).rejects.toThrow('without virtual time going by');
    expect(rounds).toBeGreaterThan(45);
    expect(rounds).toBeLessThan(55);
  });

  test('does not take timers of many instants for such', async () => {
    const clock = createVirtualClock(0, { longestChain: 3 });
    let fired = 0;
    const tick = (): void => {
      fired++;
      clock.schedule(1, tick);
    };
    clock.schedule(0, tick);
    await clock.advance(20);
    expect(fired).toBe(21);
  });

  test('moves once at a time', async () => {
    const clock = createVirtualClock(0);
    const fired: number[] = [];
    clock.schedule(15, () => fired.push(clock.now()));
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(fired).toEqual([15]);
    expect(clock.now()).toBe(20);
  });

  test('passes on what a timer throws and can go on', async () => {
    const clock = createVirtualClock(0);
    let later = false;
    clock.schedule(1, () => {
      throw new Error('boom');
    });
    clock.schedule(2, () => {
      later = true;
    });
    await expect(clock.advance(5)).rejects.toThrow('boom');
    await clock.advance(5);
    expect(later).toBe(true);
  });

  test('refuses to move back or by fractions', async () => {
    const clock = createVirtualClock();
    await expect(clock.advance(-1)).rejects.toThrow(RangeError);
    await expect(clock.advance(0.5)).rejects.toThrow(RangeError);
    expect(() => clock.jump(0.5)).toThrow(RangeError);
  });
});
