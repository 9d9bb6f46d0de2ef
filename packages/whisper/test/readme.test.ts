import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { carried, heard } from './readme-example.ts';

test('the example of the README is the one that runs here', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = readFileSync(new URL('./readme-example.ts', import.meta.url), 'utf8');
  expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example);
});

test('the example of the README posts a message and hears it', async () => {
  expect(await heard).toBe('Hello, lobby');
  expect(carried).toBe(1);
});
