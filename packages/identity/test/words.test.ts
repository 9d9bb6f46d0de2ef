import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';

const generated = new URL('../src/generated/words.ts', import.meta.url);
const script = fileURLToPath(new URL('../scripts/words.mjs', import.meta.url));

describe('the generated word lists', () => {
  let lists: { ADJECTIVES: readonly string[]; ANIMALS: readonly string[] };

  beforeAll(async () => {
    if (!existsSync(generated)) {
      throw new Error(
        'src/generated/words.ts is not there yet: run `node packages/identity/scripts/words.mjs`, or build',
      );
    }
    lists = await import(generated.href);
  });

  test.each([
    ['ADJECTIVES', 1389, 1372, '2fd4795a3eeae8e7609e65133cc23cc2138970f08272c2320937dc88f19085f3'],
    ['ANIMALS', 1704, 1673, '9d970d6789f439cdb20ae69f889857eee0104f16aa7f2b16d17dd1effb366031'],
  ] as const)('%s are those of the reference, doubled words and all', (name, length, distinct, sha256) => {
    const words = lists[name];
    expect([words.length, new Set(words).size]).toEqual([length, distinct]);
    expect(createHash('sha256').update(words.join('\n')).digest('hex')).toBe(sha256);
  });

  test('carry the notice of their licences', () => {
    const text = readFileSync(generated, 'utf8');
    expect(text).toContain('ISC');
    expect(text).toContain('Mozilla Public License, v. 2.0');
  });

  test('are not written again while they are up to date', () => {
    const before = statSync(generated).mtimeMs;
    execFileSync(process.execPath, [script]);
    expect(statSync(generated).mtimeMs).toBe(before);
  });
});
