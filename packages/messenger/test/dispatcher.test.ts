import { expect, test } from '@jest/globals';
import { generatePrivateKey } from '@status/crypto';
import type { PrivacyEvents, PrivacyLayer } from '@status/interfaces';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, testEnvironment } from '@status/testing';
import { Dispatcher, type Fate } from '../src/dispatcher.ts';
import { KeyRing } from '../src/key-ring.ts';
import { keyOfName, publicChatRoute } from '../src/routing.ts';

/** A node whose events come through only if they are wanted, its clock `ahead` of ours (ms), and what it said became of one envelope. */
function createEnd(wanted: readonly (keyof PrivacyEvents)[], { confirms = true, ahead = 0 } = {}) {
  const environment = testEnvironment();
  const network = createDirectNetwork({ environment });
  const node = network.node('alice');
  const privacy: PrivacyLayer = {
    traits: node.traits,
    post: async (message, options) => {
      const receipt = await node.post(message, options);
      return { ...receipt, sentAt: receipt.sentAt + ahead, expiresAt: receipt.expiresAt + ahead };
    },
    subscribe: (filter, handler) => node.subscribe(filter, handler),
    on: (name, listener) => {
      if (!wanted.includes(name)) return () => {};
      return node.on(name, (event) => listener(name === 'sent' ? { ...event, confirms } : event));
    },
  };
  const identity = generatePrivateKey(environment.random);
  const keys = new KeyRing(createMemoryStore(), keyOfName);
  const dispatcher = new Dispatcher(privacy, keys, identity, environment);
  const fates: Fate[] = [];
  const { signal } = new AbortController();
  const envelope = { route: publicChatRoute('status'), bytes: Uint8Array.of(1), protection: 'public' };
  const post = () => dispatcher.post(envelope, (fate) => fates.push(fate), signal);
  const lifetime = node.traits.lifetime / 1_000;
  const pass = (seconds: number) => environment.clock.advance(seconds * 1_000);
  return { network, fates, post, pass, lifetime, environment, dispatcher };
}

test('each step is told once, however many peers take the envelope', async () => {
  const { network, fates, post, pass, lifetime } = createEnd(['sent', 'confirmed', 'expired']);
  for (const name of ['bob', 'carol', 'dave']) network.node(name);
  await post();
  await pass(lifetime + 1);
  expect(fates).toEqual(['sent', 'confirmed', 'done']);
});

test('an envelope that no peer had is lost', async () => {
  const { fates, post, pass, lifetime } = createEnd(['sent', 'confirmed', 'expired']);
  await post();
  await pass(lifetime + 1);
  expect(fates).toEqual(['lost']);
});

test('a transport that never says that the time is over is not waited for', async () => {
  const { network, fates, post, pass, lifetime } = createEnd(['sent', 'confirmed']);
  network.node('bob');
  await post();
  await pass(lifetime * 2);
  expect(fates).toEqual(['sent', 'confirmed', 'done']);
});

test.each([-86_400_000, 86_400_000])('a transport whose clock is %d ms ahead is waited for as long', async (ahead) => {
  const { fates, post, pass, lifetime } = createEnd([], { ahead });
  await post();
  await pass(lifetime - 1);
  expect(fates).toEqual([]);
  await pass(lifetime);
  expect(fates).toEqual(['lost']);
});

test('what was written to a peer that confirms, and then says nothing, is lost', async () => {
  const { network, fates, post, pass, lifetime } = createEnd(['sent', 'expired']);
  network.node('bob');
  await post();
  await pass(lifetime + 1);
  expect(fates).toEqual(['sent', 'lost']);
});

test('what a peer that confirms nothing has is not lost', async () => {
  const { network, fates, post, pass, lifetime } = createEnd(['sent', 'expired'], { confirms: false });
  network.node('bob');
  await post();
  await pass(lifetime + 1);
  expect(fates).toEqual(['sent', 'done']);
});

test('nothing waits for an envelope after closing', async () => {
  const { fates, post, pass, lifetime, environment, dispatcher } = createEnd(['sent']);
  await post();
  dispatcher.close();
  await pass(lifetime * 2);
  expect([fates, environment.clock.pending]).toEqual([[], 0]);
});
