import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createMemoryStore } from './memory-store.ts';
import { deliver } from './readme-example.ts';

test('the example of the README is the one that runs here', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = readFileSync(new URL('./readme-example.ts', import.meta.url), 'utf8');
  expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example);
});

test('the example of the README delivers its message', async () => {
  expect(await deliver({ alice: createMemoryStore(), bob: createMemoryStore() })).toEqual([
    'bob reads: Hello, Bob',
    'delivered to bob: 1',
  ]);
});
