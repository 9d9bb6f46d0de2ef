import { expect, test } from '@jest/globals';
import type { Protection } from '@status/interfaces';
import { weakestOf } from '../src/protection.ts';

const named = (label: string, ...worth: readonly (keyof Protection)[]): Protection => ({
  ...{ label, confidential: false, authenticated: false, forwardSecret: false, healing: false, open: false },
  ...Object.fromEntries(worth.map((property) => [property, true])),
});

const strong = named('strong', 'confidential', 'authenticated', 'forwardSecret', 'healing');
const weak = named('weak', 'confidential');

test('the weaker of two protections is the same one, whichever comes first', () => {
  expect(weakestOf(strong, weak)).toEqual(weak);
  expect(weakestOf(weak, strong)).toBe(weak);
});

test('of two that are worth the same the first stays', () => {
  const first = named('first', 'confidential');
  expect(weakestOf(first, weak)).toBe(first);
});

test('of two that each lack something nothing is claimed that one of them lacks', () => {
  const signed = named('signed', 'confidential', 'authenticated');
  const fleeting = named('fleeting', 'confidential', 'forwardSecret');
  expect(weakestOf(signed, fleeting)).toEqual(named('fleeting', 'confidential'));
  expect(weakestOf(fleeting, signed)).toEqual(named('fleeting', 'confidential'));
});
