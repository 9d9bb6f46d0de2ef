import { describe, expect, test } from '@jest/globals';
import { displayName, displayText } from '../src/index.ts';

describe('names with bidi and zero-width characters are shown safely', () => {
  test.each([
    ['a right-to-left override', 'evil\u202Egnp.exe', 'evil\ufffdgnp.exe'],
    ['an isolate that is never closed', 'a\u2067b', 'a\ufffdb'],
    ['a zero-width space', 'ali\u200bce', 'ali\ufffdce'],
    ['a zero-width joiner between Latin letters', 'ali\u200dce', 'ali\ufffdce'],
    ['a soft hyphen', 'ali\u00adce', 'ali\ufffdce'],
    ['a byte order mark', '\ufeffalice', '\ufffdalice'],
    ['a Hangul filler', 'alice\u3164', 'alice\ufffd'],
    ['hidden tag letters', 'alice\u{e0061}\u{e0062}', 'alice\ufffd\ufffd'],
    ['a variation selector on a letter', 'a\ufe0flice', 'a\ufffdlice'],
    ['an annotation', 'a\ufff9b\ufffbc', 'a\ufffdb\ufffdc'],
    ['an escape sequence', '\u001b[31malice', '\ufffd[31malice'],
    ['a lone surrogate', 'alice\ud83d', 'alice\ufffd'],
    ['line ends and runs of spaces', ' alice\r\n \u2028\u00a0\u3000bob ', 'alice bob'],
  ])('%s', (_, name, shown) => {
    expect(displayName(name)).toBe(shown);
  });
});

test.each([
  ['a family of emoji', '👨‍👩‍👧‍👦'],
  ['a skin tone with a joiner', '🧑🏽‍🚀'],
  ['a heart in colour', '❤️'],
  ['a keycap', '1️⃣'],
  ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['letters with accents apart', 'e\u0301'],
  ['a Devanagari joiner', 'क्‍ष'],
])('keeps %s as it is', (_, text) => {
  expect(displayText(text)).toBe(text);
  expect(displayName(text)).toBe(text);
});

test('keeps the Persian non-joiner, and isolates the line because it runs right to left', () => {
  expect(displayText('می‌خواهم')).toBe('\u2068می‌خواهم\u2069');
});

test('isolates each right-to-left line of a text by itself', () => {
  expect(displayText('hello\nשלום\nbye')).toBe('hello\n\u2068שלום\u2069\nbye');
});

test('keeps lines and tabs of a text, and makes all line ends alike', () => {
  expect(displayText('a\tb\r\nc\rd\n')).toBe('a\tb\nc\nd\n');
});
