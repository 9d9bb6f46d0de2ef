import { expect, test } from '@jest/globals';
import { StatusError } from '@status/interfaces';
import { failureText } from '../src/failure.ts';

class TestError extends StatusError<'TEST_FAILED'> {}

test('a failure is told with its code and with what it comes from', () => {
  const disk = new Error('no room', { cause: 'the disk is full' });
  const error = new TestError('TEST_FAILED', 'cannot write', { cause: disk });
  expect(failureText(error)).toBe('cannot write (TEST_FAILED): no room: the disk is full');
});

test('a cause that says the same again is not told again', () => {
  const cause = new Error('no room');
  expect(failureText(new Error('cannot write: no room', { cause }))).toBe('cannot write: no room');
});

test('causes in a circle come to an end', () => {
  const error = new Error('one');
  error.cause = new Error('two', { cause: error });
  expect(failureText(error)).toMatch(/^one: two: one/);
  const own = new Error('alone');
  own.cause = own;
  expect(failureText(own)).toBe('alone');
});

test('what is no error is told too', () => {
  expect(failureText('nonsense')).toBe('nonsense');
});
