import { type SecurityErrorCode, StatusError } from '@status/interfaces';

/**
 * What this package refuses to do:
 * - `SECURITY_AUDIENCE` – an audience without members, or with one that is no key.
 * - `SECURITY_TOO_LARGE` – a payload of which a message could be longer than peers read (16 MiB).
 * - `SECURITY_DEVICE` – no such installation of our identity.
 * - `RATCHET_MESSAGE` – bytes that are not a `ProtocolMessage`.
 * - `RATCHET_BUNDLE` – bytes that are not a `Bundle`, or a bundle that nobody would accept.
 * - `RATCHET_INSTALLATION_ID` – an id that is empty, reserved, too long or holds control characters.
 * - `RATCHET_NO_PREKEY` – an installation to which no session can begin.
 * - `RATCHET_EXHAUSTED` – a sending chain that has used up its numbers.
 * - `RATCHET_RECORD` – a record in the store that cannot be read.
 */
export type RatchetErrorCode =
  | SecurityErrorCode
  | 'RATCHET_MESSAGE'
  | 'RATCHET_BUNDLE'
  | 'RATCHET_INSTALLATION_ID'
  | 'RATCHET_NO_PREKEY'
  | 'RATCHET_EXHAUSTED'
  | 'RATCHET_RECORD';

/** An error of this package. */
export class RatchetError extends StatusError<RatchetErrorCode> {}
