import { describe, expect, test } from '@jest/globals';
import { bytesTo0x } from '@status/base';
import type { Environment, MessageHash, PrivacyLayer } from '@status/interfaces';
import { createDirectNetwork, testEnvironment } from '@status/testing';
import { createParty, gather } from './party.ts';

const HOUR = 3_600;

describe('hours without a network', () => {
  test('a one-to-one message is still wanted, and leaves as soon as somebody is there', async () => {
    const { alice, bob, network, wait } = await gather(['alice', 'bob']);
    network.online('alice', false);
    const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'where is everybody?' });
    await wait(2 * HOUR);
    expect(alice.statuses.get(messageId)).not.toContain('expired');
    network.online('alice', true);
    await wait(5);
    expect(bob.heard).toMatchObject([{ id: messageId }]);
    expect(alice.statuses.get(messageId)?.at(-1)).toBe('delivered');
  });

  test('the keys of a session are not used up on envelopes that nobody gets', async () => {
    const { alice, bob, network, wait } = await gather(['alice', 'bob']);
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
    await wait(2);
    await bob.messenger.sendDirect({ to: alice.publicKey, text: 'hello yourself' });
    await wait(2);
    network.online('alice', false);
    const before = alice.traces.length;
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'where is everybody?' });
    await wait(2 * HOUR);
    const posted = alice.traces.slice(before);
    const sealed = new Set(posted.map(({ security }) => `${security?.['ratchetKey']} ${security?.['n']}`));
    // As often as data sync tries, which waits twice as long each time; each of them is posted as long as nobody has it.
    expect(sealed.size).toBeLessThan(12);
    expect(posted.length).toBeGreaterThan(sealed.size);
  });

  test('a message that was given up leaves nothing behind and is posted no more', async () => {
    const { alice, bob, network, wait } = await gather(
      ['alice', 'bob'],
      {},
      { mvds: { retry: { lifetime: HOUR * 1_000 } } },
    );
    network.online('alice', false);
    const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'where is everybody?' });
    await wait(2 * HOUR);
    expect(alice.statuses.get(messageId)?.at(-1)).toBe('expired');
    await wait(60);
    expect(network.pending).toBe(0);
    const [message] = await alice.messenger.messages(bytesTo0x(bob.publicKey));
    expect(message).toMatchObject({ status: 'expired' });
  });
});

describe('a transport that refuses a post', () => {
  test('is asked again for what no data sync looks after', async () => {
    const environment = testEnvironment();
    const network = createDirectNetwork({ environment });
    network.node('bob');
    const node = network.node('alice');
    let refusals = 2;
    const alice = createParty('alice', {
      environment,
      privacy: () => ({
        traits: node.traits,
        on: (name, listener) => node.on(name, listener),
        subscribe: (filter, handler) => node.subscribe(filter, handler),
        post: (message, options) =>
          refusals-- > 0 ? Promise.reject(new Error('too much work')) : node.post(message, options),
      }),
    });
    await alice.start();
    await alice.messenger.join('status');
    const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'hello' });
    await environment.clock.advance(60_000);
    expect(alice.statuses.get(messageId)).toEqual(['sending', 'sent', 'confirmed']);
  });
});

describe('a relay that is stopped while the kernel still takes bytes for it', () => {
  /** A node behind such a link: while it is dead, what is posted is written, and that is the last that is heard of it. */
  function deadLink(node: PrivacyLayer, { clock }: Environment, refuses: boolean) {
    const listeners = new Map<string, (event: never) => void>();
    const link = { dead: false, written: 0 };
    const privacy: PrivacyLayer = {
      traits: node.traits,
      subscribe: (filter, handler) => node.subscribe(filter, handler),
      on: (name, listener) => {
        listeners.set(name, listener as (event: never) => void);
        return node.on(name, listener);
      },
      post: async (message, options) => {
        if (!link.dead) return node.post(message, options);
        link.written++;
        const hash = Uint8Array.of(...new Uint8Array(31), link.written) as MessageHash;
        listeners.get('sent')?.({ hash, peer: 'relay', confirms: true } as never);
        if (refuses) listeners.get('refused')?.({ hash, peer: 'relay', reason: 'no room' } as never);
        return { hash, sentAt: clock.now(), expiresAt: clock.now() + node.traits.lifetime };
      },
    };
    return { link, privacy };
  }

  for (const refuses of [false, true]) {
    test(`${refuses ? 'or refuses it' : 'and says nothing'}: what was written meanwhile arrives, once`, async () => {
      const environment = testEnvironment();
      const network = createDirectNetwork({ environment });
      const { link, privacy } = deadLink(network.node('alice'), environment, refuses);
      const alice = createParty('alice', { environment, privacy: () => privacy });
      const bob = createParty('bob', { environment, privacy: () => network.node('bob') });
      for (const who of [alice, bob]) {
        await who.start();
        await who.messenger.join('status');
      }
      await environment.clock.advance(60_000);
      link.dead = true;
      const said = await alice.messenger.sendPublic({ chat: 'status', text: 'to all' });
      const plain = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'to you', forwardSecrecy: false });
      await environment.clock.advance(45_000);
      expect([bob.heard, link.written > 1]).toEqual([[], true]);
      link.dead = false;
      await environment.clock.advance(180_000);
      expect(bob.heard.map(({ id }) => id).sort()).toEqual([said.messageId, plain.messageId].sort());
      expect(alice.statuses.get(said.messageId)?.at(-1)).toBe('confirmed');
    });
  }
});

test('what is said while a messenger starts is posted once', async () => {
  const { alice, bob, wait } = await gather(['alice', 'bob']);
  for (const who of [alice, bob]) await who.messenger.join('status');
  await alice.messenger.stop();
  const begin = alice.start(alice.store);
  const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'good morning' });
  await begin;
  await wait(60);
  expect(alice.traces.filter(({ messageIds }) => messageIds.includes(messageId))).toHaveLength(1);
  expect([bob.heard.length, bob.dropped]).toEqual([1, []]);
});
