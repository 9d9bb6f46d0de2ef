import { expect, test } from '@jest/globals';
import type { PrivacyLayer } from '@status/interfaces';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, testEnvironment } from '@status/testing';
import { createParty } from './party.ts';

const SIX_HOURS = 6 * 3_600_000;

/** Somebody who publishes keys, with or without another node to take them. */
async function createPublisher() {
  const environment = testEnvironment();
  const network = createDirectNetwork({ environment });
  const store = createMemoryStore();
  const state = { refusing: false };
  const refusable = (node: PrivacyLayer): PrivacyLayer => ({
    traits: node.traits,
    on: (name, listener) => node.on(name, listener),
    subscribe: (filter, handler) => node.subscribe(filter, handler),
    post: (message, options) =>
      state.refusing ? Promise.reject(new Error('too much work')) : node.post(message, options),
  });
  const party = createParty('alice', { environment, store, privacy: () => refusable(network.node('alice')) });
  const published = (): number => party.traces.filter(({ route }) => route === 'contact-code').length;
  const live = async (): Promise<void> => {
    await party.start();
    await party.messenger.advertise();
  };
  const pass = (ms: number) => environment.clock.advance(ms);
  return { network, party, published, live, pass, state, environment };
}

test('keys that left for a peer are published again after six hours, also across a restart', async () => {
  const { network, party, published, live, pass } = await createPublisher();
  network.node('bob');
  await live();
  await pass(2_000);
  expect(published()).toBe(1);
  await party.messenger.stop();
  await live();
  await pass(SIX_HOURS - 10_000);
  expect(published()).toBe(1);
  await pass(20_000);
  expect(published()).toBe(2);
});

test('keys that nobody took are published until somebody does', async () => {
  const { network, party, published, live, pass } = await createPublisher();
  await live();
  // Longer than an envelope lives.
  await pass(70_000);
  const alone = published();
  expect(alone).toBeGreaterThan(1);
  await party.messenger.stop();
  await live();
  network.node('bob');
  await pass(70_000);
  expect(published()).toBe(alone + 1);
});

test('keys that the transport refused to take are published a minute later', async () => {
  const { network, published, live, pass, state } = await createPublisher();
  network.node('bob');
  state.refusing = true;
  await live();
  await pass(30_000);
  expect(published()).toBe(0);
  state.refusing = false;
  await pass(60_000);
  expect(published()).toBe(1);
});

test('a clock that was ahead when they were published does not hold them back', async () => {
  const { network, party, published, live, pass, environment } = await createPublisher();
  network.node('bob');
  await live();
  await pass(2_000);
  await party.messenger.stop();
  environment.clock.jump(-365 * 86_400_000);
  await live();
  await pass(2_000);
  expect(published()).toBe(2);
});
