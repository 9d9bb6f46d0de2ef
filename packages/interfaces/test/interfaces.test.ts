import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as interfaces from '@status/interfaces';
import { StatusError } from '@status/interfaces';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

describe('the interfaces', () => {
  test('are types: the error base is all that exists at run time', () => {
    expect(Object.keys(interfaces)).toEqual(['StatusError']);
  });

  test.each(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies'])(
    'have no %s',
    (kind) => {
      expect(manifest).not.toHaveProperty(kind);
    },
  );

  test('have the one entry', () => {
    expect(Object.keys(manifest['exports'] as object)).toEqual(['.', './package.json']);
  });
});

describe('an error of the project', () => {
  class TopicError extends StatusError {}

  test('has a code for programs and a message for people', () => {
    const error = new TopicError('TOPIC_LENGTH', 'a topic has 4 bytes');
    expect([error.code, error.message]).toEqual(['TOPIC_LENGTH', 'a topic has 4 bytes']);
  });

  test('is named by its class', () => {
    expect(String(new TopicError('TOPIC_LENGTH', 'a topic has 4 bytes'))).toBe('TopicError: a topic has 4 bytes');
  });

  test('is an error of its class and of the project', () => {
    const error = new TopicError('TOPIC_LENGTH', 'a topic has 4 bytes');
    expect([error instanceof TopicError, error instanceof StatusError, error instanceof Error]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('keeps its cause, and has none if there was none', () => {
    const cause = new Error('below');
    expect(new TopicError('TOPIC_LENGTH', 'above', { cause }).cause).toBe(cause);
    expect('cause' in new TopicError('TOPIC_LENGTH', 'above')).toBe(false);
  });
});
