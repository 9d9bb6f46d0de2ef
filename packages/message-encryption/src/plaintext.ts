import { concatBytes } from '@status/base';
import { CryptoError, keccak256, recover, sign } from '@status/crypto';
import { SIGNATURE_LENGTH } from '@status/crypto/constants';
import type { PrivateKey, PublicKey, Random } from '@status/interfaces';
import { PADDING_BLOCK, PAYLOAD_LENGTH_LIMIT } from './constants.ts';
import { MessageEncryptionError } from './errors.ts';

/** Bits 0–1 of the flags: how many bytes say the payload's length. */
const SIZE_MASK = 0b011;
/** Bit 2 of the flags: a signature ends the message. */
const SIGNED = 0b100;

/** What encryption protects: a payload and who wrote it. */
export type Plaintext = {
  readonly payload: Uint8Array;
  readonly padding: Uint8Array;
  /** Recovered from the signature; absent if there is none. */
  readonly sender?: PublicKey;
};

/** What to write, where padding comes from, and who signs. */
export type PlaintextOptions = {
  /** Of the sender; absent: not signed. */
  readonly from?: PrivateKey;
} & (
  | { readonly random: Random }
  | {
      /** Written as it is, of any length. */
      readonly padding: Uint8Array;
    }
);

/**
 * The bytes to encrypt (EIP-627 "Contents of Data Field of the Message", sizes little-endian): flags (1), length of the payload
 * (1–3, as few as it takes), payload, padding, and if signed `r ‖ s ‖ v` (65) over the Keccak-256 of everything before.
 *
 * Drawn padding, 1–256 bytes and never all zero, makes the whole a multiple of 256 bytes.
 *
 * @throws {MessageEncryptionError} `PRIVACY_TOO_LARGE` for a payload of 2²⁴ bytes or more.
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY` for a sender that is no key.
 */
export function encodePlaintext(payload: Uint8Array, options: PlaintextOptions): Uint8Array {
  const { from } = options;
  const size = sizeBytes(payload.length);
  const flags = size.length | (from === undefined ? 0 : SIGNED);
  const length = 1 + size.length + payload.length + (from === undefined ? 0 : SIGNATURE_LENGTH);
  const padding = 'padding' in options ? options.padding : drawPadding(length, options.random);
  const unsigned = concatBytes(Uint8Array.of(flags), size, payload, padding);
  return from === undefined ? unsigned : concatBytes(unsigned, sign(keccak256(unsigned), from));
}

/**
 * Takes a decrypted message apart; `undefined` if it is none: empty, cut short, or with a signature that belongs to no key. Unknown flags
 * are ignored, and a length may be written longer than it needs. The results are views into `bytes`.
 *
 * A signature with s in the upper half counts, as at the reference: the envelope's hash, not the signature, names a message.
 */
export function decodePlaintext(bytes: Uint8Array): Plaintext | undefined {
  const flags = bytes[0];
  if (flags === undefined) return undefined;
  const signed = (flags & SIGNED) !== 0;
  const end = signed ? bytes.length - SIGNATURE_LENGTH : bytes.length;
  if (signed && end <= 1) return undefined;

  const width = flags & SIZE_MASK;
  const start = 1 + width;
  if (start > end) return undefined;
  let length = 0;
  for (let i = width; i > 0; i--) length = length * 256 + bytes[i]!;
  if (length > end - start) return undefined;
  const content = { payload: bytes.subarray(start, start + length), padding: bytes.subarray(start + length, end) };
  if (!signed) return content;

  const sender = signerOf(bytes.subarray(0, end), bytes.subarray(end));
  return sender && { ...content, sender };
}

function signerOf(message: Uint8Array, signature: Uint8Array): PublicKey | undefined {
  try {
    return recover(keccak256(message), signature);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function sizeBytes(length: number): Uint8Array {
  if (length >= PAYLOAD_LENGTH_LIMIT)
    throw new MessageEncryptionError('PRIVACY_TOO_LARGE', 'the payload has no size field');
  const bytes = Uint8Array.of(length & 0xff, (length >> 8) & 0xff, length >> 16);
  return bytes.subarray(0, length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3);
}

/** Random bytes up to the next multiple. The reference refuses to send padding that is all zero, so that is drawn again. */
function drawPadding(length: number, random: Random): Uint8Array {
  for (;;) {
    const padding = random.bytes(PADDING_BLOCK - (length % PADDING_BLOCK));
    if (padding.some((byte) => byte !== 0)) return padding;
  }
}
