import { bytesToHex, bytesToUtf8, concatBytes, hexToBytes, utf8ToBytes } from '@status/base';
import { keccak256, publicKeyOf, recover, sign } from '@status/crypto';
import type { ApplicationMessage, ChatMessage, DataLayer, ValidationIssue } from '@status/interfaces';

const SIGNED = 1;
const UNSIGNED = 0;
const SIGNATURE_END = 66;
const MAX_TEXT = 4096;
const MAX_AHEAD = 120_000n;
const LOCAL_MESSAGE = 4;
const LOCAL_CONTENT = 6;

/**
 * The seam `DataLayer` in JSON: what the faulty variants are made of.
 *
 * Wire: `1 ‖ signature of the hash of the rest (65) ‖ JSON`, or `0 ‖ JSON`.
 */
export function createJsonData(): DataLayer {
  return {
    wrap(message, privateKey) {
      const payload = encodeJson(message);
      const bytes = concatBytes(Uint8Array.of(SIGNED), sign(keccak256(payload), privateKey), payload);
      return { id: keccak256(publicKeyOf(privateKey), payload), bytes };
    },
    unwrap(bytes, sender) {
      const signed = bytes[0] === SIGNED;
      if (!signed && bytes[0] !== UNSIGNED) return { ok: false, reason: 'MALFORMED' };
      try {
        const payload = bytes.subarray(signed ? SIGNATURE_END : 1);
        const author = signed ? recover(keccak256(payload), bytes.subarray(1, SIGNATURE_END)) : sender.slice();
        return { ok: true, id: keccak256(author, payload), author, signed, message: decodeJson(payload) };
      } catch {
        return { ok: false, reason: 'MALFORMED' };
      }
    },
    validate: (message, { sentAt }) => (message.kind === 'chat' ? issueOf(message.chat, BigInt(sentAt)) : undefined),
    nextClock(last, now) {
      const timestamp = BigInt(now);
      return { clock: timestamp > last ? timestamp : last + 1n, timestamp };
    },
  };
}

/** A message without a signature. */
export function unsignedJson(message: ApplicationMessage): Uint8Array {
  return concatBytes(Uint8Array.of(UNSIGNED), encodeJson(message));
}

function encodeJson(message: ApplicationMessage): Uint8Array {
  const text = JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'bigint') return { bigint: String(value) };
    return value instanceof Uint8Array ? { bytes: bytesToHex(value) } : value;
  });
  return utf8ToBytes(text);
}

/** Throws whatever comes for bytes that are not the JSON of a message. */
function decodeJson(bytes: Uint8Array): ApplicationMessage {
  const message = JSON.parse(bytesToUtf8(bytes), (_, value: { bigint?: unknown; bytes?: unknown } | null) => {
    if (typeof value?.bigint === 'string') return BigInt(value.bigint);
    return typeof value?.bytes === 'string' ? hexToBytes(value.bytes) : value;
  }) as ApplicationMessage;
  const isChat =
    message.kind === 'chat' && typeof message.chat.text === 'string' && typeof message.chat.clock === 'bigint';
  const isUnknown = message.kind === 'unknown' && message.payload instanceof Uint8Array;
  if (!isChat && !isUnknown && message.kind !== 'contact-code') throw new TypeError('not a message');
  return message;
}

function issueOf(chat: ChatMessage, sentAt: bigint): ValidationIssue | undefined {
  if (chat.clock > sentAt + MAX_AHEAD) return { reason: 'CLOCK_TOO_HIGH', field: 'clock' };
  if (chat.text.trim() === '') return { reason: 'TEXT_BLANK', field: 'text' };
  if (utf8ToBytes(chat.text).length > MAX_TEXT) return { reason: 'TEXT_TOO_LONG', field: 'text' };
  if (chat.messageType === LOCAL_MESSAGE) return { reason: 'MESSAGE_TYPE', field: 'messageType' };
  if (chat.contentType === LOCAL_CONTENT) return { reason: 'CONTENT_TYPE', field: 'contentType' };
  return undefined;
}
