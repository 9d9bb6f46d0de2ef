import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { requirePrivateKey } from '@status/crypto';
import type { Attachment, ChatContent, PrivateKey } from '@status/interfaces';
import { type VectorCase, vectors } from '../../../tooling/scripts/vectors.ts';
import { createPayload } from '../src/index.ts';
import {
  audioTypeOf,
  contentTypeOf,
  decodeChatMessage,
  decodeMetadataMessage,
  encodeChatMessage,
  encodeMetadataMessage,
  imageTypeOf,
  messageId,
  nextClock,
  placeOf,
  recoverAuthor,
  signPayload,
} from '../src/wire.ts';
import { BOB, hex } from './fixtures.ts';

const payload = createPayload();
const privateKeyOf = (text: string): PrivateKey => requirePrivateKey(hex(text));

describe.each(vectors('payload', 'chatMessage'))('$id', (vector) => {
  const chat = chatOf(vector);
  test('encodes to the same bytes', () => {
    expect(bytesToHex(encodeChatMessage(chat))).toBe(vector.out.encoded);
  });
  test('decodes to the same message', () => {
    expect(decodeChatMessage(hex(vector.out.encoded))).toEqual(chat);
  });
});

describe.each(vectors('payload', 'wrap').filter((vector) => !vector.in.unsigned))('$id', (vector) => {
  const { type } = vector.in;
  const bytes = hex(vector.in.payload);
  test('is signed and wrapped to the same bytes and id', () => {
    const wrapped = payload.wrap(
      { kind: 'unknown', content: { type: String(type), payload: bytes } },
      privateKeyOf(vector.in.private),
    );
    expect(bytesToHex(signPayload(bytes, privateKeyOf(vector.in.private)))).toBe(vector.out.signature);
    expect(bytesToHex(wrapped.bytes)).toBe(vector.out.wrapped);
    expect(bytesToHex(wrapped.id)).toBe(vector.out.messageId);
  });
  test('unwraps to its author, id and payload', () => {
    const unwrapped = payload.unwrap(hex(vector.out.wrapped), BOB.publicKey);
    expect(unwrapped).toMatchObject({ ok: true, signed: true, author: hex(vector.out.recovered) });
    expect(unwrapped.ok && bytesToHex(unwrapped.id)).toBe(vector.out.messageId);
    expect(decodeMetadataMessage(hex(vector.out.wrapped))).toMatchObject({ type, payload: bytes });
  });
});

describe.each(vectors('payload', 'wrap').filter((vector) => vector.in.unsigned))('$id (unsigned)', (vector) => {
  test('has the reference’s bytes', () => {
    const message = { signature: hex(''), payload: hex(vector.in.payload), type: vector.in.type };
    expect(bytesToHex(encodeMetadataMessage(message))).toBe(vector.out.wrapped);
  });
  test('has the carrier’s sender as its author, and an id without a key', () => {
    const bytes = hex(vector.out.wrapped);
    const id = messageId(hex(''), bytes);
    expect(payload.unwrap(bytes, BOB.publicKey)).toMatchObject({ ok: true, signed: false, author: BOB.publicKey, id });
  });
});

test.each(vectors('payload', 'unwrapInvalid'))('$id: $label', (vector) => {
  const bytes = hex(vector.in.wrapped);
  const unwrapped = payload.unwrap(bytes, BOB.publicKey);
  if (vector.out.decodeError !== null) {
    expect(unwrapped).toEqual({ ok: false, reason: 'MALFORMED' });
  } else if (vector.out.recoverError !== null) {
    expect(unwrapped).toEqual({ ok: false, reason: 'SIGNATURE' });
  } else {
    const metadata = decodeMetadataMessage(bytes);
    const author = recoverAuthor(metadata)!;
    expect(bytesToHex(author)).toBe(vector.out.recovered);
    expect(bytesToHex(messageId(author, bytes))).toBe(vector.out.messageId);
    expect(bytesToHex(metadata.payload)).toBe(vector.out.payload);
    expect(metadata.type).toBe(vector.out.type);
  }
});

test.each(vectors('payload', 'messageId'))('$id', (vector) => {
  expect(bytesToHex(messageId(hex(vector.in.author), hex(vector.in.data)))).toBe(vector.out.id);
});

test.each(vectors('payload', 'nextClock'))('$id', (vector) => {
  expect(nextClock(BigInt(vector.in.lastClock), Number(vector.in.timeInMs))).toEqual({
    clock: BigInt(vector.out.clock),
    timestamp: BigInt(vector.out.timestamp),
  });
});

test.each(vectors('payload', 'other').filter((vector) => vector.in.message.startsWith('contact code')))(
  '$id',
  (vector) => {
    const wrapped = payload.wrap({ kind: 'contact-code', content: {} }, privateKeyOf(vector.in.private));
    expect(bytesToHex(wrapped.bytes)).toBe(vector.out.wrapped);
    expect(bytesToHex(wrapped.id)).toBe(vector.out.messageId);
    expect(payload.unwrap(wrapped.bytes, BOB.publicKey)).toMatchObject({ ok: true, message: { kind: 'contact-code' } });
  },
);

test.each(vectors('payload', 'other').filter((vector) => vector.in.message === 'ContactCodeAdvertisement'))(
  '$id: a contact code with push servers is read as one',
  (vector) => {
    const bytes = encodeMetadataMessage({ signature: hex(''), payload: hex(vector.out.encoded), type: 15 });
    expect(payload.unwrap(bytes, BOB.publicKey)).toMatchObject({ ok: true, message: { kind: 'contact-code' } });
  },
);

function chatOf({ in: fields }: VectorCase): ChatContent {
  const attachment = attachmentOf(fields.payload);
  return {
    clock: BigInt(fields.clock),
    timestamp: BigInt(fields.timestamp),
    text: fields.text,
    responseTo: fields.responseTo,
    ensName: fields.ensName,
    chatId: fields.chatId,
    place: placeOf(fields.messageType),
    content: contentTypeOf(fields.contentType),
    ...(attachment === undefined ? {} : { attachment }),
  };
}

function attachmentOf(oneof: VectorCase['in']): Attachment | undefined {
  if (oneof?.sticker) return { kind: 'sticker', hash: oneof.sticker.hash, pack: oneof.sticker.pack };
  if (oneof?.image) {
    return { kind: 'image', bytes: hex(oneof.image.payload), mediaType: imageTypeOf(oneof.image.type) };
  }
  if (oneof?.audio) {
    const { payload: bytes, type, durationMs } = oneof.audio;
    return { kind: 'audio', bytes: hex(bytes), mediaType: audioTypeOf(type), durationMs: BigInt(durationMs) };
  }
  return undefined;
}
