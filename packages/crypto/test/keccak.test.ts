import { expect, test } from '@jest/globals';
import { createKeccak256, keccak256 } from '@status/crypto';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import { hex, hexOf, rows } from './support.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describeEngines('Keccak-256', () => {
  test('of nothing and of "abc", with the padding from before SHA-3', () => {
    expect(hexOf(keccak256(utf8('')))).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
    expect(hexOf(keccak256(utf8('abc')))).toBe('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45');
  });

  test.each(rows('discv4', 'ping').slice(0, 5))('is the hash of the packet %s', (_, __, output) => {
    expect(hexOf(keccak256(hex(output['packet']!).subarray(32)))).toBe(output['hash']);
  });

  test('of parts is that of their sum', () => {
    expect(hexOf(keccak256(utf8('a'), utf8('bc')))).toBe(hexOf(keccak256(utf8('abc'))));
  });

  test('runs on after a digest, in pieces of any size and alignment', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (pieces) => {
        const state = createKeccak256();
        const seen: Uint8Array[] = [];
        for (const piece of pieces) {
          const unaligned = new Uint8Array(piece.length + 1);
          unaligned.set(piece, 1);
          state.update(unaligned.subarray(1));
          seen.push(piece);
          expect(hexOf(state.digest())).toBe(hexOf(keccak256(...seen)));
        }
        expect(hexOf(state.digest())).toBe(hexOf(state.digest()));
      }),
      { numRuns: 40 },
    );
  });

  test('goes separate ways after a clone', () => {
    const state = createKeccak256().update(utf8('common '));
    state.digest();
    const copy = state.clone();
    state.update(utf8('left'));
    copy.update(utf8('right'));
    expect(hexOf(state.digest())).toBe(hexOf(keccak256(utf8('common left'))));
    expect(hexOf(copy.digest())).toBe(hexOf(keccak256(utf8('common right'))));
  });

  test('hands out digests that later ones do not overwrite', () => {
    const state = createKeccak256();
    const first = state.digest();
    const before = hexOf(first);
    state.update(utf8('more')).digest();
    expect(hexOf(first)).toBe(before);
  });
});
