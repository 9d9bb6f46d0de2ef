/** What stands for a character that must not act: visible, so that two different texts do not look the same. */
const REPLACEMENT = '\ufffd';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * Uses of invisible characters that make one visible sign: emoji sequences (UTS #51), keycaps and flags of regions, and joiners between
 * letters of scripts that are written joined.
 */
const PICTOGRAPH = '\\p{Extended_Pictographic}[\\u{1f3fb}-\\u{1f3ff}]?[\\ufe0e\\ufe0f]?';
const JOINING_SCRIPTS = [
  ...['Arab', 'Syrc', 'Mong', 'Nkoo', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml'],
  ...['Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'],
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const INNOCENT = [
  `${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})+`,
  '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,6}\\u{e007f}',
  '\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]',
  '[0-9#*]\\ufe0f\\u20e3',
  `(?<=[${JOINING_SCRIPTS}])[\\u200c\\u200d](?=[${JOINING_SCRIPTS}])`,
].join('|');

/** Controls, line and paragraph separators, lone surrogates, and everything that is drawn as nothing: bidi controls, zero widths, fillers, tags. */
const ACTING = '[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]';

const IN_TEXT = new RegExp(`(${INNOCENT}|[\\n\\t])|${ACTING}`, 'gu');
const IN_NAME = new RegExp(`(${INNOCENT})|${ACTING}`, 'gu');

/** Letters written from right to left, by the blocks that Unicode sets aside for them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text of a peer, safe to put between one's own: invisible and acting characters appear as U+FFFD, lines and tabs stay, and a line with
 * right-to-left letters is isolated so that it cannot reorder what stands beside it.
 *
 * For the eye only: sign, hash, compare and store the text as it came. Markup is the business of whoever renders.
 */
export function displayText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(IN_TEXT, (_, innocent: string | undefined) => innocent ?? REPLACEMENT)
    .split('\n')
    .map(isolated)
    .join('\n');
}

/** A name of a peer, likewise, on one line: runs of white space become one space and none is left at the ends. */
export function displayName(name: string): string {
  const spaced = name.replace(/[\t-\r\u0085\u2028\u2029]+/g, ' ');
  const visible = spaced.replace(IN_NAME, (_, innocent: string | undefined) => innocent ?? REPLACEMENT);
  return isolated(visible.replace(/\p{Zs}+/gu, ' ').trim());
}

function isolated(line: string): string {
  return RIGHT_TO_LEFT.test(line) ? FIRST_STRONG_ISOLATE + line + POP_ISOLATE : line;
}
