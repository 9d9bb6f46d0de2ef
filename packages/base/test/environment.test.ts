import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  drawFraction,
  drawUint16,
  noMetrics,
  silentLogger,
  systemClock,
  systemEnvironment,
  systemRandom,
} from '@status/base';

describe('the clock of the system', () => {
  const DAY = 24 * 60 * 60 * 1000;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000 });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('tells whole milliseconds since 1970', () => {
    expect(systemClock.now()).toBe(1_000);
  });

  test('measures elapsed time in whole milliseconds', () => {
    const before = systemClock.elapsed();
    jest.advanceTimersByTime(250);
    expect(systemClock.elapsed() - before).toBe(250);
    expect(Number.isInteger(before)).toBe(true);
  });

  test.each([-5 * DAY, 5 * DAY])('goes on measuring when the wall clock is set by %i ms', (jump) => {
    const callback = jest.fn();
    systemClock.schedule(100, callback);
    const before = systemClock.elapsed();
    jest.advanceTimersByTime(40);
    jest.setSystemTime(40 * DAY + jump);
    jest.advanceTimersByTime(59);
    expect(systemClock.now()).toBe(40 * DAY + jump + 59);
    expect(systemClock.elapsed() - before).toBe(99);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test('calls back once, when the time has come and not before', () => {
    const callback = jest.fn();
    systemClock.schedule(100, callback);
    jest.advanceTimersByTime(99);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    jest.advanceTimersByTime(1_000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test.each([0, -5])('calls back after the caller is done, also for a delay of %i ms', (delay) => {
    const callback = jest.fn();
    systemClock.schedule(delay, callback);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test('waits longer than the timers of the platform can', () => {
    const callback = jest.fn();
    systemClock.schedule(100 * DAY, callback);
    jest.advanceTimersByTime(100 * DAY - 1);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test('does not call back after it was cancelled, at whatever time', () => {
    const callback = jest.fn();
    const early = systemClock.schedule(100 * DAY, callback);
    const late = systemClock.schedule(100 * DAY, callback);
    early();
    jest.advanceTimersByTime(99 * DAY);
    late();
    late();
    jest.advanceTimersByTime(2 * DAY);
    expect(callback).not.toHaveBeenCalled();
  });

  test('does not trust a timer that fires early', () => {
    jest.useRealTimers();
    // Timers run ahead here, while the clock that measures stands (nearly) still.
    jest.useFakeTimers({ doNotFake: ['performance'] });
    const callback = jest.fn();
    const cancel = systemClock.schedule(60_000, callback);
    jest.advanceTimersByTime(60_000);
    expect(callback).not.toHaveBeenCalled();
    cancel();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('the randomness of the system', () => {
  test.each([0, 1, 32, 65_536, 65_537, 200_000])('gives %i bytes', (length) => {
    expect(systemRandom.bytes(length)).toHaveLength(length);
  });

  test('fills all of a long array', () => {
    const bytes = systemRandom.bytes(200_000);
    // Zeros, which a single call beyond the quota of the platform would leave behind, have one value.
    expect(new Set(bytes.subarray(-4096)).size).toBeGreaterThan(200);
  });

  test('does not repeat itself', () => {
    expect(systemRandom.bytes(32)).not.toEqual(systemRandom.bytes(32));
  });
});

describe('numbers drawn', () => {
  const dice = (...bytes: number[]) => ({ bytes: (length: number) => Uint8Array.from(bytes.slice(0, length)) });

  test.each([
    [[0, 0], 0],
    [[1, 2], 0x0102],
    [[255, 255], 0xffff],
  ])('two bytes, the high one first: %j', (bytes, number) => {
    expect(drawUint16(dice(...bytes))).toBe(number);
  });

  test.each([
    [[0, 0, 0, 0], 0],
    [[0, 0, 0, 1], 2 ** -32],
    [[128, 0, 0, 0], 0.5],
    [[255, 255, 255, 255], 1 - 2 ** -32],
  ])('a share of four bytes, never 1: %j', (bytes, fraction) => {
    expect(drawFraction(dice(...bytes))).toBe(fraction);
  });
});

describe('the environment of the system', () => {
  test('is real, silent and uncounted', () => {
    expect(systemEnvironment()).toEqual({
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
      metrics: noMetrics,
    });
  });

  test('has the parts that are given', () => {
    const random = { bytes: (length: number): Uint8Array => new Uint8Array(length) };
    expect(systemEnvironment({ random })).toMatchObject({ clock: systemClock, random });
  });
});
