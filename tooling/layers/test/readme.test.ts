import { describe, expect, test } from '@jest/globals';
import {
  examplesIn,
  expectedOutput,
  packagesWithoutExample,
  readmeExamples,
  runReadmeExample,
  typeErrors,
} from '../../scripts/readme-example.ts';

describe('the examples of the READMEs', () => {
  test('no package is without one', () => {
    expect(packagesWithoutExample()).toEqual([]);
  });

  test('compile', () => {
    expect(typeErrors(readmeExamples())).toBe('');
  });

  test.each(readmeExamples())('$name: number $number runs, and prints what it says', async (example) => {
    const printed = await runReadmeExample(example);
    const expected = expectedOutput(example.code);
    expect(expected).not.toEqual([]);
    expect(printed).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});

describe('an example', () => {
  test('is the first block of TypeScript, and every other that is marked so', () => {
    const readme = ['```sh', 'one', '```', '```ts', 'two', '```', '```ts', 'three', '```', '```ts run', 'four', '```'];
    expect(examplesIn(readme.join('\n'))).toEqual(['two\n', 'four\n']);
    expect(examplesIn('```ts run\none\n```\n```ts run\ntwo\n```')).toEqual(['one\n', 'two\n']);
    expect(examplesIn('```js\none\n```')).toEqual([]);
  });
});

describe('what an example says it prints', () => {
  const matches = (comment: string, text: string): boolean => expectedOutput(`log(); // → ${comment}`)[0]!.test(text);

  test('is taken to the letter', () => {
    expect(matches('a+b (1.0) [x]', 'a+b (1.0) [x]')).toBe(true);
    expect(matches('a.b', 'a-b')).toBe(false);
    expect(matches('a', 'ab')).toBe(false);
    expect(matches('b', 'ab')).toBe(false);
  });

  test('may leave a part open', () => {
    expect(matches('0x04…c6', '0x04261cc6')).toBe(true);
    expect(matches('0x04…c6', '0x04261cc7')).toBe(false);
  });

  test('is nothing where no comment has an arrow', () => {
    expect(expectedOutput('console.log(1); // one')).toEqual([]);
  });
});
