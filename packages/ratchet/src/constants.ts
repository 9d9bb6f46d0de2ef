/** Compressed point: prekeys, ephemerals, ratchet keys, identities inside bundles (bytes). */
export const COMPRESSED_KEY_LENGTH = 33;

/** Root, chain and message keys (bytes). */
export const SECRET_LENGTH = 32;

/** IV at the head of a ratchet ciphertext (bytes); reference: `crypto.Encrypt`. */
export const IV_LENGTH = 16;

/** Untruncated HMAC-SHA256 at the tail of a ratchet ciphertext (bytes). */
export const MAC_LENGTH = 32;

/** Nonce at the tail of a fallback ciphertext (bytes); reference: `crypto.EncryptSymmetric`. */
export const NONCE_LENGTH = 12;

/** GCM tag before that nonce (bytes). */
export const TAG_LENGTH = 16;

/** Keys that one message may skip in one chain; reference: `defaultEncryptorConfig.MaxSkip`. */
export const MAX_SKIP = 1000;

/** Message keys kept per session; reference: `MaxMessageKeysPerSession`. */
export const MAX_MESSAGE_KEYS_PER_SESSION = 2000;

/** Message keys older than this many others are dropped even where few are kept; reference: `MaxKeep`. */
export const MAX_KEEP = 3000;

/** Installations of an identity that are served, its newest; reference: `MaxInstallations`. */
export const MAX_INSTALLATIONS = 3;

/** Age at which our signed prekey is replaced (ms); reference: `BundleRefreshInterval`. */
export const PREKEY_REFRESH_INTERVAL: number = 24 * 60 * 60 * 1000;

/** How long a replaced private prekey still opens first messages (ms); specs, X6: expired sessions go after 14 days. */
export const PREKEY_RETENTION: number = 14 * 24 * 60 * 60 * 1000;

/** Least time between two hints to answer one identity with our keys (ms); reference: publisher. */
export const ADVERTISE_INTERVAL: number = 2 * 60 * 60 * 1000;

/** How long a used message key waits for `confirm` (ms). The reference waits for ever. */
export const CONFIRMATION_DEADLINE: number = 24 * 60 * 60 * 1000;

/** How long a fallback message is remembered, so that it can be told from its replay (ms): the longest history of a mailserver. */
export const FALLBACK_MEMORY: number = 30 * 24 * 60 * 60 * 1000;

/** How far ahead of our clock a bundle's claim counts (ms). */
export const FUTURE_ALLOWANCE: number = 24 * 60 * 60 * 1000;

/** Least time between two clean-ups of one instance (ms). */
export const MAINTENANCE_INTERVAL: number = 60 * 60 * 1000;

/** Silence after which a session gives way to the peer's newer prekey (ms): the reference re-keys with each prekey. */
export const REKEY_AFTER_SILENCE: number = 24 * 60 * 60 * 1000;

/** What our installation announces beside its prekey; 1 means that it can use negotiated secrets. */
export const PROTOCOL_VERSION = 1;

/** Address of a fallback message, never an installation; reference: `noInstallationID`. */
export const NO_INSTALLATION = 'none';

/** Installation ids (bytes of UTF-8). A UUID has 36. */
export const MAX_INSTALLATION_ID_LENGTH = 64;

/** Installations remembered per identity, the newest; also those looked at in one bundle. */
export const MAX_KNOWN_INSTALLATIONS = 16;

/** Bundles looked at in one message. The reference sends one. */
export const MAX_BUNDLES = 8;

/** Sessions kept per identity, those last used. The reference keeps all. */
export const MAX_SESSIONS = 64;

/** Sessions that one message is tried on. */
export const MAX_CANDIDATES = 8;

/** Ended chains beyond `MAX_KEEP` before those without keys are swept out. */
export const CHAIN_SLACK = 1024;

/** Messages of a peer's new session during which we stay on ours, for the peer to come over to it. */
export const CROSSING_ALLOWANCE = 4;

/** Wire bytes of one message. Whisper's packets are smaller. */
export const MAX_MESSAGE_LENGTH: number = 16 * 1024 * 1024;

/** Greatest value of a `uint32` field. */
export const MAX_UINT32 = 0xffff_ffff;
