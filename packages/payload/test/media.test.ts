import { expect, test } from '@jest/globals';
import { hexToBytes, utf8ToBytes } from '@status/base';
import type { Attachment } from '@status/interfaces';
import { mediaTypeOf, sniffAudioType, sniffImageType } from '../src/index.ts';

test.each([
  ['ffd8ffe0', 2],
  ['89504e470d0a1a0a', 1],
  ['474946383961', 4],
  ['524946460000000057454250', 3],
  ['5249464600000000574542', 0],
  ['ffd8', 0],
  ['3c737667', 0],
  ['', 0],
])('image bytes %s are of type %i', (bytes, type) => {
  expect(sniffImageType(hexToBytes(bytes))).toBe(type);
});

test.each([
  ['fff150', 1],
  ['fff9', 1],
  ['fff0', 0],
  ['2321414d520a000000000000', 2],
  ['2321414d520a0000000000', 0],
  ['', 0],
])('audio bytes %s are of type %i', (bytes, type) => {
  expect(sniffAudioType(hexToBytes(bytes))).toBe(type);
});

test('a media type is told only if the bytes bear out the claim', () => {
  const png = hexToBytes('89504e470d0a1a0a');
  const image = (type: number, bytes: Uint8Array): Attachment => ({ kind: 'image', type, bytes });
  expect(mediaTypeOf(image(1, png))).toBe('image/png');
  expect(mediaTypeOf(image(2, png))).toBeUndefined();
  expect(mediaTypeOf(image(1, utf8ToBytes('<svg onload="…">')))).toBeUndefined();
  expect(mediaTypeOf(image(0, utf8ToBytes('text')))).toBeUndefined();
  expect(mediaTypeOf({ kind: 'audio', type: 1, bytes: hexToBytes('fff1'), durationMs: 1n })).toBe('audio/aac');
  expect(mediaTypeOf({ kind: 'sticker', hash: 'e3', pack: 0 })).toBeUndefined();
});
