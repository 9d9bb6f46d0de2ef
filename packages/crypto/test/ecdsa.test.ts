import { expect, test } from '@jest/globals';
import {
  compressPublicKey,
  isLowS,
  isPublicKey,
  keccak256,
  parsePublicKey,
  publicKeyFromXY,
  publicKeyOf,
  recover,
  sharedSecret,
  sign,
  verify,
} from '@status/crypto';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import {
  codeOf,
  digests,
  FIELD_PRIME,
  GENERATOR_X,
  GROUP_ORDER,
  hex,
  hexOf,
  privateKeys,
  rows,
  scalarHex,
} from './support.ts';

const n = BigInt(`0x${GROUP_ORDER}`);
const privateKey = hex('49a7b37aa6f6645917e7b807e9d1c00d4fa71f18343b0d4122a4d2df64dd6fee');
const digest = keccak256(new TextEncoder().encode('digest'));

/** Some cases wrap without a signature. */
const signed = rows('payload', 'wrap').filter(([, , output]) => output['signature']);

function upperHalf(signature: Uint8Array): Uint8Array {
  const s = n - BigInt(`0x${hexOf(signature.slice(32, 64))}`);
  return hex(hexOf(signature.slice(0, 32)) + scalarHex(s) + (signature[64] === 0 ? '01' : '00'));
}

describeEngines('signatures', () => {
  test.each(signed.slice(0, 12))('sign the payload of %s as the reference does', (_, input, output) => {
    const hash = keccak256(hex(input['payload']!));
    expect(hexOf(sign(hash, hex(input['private']!)))).toBe(output['signature']);
    expect(hexOf(recover(hash, hex(output['signature']!)))).toBe(input['public']);
  });

  test.each(rows('rlpx', 'eip8auth'))(
    'over a static secret and a nonce give the ephemeral key of %s',
    (_, input, output) => {
      const initiator = publicKeyFromXY(hex(output['initiatorPublic64']!));
      const secret = sharedSecret(hex(input['receiverPrivate']!), initiator);
      const token = hex(output['nonce']!).map((byte, i) => byte ^ secret[i]!);
      // EIP-8 gives the private key of its examples.
      const ephemeral = hex('869d6ecf5211f1cc60418a13b9d870b22959d0c16f02bec714c960dd2298a32d');
      expect(hexOf(recover(token, hex(output['signature']!)))).toBe(hexOf(publicKeyOf(ephemeral)));
    },
  );

  test('are deterministic, low, recoverable and verifiable', () => {
    fc.assert(
      fc.property(digests, privateKeys, (hash, key) => {
        const signature = sign(hash, key);
        expect(hexOf(sign(hash, key))).toBe(hexOf(signature));
        expect(signature.length).toBe(65);
        expect(signature[64]).toBeLessThanOrEqual(1);
        expect(isLowS(signature)).toBe(true);
        const publicKey = recover(hash, signature);
        expect(hexOf(publicKey)).toBe(hexOf(publicKeyOf(key)));
        expect(verify(hash, signature, publicKey)).toBe(true);
        expect(verify(hash, signature.subarray(0, 64), compressPublicKey(publicKey))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test.each([
    ['zero', '00'.repeat(32)],
    ['the group order', GROUP_ORDER],
    ['all ones', 'ff'.repeat(32)],
  ])('exist over the digest of %s', (_, bytes) => {
    const signature = sign(hex(bytes), privateKey);
    expect(hexOf(recover(hex(bytes), signature))).toBe(hexOf(publicKeyOf(privateKey)));
  });

  test('need a digest of 32 bytes', () => {
    const signature = sign(digest, privateKey);
    for (const length of [0, 31, 33, 64]) {
      expect(codeOf(() => sign(new Uint8Array(length), privateKey))).toBe('CRYPTO_LENGTH');
      expect(codeOf(() => recover(new Uint8Array(length), signature))).toBe('CRYPTO_LENGTH');
      expect(codeOf(() => verify(new Uint8Array(length), signature, publicKeyOf(privateKey)))).toBe('CRYPTO_LENGTH');
    }
  });

  test('need a private key in range', () => {
    expect(codeOf(() => sign(digest, hex(GROUP_ORDER)))).toBe('CRYPTO_PRIVATE_KEY');
    expect(codeOf(() => sign(digest, new Uint8Array(32)))).toBe('CRYPTO_PRIVATE_KEY');
  });

  test('with a high s are recovered, told apart, and verified on request only', () => {
    const high = upperHalf(sign(digest, privateKey));
    const publicKey = publicKeyOf(privateKey);
    expect(isLowS(high)).toBe(false);
    expect(hexOf(recover(digest, high))).toBe(hexOf(publicKey));
    expect(verify(digest, high, publicKey)).toBe(false);
    expect(verify(digest, high, publicKey, { allowHighS: true })).toBe(true);
  });

  test('of the largest low s and the smallest high s lie on either side', () => {
    const half = (n - 1n) / 2n;
    expect(isLowS(hex(scalarHex(1n) + scalarHex(half)))).toBe(true);
    expect(isLowS(hex(scalarHex(1n) + scalarHex(half + 1n)))).toBe(false);
    expect(codeOf(() => isLowS(new Uint8Array(63)))).toBe('CRYPTO_SIGNATURE');
  });

  test.each([4, 5, 27, 28, 31, 255])('with v %i are refused', (v) => {
    const signature = sign(digest, privateKey);
    signature[64] = v;
    expect(codeOf(() => recover(digest, signature))).toBe('CRYPTO_SIGNATURE');
  });

  test.each([
    ['r zero', scalarHex(0n) + scalarHex(1n)],
    ['s zero', GENERATOR_X + scalarHex(0n)],
    ['r equal to n', GROUP_ORDER + scalarHex(1n)],
    ['s equal to n', GENERATOR_X + GROUP_ORDER],
    ['r above n', 'ff'.repeat(32) + scalarHex(1n)],
    ['an r that is the X of no point', scalarHex(5n) + scalarHex(1n)],
  ])('with %s are refused', (_, compact) => {
    expect(codeOf(() => recover(digest, hex(`${compact}00`)))).toBe('CRYPTO_SIGNATURE');
    expect(verify(digest, hex(compact), publicKeyOf(privateKey), { allowHighS: true })).toBe(false);
  });

  test('of the point at infinity are refused', () => {
    // With R = G and s = digest, s·R − digest·G vanishes.
    const hash = hex(scalarHex(12345n));
    expect(codeOf(() => recover(hash, hex(`${GENERATOR_X}${scalarHex(12345n)}00`)))).toBe('CRYPTO_SIGNATURE');
  });

  test('whose R.x was reduced by n are recovered with v 2 and 3', () => {
    let r = 1n;
    while (!isPublicKey(hex(`02${scalarHex(n + r)}`))) r += 1n;
    const compact = scalarHex(r) + scalarHex(7n);
    const even = recover(digest, hex(`${compact}02`));
    const odd = recover(digest, hex(`${compact}03`));
    expect(hexOf(even)).not.toBe(hexOf(odd));
    expect(verify(digest, hex(compact), even)).toBe(true);
    expect(verify(digest, hex(compact), odd)).toBe(true);
  });

  test('with v 2 whose R.x would not be below p are refused', () => {
    const r = BigInt(`0x${FIELD_PRIME}`) - n;
    expect(codeOf(() => recover(digest, hex(`${scalarHex(r)}${scalarHex(7n)}02`)))).toBe('CRYPTO_SIGNATURE');
  });

  test('of any other length are refused', () => {
    const signature = sign(digest, privateKey);
    for (let length = 0; length < 65; length++) {
      const cut = signature.slice(0, length);
      expect(codeOf(() => recover(digest, cut))).toBe('CRYPTO_SIGNATURE');
      if (length < 64) expect(verify(digest, cut, publicKeyOf(privateKey))).toBe(false);
    }
    expect(codeOf(() => recover(digest, new Uint8Array(66)))).toBe('CRYPTO_SIGNATURE');
  });

  test('do not verify with a bit flipped', () => {
    const signature = sign(digest, privateKey);
    const publicKey = publicKeyOf(privateKey);
    for (let bit = 0; bit < 512; bit += 13) {
      const flipped = signature.slice(0, 64);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(verify(digest, flipped, publicKey, { allowHighS: true })).toBe(false);
    }
  });

  test('are not judged under a key that is none', () => {
    const hybrid = publicKeyOf(privateKey);
    hybrid[0] = 6 + (hybrid[64]! & 1);
    expect(codeOf(() => verify(digest, sign(digest, privateKey), hybrid))).toBe('CRYPTO_PUBLIC_KEY');
  });

  test('made of random bytes give a key or the declared error', () => {
    const signatures = fc.tuple(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.nat(5));
    fc.assert(
      fc.property(digests, signatures, (hash, [compact, v]) => {
        const signature = Uint8Array.from([...compact, v]);
        try {
          expect(isPublicKey(parsePublicKey(recover(hash, signature)))).toBe(true);
        } catch {
          expect(codeOf(() => recover(hash, signature))).toBe('CRYPTO_SIGNATURE');
        }
      }),
      { numRuns: 40 },
    );
  });
});
