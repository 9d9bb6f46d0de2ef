import { StatusError } from '@status/interfaces';

/**
 * What this package refuses to do. Codes:
 * - `RATCHET_MESSAGE` – bytes that are not a `ProtocolMessage`.
 * - `RATCHET_BUNDLE` – bytes that are not a `Bundle`, or a bundle that nobody would accept.
 * - `RATCHET_INSTALLATION_ID` – an id that is empty, reserved, too long or holds control characters.
 * - `RATCHET_NO_RECIPIENT` – an audience without members.
 * - `RATCHET_NO_DEVICE` – not one installation of a recipient can be served.
 * - `RATCHET_UNKNOWN_INSTALLATION` – no such installation of our identity.
 * - `RATCHET_EXHAUSTED` – a sending chain that has used up its numbers.
 * - `RATCHET_RECORD` – a record in the store that cannot be read.
 */
export class RatchetError extends StatusError {}
