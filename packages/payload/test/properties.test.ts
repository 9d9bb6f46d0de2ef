import { describe, expect, test } from '@jest/globals';
import type { Attachment, ChatContent } from '@status/interfaces';
import { bitFlips, truncations } from '@status/testing';
import fc from 'fast-check';
import { createPayload, displayName, displayText, PayloadError } from '../src/index.ts';
import {
  audioTypeNumber,
  audioTypeOf,
  checkContactCode,
  contentTypeNumber,
  contentTypeOf,
  decodeChatMessage,
  decodeMetadataMessage,
  encodeChatMessage,
  encodeMetadataMessage,
  imageTypeNumber,
  imageTypeOf,
  nextClock,
  placeNumber,
  placeOf,
  validateChatMessage,
} from '../src/wire.ts';
import { ALICE, BOB, chat, chatMessage, NOW } from './fixtures.ts';

const SIGNATURE = new Uint8Array(65).fill(5);
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const text = fc.string({ unit: 'grapheme' });

const attachments: fc.Arbitrary<Attachment> = fc.oneof(
  fc.record({ kind: fc.constant('sticker' as const), hash: text, pack: int32 }),
  fc.record({ kind: fc.constant('image' as const), mediaType: int32.map(imageTypeOf), bytes: fc.uint8Array() }),
  fc.record({
    kind: fc.constant('audio' as const),
    mediaType: int32.map(audioTypeOf),
    bytes: fc.uint8Array(),
    durationMs: uint64,
  }),
);

const chats: fc.Arbitrary<ChatContent> = fc.record(
  {
    clock: uint64,
    timestamp: uint64,
    text,
    responseTo: text,
    ensName: text,
    chatId: text,
    place: int32.map(placeOf),
    content: int32.map(contentTypeOf),
    attachment: attachments,
  },
  { requiredKeys: ['clock', 'timestamp', 'text', 'responseTo', 'ensName', 'chatId', 'place', 'content'] },
);

/** What comes out, or nothing where the declared error is thrown. */
function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof PayloadError) return undefined;
    throw error;
  }
}

function declared(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch (error) {
    return error instanceof PayloadError;
  }
}

test('a chat message survives the wire', () => {
  fc.assert(fc.property(chats, (message) => expect(decodeChatMessage(encodeChatMessage(message))).toEqual(message)));
});

test('what validation passes has a wire form', () => {
  const wildNumber = fc.oneof(int32, fc.double({ min: 0.1 }));
  const wild = fc.record({
    text: fc.string({ unit: 'binary', minLength: 1 }),
    chatId: fc.string({ unit: 'binary', minLength: 1 }),
    content: fc.oneof(
      fc.integer({ min: 1, max: 9 }).map(contentTypeOf),
      wildNumber.map((n) => `other-${n}` as const),
    ),
    attachment: fc.oneof(
      fc.record({
        kind: fc.constant('sticker' as const),
        hash: fc.string({ unit: 'binary' }),
        pack: fc.oneof(int32, fc.double({ min: 0.1 })),
      }),
      fc.record({
        kind: fc.constant('audio' as const),
        mediaType: fc.oneof(
          fc.integer({ min: 0, max: 3 }).map(audioTypeOf),
          wildNumber.map((n) => `other-${n}`),
          fc.string(),
        ),
        bytes: fc.uint8Array(),
        durationMs: fc.bigInt(),
      }),
    ),
  });
  fc.assert(
    fc.property(wild, (changes) => {
      const message = chat(changes);
      const passes = validateChatMessage(message, { sentAt: NOW }) === undefined;
      if (passes) expect(decodeChatMessage(encodeChatMessage(message))).toEqual(message);
    }),
  );
});

test.each<[string, (number: number) => string, (text: never) => number]>([
  ['places', placeOf, placeNumber],
  ['types of content', contentTypeOf, contentTypeNumber],
  ['types of images', imageTypeOf, imageTypeNumber],
  ['types of recordings', audioTypeOf, audioTypeNumber],
])('%s and the numbers of the wire stand for one another, one to one', (_, textOf, numberOf) => {
  const numbers = fc.oneof(fc.integer({ min: -1, max: 10 }), int32);
  fc.assert(fc.property(numbers, (number) => expect(numberOf(textOf(number) as never)).toBe(number)));
  const texts = fc.oneof(
    fc.string(),
    fc.string().map((text) => `other-${text}`),
    fc.nat(9).map((n) => `other-${n}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const number = attempt(() => numberOf(text as never));
      if (number !== undefined) expect(textOf(number)).toBe(text);
    }),
  );
});

test('what is encoded is canonical: decoding and encoding it again gives the same bytes', () => {
  fc.assert(
    fc.property(chats, (message) => {
      const bytes = encodeChatMessage(message);
      expect(encodeChatMessage(decodeChatMessage(bytes))).toEqual(bytes);
    }),
  );
});

test('a wrapper survives the wire, and its bytes are canonical', () => {
  const wrappers = fc.record({ signature: fc.uint8Array(), payload: fc.uint8Array(), type: int32 });
  fc.assert(
    fc.property(wrappers, (wrapper) => {
      const bytes = encodeMetadataMessage(wrapper);
      expect(decodeMetadataMessage(bytes)).toEqual(wrapper);
      expect(encodeMetadataMessage(decodeMetadataMessage(bytes))).toEqual(bytes);
    }),
  );
});

const picture = encodeChatMessage(
  chat({ content: 'image', attachment: { kind: 'image', mediaType: 'image/png', bytes: ALICE.publicKey } }),
);

describe.each<[name: string, decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array]>([
  ['chat message', decodeChatMessage, picture],
  ['wrapper', decodeMetadataMessage, encodeMetadataMessage({ signature: SIGNATURE, payload: picture, type: 1 })],
  // Two servers of push notifications, as in a contact code of the reference.
  ['contact code', checkContactCode, Uint8Array.from([0x0a, 4, 0x0a, 2, 1, 2, 0x0a, 3, 0x12, 1, 7])],
])('decoding a %s throws its declared error only', (_, decode, bytes) => {
  test('on random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => declared(() => decode(any))));
  });

  test('cut at every byte', () => {
    for (const cut of truncations(bytes)) expect(declared(() => decode(cut))).toBe(true);
  });

  test('with any bit flipped', () => {
    for (const flipped of bitFlips(bytes)) expect(declared(() => decode(flipped))).toBe(true);
  });
});

test('unwrap never throws, whatever bit of a message is flipped', () => {
  const payload = createPayload();
  const { bytes } = payload.wrap(chatMessage(), ALICE.privateKey);
  for (const flipped of bitFlips(bytes, 200)) {
    const unwrapped = payload.unwrap(flipped, BOB.publicKey);
    expect(unwrapped.ok ? unwrapped.author.length : 65).toBe(65);
  }
});

test('unwrap never throws, wherever a message is cut', () => {
  const payload = createPayload();
  const bytes = encodeMetadataMessage({ signature: new Uint8Array(), payload: encodeChatMessage(chat()), type: 1 });
  for (const cut of truncations(bytes)) expect(typeof payload.unwrap(cut, BOB.publicKey).ok).toBe('boolean');
});

test('clocks of a conversation only grow and are never behind the time', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 62n }), fc.nat(), (last, now) => {
      const next = nextClock(last, now);
      return next.clock > last && next.clock >= BigInt(now) && next.timestamp === BigInt(now);
    }),
  );
});

test('nothing shown holds a control, a half of a character, or anything that reorders what stands beside it', () => {
  const acting = [
    '\u202a',
    '\u202e',
    '\u202c',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u061c',
    '\n',
    'א',
    'a',
  ];
  const unit = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom(...acting));
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      for (const shown of [displayText(units.join('')), displayName(units.join(''))]) {
        expect(shown.isWellFormed()).toBe(true);
        expect(shown.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066\u2067]/u);
        for (const line of shown.split('\n'))
          expect(outsideIsolates(line)).not.toMatch(/[\u061c\u200e\u200f\u0590-\u08ff]/);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** What of a line stands in no isolate. Fails unless every isolate is closed, and nothing else is. */
function outsideIsolates(line: string): string {
  let depth = 0;
  let outside = '';
  for (const character of line) {
    if (character === '\u2069') depth--;
    expect(depth).toBeGreaterThanOrEqual(0);
    if (depth === 0 && character !== '\u2068' && character !== '\u2069') outside += character;
    if (character === '\u2068') depth++;
  }
  expect(depth).toBe(0);
  return outside;
}
