import { concatBytes } from '@status/base';
import type { CryptoEngine } from './engine.ts';
import * as nobleSecp256k1 from './noble/secp256k1.ts';
import { isScalar } from './secp256k1.ts';
import { createSpongeKeccak256, spongeKeccak256, spongePowHasher } from './sponge.ts';
import { loadWasmSponge } from './wasm/keccak-f.ts';

type OxSecp256k1 = typeof import('ox/wasm/Secp256k1');
type OxCurve = Awaited<ReturnType<OxSecp256k1['engine']>>;

/** The primitives that the WASM of `ox` brings. */
export type OxEngine = Pick<
  CryptoEngine,
  | 'name'
  | 'publicKeyOf'
  | 'expandPublicKey'
  | 'sign'
  | 'recover'
  | 'verify'
  | 'sharedSecret'
  | 'keccak256'
  | 'createKeccak256'
  | 'powHasher'
  | 'sha256'
  | 'hmacSha256'
  | 'pbkdf2Sha256'
>;

const RAW = { prehash: false, lowS: true, extraEntropy: false } as const;
const ZERO_DIGEST = new Uint8Array(32);

/**
 * Compiles the optional peer dependency `ox` (libsecp256k1, SHA-256, HMAC and PBKDF2 as WebAssembly) and a Keccak-256 of our own, in Node
 * and in browsers. The result goes to `installEngine`; from then on it is synchronous.
 *
 * Rejects with the loader's error where `ox` is not installed or WebAssembly is not allowed.
 */
export async function loadOxEngine(): Promise<OxEngine> {
  // One after the other: the three share modules, and linkers of test runners trip over graphs that load at once.
  const secp256k1 = await import('ox/wasm/Secp256k1');
  const hash = await import('ox/wasm/Hash');
  const keystore = await import('ox/wasm/Keystore');
  const [curve, hashes, derivations] = await Promise.all([secp256k1.engine(), hash.engine(), keystore.engine()]);
  // Keccak is our own: ox carries the state of a running hash into its WASM and out again, too far for nonces and for the MACs of frames.
  const sponge = await loadWasmSponge();
  return {
    name: 'ox',
    ...curveOf(curve, secp256k1.InvalidInputError),
    keccak256: (message) => spongeKeccak256(sponge, message),
    createKeccak256: () => createSpongeKeccak256(sponge),
    powHasher: (prefix) => spongePowHasher(sponge, prefix),
    sha256: hashes.sha256,
    hmacSha256: hashes.hmacSha256,
    pbkdf2Sha256: (password, salt, iterations, length) =>
      derivations.pbkdf2Sha256(password, salt, { c: iterations, dkLen: length }),
  };
}

function curveOf(
  curve: OxCurve,
  InvalidInputError: OxSecp256k1['InvalidInputError'],
): Pick<CryptoEngine, 'publicKeyOf' | 'expandPublicKey' | 'sign' | 'recover' | 'verify' | 'sharedSecret'> {
  const unlessInvalid = (compute: () => Uint8Array): Uint8Array | undefined => {
    try {
      return compute();
    } catch (error) {
      if (error instanceof InvalidInputError) return undefined;
      throw error;
    }
  };
  return {
    publicKeyOf: (privateKey) => curve.getPublicKey(privateKey),
    /**
     * ox has no decompression, but recovery contains one: over the digest zero, the signature with r = s = X has the key
     * r⁻¹(s·R − 0·G) = R, the point with that X. An X that is no scalar (the chance is 2⁻¹²⁷) cannot be an r.
     */
    expandPublicKey(compressed) {
      const x = compressed.subarray(1);
      if (!isScalar(x)) return nobleSecp256k1.expandPublicKey(compressed);
      const recoveryId = Uint8Array.of(compressed[0]! & 1);
      return unlessInvalid(() => curve.recoverPublicKey(concatBytes(recoveryId, x, x), ZERO_DIGEST));
    },
    /** ox writes the recovery id first. */
    sign(digest, privateKey) {
      const signature = curve.sign(digest, privateKey, RAW);
      return concatBytes(signature.subarray(1), signature.subarray(0, 1));
    },
    /** ox refuses the recovery ids 2 and 3, which only a signature made on purpose has. */
    recover(digest, signature) {
      const recoveryId = signature.subarray(64);
      if (recoveryId[0]! > 1) return nobleSecp256k1.recover(digest, signature);
      return unlessInvalid(() => curve.recoverPublicKey(concatBytes(recoveryId, signature.subarray(0, 64)), digest));
    },
    verify: (digest, signature, publicKey) => curve.verify(signature, digest, publicKey, RAW),
    sharedSecret(privateKey, publicKey) {
      const point = unlessInvalid(() => curve.getSharedSecret(privateKey, publicKey));
      const secret = point?.slice(1);
      point?.fill(0);
      return secret;
    },
  };
}
