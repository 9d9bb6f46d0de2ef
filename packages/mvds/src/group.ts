import { compareBytes } from '@status/base';
import { CryptoError, compressPublicKey, keccak256 } from '@status/crypto';
import type { GroupId } from '@status/interfaces';
import { PEER_LENGTH } from './constants.ts';
import { MvdsError } from './errors.ts';

/**
 * The id (32) of the group of two peers: Keccak-256 of both keys, compressed, the one with the smaller X first (status-go,
 * `ToOneToOneGroupID`). With oneself it is the key twice. Anyone who knows both keys can compute it.
 *
 * @throws {MvdsError} `SYNC_PEER` if either is not a public key of 65 bytes.
 */
export function pairGroupId(a: Uint8Array, b: Uint8Array): GroupId {
  const [compressedA, compressedB] = [compressed(a), compressed(b)];
  // Only X is compared: the prefix, which tells the parity of Y, must not take part.
  const isAFirst = compareBytes(compressedA.subarray(1), compressedB.subarray(1)) < 0;
  const keys = isAFirst ? [compressedA, compressedB] : [compressedB, compressedA];
  return keccak256(...keys) as GroupId;
}

function compressed(peer: Uint8Array): Uint8Array {
  requirePeer(peer);
  try {
    return compressPublicKey(peer);
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new MvdsError('SYNC_PEER', 'the peer is not a public key', { cause });
  }
}

/**
 * The bytes, after checking their number; whether they are a point is checked where it matters.
 *
 * @throws {MvdsError} `SYNC_PEER`.
 */
export function requirePeer(peer: Uint8Array): Uint8Array {
  if (peer.length !== PEER_LENGTH) {
    throw new MvdsError('SYNC_PEER', `a peer is a public key of ${PEER_LENGTH} bytes, not of ${peer.length}`);
  }
  return peer;
}
