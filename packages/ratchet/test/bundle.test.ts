import { describe, expect, test } from '@jest/globals';
import { bytesToBigint, bytesToHex, hexToBytes, utf8ToBytes } from '@status/base';
import { compressPublicKey, keccak256, publicKeyOf } from '@status/crypto';
import { bitFlips, truncations } from '@status/testing';
import fc from 'fast-check';
import { readVectors, vectors } from '../../../tooling/scripts/vectors.ts';
import {
  type Bundle,
  createBundle,
  decodeBundle,
  encodeBundle,
  isUsable,
  type SignedPreKey,
  signatureMaterial,
  verifyBundle,
} from '../src/bundle.ts';
import { RatchetError } from '../src/errors.ts';

type RecordedBundle = {
  readonly identity: string;
  readonly identityPrivate: string;
  readonly timestamp: string;
  readonly installations: readonly {
    readonly installationId: string;
    readonly protocolVersion: number;
    readonly signedPreKey: string;
    readonly version: number;
  }[];
};

const SIGNER = new Uint8Array(32).fill(0x32);
const PRE_KEY = compressPublicKey(publicKeyOf(new Uint8Array(32).fill(0x33)));
const OTHER_PRE_KEY = compressPublicKey(publicKeyOf(new Uint8Array(32).fill(0x34)));
const entry = (installationId: string, version = 1, preKey: Uint8Array = PRE_KEY): SignedPreKey => ({
  installationId,
  preKey,
  version,
  protocolVersion: 1,
});

describe('recorded bundles of the reference', () => {
  const cases = vectors<RecordedBundle, { encoded: string; signature: string; signatureMaterial: string }>(
    'x3dh',
    'bundle',
  );

  test.each(cases)('$id is signed, encoded and verified alike', ({ in: input, out }) => {
    const entries = input.installations.map(({ installationId, signedPreKey, version, protocolVersion }) => ({
      installationId,
      preKey: hexToBytes(signedPreKey),
      version,
      protocolVersion,
    }));
    const timestamp = BigInt(input.timestamp);
    const bundle = createBundle(hexToBytes(input.identityPrivate), entries, timestamp);
    expect(bytesToHex(bundle.identity)).toBe(input.identity);
    expect(bytesToHex(signatureMaterial(bundle))).toBe(out.signatureMaterial);
    expect(bytesToHex(bundle.signature)).toBe(out.signature);
    // The reference writes the entries in any order.
    expect(decodeBundle(hexToBytes(out.encoded))).toEqual(bundle);
    expect(decodeBundle(encodeBundle(bundle))).toEqual(bundle);
    expect(encodeBundle(bundle)).toHaveLength(out.encoded.length / 2);
    if (entries.length === 1) expect(bytesToHex(encodeBundle(bundle))).toBe(out.encoded);
    expect(verifyBundle(bundle)).toBe(true);
  });

  test.each(vectors<{ encoded: string }, { valid: boolean }>('x3dh', 'bundleInvalid'))(
    '$id ($label) is judged alike',
    ({ in: { encoded }, out }) => {
      expect(verifyBundle(decodeBundle(hexToBytes(encoded)))).toBe(out.valid);
    },
  );

  test('the walkthrough: single, several and without timestamp', () => {
    type Walk = {
      bundle: Record<'single' | 'multi', { material: string; keccak: string; signature: string; protobuf?: string }> & {
        materialTimestamp0: string;
      };
      x3dh: Record<string, string>;
    };
    const { bundle: recorded, x3dh } = readVectors<Walk>('ratchet-walkthrough');
    const timestamp = 1574350000123456789n;
    const single = createBundle(SIGNER, [entry('bob-1')], timestamp);
    expect(bytesToHex(signatureMaterial(single))).toBe(recorded.single.material);
    expect(bytesToHex(keccak256(signatureMaterial(single)))).toBe(recorded.single.keccak);
    expect(bytesToHex(single.signature)).toBe(recorded.single.signature);
    expect(bytesToHex(encodeBundle(single))).toBe(recorded.single.protobuf);
    expect(bytesToHex(signatureMaterial({ ...single, timestamp: 0n }))).toBe(recorded.materialTimestamp0);
    const several = createBundle(
      SIGNER,
      [entry('b-2', 10), entry('a', 0, hexToBytes(x3dh['IK_A_pub']!)), entry('b-10', 2, hexToBytes(x3dh['EK_A_pub']!))],
      timestamp,
    );
    expect(bytesToHex(signatureMaterial(several))).toBe(recorded.multi.material);
    expect(bytesToHex(several.signature)).toBe(recorded.multi.signature);
  });
});

describe('a bundle', () => {
  const bundle = createBundle(SIGNER, [entry('one'), entry('two', 7, OTHER_PRE_KEY)], 1n);

  test('sorts installations by their UTF-8 bytes, not by UTF-16', () => {
    // U+FF5E precedes U+1F600 in UTF-8; in UTF-16 the surrogates come first.
    const ids = createBundle(SIGNER, [entry('\u{1f600}'), entry('\uff5e')], 1n).signedPreKeys.map(
      (one) => one.installationId,
    );
    expect(ids).toEqual(['\uff5e', '\u{1f600}']);
  });

  test.each<[string, (signature: Uint8Array) => Uint8Array]>([
    ['is empty', () => new Uint8Array()],
    ['has 64 bytes', (signature) => signature.slice(0, 64)],
    ['has 66 bytes', (signature) => Uint8Array.of(...signature, 0)],
    ['has v 27 or 28', (signature) => withV(signature, signature[64]! + 27)],
    ['has v 2 or 3', (signature) => withV(signature, signature[64]! + 2)],
    ['has the other v', (signature) => withV(signature, 1 - signature[64]!)],
    ['is zero', (signature) => signature.map(() => 0)],
    ['has s in the upper half', highS],
  ])('is refused if the signature %s', (_, change) => {
    expect(verifyBundle({ ...bundle, signature: change(bundle.signature) })).toBe(false);
  });

  test('is refused under another identity, and with an identity that is no point', () => {
    const identity = compressPublicKey(publicKeyOf(new Uint8Array(32).fill(9)));
    expect(verifyBundle({ ...bundle, identity })).toBe(false);
    expect(verifyBundle({ ...bundle, identity: new Uint8Array(33) })).toBe(false);
    expect(verifyBundle({ ...bundle, identity: publicKeyOf(SIGNER) })).toBe(false);
  });

  test('R12: any change of a signed part that does not only move a boundary is refused', () => {
    const material = bytesToHex(signatureMaterial(bundle));
    const parts = fc.record({
      installationId: fc.string({ minLength: 1, maxLength: 8 }),
      version: fc.nat(),
      preKey: fc.constantFrom(PRE_KEY, OTHER_PRE_KEY),
      timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      index: fc.constantFrom(0, 1),
    });
    fc.assert(
      fc.property(parts, ({ index, timestamp, ...changed }) => {
        const signedPreKeys = bundle.signedPreKeys.map((one, i) => (i === index ? { ...one, ...changed } : one));
        const forged = { ...bundle, signedPreKeys, timestamp };
        fc.pre(bytesToHex(signatureMaterial(forged)) !== material);
        expect(verifyBundle(forged)).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  test('R12: digits moved from the timestamp to a version still verify, as nothing separates them', () => {
    const genuine = createBundle(SIGNER, [entry('bob')], 1574350000123456789n);
    const shifted: Bundle = { ...genuine, signedPreKeys: [entry('bob', 11)], timestamp: 574350000123456789n };
    expect(verifyBundle(shifted)).toBe(true);
  });

  test('R12: a byte moved from a prekey to an id verifies, but is not usable', () => {
    const genuine = createBundle(SIGNER, [entry('bob')], 5n);
    const moved: Bundle = {
      ...genuine,
      signedPreKeys: [{ ...entry(`bob${String.fromCharCode(PRE_KEY[0]!)}`), preKey: PRE_KEY.slice(1) }],
    };
    expect(verifyBundle(moved)).toBe(true);
    expect(moved.signedPreKeys.map(isUsable)).toEqual([false]);
  });

  test('R7, R12: entries with a bad id or a prekey that is no compressed point are not usable, others are', () => {
    const offCurve = Uint8Array.of(2, ...new Uint8Array(31), 5);
    const bad = [
      entry('none'),
      entry(''),
      entry('x'.repeat(65)),
      entry('a\u0000b'),
      entry('offCurve', 1, offCurve),
      entry('short', 1, PRE_KEY.slice(1)),
      entry('uncompressed', 1, publicKeyOf(SIGNER)),
    ];
    expect([...bad, entry('good')].map(isUsable)).toEqual([...bad.map(() => false), true]);
  });

  test.each([
    ['an installation named none', [entry('none')], 'RATCHET_INSTALLATION_ID'],
    ['two entries for one installation', [entry('a'), entry('a', 2)], 'RATCHET_BUNDLE'],
    ['a prekey that is no point', [entry('a', 1, new Uint8Array(33))], 'RATCHET_BUNDLE'],
    ['a version of 33 bits', [entry('a', 2 ** 32)], 'RATCHET_BUNDLE'],
  ])('is not made of %s', (_, entries, code) => {
    expect(() => createBundle(SIGNER, entries, 1n)).toThrow(expect.objectContaining({ code }));
  });

  test('decoding throws its declared error and nothing else, on any bytes', () => {
    const valid = encodeBundle(bundle);
    const attempt = (bytes: Uint8Array): void => {
      try {
        decodeBundle(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RatchetError);
      }
    };
    for (const damaged of [...truncations(valid), ...bitFlips(valid)]) attempt(damaged);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), attempt));
  });

  test('drops an entry without a value and takes the last of two', () => {
    const key = (id: string): number[] => [0x0a, id.length, ...utf8ToBytes(id)];
    const value = (version: number): number[] => [0x12, 2, 0x10, version];
    const field = (bytes: number[]): number[] => [0x12, bytes.length, ...bytes];
    const wire = [...field(key('gone')), ...field([...key('a'), ...value(1)]), ...field([...key('a'), ...value(2)])];
    const { signedPreKeys } = decodeBundle(Uint8Array.from(wire));
    expect(signedPreKeys.map(({ installationId, version }) => [installationId, version])).toEqual([['a', 2]]);
  });
});

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

function withV(signature: Uint8Array, v: number): Uint8Array {
  return Uint8Array.of(...signature.subarray(0, 64), v);
}

function highS(signature: Uint8Array): Uint8Array {
  const s = ORDER - bytesToBigint(signature.subarray(32, 64));
  const high = hexToBytes(s.toString(16).padStart(64, '0'));
  return Uint8Array.of(...signature.subarray(0, 32), ...high, 1 - signature[64]!);
}
