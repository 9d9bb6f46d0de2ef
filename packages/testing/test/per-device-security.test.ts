import { expect, test } from '@jest/globals';
import { utf8ToBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { Audience } from '@status/interfaces';
import { createMapStore } from '../src/map-store.ts';
import { createPerDeviceSecurity, type PerDeviceName } from '../src/per-device-security.ts';
import { seededRandom } from '../src/seeded-random.ts';

const [ALICE, BOB] = ['alice', 'bob'].map((name) => generatePrivateKey(seededRandom(name)));
const keyOf = { alice: publicKeyOf(ALICE!), bob: publicKeyOf(BOB!) };
const hello = utf8ToBytes('hello');
const to = (who: keyof typeof keyOf): Audience => ({
  kind: 'members',
  conversation: 'two of us',
  members: [keyOf[who]],
});

function createDevice(who: keyof typeof keyOf, name: PerDeviceName) {
  const layer = createPerDeviceSecurity(who === 'alice' ? ALICE! : BOB!, name, seededRandom(`${who} ${name}`));
  const store = createMapStore();
  return {
    layer,
    store,
    seal: (whom: keyof typeof keyOf) => store.transaction((tx) => layer.seal(tx, to(whom), hello)),
    open: (from: keyof typeof keyOf, bytes: Uint8Array) =>
      store.transaction((tx) => layer.open(tx, keyOf[from], bytes)),
  };
}

test('a member gets two ciphertexts, and each of its devices reads one', async () => {
  const { messages, results } = await createDevice('alice', 'phone').seal('bob');
  expect(results.map(({ device, ok }) => [device, ok])).toEqual([
    ['desk', true],
    ['phone', true],
  ]);
  const [forDesk, forPhone] = messages.map(({ bytes }) => bytes);
  for (const [device, own, other] of [
    [createDevice('bob', 'desk'), forDesk, forPhone],
    [createDevice('bob', 'phone'), forPhone, forDesk],
  ] as const) {
    expect(await device.open('alice', own!)).toMatchObject({ ok: true, payload: hello, device: 'phone' });
    expect(await device.open('alice', other!)).toMatchObject({ ok: false, reason: 'OTHER_DEVICE' });
  }
});

test('our other device is served once it was taken into use', async () => {
  const phone = createDevice('alice', 'phone');
  expect(await phone.seal('alice')).toMatchObject({ messages: [], results: [{ ok: false, reason: 'NO_DEVICE' }] });
  const enable = (enabled: boolean) =>
    phone.store.transaction((tx) => phone.layer.devices!.setEnabled(tx, 'desk', enabled));
  await enable(true);
  const { messages } = await phone.seal('alice');
  expect(await createDevice('alice', 'desk').open('alice', messages[0]!.bytes)).toMatchObject({ payload: hello });
  await enable(false);
  expect((await phone.seal('alice')).messages).toEqual([]);
});
