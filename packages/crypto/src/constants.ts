/** Bytes of a private key: a big-endian scalar (SEC 1 §2.3.7). */
export const PRIVATE_KEY_LENGTH = 32;

/** Bytes of an uncompressed public key, `04 ‖ X ‖ Y` (SEC 1 §2.3.3). */
export const PUBLIC_KEY_LENGTH = 65;

/** Bytes of a compressed public key, `02 or 03 ‖ X` (SEC 1 §2.3.3). */
export const COMPRESSED_PUBLIC_KEY_LENGTH = 33;

/** Bytes of the bare coordinates `X ‖ Y`, the form of node ids. */
export const PUBLIC_KEY_XY_LENGTH = 64;

/** Bytes of a symmetric key: AES-256. */
export const SYMMETRIC_KEY_LENGTH = 32;

/** Bytes of a recoverable signature, `r ‖ s ‖ v`. */
export const SIGNATURE_LENGTH = 65;

/** Bytes of a signature without its recovery id, `r ‖ s`. */
export const COMPACT_SIGNATURE_LENGTH = 64;

/** The greatest recovery id: bit 0 is the parity of R.y, bit 1 says that R.x was reduced by the group order (SEC 1 §4.1.6). */
export const MAX_RECOVERY_ID = 3;

/** Bytes of a Keccak-256 or SHA-256 digest. */
export const DIGEST_LENGTH = 32;

/** Bytes that Keccak-256 absorbs per permutation (FIPS 202, capacity 512 bits). */
export const KECCAK256_RATE = 136;

/** Bytes of the nonce that proof of work varies: an unsigned 64-bit integer, big-endian (EIP-627). */
export const POW_NONCE_LENGTH = 8;

/** Bytes of an AES block (FIPS 197). */
export const AES_BLOCK_LENGTH = 16;

/** Bytes of an AES-GCM nonce (NIST SP 800-38D §5.2.1.1). */
export const GCM_NONCE_LENGTH = 12;

/** Bytes of an AES-GCM tag (NIST SP 800-38D §5.2.1.2). */
export const GCM_TAG_LENGTH = 16;

/** Bytes that ECIES adds to a plaintext: ephemeral key 65, IV 16, tag 32 (RLPx, "ECIES Encryption"). */
export const ECIES_OVERHEAD = 113;

/** The most output bytes of HKDF-SHA256: 255 digests (RFC 5869 §2.3). */
export const MAX_HKDF_LENGTH: number = 255 * DIGEST_LENGTH;

/** The most iterations and output bytes of PBKDF2 that every engine can count. */
export const MAX_PBKDF2: number = 2 ** 31 - 1;
