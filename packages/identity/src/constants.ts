/** Words of a mnemonic phrase and the bytes of entropy that each number stands for (BIP-39, "Generating the mnemonic"). */
export const MNEMONIC_ENTROPY = { 12: 16, 15: 20, 18: 24, 21: 28, 24: 32 } as const;

/** Bytes of the seed that a phrase and a password make (BIP-39, "From mnemonic to seed"). */
export const SEED_LENGTH = 64;

/** Rounds of PBKDF2-HMAC-SHA512 between phrase and seed (BIP-39, "From mnemonic to seed"). */
export const SEED_ITERATIONS = 2048;

/** Least and most bytes of a seed (BIP-32, "Master key generation"). */
export const SEED_BOUNDS: { readonly min: number; readonly max: number } = { min: 16, max: 64 };

/** The most steps of a derivation path: depth is one byte (BIP-32, "Serialization format"). */
export const MAX_PATH_DEPTH = 255;

/** Multicodec of a secp256k1 public key, 0xe7 as a varint (multicodec table). */
export const MULTICODEC_SECP256K1: readonly [number, number] = [0xe7, 0x01];

/** The longest text of a public key in characters: `f` and the hex digits of a multicodec and 65 bytes. */
export const MAX_PUBLIC_KEY_TEXT = 135;

/** Cells per row and column of an identicon (status-go, `protocol/identity/identicon`). */
export const IDENTICON_CELLS = 5;

/** Pixels: side of one cell, of the transparent border around the cells, and of the whole picture. */
export const IDENTICON_PIXELS = { cell: 6, border: 10, side: 50 } as const;
