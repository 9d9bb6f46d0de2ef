import { expect, test } from '@jest/globals';
import type { DataLayer } from '@status/interfaces';
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

test('a message from a clock that was ahead is not acknowledged before it is shown, and is shown once', async () => {
  const { alice, bob, clock, wait } = await gather(['alice', 'bob'], {}, (name) =>
    name === 'alice' ? { data: skewed(createPayload(), 3_600_000) } : {},
  );
  const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'too early' });
  await wait(60);
  expect([bob.heard, alice.statuses.get(messageId)?.at(-1)]).toEqual([[], 'confirmed']);
  expect(bob.dropped).toContain('CLOCK_TOO_HIGH');
  await clock.advance(4 * 3_600_000);
  expect([bob.heard.map(({ id }) => id), alice.statuses.get(messageId)?.at(-1)]).toEqual([[messageId], 'delivered']);
});

test('one from a clock that nobody will reach is told to its sender as expired', async () => {
  const { alice, bob, clock } = await gather(['alice', 'bob'], {}, (name) =>
    name === 'alice'
      ? { data: skewed(createPayload(), 400 * 86_400_000), mvds: { retry: { lifetime: 86_400_000 } } }
      : {},
  );
  const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'far too early' });
  await clock.advance(2 * 86_400_000);
  expect([bob.heard, alice.statuses.get(messageId)?.at(-1)]).toEqual([[], 'expired']);
});

test('two equal texts in one millisecond are two messages, also where the clock of the chat leads by more than we follow', async () => {
  const { alice, bob, clock, wait } = await gather(['alice', 'bob']);
  await alice.messenger.sendDirect({ to: bob.publicKey, text: 'too early' });
  await wait(2);
  clock.jump(-3_600_000);
  const ids = new Set<string>();
  for (let n = 0; n < 20; n++) {
    ids.add((await alice.messenger.sendDirect({ to: bob.publicKey, text: 'ha' })).messageId);
  }
  await wait(30);
  expect([ids.size, bob.heard.length]).toEqual([20, 21]);
});

/** A data layer whose clock is ahead, and which finds that in order. */
function skewed(layer: DataLayer, ahead: number): DataLayer {
  return {
    ...layer,
    nextClock: (last, now) => layer.nextClock(last, now + ahead),
    validate: (message, { sentAt }) => layer.validate(message, { sentAt: sentAt + ahead }),
  };
}
