import { describe, expect, test } from '@jest/globals';
import { ShownOrder, timeText } from '../src/shown-order.ts';

const at = (clock: number, chatId = 'x', id = `0x${clock}`) => ({ chatId, clock: BigInt(clock), id });

describe('messages on the screen', () => {
  test('are late if one that follows them in the history was shown before', () => {
    const order = new ShownOrder();
    const arriving = [3, 1, 5, 4, 6, 2, 8, 7];
    expect(arriving.filter((clock) => order.show(at(clock)))).toEqual([1, 4, 2, 7]);
  });

  test('of one clock follow one another by their ids, as in the history', () => {
    const order = new ShownOrder();
    expect(['0xb', '0xa', '0xc'].map((id) => order.show(at(1, 'x', id)))).toEqual([false, true, false]);
  });

  test('of different chats are no matter to each other, and the same again is not late', () => {
    const order = new ShownOrder();
    expect([at(2, 'x'), at(1, 'y'), at(2, 'x')].map((message) => order.show(message))).toEqual([false, false, false]);
  });
});

describe('the time of a message', () => {
  const now = new Date(2026, 10, 28, 16, 30, 5).getTime();
  const text = (...date: [number, number, number, number, number, number]) => BigInt(new Date(...date).getTime());

  test('is that of the day, with seconds if asked', () => {
    expect(timeText(text(2026, 10, 28, 9, 5, 7), now)).toBe('09:05');
    expect(timeText(text(2026, 10, 28, 9, 5, 7), now, true)).toBe('09:05:07');
  });

  test('names the day if it is another', () => {
    expect(timeText(text(2026, 10, 27, 16, 30, 5), now)).toBe('2026-11-27 16:30');
    expect(timeText(text(2025, 10, 28, 16, 30, 5), now, true)).toBe('2025-11-28 16:30:05');
  });

  test('may be beyond every calendar', () => {
    expect(timeText(2n ** 53n, now)).toBe('??:??');
  });
});
