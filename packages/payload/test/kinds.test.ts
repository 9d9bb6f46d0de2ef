import { describe, expect, test } from '@jest/globals';
import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { UnknownContent } from '@status/interfaces';
import {
  chatKind,
  contactCodeKind,
  createPayload,
  PayloadError,
  type PayloadKind,
  payloadKinds,
} from '../src/index.ts';
import { APPLICATION_MESSAGE_TYPE, decodeMetadataMessage, encodeMetadataMessage, validateClock } from '../src/wire.ts';
import { ALICE, BOB, chatMessage, NOW } from './fixtures.ts';

type Reaction = { readonly clock: bigint; readonly messageId: string; readonly emoji: string };

/** A kind that the package does not have: `clock,messageId,emoji` as text. */
const reactionKind: PayloadKind<Reaction> = {
  name: 'emoji-reaction',
  type: APPLICATION_MESSAGE_TYPE.EMOJI_REACTION,
  encode({ clock, messageId, emoji }) {
    if (emoji.includes(',')) throw new PayloadError('DATA_VALUE', 'emoji: a comma');
    return utf8ToBytes(`${clock},${messageId},${emoji}`);
  },
  decode(bytes) {
    const [, clock, messageId, emoji] = /^(\d+),(\w+),([^,]+)$/.exec(bytesToUtf8(bytes)) ?? [];
    if (clock === undefined) throw new PayloadError('PAYLOAD_MALFORMED', 'not a reaction');
    return { clock: BigInt(clock), messageId: messageId!, emoji: emoji! };
  },
  validate: ({ clock }, { sentAt }) => validateClock(clock, sentAt),
};

const payload = createPayload({ kinds: [...payloadKinds, reactionKind] });
const reaction = { kind: 'emoji-reaction', content: { clock: BigInt(NOW), messageId: '0xaa', emoji: '🦊' } };

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
};

describe('a kind that is handed in', () => {
  test('is wrapped under its number and read again, beside those of the package', () => {
    const wrapped = payload.wrap(reaction, ALICE.privateKey);
    expect(decodeMetadataMessage(wrapped.bytes)).toMatchObject({
      type: 22,
      payload: utf8ToBytes(`${NOW},0xaa,🦊`),
    });
    expect(payload.unwrap(wrapped.bytes, BOB.publicKey)).toEqual({
      ok: true,
      id: wrapped.id,
      author: ALICE.publicKey,
      signed: true,
      message: reaction,
    });
    const chat = payload.unwrap(payload.wrap(chatMessage(), ALICE.privateKey).bytes, BOB.publicKey);
    expect(chat).toMatchObject({ ok: true, message: chatMessage() });
  });

  test('judges its own contents', () => {
    expect(payload.validate(reaction, { sentAt: NOW })).toBeUndefined();
    expect(payload.validate(reaction, { sentAt: NOW - 120_001 })?.reason).toBe('CLOCK_TOO_HIGH');
  });

  test('drops bytes that are no content of its own', () => {
    const bytes = encodeMetadataMessage({ signature: new Uint8Array(), payload: utf8ToBytes('nonsense'), type: 22 });
    expect(payload.unwrap(bytes, BOB.publicKey)).toEqual({ ok: false, reason: 'PAYLOAD' });
  });

  test('says which content has no form on the wire', () => {
    const odd = { ...reaction, content: { ...reaction.content, emoji: ',' } };
    expect(codeOf(() => payload.wrap(odd, ALICE.privateKey))).toBe('DATA_VALUE');
  });

  test('may have errors of its own, which are the cause of the declared one', () => {
    const cause = new PayloadError('PAYLOAD_MALFORMED', 'of its own');
    const refuse = (): never => {
      throw cause;
    };
    const layer = createPayload({ kinds: [{ ...reactionKind, encode: refuse }] });
    expect(() => layer.wrap(reaction, ALICE.privateKey)).toThrow(
      expect.objectContaining({ code: 'DATA_VALUE', cause }),
    );
  });
});

test('of a kind that is not registered the bytes come through, and go on as they came', () => {
  const wrapped = payload.wrap(reaction, ALICE.privateKey);
  const plain = createPayload();
  const received = plain.unwrap(wrapped.bytes, BOB.publicKey);
  if (!received.ok) throw new Error(received.reason);
  expect(received.message).toEqual({
    kind: 'unknown',
    content: { type: '22', payload: utf8ToBytes(`${NOW},0xaa,🦊`) } satisfies UnknownContent,
  });
  expect(plain.wrap(received.message, ALICE.privateKey)).toEqual(wrapped);
});

test('a kind that is not registered is refused by name', () => {
  const plain = createPayload();
  expect(codeOf(() => plain.wrap(reaction, ALICE.privateKey))).toBe('DATA_KIND');
  expect(codeOf(() => plain.validate(reaction, { sentAt: NOW }))).toBe('DATA_KIND');
});

test('a layer knows the kinds that it was handed and no others', () => {
  expect([...createPayload().kinds.keys()]).toEqual(['chat', 'contact-code']);
  const layer = createPayload({ kinds: [contactCodeKind] });
  expect(layer.kinds.get('contact-code')).toBe(contactCodeKind);
  expect(layer.unwrap(payload.wrap(chatMessage(), ALICE.privateKey).bytes, BOB.publicKey)).toMatchObject({
    ok: true,
    message: { kind: 'unknown', content: { type: '1' } },
  });
});

test.each<[string, readonly PayloadKind[], string]>([
  ['two kinds of one name', [chatKind, { ...reactionKind, name: 'chat' }], 'DATA_KIND'],
  ['two kinds of one number', [chatKind, { ...reactionKind, type: 1 }], 'DATA_KIND'],
  ['the name that stands for no kind', [{ ...reactionKind, name: 'unknown' }], 'DATA_KIND'],
  ['a name of other letters', [{ ...reactionKind, name: 'Emoji reaction' }], 'DATA_KIND'],
  ['a number that the wire cannot say', [{ ...reactionKind, type: 2 ** 31 }], 'DATA_VALUE'],
])('no layer is made of %s', (_, kinds, code) => {
  expect(codeOf(() => createPayload({ kinds }))).toBe(code);
});
