/** What stands for a character that must not act: visible, so that two different texts do not look the same. */
const REPLACEMENT = '\ufffd';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

const PICTOGRAPH = '\\p{Extended_Pictographic}[\\u{1f3fb}-\\u{1f3ff}]?[\\ufe0e\\ufe0f]?';
const HANGUL = '(?!\\p{Default_Ignorable_Code_Point})\\p{Script=Hang}';
const HANGUL_FILLER = '(?=\\p{Default_Ignorable_Code_Point})\\p{Script=Hang}';

/** Invisible characters that make a visible sign: emoji (UTS #51), keycaps, flags of regions, and syllables of Hangul with a sound left out. */
const SIGNS = [
  `${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})+`,
  '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,6}\\u{e007f}',
  '\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]',
  '[0-9#*]\\ufe0f\\u20e3',
  `(?<=${HANGUL})${HANGUL_FILLER}|${HANGUL_FILLER}(?=${HANGUL})`,
];

/** A mark is a letter that nobody sees: it orders what stands beside it, and nothing outside an isolate. */
const MARK = '[\\u061c\\u200e\\u200f]';

/** What harms wherever it stands: controls, ends of lines and paragraphs, halves of characters, annotations. */
const CONTROL = '[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\ufff9-\\ufffb]';

/**
 * Of what is drawn as nothing that which acts in a text: spans that hold another direction, or end the isolate that they stand in (first-strong
 * isolates are looked at apart); what nothing but hiding needs, which is tags outside of flags, letters that are blanks, selectors of a
 * selector, and all that is deprecated or means nothing yet.
 */
const ACTING = [
  `(?!${MARK}|[\\u2068\\u2069])\\p{Bidi_Control}`,
  '(?=\\p{Default_Ignorable_Code_Point})[\\p{Lo}\\p{Cn}\\p{Deprecated}\\u{e0020}-\\u{e007f}]',
  '(?<=\\p{Variation_Selector})\\p{Variation_Selector}',
];

const IN_TEXT = new RegExp(`(${[...SIGNS, '[\\n\\t]'].join('|')})|${[CONTROL, ...ACTING].join('|')}`, 'gu');

/** Scripts whose letters join or whose consonants do: in these a joiner, or its absence, can be seen. */
const JOINING = [
  'Arab Syrc Mand Mong Phag Nkoo Adlm Rohg Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh',
  'Khmr Mymr Tibt Java Bali Sund Cham Limb Lepc Newa Tirh Gran Mtei Cakm',
]
  .flatMap((scripts) => scripts.split(' '))
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('');

/** In a name, which stands for somebody, only what can be seen: a joiner or a selector where it changes the form of a letter. */
const FORMS = [
  `(?<=[${JOINING}])\\u200c(?=[${JOINING}])`,
  `(?<=[${JOINING}])\\u200d|\\u200d(?=[${JOINING}])`,
  '(?<=(?!\\p{Variation_Selector})\\p{Script=Mong})[\\u180b-\\u180f]',
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '(?<=[\\p{Sm}\\p{Script=Phag}\\p{Script=Mymr}\\p{Script=Mani}])\\ufe00',
];
const FORMS_OF_RIGHT_TO_LEFT = [...FORMS, MARK];

const inName = (forms: readonly string[]): RegExp =>
  new RegExp(`(${[...SIGNS, ...forms].join('|')})|${CONTROL}|\\p{Default_Ignorable_Code_Point}`, 'gu');
const IN_NAME = inName(FORMS);
const IN_RIGHT_TO_LEFT_NAME = inName(FORMS_OF_RIGHT_TO_LEFT);

/** Letters written from right to left, by the blocks that Unicode sets aside for them: it gives programs no property of the direction. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const REORDERING = new RegExp(`${RIGHT_TO_LEFT.source}|${MARK}`, 'u');

/**
 * A text of a peer, safe to put between one's own: what acts appears as U+FFFD, lines and tabs stay, and a line that holds letters or marks of another
 * direction is isolated so that it cannot reorder what stands beside it. What is drawn as nothing and cannot act – joiners, selectors, hyphens
 * that show at a line's end, breaks and their forbidding – stays, since words of many scripts are wrong without.
 *
 * For the eye only: sign, hash, compare and store the text as it came. It is to be shortened before, or the end of an isolate may get lost. Markup is
 * the business of whoever renders.
 */
export function displayText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(IN_TEXT, (_, innocent: string | undefined) => innocent ?? REPLACEMENT)
    .split('\n')
    .map((line) => isolated(balanced(line)))
    .join('\n');
}

/**
 * A name of a peer, likewise, on one line: runs of white space become one space and none is left at the ends. Stricter than a text, since no two
 * names should look the same: what is drawn as nothing stays only where it changes what is seen.
 */
export function displayName(name: string): string {
  const spaced = name.replace(/[\t-\r\u0085\u2028\u2029]+/g, ' ');
  const invisible = RIGHT_TO_LEFT.test(spaced.replace(/\u061c/g, '')) ? IN_RIGHT_TO_LEFT_NAME : IN_NAME;
  const visible = spaced.replace(invisible, (_, innocent: string | undefined) => innocent ?? REPLACEMENT);
  return isolated(visible.replace(/\p{Zs}+/gu, ' ').trim());
}

/** Replaces first-strong isolates that are not closed, and closings of none. */
function balanced(line: string): string {
  if (!/[\u2068\u2069]/.test(line)) return line;
  const characters = line.split('');
  const open: number[] = [];
  for (const [at, character] of characters.entries()) {
    if (character === FIRST_STRONG_ISOLATE) open.push(at);
    else if (character === POP_ISOLATE && open.pop() === undefined) characters[at] = REPLACEMENT;
  }
  for (const at of open) characters[at] = REPLACEMENT;
  return characters.join('');
}

function isolated(line: string): string {
  return REORDERING.test(line) ? FIRST_STRONG_ISOLATE + line + POP_ISOLATE : line;
}
