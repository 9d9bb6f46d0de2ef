import { expect, test } from '@jest/globals';
import { createPayload } from '@status/payload';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { keyOfName, publicChatRoute } from '../src/index.ts';
import { gather } from './party.ts';

/** The most that peers let a clock be ahead of the time of sending, ms. */
const MOST = 120_000;

test('after a message as far ahead as is valid, everybody can still write, and is read', async () => {
  const { alice, bob, mallory, network, clock, wait } = await gather(['alice', 'bob', 'mallory']);
  for (const who of [alice, bob]) await who.messenger.join('status');
  const now = BigInt(clock.now());
  const { bytes } = createPayload().wrap(
    {
      kind: 'chat',
      content: {
        clock: now + BigInt(MOST),
        timestamp: now,
        text: 'I am ahead',
        responseTo: '',
        ensName: '',
        chatId: 'status',
        place: 'public',
        content: 'text',
      },
    },
    mallory.identity,
  );
  const ratchet = createRatchet({ identity: mallory.identity, installationId: 'm', environment: mallory.environment });
  const sealed = await createMemoryStore().transaction((tx) =>
    ratchet.seal(tx, { kind: 'public', conversation: 'public:status' }, bytes),
  );
  await network.node('mallory').post({
    topic: publicChatRoute('status').topic,
    to: { kind: 'symmetric', key: keyOfName('status') },
    from: mallory.identity,
    payload: sealed.messages[0]!.bytes,
  });
  await clock.advance(0);
  expect(alice.heard).toMatchObject([{ text: 'I am ahead' }]);
  const first = await alice.messenger.sendPublic({ chat: 'status', text: 'still here' });
  await wait(2);
  const second = await alice.messenger.sendPublic({ chat: 'status', text: 'and here' });
  await wait(2);
  expect(bob.heard.map(({ text }) => text)).toEqual(['I am ahead', 'still here', 'and here']);
  expect(second.clock).toBeGreaterThan(first.clock);
});

test('after our own time was an hour ahead and was put right, we can still write', async () => {
  const { alice, bob, clock, wait } = await gather(['alice', 'bob']);
  await alice.messenger.sendDirect({ to: bob.publicKey, text: 'too early' });
  await wait(2);
  clock.jump(-3_600_000);
  await alice.messenger.sendDirect({ to: bob.publicKey, text: 'in time' });
  await wait(2);
  expect(bob.heard.map(({ text }) => text)).toEqual(['too early', 'in time']);
});
