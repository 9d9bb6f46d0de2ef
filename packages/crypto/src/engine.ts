/** A running Keccak-256 (legacy padding, as Ethereum uses it). */
export interface Keccak256 {
  /** Absorbs more bytes. */
  update(bytes: Uint8Array): this;
  /** The 32-byte digest of everything absorbed so far; the state runs on. */
  digest(): Uint8Array;
  /** An independent copy of the state. */
  clone(): Keccak256;
}

/** An AES-CTR keystream that continues from call to call. */
export interface AesCtr {
  /** The input XOR the next bytes of the keystream, in a new array. */
  process(bytes: Uint8Array): Uint8Array;
}

/** AES on single blocks, without a mode. */
export interface AesBlock {
  /** The encryption of 16 bytes, in a new array. */
  encrypt(block: Uint8Array): Uint8Array;
}

/** What a search over nonces found. */
export type PowResult = {
  /** Whether `bits` reaches the target. */
  readonly found: boolean;
  /** The first nonce that reaches the target, else the first with the most bits. */
  readonly nonce: bigint;
  /** Leading zero bits of the digest at `nonce`, 0 to 256. */
  readonly bits: number;
};

/** Keccak-256 over a constant prefix and an 8-byte big-endian nonce, for many nonces. */
export interface PowHasher {
  /** Leading zero bits, 0 to 256, of the digest at the nonce `high · 2³² + low`. */
  leadingZeroBits(high: number, low: number): number;
  /** The 32-byte digest at a nonce (taken modulo 2⁶⁴). */
  digest(nonce: bigint): Uint8Array;
  /** Tries `count` nonces (at least 1) from `start` on, modulo 2⁶⁴, and stops at the first that reaches `targetBits`. */
  search(targetBits: number, start: bigint, count: number): PowResult;
}

/**
 * The primitives that an engine may replace.
 *
 * They are called with inputs that were checked already – lengths, scalars in `[1, n)`, public keys with a good prefix and
 * coordinates, uncompressed ones on the curve, signatures with r and s in `[1, n)` – and must return the bytes that the default
 * returns, in plain `Uint8Array`s that share no memory with anything. Results are owned by the caller. Where a function can fail it
 * does so by `undefined`, never by an exception.
 */
export interface CryptoEngine {
  /** What `engineName()` says while this engine is installed. */
  readonly name: string;
  /** The uncompressed public key (65) of a private key. */
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
  /** The uncompressed form (65) of a compressed key (33), `undefined` if its X belongs to no point. */
  expandPublicKey(compressed: Uint8Array): Uint8Array | undefined;
  /** `r ‖ s ‖ v` (65) over a digest (32): RFC 6979 nonce without extra entropy, s in the lower half, v 0 to 3. */
  sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array;
  /** The uncompressed key (65) that made `r ‖ s ‖ v`, `undefined` if there is none. s may be in the upper half. */
  recover(digest: Uint8Array, signature: Uint8Array): Uint8Array | undefined;
  /** Whether `r ‖ s` (64), s in the lower half, is the signature of an uncompressed key (65) over a digest (32). */
  verify(digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean;
  /** The X coordinate (32) of the product; the key is 33 or 65 bytes, `undefined` if it is compressed and its X belongs to no point. */
  sharedSecret(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined;
  /** Keccak-256 (32) of a message. */
  keccak256(message: Uint8Array): Uint8Array;
  /** A Keccak-256 that has absorbed nothing. */
  createKeccak256(): Keccak256;
  /** A proof-of-work hasher over a prefix, which it copies. */
  powHasher(prefix: Uint8Array): PowHasher;
  /** SHA-256 (32) of a message. */
  sha256(message: Uint8Array): Uint8Array;
  /** HMAC-SHA256 (32). */
  hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** PBKDF2-HMAC-SHA256 with at least one iteration and one byte. */
  pbkdf2Sha256(password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Uint8Array;
  /** `ciphertext ‖ tag` (16) of AES-GCM; key 16, 24 or 32, nonce 12. */
  aesGcmEncrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array;
  /** The plaintext of `ciphertext ‖ tag` (at least 16), `undefined` if the tag is wrong. */
  aesGcmDecrypt(key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array, aad: Uint8Array): Uint8Array | undefined;
  /** AES-CTR in one go; key 16, 24 or 32; the IV (16) is the first value of a 128-bit big-endian counter. */
  aesCtr(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** The same keystream, continued over calls. */
  createAesCtr(key: Uint8Array, iv: Uint8Array): AesCtr;
  /** AES on single blocks. */
  createAesBlock(key: Uint8Array): AesBlock;
}

/** An engine to install: a name and the primitives that it replaces. */
export type EngineOverrides = Partial<CryptoEngine> & Pick<CryptoEngine, 'name'>;

/**
 * The one slot. It holds overrides only: every public function falls back to its own default, so that a bundler keeps just the
 * primitives that a program calls.
 */
let slot: Partial<CryptoEngine> = {};

/** The overrides that are installed now. */
export function installed(): Readonly<Partial<CryptoEngine>> {
  return slot;
}

/**
 * Fills the slot, replacing what was in it. To combine engines, spread them into one.
 *
 * Affects the whole program from the next call on; keystreams and running hashes that exist already keep the engine they began with.
 */
export function installEngine(overrides: EngineOverrides): void {
  slot = { ...overrides };
}

/** Empties the slot: everything is done by noble again. */
export function resetEngine(): void {
  slot = {};
}

/** The name of the installed engine, `'noble'` if there is none. */
export function engineName(): string {
  return slot.name ?? 'noble';
}
