import { compareBytes, concatBytes, equalBytes, utf8ToBytes } from '@status/base';
import { decodeProtobuf, encodeProtobuf, fromLong, ProtobufError, toInt64 } from '@status/base/protobuf';
import {
  CryptoError,
  compressPublicKey,
  isLowS,
  isPublicKey,
  keccak256,
  publicKeyOf,
  recover,
  sign,
} from '@status/crypto';
import { SIGNATURE_LENGTH } from '@status/crypto/constants';
import { COMPRESSED_KEY_LENGTH, MAX_UINT32 } from './constants.ts';
import { RatchetError } from './errors.ts';
import { encryption } from './generated/ratchet.js';
import { isInstallationId, requireInstallationId } from './installation-id.ts';

/** What an identity says about one of its installations. */
export type SignedPreKey = {
  readonly installationId: string;
  /** Compressed point (33). */
  readonly preKey: Uint8Array;
  /** Counts the prekeys of the installation, from 1. */
  readonly version: number;
  /** What the installation speaks. Not signed. */
  readonly protocolVersion: number;
};

/** An identity's installations and their prekeys, signed by the identity. */
export type Bundle = {
  /** Compressed identity key (33). */
  readonly identity: Uint8Array;
  /** One per installation, ids ascending by their bytes. */
  readonly signedPreKeys: readonly SignedPreKey[];
  /** `r ‖ s ‖ v` (65). */
  readonly signature: Uint8Array;
  /** Unix time in nanoseconds; 0 in bundles from before timestamps existed. */
  readonly timestamp: bigint;
};

/** The parts of a bundle that its signature covers, identity aside. */
export type SignedParts = Pick<Bundle, 'signedPreKeys' | 'timestamp'>;

/**
 * Signs the prekeys of our installations as a bundle.
 *
 * @param timestamp Unix time in nanoseconds; later than in the bundle before, or peers take it for that one.
 * @throws {RatchetError} `RATCHET_INSTALLATION_ID`; `RATCHET_BUNDLE` for two entries of one installation, a prekey that is no compressed
 * point, and a version that is no 32-bit integer.
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function createBundle(
  identityPrivate: Uint8Array,
  signedPreKeys: readonly SignedPreKey[],
  timestamp: bigint,
): Bundle {
  for (const { installationId, preKey, version, protocolVersion } of signedPreKeys) {
    requireInstallationId(installationId);
    if (!isPreKey(preKey)) throw new RatchetError('RATCHET_BUNDLE', 'a prekey is not a compressed point');
    if (!isUint32(version) || !isUint32(protocolVersion)) throw new RatchetError('RATCHET_BUNDLE', 'not a version');
  }
  const sorted = sortById(signedPreKeys);
  if (sorted.length !== signedPreKeys.length) {
    throw new RatchetError('RATCHET_BUNDLE', 'an installation is named twice');
  }
  return signBundle(identityPrivate, compressPublicKey(publicKeyOf(identityPrivate)), sorted, timestamp);
}

/** Signs what is known to be sound, in the name of the identity (33) of the private key (32). */
export function signBundle(
  identityPrivate: Uint8Array,
  identity: Uint8Array,
  signedPreKeys: readonly SignedPreKey[],
  timestamp: bigint,
): Bundle {
  const sorted = sortById(signedPreKeys);
  const digest = keccak256(signatureMaterial({ signedPreKeys: sorted, timestamp }));
  return { identity, signedPreKeys: sorted, signature: sign(digest, identityPrivate), timestamp };
}

/**
 * What is hashed and signed: for each installation, ids ascending by their UTF-8 bytes, the id, the prekey and the version in decimal; then the
 * timestamp in decimal, unless it is zero. Nothing separates the parts, so other parts can have the same material: whoever stores a bundle must not
 * trust where one ends. Reference: `buildSignatureMaterial`.
 */
export function signatureMaterial(parts: SignedParts): Uint8Array {
  const material = sortById(parts.signedPreKeys).flatMap(({ installationId, preKey, version }) => [
    utf8ToBytes(installationId),
    preKey,
    utf8ToBytes(String(version)),
  ]);
  if (parts.timestamp !== 0n) material.push(utf8ToBytes(String(parts.timestamp)));
  return concatBytes(...material);
}

/**
 * Whether the identity in the bundle signed it. A signature in the upper half of the group is refused: honest signers make none, and it would be a
 * second signature of the same bundle. Reference: `VerifyBundle`.
 */
export function verifyBundle(bundle: Bundle): boolean {
  const { identity, signature } = bundle;
  if (identity.length !== COMPRESSED_KEY_LENGTH || signature.length !== SIGNATURE_LENGTH) return false;
  // The recovery ids 2 and 3 stand for an r beyond the group order, which no one meets by chance.
  if (signature[64]! > 1 || !isLowS(signature)) return false;
  try {
    return equalBytes(compressPublicKey(recover(keccak256(signatureMaterial(bundle)), signature)), identity);
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}

/** Whether an entry may be stored: a sound installation id and a prekey that is a compressed point. One that is not stops no other. */
export function isUsable({ installationId, preKey }: SignedPreKey): boolean {
  return isInstallationId(installationId) && isPreKey(preKey);
}

/** Wire bytes of a bundle, entries in the order given. */
export function encodeBundle(bundle: Bundle): Uint8Array {
  return encodeProtobuf(encryption.Bundle, bundleToWire(bundle));
}

/**
 * A bundle from its wire bytes, nothing of it verified.
 *
 * @throws {RatchetError} `RATCHET_BUNDLE` for bytes that are not one.
 */
export function decodeBundle(bytes: Uint8Array): Bundle {
  try {
    return bundleFromWire(decodeProtobuf(encryption.Bundle, bytes));
  } catch (cause) {
    if (cause instanceof ProtobufError) throw new RatchetError('RATCHET_BUNDLE', 'not a bundle', { cause });
    throw cause;
  }
}

/** The generated form of a bundle. */
export function bundleToWire(bundle: Bundle): encryption.Bundle.$Properties {
  return {
    identity: bundle.identity,
    signedPreKeys: bundle.signedPreKeys.map(({ installationId, preKey, version, protocolVersion }) => ({
      key: installationId,
      value: { signedPreKey: preKey, version, protocolVersion },
    })),
    signature: bundle.signature,
    timestamp: toInt64(bundle.timestamp),
  };
}

/** The domain form of a generated bundle: of two entries for one installation the last counts, one without a value does not. */
export function bundleFromWire(wire: encryption.Bundle): Bundle {
  const signedPreKeys = wire.signedPreKeys.flatMap(({ key, value }) =>
    value == null
      ? []
      : [
          {
            installationId: key ?? '',
            preKey: value.signedPreKey ?? new Uint8Array(),
            version: value.version ?? 0,
            protocolVersion: value.protocolVersion ?? 0,
          },
        ],
  );
  return {
    identity: wire.identity,
    signedPreKeys: sortById(signedPreKeys),
    signature: wire.signature,
    timestamp: fromLong(wire.timestamp),
  };
}

/** Whether bytes are a compressed point (33). */
function isPreKey(bytes: Uint8Array): boolean {
  return bytes.length === COMPRESSED_KEY_LENGTH && isPublicKey(bytes);
}

/** One entry per installation, the last of each, ids ascending by their UTF-8 bytes. */
function sortById(signedPreKeys: readonly SignedPreKey[]): readonly SignedPreKey[] {
  const byId = new Map(signedPreKeys.map((entry) => [entry.installationId, entry]));
  return [...byId.values()]
    .map((entry) => ({ entry, id: utf8ToBytes(entry.installationId) }))
    .sort((a, b) => compareBytes(a.id, b.id))
    .map(({ entry }) => entry);
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_UINT32;
}
