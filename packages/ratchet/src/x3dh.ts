import { keccak256, sharedSecret, wipe } from '@status/crypto';

/** The initiator's keys: two private ones of its own (32), two public ones of the responder's installation (33 or 65). */
export type X3dhInitiator = {
  readonly identityPrivate: Uint8Array;
  readonly ephemeralPrivate: Uint8Array;
  readonly responderIdentity: Uint8Array;
  readonly responderPreKey: Uint8Array;
};

/** The responder's keys: two private ones of its own (32), two public ones of the initiator (33 or 65). */
export type X3dhResponder = {
  readonly identityPrivate: Uint8Array;
  readonly preKeyPrivate: Uint8Array;
  readonly initiatorIdentity: Uint8Array;
  readonly initiatorEphemeral: Uint8Array;
};

/**
 * The secret (32) of a session, as its initiator computes it. Specs, 5 – Secure Transport, X3DH; reference: `PerformActiveX3DH`.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`, `CRYPTO_PUBLIC_KEY`.
 */
export function initiateX3dh(keys: X3dhInitiator): Uint8Array {
  return combine(
    sharedSecret(keys.identityPrivate, keys.responderPreKey),
    sharedSecret(keys.ephemeralPrivate, keys.responderIdentity),
    sharedSecret(keys.ephemeralPrivate, keys.responderPreKey),
  );
}

/**
 * The same secret, as the responder computes it. Reference: `PerformPassiveX3DH`.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`, `CRYPTO_PUBLIC_KEY`.
 */
export function respondX3dh(keys: X3dhResponder): Uint8Array {
  return combine(
    sharedSecret(keys.preKeyPrivate, keys.initiatorIdentity),
    sharedSecret(keys.identityPrivate, keys.initiatorEphemeral),
    sharedSecret(keys.preKeyPrivate, keys.initiatorEphemeral),
  );
}

/** Keccak-256 over the three outputs: no prefix, no salt, no info, no one-time prekey. */
function combine(...outputs: readonly Uint8Array[]): Uint8Array {
  const secret = keccak256(...outputs);
  wipe(...outputs);
  return secret;
}
