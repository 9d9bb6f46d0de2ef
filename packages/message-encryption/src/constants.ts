/** Bytes that symmetric encryption adds: a GCM tag of 16 and the nonce of 12 behind it. */
export const SYMMETRIC_OVERHEAD = 28;

/** Padding makes the length of a plaintext a multiple of this, bytes (go-ethereum `padSizeLimit`). */
export const PADDING_BLOCK = 256;

/** The first payload length that three size bytes cannot say. */
export const PAYLOAD_LENGTH_LIMIT: number = 2 ** 24;

/** What makes a plaintext longer than its payload at most, before padding, bytes: flags (1), size (3), signature (65). */
export const PLAINTEXT_OVERHEAD = 69;
