import { describe, expect, jest, test } from '@jest/globals';
import { bytesTo0x } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { Store } from '@status/interfaces';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, createFaultyStore, seededRandom, testEnvironment } from '@status/testing';
import { contactCodeRoute, publicChatRoute } from '../src/index.ts';
import { createParty, gather, type Party } from './party.ts';

const NAME_KEYS = 'messenger-name-keys-1';

/** A party on a direct network of its own whose subscriptions are counted. */
function createLonely(name = 'alice') {
  const environment = testEnvironment({ seed: name });
  const network = createDirectNetwork({ environment });
  const store = createMemoryStore();
  const topics = new Set<string>();
  const party = createParty(name, {
    environment,
    store,
    privacy() {
      const node = network.node(name);
      return {
        traits: node.traits,
        on: (event, listener) => node.on(event, listener),
        post: (message, options) => node.post(message, options),
        subscribe(filter, handler) {
          const topic = bytesTo0x(filter.topics[0]!);
          topics.add(topic);
          const { ready, cancel } = node.subscribe(filter, handler);
          return {
            ready,
            cancel: () => {
              topics.delete(topic);
              cancel();
            },
          };
        },
      };
    },
  });
  return { ...party, party, environment, network, store, topics };
}

const strangers = (count: number) =>
  Array.from({ length: count }, (_, n) => publicKeyOf(generatePrivateKey(seededRandom(`stranger ${n}`))));

/** Forgets the keys of names, as a store does whose process died before it derived them. */
const forgetKeys = (store: ReturnType<typeof createMemoryStore>) =>
  store.transaction(async (tx) => {
    for await (const [key] of tx.entries(NAME_KEYS)) tx.delete(NAME_KEYS, key);
  });

describe('starting', () => {
  test('does not wait for the keys of contacts, which are listened for one after the other', async () => {
    const { party, environment, store, topics } = createLonely();
    await party.start();
    const contacts = strangers(3);
    for (const contact of contacts) await party.messenger.addContact(contact);
    await party.messenger.stop();
    await forgetKeys(store);
    expect(topics.size).toBe(0);
    await party.start();
    expect(topics.size).toBe(2);
    await environment.clock.advance(1);
    expect(topics.size).toBe(2 + contacts.length);
  });

  test('that fails is told of at once, since what nobody waits for yet would end the process', async () => {
    const { party, store, environment, network } = createLonely();
    await party.start();
    await party.messenger.join('status');
    await party.messenger.stop();
    await forgetKeys(store);
    // What the run before left to post is still being read.
    let reads = 0;
    const read: Store['read'] = async (work, options) => {
      const result = await store.read(work, options);
      return ++reads < 3 ? result : new Promise(() => {});
    };
    const deriveKey = () => Promise.reject(new Error('no memory left'));
    const again = createParty('alice', { environment, privacy: () => network.node('alice'), options: { deriveKey } });
    const told = jest.fn();
    void again.start({ ...store, read }).catch(told);
    await environment.clock.advance(0);
    expect(told).toHaveBeenCalledWith(new Error('no memory left'));
  });

  test('listens for the keys of those who were written to, not of strangers who wrote', async () => {
    const { party, environment, network, topics } = createLonely();
    const [bob, carol] = ['bob', 'carol'].map((name) =>
      createParty(name, {
        environment: testEnvironment({ seed: name, clock: environment.clock }),
        privacy: () => network.node(name),
      }),
    );
    for (const who of [party, bob!]) await who.start();
    await bob!.messenger.sendDirect({ to: party.publicKey, text: 'hello' });
    await party.messenger.sendDirect({ to: carol!.publicKey, text: 'hello' });
    await environment.clock.advance(2_000);
    expect(party.heard).toHaveLength(1);
    await party.messenger.stop();
    await party.start();
    const listensFor = ({ publicKey }: Party) => topics.has(bytesTo0x(contactCodeRoute(publicKey).topic));
    expect([listensFor(bob!), listensFor(carol!)]).toEqual([false, true]);
  });

  test('twice is starting once', async () => {
    const { party, environment, network } = createLonely();
    await party.start();
    await party.messenger.join('status');
    network.online('alice', false);
    await party.messenger.sendPublic({ chat: 'status', text: 'hello' });
    await Promise.all([party.messenger.start(), party.messenger.start()]);
    await environment.clock.advance(0);
    expect(network.pending).toBe(1);
  });

  test('after stopping is refused, stopping after stopping is not', async () => {
    const { party } = createLonely();
    await party.start();
    await party.messenger.stop();
    await party.messenger.stop();
    await expect(party.messenger.start()).rejects.toMatchObject({ code: 'MESSENGER_STOPPED' });
  });

  test('while stopping leaves no subscription behind', async () => {
    const { party, topics } = createLonely();
    const starting = party.start();
    await party.messenger.stop();
    await expect(starting).rejects.toMatchObject({ code: 'MESSENGER_STOPPED' });
    expect(topics.size).toBe(0);
  });
});

describe('stopping', () => {
  test('waits for the message that is being stored', async () => {
    const { alice, bob, wait, network } = await gather(['alice', 'bob']);
    await bob.messenger.join('status');
    await alice.messenger.join('status');
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const busy = bob.store.transaction(() => gate);
    await alice.messenger.sendPublic({ chat: 'status', text: 'just in time' });
    await wait(1);
    const stopped = bob.messenger.stop();
    open();
    await busy;
    await stopped;
    expect(bob.heard).toMatchObject([{ text: 'just in time' }]);
    expect(network.pending).toBe(1);
  });
});

describe('a route', () => {
  test('whose key the disk does not take is listened to all the same', async () => {
    const { party, environment, store, topics } = createLonely();
    // Writes of this join: its chat, then the key of its name.
    await party.start(createFaultyStore(store, { failWrite: 2 }));
    await party.messenger.join('status');
    await environment.clock.advance(0);
    expect(topics.has(bytesTo0x(publicChatRoute('status').topic))).toBe(true);
  });
});

/** By which route the last message of somebody's own went out. */
const lastRoute = ({ traces }: Party): string | undefined =>
  traces.findLast(({ direction, messageIds }) => direction === 'out' && messageIds.length > 0)?.route;

describe('somebody who lost their store, though not the name of their device,', () => {
  /** Alice and Bob, who have a session and a meeting point of their own, of which Bob knows nothing any more. */
  const gatherForgetful = async () => {
    const people = await gather(['alice', 'bob']);
    const { alice, bob, wait } = people;
    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
      [alice, bob],
    ] as const) {
      await from.messenger.sendDirect({ to: to.publicKey, text: 'before' });
      await wait(3);
    }
    expect(lastRoute(alice)).toBe('negotiated');
    await bob.messenger.stop();
    await bob.start(createMemoryStore());
    return people;
  };

  test('is reached soon after publishing new keys', async () => {
    const { alice, bob, wait } = await gatherForgetful();
    await bob.messenger.advertise();
    await wait(400);
    const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'still there?' });
    await wait(300);
    expect(bob.heard.at(-1)).toMatchObject({ text: 'still there?', protection: { label: 'ratchet' } });
    expect(alice.statuses.get(messageId)?.at(-1)).toBe('delivered');
  });

  test('is reached even so, if later, as what goes unanswered is sent where first contact is made', async () => {
    const { alice, bob, wait } = await gatherForgetful();
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'still there?' });
    await wait(3_600);
    expect(bob.heard.at(-1)).toMatchObject({ text: 'still there?', protection: { label: 'ratchet' } });
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'so you are' });
    await wait(3);
    expect(bob.heard.at(-1)).toMatchObject({ text: 'so you are' });
    expect(lastRoute(alice)).toBe('negotiated');
  });
});
