import { afterEach, describe, expect, test } from '@jest/globals';
import {
  aesCtr,
  aesGcmEncrypt,
  createAesBlock,
  createAesCtr,
  createKeccak256,
  eciesEncrypt,
  engineName,
  hmacSha256,
  installEngine,
  keccak256,
  parsePublicKey,
  pbkdf2Sha256,
  publicKeyOf,
  recover,
  resetEngine,
  searchNonce,
  sha256,
  sharedSecret,
  sign,
} from '@status/crypto';
import { installFastestEngine, nodeEngine } from '@status/crypto/engine-node';
import { loadOxEngine } from '@status/crypto/engine-ox';
import fc from 'fast-check';
import { underEveryEngine } from './engines.ts';
import { digests, hexOf, privateKeys } from './support.ts';

afterEach(resetEngine);

describe('the engine slot', () => {
  test('is empty at first: noble', () => {
    expect(engineName()).toBe('noble');
  });

  test('takes an engine and gives it back', () => {
    installEngine({ name: 'other', keccak256: () => new Uint8Array(32) });
    expect(engineName()).toBe('other');
    expect(keccak256(new Uint8Array(1))).toEqual(new Uint8Array(32));
    resetEngine();
    expect(engineName()).toBe('noble');
    expect(keccak256(new Uint8Array(1))).not.toEqual(new Uint8Array(32));
  });

  test('leaves what an engine lacks to noble', () => {
    const before = sha256(new Uint8Array(3));
    installEngine({ name: 'other', keccak256: () => new Uint8Array(32) });
    expect(sha256(new Uint8Array(3))).toEqual(before);
  });

  test('holds one engine: the second replaces the first', () => {
    installEngine({ name: 'first', keccak256: () => new Uint8Array(32) });
    installEngine({ name: 'second' });
    expect(keccak256(new Uint8Array(1))).not.toEqual(new Uint8Array(32));
  });

  test('does not see later changes of the object', () => {
    const overrides = { name: 'other' };
    installEngine(overrides);
    overrides.name = 'changed';
    expect(engineName()).toBe('other');
  });

  test('does not pull the rug from under a running keystream or hash', async () => {
    const key = new Uint8Array(32).fill(1);
    const iv = new Uint8Array(16).fill(2);
    const stream = createAesCtr(key, iv);
    const hash = createKeccak256().update(key);
    const first = stream.process(new Uint8Array(5));
    await installFastestEngine();
    const rest = stream.process(new Uint8Array(30));
    expect(hexOf(first) + hexOf(rest)).toBe(hexOf(aesCtr(key, iv, new Uint8Array(35))));
    expect(hexOf(hash.update(iv).digest())).toBe(hexOf(keccak256(key, iv)));
  });

  test('takes the fastest engine of the process by one call', async () => {
    expect(await installFastestEngine()).toBe('node+ox');
    expect(engineName()).toBe('node+ox');
  });

  test('tells the engines apart by name', async () => {
    expect((await loadOxEngine()).name).toBe('ox');
    expect(nodeEngine().name).toBe('node');
  });
});

describe('all engines agree', () => {
  const messages = fc.uint8Array({ maxLength: 600 });

  async function agree(compute: () => string): Promise<void> {
    const results = await underEveryEngine(compute);
    expect(new Set(results).size).toBe(1);
  }

  test('on keys, signatures and shared secrets', async () => {
    await fc.assert(
      fc.asyncProperty(privateKeys, privateKeys, digests, async (a, b, digest) => {
        await agree(() => {
          const signature = sign(digest, a);
          const parts = [publicKeyOf(a), signature, recover(digest, signature), sharedSecret(a, publicKeyOf(b))];
          return parts.map(hexOf).join();
        });
      }),
      { numRuns: 12 },
    );
  });

  test('on keys recovered from arbitrary numbers', async () => {
    await fc.assert(
      fc.asyncProperty(digests, digests, digests, fc.nat(3), async (digest, r, s, v) => {
        await agree(() => outcome(() => recover(digest, Uint8Array.from([...r, ...s, v]))));
      }),
      { numRuns: 25 },
    );
  });

  test('on which compressed bytes are a key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(2, 3), digests, privateKeys, async (prefix, x, privateKey) => {
        const bytes = Uint8Array.from([prefix, ...x]);
        await agree(() => outcome(() => parsePublicKey(bytes)));
        await agree(() => outcome(() => sharedSecret(privateKey, bytes)));
      }),
      { numRuns: 15 },
    );
  });

  test('on hashes, derivations, ciphers and proof of work', async () => {
    await fc.assert(
      fc.asyncProperty(digests, messages, async (key, message) => {
        const iv = key.subarray(0, 16);
        await agree(() => {
          const parts = [
            keccak256(message),
            createKeccak256().update(message).update(key).digest(),
            sha256(message),
            hmacSha256(key, message),
            hmacSha256(message, key),
            pbkdf2Sha256(message, key, 3, 40),
            aesGcmEncrypt(key, key.subarray(0, 12), message, key),
            aesCtr(key, iv, message),
            createAesCtr(key, iv).process(message),
            createAesBlock(key).encrypt(iv),
          ];
          const { nonce, bits } = searchNonce(message, 5, BigInt(message.length), 50);
          return [...parts.map(hexOf), nonce, bits].join();
        });
      }),
      { numRuns: 40 },
    );
  });

  test('on ECIES', async () => {
    await fc.assert(
      fc.asyncProperty(privateKeys, privateKeys, digests, async (recipient, ephemeralPrivateKey, message) => {
        const iv = message.subarray(0, 16);
        await agree(() => hexOf(eciesEncrypt(publicKeyOf(recipient), message, { ephemeralPrivateKey, iv })));
      }),
      { numRuns: 5 },
    );
  });

  function outcome(compute: () => Uint8Array): string {
    try {
      return hexOf(compute());
    } catch (error) {
      return String(error);
    }
  }
});
