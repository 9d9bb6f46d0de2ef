/** Longest line that is taken, bytes: a text of 4096 bytes is a fraction of it, however it is escaped. */
export const MAX_LINE: number = 1 << 20;

/** A line without its end, or why it cannot be read. */
export type InputLine = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

const NEWLINE = 0x0a;

/**
 * The lines of a stream of bytes, one at a time and no faster than they are taken. Only a line feed ends a line, or the end of the
 * stream. What is too long is thrown away as it comes, and bytes that are no UTF-8 are not guessed at.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  maxLine: number = MAX_LINE,
): AsyncGenerator<InputLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > maxLine) parts = [];
    else parts.push(part);
  };
  const take = (): InputLine => {
    const line = length > maxLine ? tooLong(maxLine) : decode(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      add(chunk.subarray(begin, end));
      yield take();
      begin = end + 1;
    }
    if (begin < chunk.length) add(chunk.subarray(begin));
  }
  if (length > 0) yield take();
}

const tooLong = (maxLine: number): InputLine => ({ ok: false, problem: `a line has at most ${maxLine} bytes` });

function decode(parts: readonly Uint8Array[]): InputLine {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const texts = parts.map((part) => decoder.decode(part, { stream: true }));
    return { ok: true, text: texts.join('') + decoder.decode() };
  } catch {
    return { ok: false, problem: 'a line is UTF-8' };
  }
}
