import {
  CONFIRMATION_DEADLINE,
  FALLBACK_MEMORY,
  MAX_INSTALLATIONS,
  MAX_KEEP,
  MAX_MESSAGE_KEYS_PER_SESSION,
  MAX_SESSIONS,
  MAX_SKIP,
  PREKEY_REFRESH_INTERVAL,
  PREKEY_RETENTION,
} from './constants.ts';

/** What may be tuned; the defaults are in `constants.ts`. Counts, and durations in ms. */
export type RatchetLimits = {
  /** Keys that one message may skip in one chain. */
  readonly maxSkip: number;
  /** Message keys kept per session. */
  readonly maxMessageKeysPerSession: number;
  /** Message keys this much older than the newest go, however few are kept. */
  readonly maxKeep: number;
  /** Installations of an identity that are served. */
  readonly maxInstallations: number;
  /** Sessions kept per identity. */
  readonly maxSessions: number;
  /** Age at which our prekey is replaced (ms). */
  readonly preKeyRefreshInterval: number;
  /** How long a replaced prekey still opens first messages (ms). */
  readonly preKeyRetention: number;
  /** How long a used message key waits for its confirmation (ms). */
  readonly confirmationDeadline: number;
  /** How long a fallback message is remembered (ms). */
  readonly fallbackMemory: number;
};

/** The limits of the reference, and ours where it has none. */
export const DEFAULT_LIMITS: RatchetLimits = {
  maxSkip: MAX_SKIP,
  maxMessageKeysPerSession: MAX_MESSAGE_KEYS_PER_SESSION,
  maxKeep: MAX_KEEP,
  maxInstallations: MAX_INSTALLATIONS,
  maxSessions: MAX_SESSIONS,
  preKeyRefreshInterval: PREKEY_REFRESH_INTERVAL,
  preKeyRetention: PREKEY_RETENTION,
  confirmationDeadline: CONFIRMATION_DEADLINE,
  fallbackMemory: FALLBACK_MEMORY,
};
