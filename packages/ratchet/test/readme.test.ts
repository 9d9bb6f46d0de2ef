import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createMemoryStore } from './memory-store.ts';
import { meet } from './readme-example.ts';

describe('the example of the README', () => {
  test('is the one that runs here', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = readFileSync(new URL('./readme-example.ts', import.meta.url), 'utf8');
    expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example);
  });

  test('falls back first, and begins a session with the answer', async () => {
    const read = await meet({ alice: createMemoryStore(), bob: createMemoryStore() });
    expect(read).toEqual(['dh: Hello, Bob', 'ratchet: Hi, Alice']);
  });
});
