import { describe, expect, test } from '@jest/globals';
import { readTyped } from '../src/typed.ts';

describe('a line that was typed', () => {
  test.each([
    ['hello', 'hello'],
    ['  hello  ', '  hello  '],
    ['\tindented', '\tindented'],
    [' /quit', ' /quit'],
    ['a // b', 'a // b'],
    ['//x', '/x'],
    ['///x', '//x'],
    ['// x ', '/ x '],
    ['//', '/'],
    ['\u00a0x\u3000', '\u00a0x\u3000'],
  ])('%j is the text %j', (line, text) => {
    expect(readTyped(line)).toEqual({ kind: 'text', text });
  });

  test.each([
    ['/join x', 'join', 'x'],
    ['/join   x  ', 'join', 'x'],
    ['/to 0x04 \t12', 'to', '0x04 12'],
    ['/quit', 'quit', ''],
    ['/', '', ''],
    ['/ x', '', 'x'],
  ])('%j is the command %j with %j', (line, name, argument) => {
    expect(readTyped(line)).toEqual({ kind: 'command', name, argument });
  });

  test.each([[''], ['  \t'], ['\u3000']])('%j is nothing', (line) => {
    expect(readTyped(line)).toEqual({ kind: 'nothing' });
  });
});
