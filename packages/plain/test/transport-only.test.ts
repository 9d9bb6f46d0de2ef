import { expect, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import type { Audience, PublicKey } from '@status/interfaces';
import { createMapStore } from '@status/testing';
import { createTransportOnly, TRANSPORT_ONLY } from '../src/transport-only.ts';

const layer = createTransportOnly();
const payload = Uint8Array.of(1, 2, 3);
const members = [1, 2].map((fill) => publicKeyOf(new Uint8Array(32).fill(fill)));
const everybody: Audience = { kind: 'public', conversation: 'status' };
const some = (...keys: PublicKey[]): Audience => ({ kind: 'members', conversation: 'us', members: keys });

test('passes a payload on as it is, one message for all members, and says so', async () => {
  const store = createMapStore();
  const sealed = await store.transaction((tx) => layer.seal(tx, some(...members), payload));
  expect(sealed).toEqual({
    messages: [{ recipients: members, bytes: payload, protection: TRANSPORT_ONLY }],
    results: members.map((member) => ({ member, ok: true })),
    secrets: [],
  });
  const opened = await store.transaction((tx) => layer.open(tx, members[0]!, payload));
  expect(opened).toMatchObject({ ok: true, payload, protection: TRANSPORT_ONLY, replayed: false, replies: [] });
  expect(store.size).toBe(0);
});

test('makes one message for everybody', async () => {
  const { messages, results } = await createMapStore().transaction((tx) => layer.seal(tx, everybody, payload));
  expect(messages).toEqual([{ recipients: [], bytes: payload, protection: TRANSPORT_ONLY }]);
  expect(results).toEqual([]);
});

test('promises nothing', () => {
  const { label, ...properties } = TRANSPORT_ONLY;
  expect(label).toBe('transport-only');
  expect(Object.values(properties)).toEqual([false, false, false, false, false]);
});

test('takes as much as there is room for', () => {
  expect(layer.payloadLimit(0)).toBe(0);
  expect(layer.payloadLimit(1000)).toBe(1000);
});

test('has copies of its own', async () => {
  const given = payload.slice();
  const { messages } = await createMapStore().transaction((tx) => layer.seal(tx, everybody, given));
  given.fill(0);
  expect(messages[0]!.bytes).toEqual(payload);
});

test('serves a member that is named twice once', async () => {
  const [member] = members;
  const sealing = createMapStore().transaction((tx) => layer.seal(tx, some(member!, member!), payload));
  expect((await sealing).messages[0]!.recipients).toEqual([member]);
});

test.each([
  ['nobody', []],
  ['a key that is none', [new Uint8Array(65) as PublicKey]],
])('refuses %s', async (_, keys) => {
  const sealing = createMapStore().transaction((tx) => layer.seal(tx, some(...keys), payload));
  await expect(sealing).rejects.toMatchObject({ code: 'SECURITY_AUDIENCE' });
});
