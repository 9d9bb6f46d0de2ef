import { StatusError } from '@status/interfaces';

/**
 * What this package throws.
 *
 * Received bytes: `WHISPER_ENVELOPE` (not an envelope), `WHISPER_PACKET` (not the packet that its code says),
 * `WHISPER_PACKET_SIZE`, `WHISPER_HANDSHAKE` (no status, or one that does not fit), `WHISPER_ABUSE` (too many envelopes
 * against our settings), `WHISPER_STALLED` (the peer does not read).
 *
 * Posting and subscribing: `PRIVACY_TOPIC`, `PRIVACY_KEY`, `PRIVACY_TTL`, `PRIVACY_TOO_LARGE`, `PRIVACY_WORK` (the target was
 * not reached in time), `PRIVACY_REFUSED` (this node would not take it from others either), `PRIVACY_STOPPED`.
 *
 * Configuration: `WHISPER_OPTION`.
 */
export class WhisperError extends StatusError {}
