import { expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import fc from 'fast-check';
import { ByteQueue } from '../src/byte-queue.ts';
import { hex } from './support.ts';

test('bytes come out as they went in, whatever the portions', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), fc.array(fc.nat(30)), (chunks, takes) => {
      const queue = new ByteQueue();
      for (const chunk of chunks) queue.push(chunk);
      const all = concatBytes(...chunks);
      let offset = 0;
      for (const take of takes) {
        expect(queue.length).toBe(all.length - offset);
        expect(hex(queue.peek(take))).toBe(hex(all.subarray(offset, offset + take)));
        if (take > queue.length) {
          expect(() => queue.take(take)).toThrow(RangeError);
          continue;
        }
        expect(hex(queue.take(take))).toBe(hex(all.subarray(offset, offset + take)));
        offset += take;
      }
    }),
  );
});

test('pushing between takes keeps the order', () => {
  const queue = new ByteQueue();
  let next = 0;
  let expected = 0;
  for (let round = 0; round < 200; round++) {
    queue.push(Uint8Array.from({ length: round % 7 }, () => next++ & 0xff));
    for (const byte of queue.take(Math.min(queue.length, round % 5))) expect(byte).toBe(expected++ & 0xff);
  }
});

test('what lies in one portion is handed out without a copy', () => {
  const queue = new ByteQueue();
  const chunk = new Uint8Array(10);
  queue.push(chunk);
  expect(queue.take(4).buffer).toBe(chunk.buffer);
  expect(queue.take(6).buffer).toBe(chunk.buffer);
});

test('a cleared queue is empty', () => {
  const queue = new ByteQueue();
  queue.push(new Uint8Array(3));
  queue.clear();
  expect(queue.length).toBe(0);
  expect(queue.peek(1)).toHaveLength(0);
});
