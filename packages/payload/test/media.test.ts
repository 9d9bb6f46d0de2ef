import { expect, test } from '@jest/globals';
import { hexToBytes, utf8ToBytes } from '@status/base';
import type { Attachment } from '@status/interfaces';
import { mediaTypeOf, sniffAudioType, sniffImageType } from '../src/index.ts';

test.each([
  ['ffd8ffe0', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
  ['474946383961', 'image/gif'],
  ['524946460000000057454250', 'image/webp'],
  ['5249464600000000574542', undefined],
  ['ffd8', undefined],
  ['3c737667', undefined],
  ['', undefined],
])('image bytes %s are of type %s', (bytes, type) => {
  expect(sniffImageType(hexToBytes(bytes))).toBe(type);
});

test.each([
  ['fff150', 'audio/aac'],
  ['fff9', 'audio/aac'],
  ['fff0', undefined],
  ['2321414d520a000000000000', 'audio/amr'],
  ['2321414d520a0000000000', undefined],
  ['', undefined],
])('audio bytes %s are of type %s', (bytes, type) => {
  expect(sniffAudioType(hexToBytes(bytes))).toBe(type);
});

test('a media type is told only if the bytes bear out the claim', () => {
  const png = hexToBytes('89504e470d0a1a0a');
  const image = (mediaType: string, bytes: Uint8Array): Attachment => ({ kind: 'image', mediaType, bytes });
  expect(mediaTypeOf(image('image/png', png))).toBe('image/png');
  expect(mediaTypeOf(image('image/jpeg', png))).toBeUndefined();
  expect(mediaTypeOf(image('image/png', utf8ToBytes('<svg onload="…">')))).toBeUndefined();
  expect(mediaTypeOf(image('other-0', utf8ToBytes('text')))).toBeUndefined();
  expect(mediaTypeOf({ kind: 'audio', mediaType: 'audio/aac', bytes: hexToBytes('fff1'), durationMs: 1n })).toBe(
    'audio/aac',
  );
  expect(mediaTypeOf({ kind: 'sticker', hash: 'e3', pack: 0 })).toBeUndefined();
});
