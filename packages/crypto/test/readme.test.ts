import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { author, digest, frames, opened, publicKey } from './readme-example.ts';

describe('the example of the README', () => {
  test('is the one that runs here', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = readFileSync(new URL('./readme-example.ts', import.meta.url), 'utf8');
    expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example);
  });

  test('recovers the author, opens what it sealed and never repeats its keystream', () => {
    expect(author).toEqual(publicKey);
    expect(opened).toEqual(digest);
    expect(frames[0]).not.toEqual(frames[1]);
  });
});
