import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { symmetricKeyOf, topicOf } from '@status/whisper';
import { vectors } from '../../../tooling/scripts/vectors.ts';

type Named = { hashed: string; topic: string };

describe('topics of the reference', () => {
  const named: Named[] = [
    ...vectors<unknown, Named>('topics', 'public').map(({ out }) => out),
    ...vectors<unknown, Named>('topics', 'negotiated').map(({ out }) => out),
    ...vectors<unknown, Record<'contactCode' | 'partitioned' | 'personal', Named>>('topics', 'identity').flatMap(
      ({ out }) => [out.contactCode, out.partitioned, out.personal],
    ),
  ];
  test.each(named)('$topic', ({ hashed, topic }) => expect(bytesToHex(topicOf(hashed))).toBe(topic));

  test('a text with a lone surrogate has none', () => {
    expect(() => topicOf('\ud800')).toThrow(expect.objectContaining({ code: 'BYTES_UTF8' }));
  });
});

describe('symmetric keys of the reference', () => {
  test.each(vectors<{ password: string }, { key: string }>('whisper-symkey', 'symkey'))('$id', ({ in: input, out }) => {
    expect(bytesToHex(symmetricKeyOf(input.password))).toBe(out.key);
  });
});
