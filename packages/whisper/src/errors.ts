import { type PrivacyErrorCode, StatusError } from '@status/interfaces';

/**
 * Codes of this package.
 *
 * Posting and subscribing: those of the seam, and `PRIVACY_WORK` (the target was not reached in time). `PRIVACY_REFUSED` means that this node
 * would not take it from others either.
 *
 * Received bytes: `WHISPER_ENVELOPE` (not an envelope), `WHISPER_PACKET` (not the packet that its code says), `WHISPER_PACKET_SIZE`,
 * `WHISPER_HANDSHAKE` (no status, or one that does not fit), `WHISPER_ABUSE` (too many envelopes against our settings), `WHISPER_STALLED` (the
 * peer does not read).
 *
 * Configuration: `WHISPER_OPTION`.
 */
export type WhisperErrorCode =
  | PrivacyErrorCode
  | 'PRIVACY_WORK'
  | 'WHISPER_ENVELOPE'
  | 'WHISPER_PACKET'
  | 'WHISPER_PACKET_SIZE'
  | 'WHISPER_HANDSHAKE'
  | 'WHISPER_ABUSE'
  | 'WHISPER_STALLED'
  | 'WHISPER_OPTION';

/** What this package throws. A key that is none is a `MessageEncryptionError` of `@status/message-encryption`, `PRIVACY_KEY`. */
export class WhisperError extends StatusError<WhisperErrorCode> {}
