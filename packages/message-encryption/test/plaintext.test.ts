import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes } from '@status/base';
import { keccak256, publicKeyOf, requirePrivateKey, sign } from '@status/crypto';
import { decodePlaintext, encodePlaintext } from '@status/message-encryption/wire';
import { seededRandom } from '@status/testing';
import fc from 'fast-check';

const SIGNER = requirePrivateKey(hexToBytes('11'.repeat(32)));
const GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe('a plaintext', () => {
  const random = seededRandom('plaintext');

  test.each([
    ['is rounded up to 256 bytes', 100, 256],
    ['gets a whole block when it is aligned', 254, 512],
    ['gets a single byte when one is missing', 253, 256],
    ['takes two size bytes from 256 on', 256, 512],
    ['takes three size bytes from 65,536 on', 65_536, 65_792],
  ])('%s', (_, length, total) => {
    expect(encodePlaintext(new Uint8Array(length), { random }).length).toBe(total);
  });

  test('is rounded up with its signature', () => {
    expect(encodePlaintext(new Uint8Array(189), { random, from: SIGNER }).length).toBe(512);
    expect(encodePlaintext(new Uint8Array(188), { random, from: SIGNER }).length).toBe(256);
  });

  test('is never padded with zeros only: such padding is drawn again', () => {
    const draws = [Uint8Array.of(0), Uint8Array.of(0), Uint8Array.of(7)];
    const plaintext = encodePlaintext(new Uint8Array(253), { random: { bytes: () => draws.shift()! } });
    expect(draws).toEqual([]);
    expect(plaintext.at(-1)).toBe(7);
  });

  test('takes given padding as it is, zeros and none too', () => {
    expect(bytesToHex(encodePlaintext(Uint8Array.of(9), { padding: new Uint8Array(2) }))).toBe('0101090000');
    expect(bytesToHex(encodePlaintext(Uint8Array.of(9), { padding: new Uint8Array() }))).toBe('010109');
  });

  test('of 2²⁴ bytes is refused: its size would spill into the signed flag', () => {
    expect(() => encodePlaintext(new Uint8Array(2 ** 24), { padding: new Uint8Array() })).toThrow(
      expect.objectContaining({ code: 'PRIVACY_TOO_LARGE' }),
    );
  });

  test('of 2²⁴ − 1 bytes is written and read', () => {
    const plaintext = encodePlaintext(new Uint8Array(2 ** 24 - 1), { padding: new Uint8Array() });
    expect(bytesToHex(plaintext.subarray(0, 4))).toBe('03ffffff');
    expect(decodePlaintext(plaintext)?.payload.length).toBe(2 ** 24 - 1);
  });

  test('may have flags that mean nothing', () => {
    expect(decodePlaintext(hexToBytes('f9010baa'))).toEqual({ payload: hexToBytes('0b'), padding: hexToBytes('aa') });
  });

  test('may be written with more size bytes than it needs', () => {
    expect(decodePlaintext(hexToBytes('030100000b'))?.payload).toEqual(hexToBytes('0b'));
  });

  test.each([
    ['nothing', ''],
    ['a size that is cut off', '0201'],
    ['a payload that is cut off', '01020b'],
    ['a payload that reaches into the signature', `05ff${'00'.repeat(70)}`],
    ['a signature and nothing else', `04${'00'.repeat(64)}`],
    ['flags and a signature only', `05${'00'.repeat(65)}`],
  ])('is not %s', (_, hex) => expect(decodePlaintext(hexToBytes(hex))).toBeUndefined());

  test('with a signature of v 27 or 28 is dropped', () => {
    const plaintext = encodePlaintext(Uint8Array.of(1), { random, from: SIGNER });
    plaintext[plaintext.length - 1]! += 27;
    expect(decodePlaintext(plaintext)).toBeUndefined();
  });

  test('with s in the upper half is from the same sender, as at the reference', () => {
    const unsigned = hexToBytes('05010b00');
    const signature = sign(keccak256(unsigned), SIGNER);
    const s = GROUP_ORDER - BigInt(`0x${bytesToHex(signature.subarray(32, 64))}`);
    const high = concatBytes(
      signature.subarray(0, 32),
      hexToBytes(s.toString(16).padStart(64, '0')),
      Uint8Array.of(signature[64]! ^ 1),
    );
    expect(decodePlaintext(concatBytes(unsigned, high))?.sender).toEqual(publicKeyOf(SIGNER));
  });

  test('is read or dropped, never an exception, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = decodePlaintext(bytes);
        if (read === undefined) return;
        expect(read.payload.length + read.padding.length).toBeLessThan(bytes.length);
      }),
    );
  });

  test('is the same after writing and reading', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 20 }), (payload, padding) => {
        expect(decodePlaintext(encodePlaintext(payload, { padding }))).toEqual({ payload, padding });
      }),
    );
  });

  test('cut short or flipped anywhere is never taken for another of the same sender', () => {
    const plaintext = encodePlaintext(hexToBytes('68656c6c6f'), { padding: hexToBytes('aabb'), from: SIGNER });
    const sender = bytesToHex(publicKeyOf(SIGNER));
    const senderOf = (bytes: Uint8Array): string => bytesToHex(decodePlaintext(bytes)?.sender ?? new Uint8Array());
    expect(senderOf(plaintext)).toBe(sender);
    for (let length = 0; length < plaintext.length; length++) {
      expect(senderOf(plaintext.subarray(0, length))).not.toBe(sender);
    }
    for (let bit = 0; bit < (plaintext.length - 65) * 8; bit += 5) {
      const flipped = plaintext.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(senderOf(flipped)).not.toBe(sender);
    }
  });
});
