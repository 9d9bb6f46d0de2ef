import { expect, test } from '@jest/globals';
import { concatBytes, copyBytes, hexToBytes, utf8ToBytes } from '@status/base';
import { isLowS, keccak256 } from '@status/crypto';
import type { UnknownContent } from '@status/interfaces';
import { createPayload, PayloadError } from '../src/index.ts';
import {
  decodeChatMessage,
  decodeMetadataMessage,
  encodeChatMessage,
  encodeMetadataMessage,
  nextClock,
} from '../src/wire.ts';
import { ALICE, BOB, chat, chatMessage, NOW } from './fixtures.ts';

const payload = createPayload();
const wrapped = payload.wrap(chatMessage(), ALICE.privateKey);

function code(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof PayloadError ? error.code : `undeclared: ${String(error)}`;
  }
  return undefined;
}

test('clock 2⁶⁴−1 cannot freeze a chat: it is refused when received, and no clock is made after it', () => {
  const poison = payload.wrap(chatMessage({ clock: 2n ** 64n - 1n }), ALICE.privateKey);
  const received = payload.unwrap(poison.bytes, ALICE.publicKey);
  expect(received.ok && payload.validate(received.message, { sentAt: NOW })?.reason).toBe('CLOCK_TOO_HIGH');
  expect(code(() => nextClock(2n ** 64n - 1n, NOW))).toBe('PAYLOAD_CLOCK');
  expect(code(() => nextClock(-1n, NOW))).toBe('PAYLOAD_CLOCK');
});

test('120 s rule: clocks made after the highest acceptable one are accepted in turn as time goes on', () => {
  const last = BigInt(NOW + 120_000);
  const { clock } = nextClock(last, NOW + 1);
  expect(clock).toBe(last + 1n);
  expect(payload.validate(chatMessage({ clock }), { sentAt: NOW + 1 })).toBeUndefined();
});

test('a one-to-one message forwarded to a third person still names its author, not who forwarded it', () => {
  const forwarded = payload.unwrap(wrapped.bytes, BOB.publicKey);
  expect(forwarded).toMatchObject({ ok: true, signed: true, author: ALICE.publicKey });
});

test('type byte unsigned: another type under the same signature is another message with another id', () => {
  const retyped = encodeMetadataMessage({ ...decodeMetadataMessage(wrapped.bytes), type: 2 });
  const unwrapped = payload.unwrap(retyped, BOB.publicKey);
  expect(unwrapped).toMatchObject({
    ok: true,
    author: ALICE.publicKey,
    message: { kind: 'unknown', content: { type: '2' } },
  });
  expect(unwrapped.ok && unwrapped.id).not.toEqual(wrapped.id);
});

test('a changed payload belongs to another author', () => {
  const tampered = wrapped.bytes.slice();
  tampered[wrapped.bytes.length - 3]! ^= 1;
  const unwrapped = payload.unwrap(tampered, ALICE.publicKey);
  expect(unwrapped.ok && unwrapped.author).not.toEqual(ALICE.publicKey);
});

test('unknown fields are part of the id and of nothing else', () => {
  const extended = concatBytes(wrapped.bytes, hexToBytes('f83f01'));
  const unwrapped = payload.unwrap(extended, BOB.publicKey);
  expect(unwrapped).toMatchObject({ ok: true, author: ALICE.publicKey, message: chatMessage() });
  expect(unwrapped.ok && unwrapped.id).toEqual(keccak256(ALICE.publicKey, extended));
});

test('a message without a signature is deniable and carries the sender of its carrier', () => {
  const bytes = encodeMetadataMessage({ signature: new Uint8Array(), payload: encodeChatMessage(chat()), type: 1 });
  expect(payload.unwrap(bytes, BOB.publicKey)).toMatchObject({ ok: true, signed: false, author: BOB.publicKey });
  expect(payload.unwrap(concatBytes(hexToBytes('0a00'), bytes), BOB.publicKey)).toMatchObject({ signed: false });
});

const signature = (change: (bytes: Uint8Array) => Uint8Array): Uint8Array => {
  const metadata = decodeMetadataMessage(wrapped.bytes);
  return encodeMetadataMessage({ ...metadata, signature: change(metadata.signature) });
};
const withV = (v: number) => (bytes: Uint8Array) => concatBytes(bytes.subarray(0, 64), Uint8Array.of(v));

const dropped: readonly [string, Uint8Array, string][] = [
  ['no bytes', new Uint8Array(), 'EMPTY'],
  ['bytes that are not protobuf', hexToBytes('ffffffff'), 'MALFORMED'],
  ['a signature of 64 bytes', signature((bytes) => bytes.subarray(0, 64)), 'SIGNATURE'],
  ['a signature of 66 bytes', signature((bytes) => concatBytes(bytes, Uint8Array.of(0))), 'SIGNATURE'],
  ['v 4', signature(withV(4)), 'SIGNATURE'],
  ['v 27', signature(withV(27)), 'SIGNATURE'],
  ['a signature of zeros', signature(() => new Uint8Array(65)), 'SIGNATURE'],
  ['a signature of r and s above the order', signature(() => new Uint8Array(65).fill(255).fill(0, 64)), 'SIGNATURE'],
  ['a truncated chat message', unsigned(1, encodeChatMessage(chat()).subarray(0, -1)), 'PAYLOAD'],
  ['a text that is not UTF-8', unsigned(1, hexToBytes('1a02c328')), 'PAYLOAD'],
  ['a text with an encoded surrogate', unsigned(1, hexToBytes('1a03eda080')), 'PAYLOAD'],
  [
    'a long text with an encoded surrogate',
    unsigned(1, concatBytes(hexToBytes('1a67'), utf8ToBytes('a'.repeat(100)), hexToBytes('eda080'))),
    'PAYLOAD',
  ],
  ['groups nested 200 deep', unsigned(1, new Uint8Array(200).fill(0x0b)), 'PAYLOAD'],
  ['a contact code that is not one', unsigned(15, hexToBytes('0aff')), 'PAYLOAD'],
];

function unsigned(type: number, bytes: Uint8Array): Uint8Array {
  return encodeMetadataMessage({ signature: new Uint8Array(), payload: bytes, type });
}

test.each(dropped)('dropped: %s', (_, bytes, reason) => {
  expect(payload.unwrap(bytes, BOB.publicKey)).toEqual({ ok: false, reason });
});

test('types of later versions come through as bytes, negative ones too', () => {
  for (const type of [24, 99, -1, 2 ** 31 - 1]) {
    const message = { kind: 'unknown', content: { type: String(type), payload: Uint8Array.of(1, 2, 3) } };
    const { bytes } = payload.wrap(message, ALICE.privateKey);
    expect(payload.unwrap(bytes, BOB.publicKey)).toMatchObject({ ok: true, message });
  }
});

test('a byte order mark belongs to the text', () => {
  const text = '\ufeffhello';
  expect(decodeChatMessage(encodeChatMessage(chat({ text }))).text).toBe(text);
});

test('64-bit extremes keep every digit', () => {
  const extremes = chat({ clock: 2n ** 64n - 1n, timestamp: 2n ** 63n + 1n });
  expect(decodeChatMessage(encodeChatMessage(extremes))).toEqual(extremes);
});

test('of several attachments the last one counts', () => {
  const bytes = concatBytes(hexToBytes('5203' + '0a0101'), hexToBytes('4a03' + '0a0131'));
  expect(decodeChatMessage(bytes).attachment).toEqual({ kind: 'sticker', hash: '1', pack: 0 });
});

test('what has no wire form is refused with the declared error', () => {
  expect(code(() => encodeChatMessage(chat({ text: '\ud800' })))).toBe('DATA_VALUE');
  expect(code(() => encodeChatMessage(chat({ clock: -1n })))).toBe('DATA_VALUE');
  expect(code(() => encodeChatMessage(chat({ timestamp: 2n ** 64n })))).toBe('DATA_VALUE');
  for (const content of ['other-2147483648', 'other-1', 'other-01', 'other-1e2', 'other-1.5'] as const) {
    expect(code(() => encodeChatMessage(chat({ content })))).toBe('DATA_VALUE');
  }
  for (const type of ['1.5', '', '01', '2147483648', 'chat']) {
    const message = { kind: 'unknown', content: { type, payload: new Uint8Array() } };
    expect(code(() => payload.wrap(message, ALICE.privateKey))).toBe('DATA_VALUE');
  }
});

test('signatures are deterministic and low', () => {
  const again = payload.wrap(chatMessage(), ALICE.privateKey);
  expect(again).toEqual(wrapped);
  expect(isLowS(decodeMetadataMessage(wrapped.bytes).signature)).toBe(true);
});

test('bytes handed out are plain and share nothing with what was handed in', () => {
  const bytes = wrapped.bytes.slice();
  const sender = copyBytes(BOB.publicKey);
  const message = { signature: new Uint8Array(), payload: Uint8Array.of(7, 7, 7), type: 99 };
  const input = Buffer.from(encodeMetadataMessage(message));
  const unwrapped = payload.unwrap(input, sender);
  input.fill(0);
  sender.fill(0);
  if (!unwrapped.ok || unwrapped.message.kind !== 'unknown') throw new Error('not unwrapped');
  expect(unwrapped.author).toEqual(BOB.publicKey);
  const content = unwrapped.message.content as UnknownContent;
  expect(content.payload).toEqual(message.payload);
  expect(content.payload.constructor.name).toBe('Uint8Array');
  expect(bytes.constructor.name).toBe('Uint8Array');
});
