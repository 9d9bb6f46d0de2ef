import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type InputLine, readLines } from '../src/lines.ts';

async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
}

async function collect(lines: AsyncIterable<InputLine>): Promise<InputLine[]> {
  const found: InputLine[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

const text = (value: string): InputLine => ({ ok: true, text: value });

describe('lines of a stream', () => {
  test('end with a line feed, or with the stream', async () => {
    expect(await collect(readLines(chunksOf('one\ntwo\n\nlast')))).toEqual(['one', 'two', '', 'last'].map(text));
    expect(await collect(readLines(chunksOf('one\n')))).toEqual([text('one')]);
    expect(await collect(readLines(chunksOf()))).toEqual([]);
  });

  test('do not end with anything else that somebody might take for an end', async () => {
    const line = 'a\u2028b\u2029c\u0085d\u000be';
    expect(await collect(readLines(chunksOf(`${line}\n`)))).toEqual([text(line)]);
  });

  test('are the same however the stream is cut', async () => {
    const bytes = new TextEncoder().encode('{"text":"grüße 🎉"}\nänd\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
        expect(await collect(readLines(chunksOf(...chunks)))).toEqual(['{"text":"grüße 🎉"}', 'änd'].map(text));
      }),
    );
  });

  test('that are too long or no UTF-8 are told, and the next one is read', async () => {
    const lines = await collect(
      readLines(chunksOf('x'.repeat(6), 'x'.repeat(6), '\n', Uint8Array.of(0xff, 0x0a), 'ok'), 10),
    );
    expect(lines).toEqual([
      { ok: false, problem: 'a line has at most 10 bytes' },
      { ok: false, problem: 'a line is UTF-8' },
      text('ok'),
    ]);
  });
});
