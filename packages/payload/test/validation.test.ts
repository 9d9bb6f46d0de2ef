import { describe, expect, test } from '@jest/globals';
import type { Attachment, ChatContent } from '@status/interfaces';
import { MAX_ATTACHMENT_LENGTH } from '../src/constants.ts';
import { type ChatReason, createPayload, shownAttachment } from '../src/index.ts';
import { isBlank } from '../src/wire.ts';
import { chat, chatMessage, NOW } from './fixtures.ts';

const { validate } = createPayload();

const judge = (changes: Partial<ChatContent>, sentAt: number = NOW): string | undefined =>
  validate(chatMessage(changes), { sentAt })?.reason;

const image = (changes: Partial<Extract<Attachment, { kind: 'image' }>> = {}): Attachment => ({
  kind: 'image',
  mediaType: 'image/png',
  bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
  ...changes,
});
const audio = (changes: Partial<Extract<Attachment, { kind: 'audio' }>> = {}): Attachment => ({
  kind: 'audio',
  mediaType: 'audio/aac',
  bytes: Uint8Array.of(0xff, 0xf1),
  durationMs: 10n,
  ...changes,
});
const sticker = (hash: string): Attachment => ({ kind: 'sticker', hash, pack: 0 });

const refused: readonly [string, Partial<ChatContent>, ChatReason][] = [
  ['clock 0', { clock: 0n }, 'CLOCK_ZERO'],
  ['a clock 120,001 ms ahead', { clock: BigInt(NOW + 120_001) }, 'CLOCK_TOO_HIGH'],
  ['clock 2⁶⁴−1', { clock: 2n ** 64n - 1n }, 'CLOCK_TOO_HIGH'],
  ['timestamp 0', { timestamp: 0n }, 'TIMESTAMP_ZERO'],
  ['a timestamp above 2⁵³', { timestamp: 2n ** 53n + 1n }, 'TIMESTAMP_RANGE'],
  ['timestamp 2⁶³', { timestamp: 2n ** 63n }, 'TIMESTAMP_RANGE'],
  ['no text', { text: '' }, 'TEXT_BLANK'],
  ['only spaces and line ends', { text: ' \n\t\r\n ' }, 'TEXT_BLANK'],
  ['4,097 letters', { text: 'a'.repeat(4097) }, 'TEXT_TOO_LONG'],
  ['fewer characters of more than 4,096 bytes', { text: '日'.repeat(1366) }, 'TEXT_TOO_LONG'],
  ['too many spaces around a text', { text: `a${' '.repeat(4096)}` }, 'TEXT_TOO_LONG'],
  ['a lone surrogate in the text', { text: 'a\ud800' }, 'TEXT_MALFORMED'],
  ['a lone surrogate in the chat id', { chatId: '\udc00' }, 'TEXT_MALFORMED'],
  ['a lone surrogate in a name', { ensName: '\udc00' }, 'TEXT_MALFORMED'],
  ['a lone surrogate in the id answered', { responseTo: '\udc00' }, 'TEXT_MALFORMED'],
  ['no chat id', { chatId: '' }, 'CHAT_ID_EMPTY'],
  ...[0, 2, 4, 5, 77, -1].map((number): [string, Partial<ChatContent>, ChatReason] => [
    `message type ${number} without a name`,
    { place: `other-${number}` },
    'MESSAGE_TYPE',
  ]),
  ...[0, 1, 5, 6, -1, 1.5, 2 ** 31].map((number): [string, Partial<ChatContent>, ChatReason] => [
    `content type ${number} without a name`,
    { content: `other-${number}` },
    'CONTENT_TYPE',
  ]),
  ['a sticker message without a sticker', { content: 'sticker' }, 'ATTACHMENT_MISSING'],
  ['a sticker without a hash', { content: 'sticker', attachment: sticker('') }, 'ATTACHMENT_EMPTY'],
  ['an image message with a sticker', { content: 'image', attachment: sticker('e3') }, 'ATTACHMENT_MISSING'],
  ['an image without bytes', { content: 'image', attachment: image({ bytes: new Uint8Array() }) }, 'ATTACHMENT_EMPTY'],
  ['an image of type 0', { content: 'image', attachment: image({ mediaType: 'other-0' }) }, 'ATTACHMENT_TYPE'],
  ['an image of type 9', { content: 'image', attachment: image({ mediaType: 'other-9' }) }, 'ATTACHMENT_TYPE'],
  [
    'an image that no transport carries',
    { content: 'image', attachment: image({ bytes: new Uint8Array(MAX_ATTACHMENT_LENGTH + 1) }) },
    'ATTACHMENT_TOO_LARGE',
  ],
  ['a recording of type 3', { content: 'audio', attachment: audio({ mediaType: 'other-3' }) }, 'ATTACHMENT_TYPE'],
  [
    'an image that is said to be a recording',
    { content: 'image', attachment: image({ mediaType: 'audio/aac' }) },
    'ATTACHMENT_TYPE',
  ],
  ['a recording of 2⁶³ ms', { content: 'audio', attachment: audio({ durationMs: 2n ** 63n }) }, 'DURATION_RANGE'],
  ['a text with a recording of 2⁶³ ms', { attachment: audio({ durationMs: 2n ** 63n }) }, 'DURATION_RANGE'],
];

describe('is refused', () => {
  test.each(refused)('%s', (_, changes, reason) => {
    expect(judge(changes)).toBe(reason);
  });

  test('a clock above 2⁵³, whatever the time of sending', () => {
    expect(judge({ clock: 2n ** 53n + 1n }, 2 ** 60)).toBe('CLOCK_TOO_HIGH');
    expect(judge({ clock: 2n ** 53n }, 2 ** 60)).toBeUndefined();
  });

  test('any clock, when the time of sending is not a number', () => {
    expect(judge({}, Number.NaN)).toBe('CLOCK_TOO_HIGH');
  });
});

const accepted: readonly [string, Partial<ChatContent>][] = [
  ['a plain text', {}],
  ['a clock exactly 120,000 ms ahead', { clock: BigInt(NOW + 120_000) }],
  ['a clock of years ago', { clock: 1n }],
  ['4,096 letters', { text: 'a'.repeat(4096) }],
  ['1,365 characters of 4,095 bytes', { text: '日'.repeat(1365) }],
  ['one to one', { place: 'one-to-one' }],
  ['a private group', { place: 'group' }],
  ['a content type of a later version', { content: 'other-9' }],
  ['a sticker of any pack', { content: 'sticker', attachment: { kind: 'sticker', hash: 'e3', pack: -18 } }],
  ['an image', { content: 'image', attachment: image() }],
  ['a recording', { content: 'audio', attachment: audio() }],
  ['a text with an image that it does not show', { attachment: image({ mediaType: 'other-9' }) }],
];

describe('is accepted', () => {
  test.each(accepted)('%s', (_, changes) => {
    expect(judge(changes)).toBeUndefined();
  });

  test('a kind that is not read here', () => {
    const unknown = { kind: 'unknown', content: { type: '24', payload: new Uint8Array() } };
    expect(validate(unknown, { sentAt: NOW })).toBeUndefined();
    expect(validate({ kind: 'contact-code', content: {} }, { sentAt: NOW })).toBeUndefined();
  });
});

test('an issue names the field at fault', () => {
  const issue = validate(chatMessage({ chatId: '' }), { sentAt: NOW });
  expect(issue).toEqual({ reason: 'CHAT_ID_EMPTY', field: 'chatId' });
});

test('blank is what Go trims, not what JavaScript trims', () => {
  expect(isBlank('\u0085')).toBe(true);
  expect(isBlank('\ufeff')).toBe(false);
  expect(isBlank('\u200b')).toBe(false);
  const goSpaces = [9, 10, 11, 12, 13, 32, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
  for (let point = 0x2000; point <= 0x200a; point++) goSpaces.push(point);
  const blank = [];
  for (let point = 0; point <= 0xffff; point++) if (isBlank(String.fromCharCode(point))) blank.push(point);
  expect(blank).toEqual(goSpaces.sort((a, b) => a - b));
});

test('an attachment that the content type does not ask for is not shown', () => {
  expect(shownAttachment(chat({ attachment: image() }))).toBeUndefined();
  expect(shownAttachment(chat({ content: 'image', attachment: image() }))).toEqual(image());
});
