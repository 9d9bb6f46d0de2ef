import type { Protection } from '@status/interfaces';

/** The Double Ratchet on a session that both identities' keys began. */
export const RATCHET: Protection = Object.freeze({
  label: 'ratchet',
  confidential: true,
  authenticated: true,
  forwardSecret: true,
  healing: true,
  open: false,
});

/** One Diffie–Hellman with the identity key, for whom no installation is known: whoever gets that key reads it, and anybody may have written it. */
export const DH: Protection = Object.freeze({
  label: 'dh',
  confidential: true,
  authenticated: false,
  forwardSecret: false,
  healing: false,
  open: false,
});

/** The public part of a message: everybody reads it, anybody may have written it. */
export const PUBLIC: Protection = Object.freeze({
  label: 'public',
  confidential: false,
  authenticated: false,
  forwardSecret: false,
  healing: false,
  open: true,
});

/** All that a message of this layer can have. */
export const PROTECTIONS: readonly Protection[] = Object.freeze([RATCHET, DH, PUBLIC]);
