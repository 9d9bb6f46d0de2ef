import { expect, test } from '@jest/globals';
import { DEFAULT_RETRY } from '../src/index.ts';
import { canWake, dueAfterAttempt, dueAfterFailure, isGivenUp, retryOver } from '../src/wire.ts';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const trials = (attempts: number, sentAt = 0) => ({ attempts, failures: 0, createdAt: 0, sentAt, dueAt: sentAt });

test('waits double from half a minute to a day', () => {
  const waits = Array.from({ length: 15 }, (_, i) => dueAfterAttempt(DEFAULT_RETRY, trials(i + 1), 0, 0) / SECOND);
  expect(waits.slice(0, 5)).toEqual([30, 60, 120, 240, 480]);
  expect(waits.slice(11)).toEqual([61_440, 86_400, 86_400, 86_400]);
});

test('jitter adds up to nine seconds', () => {
  expect(dueAfterAttempt(DEFAULT_RETRY, trials(1), 0, 0.999)).toBe(38_991);
});

test('no wait reaches past the end of a message’s life', () => {
  const now = 10 * DAY - 5 * SECOND;
  expect(dueAfterAttempt(DEFAULT_RETRY, trials(3), now, 0.5)).toBe(10 * DAY);
  expect(dueAfterAttempt(DEFAULT_RETRY, trials(3), 11 * DAY, 0.5)).toBe(11 * DAY);
});

test('a message is given up after 15 attempts or 10 days', () => {
  expect(isGivenUp(DEFAULT_RETRY, trials(14), DAY)).toBe(false);
  expect(isGivenUp(DEFAULT_RETRY, trials(15), DAY)).toBe(true);
  expect(isGivenUp(DEFAULT_RETRY, trials(0), 10 * DAY - 1)).toBe(false);
  expect(isGivenUp(DEFAULT_RETRY, trials(0), 10 * DAY)).toBe(true);
});

test('refusals of the layers below wait from five seconds to five minutes', () => {
  expect([1, 2, 3, 7, 50].map((failures) => dueAfterFailure(DEFAULT_RETRY, failures, 0) / SECOND)).toEqual([
    5, 10, 20, 300, 300,
  ]);
});

test('a sign of life does not send again what may still be on its way, nor what had its last chance', () => {
  expect(canWake(DEFAULT_RETRY, trials(1, DAY), DAY + 9_999)).toBe(false);
  expect(canWake(DEFAULT_RETRY, trials(1, DAY), DAY + 10_000)).toBe(true);
  expect(canWake(DEFAULT_RETRY, trials(0), 0)).toBe(true);
  expect(canWake(DEFAULT_RETRY, trials(15, DAY), 2 * DAY)).toBe(false);
});

test('a clock that went back does not keep a message asleep', () => {
  expect(canWake(DEFAULT_RETRY, trials(1, DAY), DAY - 1)).toBe(true);
});

test('up to a latency of five seconds the policy stands as it is', () => {
  for (const latency of [0, SECOND, 5 * SECOND]) expect(retryOver(DEFAULT_RETRY, { latency })).toEqual(DEFAULT_RETRY);
});

test('over a slow carrier the first wait is three round trips, and two waits fit a life', () => {
  const minutes = retryOver(DEFAULT_RETRY, { latency: 600 * SECOND });
  expect(minutes).toEqual({ ...DEFAULT_RETRY, firstWait: 3600 * SECOND });
  const courier = retryOver(DEFAULT_RETRY, { latency: 2 * DAY });
  expect(courier).toEqual({ ...DEFAULT_RETRY, firstWait: 12 * DAY, longestWait: 12 * DAY, lifetime: 48 * DAY });
});

test('over a slow carrier a sign of life does not send again before a round trip is over', () => {
  const { firstWait } = retryOver(DEFAULT_RETRY, { latency: 600 * SECOND });
  const sent = { ...trials(1, DAY), dueAt: DAY + firstWait + DEFAULT_RETRY.jitter };
  expect(canWake(DEFAULT_RETRY, sent, DAY + 1200 * SECOND - 1)).toBe(false);
  expect(canWake(DEFAULT_RETRY, sent, DAY + 1200 * SECOND)).toBe(true);
});
