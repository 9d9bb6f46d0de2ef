import { describe, expect, test } from '@jest/globals';
import { compareCapabilities, formatCapability, matchCapabilities } from '../src/wire.ts';

const shh6 = { name: 'shh', version: 6, length: 128 };
const waku0 = { name: 'waku', version: 0, length: 128 };
const waku1 = { name: 'waku', version: 1, length: 128 };
const eth63 = { name: 'eth', version: 63, length: 17 };

const place = (own: (typeof shh6)[], remote: { name: string; version: number }[]): Record<string, number> =>
  Object.fromEntries(
    matchCapabilities(own, remote, 16).map(({ protocol, offset }) => [formatCapability(protocol), offset]),
  );

describe('capabilities', () => {
  test('begin at 16, in order of names, the highest shared version of each', () => {
    const all = [waku1, shh6, waku0];
    expect(place(all, all)).toEqual({ 'shh/6': 16, 'waku/1': 144 });
    expect(place([waku0, waku1], [waku0])).toEqual({ 'waku/0': 16 });
    expect(place(all, [shh6])).toEqual({ 'shh/6': 16 });
    expect(place(all, [waku1])).toEqual({ 'waku/1': 16 });
    expect(place([eth63, ...all], [eth63, ...all])).toEqual({ 'eth/63': 16, 'shh/6': 33, 'waku/1': 161 });
  });

  test('need name and version to be equal', () => {
    expect(place([shh6], [{ name: 'shh', version: 5 }])).toEqual({});
    expect(place([shh6], [{ name: 'SHH', version: 6 }])).toEqual({});
    expect(place([shh6], [])).toEqual({});
  });

  test('are placed alike by both sides', () => {
    const ours = [shh6, waku1, eth63];
    const theirs = [waku0, waku1, shh6];
    expect(place(ours, theirs)).toEqual(place(theirs, ours));
  });

  test('P14: repeated and unsorted ones change nothing', () => {
    expect(place([shh6, waku1], [waku1, shh6, waku1, shh6, shh6])).toEqual({ 'shh/6': 16, 'waku/1': 144 });
  });

  test('are sorted by bytes of the name, then by version', () => {
    const sorted = [eth63, shh6, waku0, waku1].map(formatCapability);
    expect([waku1, shh6, waku0, eth63].sort(compareCapabilities).map(formatCapability)).toEqual(sorted);
    expect(compareCapabilities({ name: 'Z', version: 9 }, { name: 'a', version: 0 })).toBeLessThan(0);
  });
});
