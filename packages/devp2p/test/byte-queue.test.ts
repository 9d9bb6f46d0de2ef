import { expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import fc from 'fast-check';
import { ByteQueue } from '../src/byte-queue.ts';
import { hex } from './support.ts';

test('bytes come out as they went in, whatever the portions', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 3000 }))),
      fc.array(fc.oneof(fc.nat(30), fc.nat(5000))),
      (chunks, takes) => {
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
      },
    ),
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

test('P7: portions of one byte that wait are gathered, so that they take no array each', () => {
  const queue = new ByteQueue();
  for (let i = 0; i < 300_000; i++) queue.push(Uint8Array.of(i));
  const buffers = new Set<ArrayBufferLike>();
  for (let i = 0; i < 300; i++) {
    const portion = queue.take(1000);
    buffers.add(portion.buffer);
    expect(portion.every((byte, k) => byte === ((i * 1000 + k) & 0xff))).toBe(true);
  }
  expect(buffers.size).toBeLessThan(100);
});

test('small portions behind what was taken do not change it', () => {
  const queue = new ByteQueue();
  for (const byte of [1, 2, 3]) queue.push(Uint8Array.of(byte));
  const taken = queue.take(2);
  for (const byte of [4, 5]) queue.push(Uint8Array.of(byte));
  expect(hex(taken)).toBe('0102');
  expect(hex(queue.take(3))).toBe('030405');
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
