import { expect, test } from '@jest/globals';
import { bytesTo0x } from '@status/base';
import type { SealedMessage } from '@status/interfaces';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { keyOfName, partitionRoute, publicChatRoute } from '../src/index.ts';
import { gather } from './party.ts';

/**
 * A public chat of four, one of whom has a message that was sealed for a device that nobody has; with a way to send it, and the answers that others sent.
 */
async function unreadable() {
  const { mallory, alice, bob, carol, network, wait } = await gather(['mallory', 'alice', 'bob', 'carol']);
  const everybody = [alice, bob, carol];
  for (const { messenger } of everybody) await messenger.join('status');
  const layer = (installationId: string, own: typeof mallory) =>
    createRatchet({ identity: own.identity, installationId, environment: own.environment });
  const keys = await createMemoryStore().transaction((tx) =>
    layer('lost', carol).seal(tx, { kind: 'public', conversation: 'keys' }, new Uint8Array(0)),
  );
  const ratchet = layer('mallory-phone', mallory);
  const { messages } = await mallory.store.transaction(async (tx) => {
    await ratchet.open(tx, carol.publicKey, keys.messages[0]!.bytes);
    return ratchet.seal(tx, { kind: 'members', conversation: 'pair', members: [carol.publicKey] }, Uint8Array.of(1));
  });
  const [{ bytes: payload }] = messages as [SealedMessage];
  const ways = {
    public: {
      topic: publicChatRoute('status').topic,
      to: { kind: 'symmetric', key: keyOfName('status') },
    },
    private: {
      topic: partitionRoute(alice.publicKey).topic,
      to: { kind: 'asymmetric', publicKey: alice.publicKey },
    },
  } as const;
  const post = async (way: keyof typeof ways): Promise<void> => {
    await network.node('mallory').post({ ...ways[way], from: mallory.identity, payload });
    await wait(2);
  };
  return {
    post,
    everybody,
    answers: () => mallory.traces.filter(({ direction }) => direction === 'in').map(({ peer }) => peer),
  };
}

test('what came in private and cannot be read is answered with our keys', async () => {
  const { post, everybody, answers } = await unreadable();
  await post('private');
  expect(answers()).toEqual([bytesTo0x(everybody[0]!.publicKey)]);
});

test('what came in public and cannot be read is answered by nobody, lest one message make everybody post', async () => {
  const { post, everybody, answers } = await unreadable();
  await post('public');
  expect(everybody.map(({ dropped }) => dropped)).toEqual(everybody.map(() => ['DEVICE_NOT_FOUND']));
  expect(answers()).toEqual([]);
});
