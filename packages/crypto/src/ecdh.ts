import { installed } from './engine.ts';
import { invalidPublicKey, requireEncodedPoint, requirePrivateKey } from './keys.ts';
import * as noble from './noble/secp256k1.ts';

/**
 * The X coordinate (32, left-padded) of the product of a private key and a public key of 33 or 65 bytes, not hashed.
 *
 * The public key is judged before the private key touches it: a point off the curve would give the private key away bit by bit. The
 * result is a secret: wipe it where it dies.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`, `CRYPTO_PUBLIC_KEY`.
 */
export function sharedSecret(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  requirePrivateKey(privateKey);
  const secret = (installed().sharedSecret ?? noble.sharedSecret)(privateKey, requireEncodedPoint(publicKey));
  if (secret === undefined) throw invalidPublicKey();
  return secret;
}
