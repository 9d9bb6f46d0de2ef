import { describe, expect, test } from '@jest/globals';
import { publicKeyOf, requirePrivateKey } from '@status/crypto';
import type { ApplicationMessage, DataLayer, MessageKind } from '@status/interfaces';
import { createJsonData, createJsonKind, dataCompliance, jsonKinds } from '../src/index.ts';

const ALICE = requirePrivateKey(new Uint8Array(32).fill(1));
const withKinds =
  (signs: boolean) =>
  (kinds: readonly MessageKind[]): DataLayer =>
    createJsonData({ kinds: [...jsonKinds, ...kinds], signs });

describe('messages in JSON', () => {
  const unsigned = (message: ApplicationMessage): Uint8Array =>
    createJsonData({ signs: false }).wrap(message, ALICE).bytes;
  const cases = dataCompliance(async () => ({ layer: createJsonData(), withKinds: withKinds(true), unsigned }), {
    unsigned: true,
  });
  for (const { name, run } of cases) test(name, run);
});

describe('messages in JSON that nobody signs', () => {
  const cases = dataCompliance(async () => ({ layer: createJsonData({ signs: false }), withKinds: withKinds(false) }), {
    neverSigns: true,
  });
  for (const { name, run } of cases) test(name, run);
});

test('a kind in JSON keeps bytes and big integers', () => {
  const kind = createJsonKind('any', (fields) => fields);
  const bytes = kind.encode({ bytes: Uint8Array.of(1, 2), number: 1n << 64n });
  expect(new TextDecoder().decode(bytes)).toBe('{"bytes":{"bytes":"0102"},"number":{"bigint":"18446744073709551616"}}');
  const layer = createJsonData({ kinds: [kind] });
  const { bytes: wrapped } = layer.wrap({ kind: 'any', content: { a: 1 } }, ALICE);
  expect(layer.unwrap(wrapped, publicKeyOf(ALICE))).toMatchObject({
    ok: true,
    message: { kind: 'any', content: { a: 1 } },
  });
});
