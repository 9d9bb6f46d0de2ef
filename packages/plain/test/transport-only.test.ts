import { expect, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import { createMapStore } from '@status/testing';
import { createTransportOnly } from '../src/transport-only.ts';

const layer = createTransportOnly();
const payload = Uint8Array.of(1, 2, 3);
const recipients = [1, 2].map((fill) => publicKeyOf(new Uint8Array(32).fill(fill)));

test('passes payloads on as they are, one message per recipient, and says so', async () => {
  const store = createMapStore();
  const sealed = await store.transaction((tx) => layer.seal(tx, { kind: 'members', publicKeys: recipients }, payload));
  expect(sealed.messages).toEqual(
    recipients.map((recipient) => ({
      recipients: [recipient],
      bytes: payload,
      protection: 'transport-only',
      devices: [],
    })),
  );
  const opened = await store.transaction((tx) => layer.open(tx, recipients[0]!, payload));
  expect(opened).toMatchObject({ ok: true, payload, protection: 'transport-only', senderAuthenticated: false });
  expect(store.size).toBe(0);
});

test('makes one message for everybody', async () => {
  const store = createMapStore();
  const { messages } = await store.transaction((tx) => layer.seal(tx, { kind: 'public' }, payload));
  expect(messages).toEqual([{ recipients: [], bytes: payload, protection: 'transport-only', devices: [] }]);
});

test('has copies of its own', async () => {
  const store = createMapStore();
  const given = payload.slice();
  const { messages } = await store.transaction((tx) => layer.seal(tx, { kind: 'public' }, given));
  given.fill(0);
  expect(messages[0]!.bytes).toEqual(payload);
});
