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

describe('a text keeps what is drawn as nothing and cannot reorder what stands outside an isolate', () => {
  test.each([
    ['an old Malayalam chillu at the end of a word', 'അവന്\u200d വന്നു'],
    ['a Sinhala conjunct', 'ක්\u200dය'],
    ['an explicit virama at the end of a word', 'क्\u200c त'],
    ['an ideographic variation', '葛\u{e0100}城市'],
    ['a compatibility variation', '芦\ufe00'],
    ['a Mongolian variation', 'ᠠ\u180bᠮ'],
    ['a Mongolian vowel apart', 'ᠠᠮ\u180eᠠ'],
    ['a soft hyphen', 'Donau\u00addampfschiff'],
    ['a word joiner', '1\u2060000'],
    ['a break of a word in Khmer', 'ភាសា\u200bខ្មែរ'],
    ['a break of a word in Thai', 'ภาษา\u200bไทย'],
    ['a byte order mark that was copied along', '\ufeffhello'],
    ['a grapheme joiner', 'Ma\u034f\u0308r'],
    ['an invisible times', 'a\u2062b'],
    ['a syllable of old Hangul with a sound left out', 'ᄀ\u1160ᆨ'],
    ['an isolate that is closed, as mentions are copied', '@\u2068Ana\u2069 hi'],
  ])('%s', (_, text) => {
    expect(displayText(text)).toBe(text);
  });

  test.each([
    ['a Persian joiner at the end of a word', '۱۳۸۰ ه\u200d.ش'],
    ['a Persian non-joiner before a space', 'نامه\u200c ها'],
    ['a right-to-left mark after Hebrew', 'שלום!\u200f'],
    ['a right-to-left mark among Latin letters', 'C#\u200f'],
    ['a left-to-right mark in Hebrew', 'אני לומד C++\u200e היום'],
    ['a mark of Arabic letters', '\u061c123'],
    ['a closed isolate within', 'שלום \u2068Ana\u2069'],
  ])('%s, isolated since its line may run the other way', (_, line) => {
    expect(displayText(`before\n${line}\nafter`)).toBe(`before\n\u2068${line}\u2069\nafter`);
  });
});

describe('in a text appear as U+FFFD', () => {
  test.each([
    ['an override', 'evil\u202egnp.exe', 'evil\ufffdgnp.exe'],
    ['embeddings and what ends them', '\u202aa\u202c\u202bb\u202c', '\ufffda\ufffd\ufffdb\ufffd'],
    ['isolates of a given direction', '\u2066a\u2069 \u2067b\u2069', '\ufffda\ufffd \ufffdb\ufffd'],
    ['an isolate that the line does not close', 'a\u2068b\nc\u2069', 'a\ufffdb\nc\ufffd'],
    ['the end of an isolate that it did not open', '\u2069שלום', '\u2068\ufffdשלום\u2069'],
    ['the outer of two isolates where one is closed', '\u2068a\u2068b\u2069', '\ufffda\u2068b\u2069'],
    ['an escape sequence', '\u001b[31mred\u009b0m', '\ufffd[31mred\ufffd0m'],
    ['line and paragraph separators', 'a\u2028b\u2029c\u0085d', 'a\ufffdb\ufffdc\ufffdd'],
    ['halves of a character', '\ude00a\ud83d', '\ufffda\ufffd'],
    ['hidden tag letters', 'a\u{e0068}\u{e0069}', 'a\ufffd\ufffd'],
    [
      'tag letters after a flag is full',
      '🏴\u{e0067}\u{e0062}\u{e007f}\u{e0068}',
      '🏴\u{e0067}\u{e0062}\u{e007f}\ufffd',
    ],
    ['bytes hidden in selectors', 'a\u{e0150}\u{e0151}\u{e0152}', 'a\u{e0150}\ufffd\ufffd'],
    ['letters that are blanks', 'a\u3164b', 'a\ufffdb'],
    ['annotations', 'a\ufff9b\ufffbc', 'a\ufffdb\ufffdc'],
    ['deprecated and unassigned invisibles', 'a\u206ab\u2065c\u{e0001}', 'a\ufffdb\ufffdc\ufffd'],
  ])('%s', (_, text, shown) => {
    expect(displayText(text)).toBe(shown);
  });
});

describe('a name keeps what changes the form of a letter', () => {
  test.each([
    ['a chillu', 'സുരേഷ് അവന്\u200d'],
    ['an ideographic variation', '葛\u{e0100}城'],
    ['a Mongolian variation', 'ᠠ\u180bᠮ'],
  ])('%s', (_, name) => {
    expect(displayName(name)).toBe(name);
  });

  test('and marks beside letters from right to left, but not beside others', () => {
    expect(displayName('דוד!\u200f')).toBe('\u2068דוד!\u200f\u2069');
    expect(displayName('alice\u200f\u200e\u061c')).toBe('alice\ufffd\ufffd\ufffd');
    expect(displayName('ali\u2060ce\u2068\u2069')).toBe('ali\ufffdce\ufffd\ufffd');
  });
});
