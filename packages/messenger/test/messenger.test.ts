import { describe, expect, test } from '@jest/globals';
import { bytesTo0x, utf8ToBytes } from '@status/base';
import type { ChatContent, PublicKey } from '@status/interfaces';
import { createPayload } from '@status/payload';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, testEnvironment } from '@status/testing';
import { contactCodeRoute, keyOfName, pairId, partitionRoute, publicChatRoute } from '../src/index.ts';
import { gather, type Party } from './party.ts';

/** Seconds that an envelope lives on a direct network. */
const LIFETIME = createDirectNetwork({ environment: testEnvironment() }).node('').traits.lifetime / 1_000;

const textsOf = ({ heard }: Party): string[] => heard.map(({ text }) => text);
const lastStatus = (who: Party, messageId: string): string | undefined => who.statuses.get(messageId)?.at(-1);

describe('one to one', () => {
  test('a first message to somebody whose keys are unknown goes by one-off Diffie–Hellman, and says so', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob']);
    const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
    await wait(2);
    expect(bob.heard).toMatchObject([
      { id: messageId, text: 'hello', from: bytesTo0x(alice.publicKey), protection: { label: 'dh' } },
    ]);
    expect(lastStatus(alice, messageId)).toBe('delivered');
  });

  test('the answer, and everything after it, is a session', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob']);
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
    await wait(2);
    await bob.messenger.sendDirect({ to: alice.publicKey, text: 'hello yourself' });
    await wait(2);
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'again' });
    await wait(2);
    expect(alice.heard).toMatchObject([{ text: 'hello yourself', protection: { label: 'ratchet' } }]);
    expect(bob.heard.at(-1)).toMatchObject({ text: 'again', protection: { label: 'ratchet' } });
  });

  test('with keys found on the contact-code topic the very first message opens a session', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob']);
    await alice.messenger.addContact(bob.publicKey);
    await bob.messenger.advertise();
    await wait(3);
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
    await wait(2);
    expect(bob.heard).toMatchObject([{ text: 'hello', protection: { label: 'ratchet' } }]);
  });

  test('a pair that heard from each other meets on its negotiated topic', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob']);
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'one' });
    await wait(2);
    await bob.messenger.sendDirect({ to: alice.publicKey, text: 'two' });
    await wait(2);
    const routes = (who: Party) => who.traces.filter(({ direction }) => direction === 'out').map(({ route }) => route);
    expect(routes(alice)[0]).toBe('partition');
    expect(routes(bob).at(-1)).toBe('negotiated');
  });

  test('without forward secrecy a message is marked so on both ends, and needs no acknowledgement', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob']);
    const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'plain', forwardSecrecy: false });
    await wait(2);
    expect(bob.heard).toMatchObject([{ id: messageId, protection: { label: 'transport-only' } }]);
    const [own] = await alice.messenger.messages(bytesTo0x(bob.publicKey));
    expect(own).toMatchObject({ protection: { label: 'transport-only' }, status: 'confirmed' });
  });

  test('a note to oneself is kept and leaves for nobody', async () => {
    const { alice, wait } = await gather(['alice']);
    const { messageId } = await alice.messenger.sendDirect({ to: alice.publicKey, text: 'buy milk' });
    await wait(2);
    const [note] = await alice.messenger.messages(bytesTo0x(alice.publicKey));
    expect(note).toMatchObject({ id: messageId, text: 'buy milk', status: 'delivered' });
    expect(alice.traces).toEqual([]);
  });

  test('a message of another kind to oneself leaves for nobody either', async () => {
    const { alice, wait } = await gather(['alice']);
    await alice.messenger.sendDirect({ to: alice.publicKey, text: 'buy milk' });
    await alice.messenger.send({ chat: bytesTo0x(alice.publicKey), kind: 'contact-code', content: {} });
    await wait(600);
    expect(alice.traces).toEqual([]);
  });

  test('a text that peers would refuse is refused before anything is stored', async () => {
    const { alice, bob } = await gather(['alice', 'bob']);
    await expect(alice.messenger.sendDirect({ to: bob.publicKey, text: 'x'.repeat(4_097) })).rejects.toMatchObject({
      code: 'MESSENGER_INVALID_MESSAGE',
    });
    await expect(alice.messenger.sendDirect({ to: bob.publicKey, text: ' \n ' })).rejects.toMatchObject({
      code: 'MESSENGER_INVALID_MESSAGE',
    });
    expect(await alice.messenger.chats()).toEqual([]);
  });
});

describe('public chats', () => {
  test('everybody who joined hears, nobody else does', async () => {
    const { alice, bob, carol, wait } = await gather(['alice', 'bob', 'carol']);
    await alice.messenger.join('status');
    await bob.messenger.join('status');
    const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'hello everybody' });
    await wait(2);
    expect(bob.heard).toMatchObject([{ id: messageId, chatId: 'status', protection: { label: 'public' } }]);
    expect([textsOf(alice), textsOf(carol)]).toEqual([[], []]);
    expect(lastStatus(alice, messageId)).toBe('confirmed');
  });

  test('a chat that was left is silent, and keeps its history', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob']);
    for (const who of [alice, bob]) await who.messenger.join('status');
    await alice.messenger.sendPublic({ chat: 'status', text: 'one' });
    await wait(2);
    await bob.messenger.leave('status');
    await alice.messenger.sendPublic({ chat: 'status', text: 'two' });
    await wait(2);
    expect(textsOf(bob)).toEqual(['one']);
    expect(await bob.messenger.messages('status')).toHaveLength(1);
    await expect(bob.messenger.sendPublic({ chat: 'status', text: 'x' })).rejects.toMatchObject({
      code: 'MESSENGER_NOT_JOINED',
    });
  });

  test.each(['', 'Status', 'a b', 'ä', 'a/b', 'x'.repeat(101)])('"%s" is no name for one', async (name) => {
    const { alice } = await gather(['alice']);
    await expect(alice.messenger.join(name)).rejects.toMatchObject({ code: 'MESSENGER_CHAT_NAME' });
  });
});

describe('a bad network', () => {
  test('messages to somebody who is away arrive when they are back, long after their envelopes died', async () => {
    const { alice, bob, network, wait } = await gather(['alice', 'bob']);
    network.online('bob', false);
    const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'where are you?' });
    await wait(LIFETIME * 4);
    expect(textsOf(bob)).toEqual([]);
    network.online('bob', true);
    await wait(240);
    expect(textsOf(bob)).toEqual(['where are you?']);
    expect(lastStatus(alice, messageId)).toBe('delivered');
  });

  test('a public message written while nobody is connected leaves when somebody is', async () => {
    const { alice, bob, network, wait } = await gather(['alice', 'bob']);
    for (const who of [alice, bob]) await who.messenger.join('status');
    network.online('bob', false);
    const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'anybody?' });
    await wait(LIFETIME + 5);
    network.online('bob', true);
    await wait(5);
    expect(textsOf(bob)).toEqual(['anybody?']);
    expect(lastStatus(alice, messageId)).toBe('confirmed');
  });

  test('a public message that never finds anybody is given up', async () => {
    const { alice, wait } = await gather(['alice']);
    await alice.messenger.join('status');
    const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'anybody?' });
    await wait(LIFETIME * 8);
    expect(alice.statuses.get(messageId)).toEqual(['sending', 'expired']);
  });

  test('loss, doubles and disorder: every message once, in the end', async () => {
    const { alice, bob, wait } = await gather(['alice', 'bob'], {
      loss: 0.3,
      duplicate: 0.3,
      reorder: 0.3,
      delay: [10, 2_000],
    });
    const ids: string[] = [];
    for (let round = 0; round < 12; round++) {
      const [from, to] = round % 3 === 0 ? [bob, alice] : [alice, bob];
      ids.push((await from.messenger.sendDirect({ to: to.publicKey, text: `message ${round}` })).messageId);
      await wait(1);
    }
    await wait(12 * 3_600);
    const heard = [...alice.heard, ...bob.heard].map(({ id }) => id);
    expect(heard.sort()).toEqual(ids.sort());
    expect(ids.map((id) => lastStatus(alice, id) ?? lastStatus(bob, id))).toEqual(ids.map(() => 'delivered'));
  });
});

describe('what comes by the wrong way', () => {
  const data = createPayload();
  /** Mallory, with layers of her own to say whatever she likes with. */
  const mallory = async (people: Awaited<ReturnType<typeof gather<'bob' | 'mallory'>>>) => {
    const { mallory: who, network } = people;
    const ratchet = createRatchet({ identity: who.identity, installationId: 'm', environment: who.environment });
    const store = createMemoryStore();
    const seal = async (payload: Uint8Array, to?: PublicKey) => {
      const audience = to
        ? ({ kind: 'members', conversation: pairId(who.publicKey, to), members: [to] } as const)
        : ({ kind: 'public', conversation: 'public:status' } as const);
      return (await store.transaction((tx) => ratchet.seal(tx, audience, payload))).messages[0]!.bytes;
    };
    const chat = (chatId: string, place: ChatContent['place'], key = who.identity) => {
      const now = BigInt(who.environment.clock.now());
      const content: ChatContent = {
        clock: now,
        timestamp: now,
        text: 'psst',
        responseTo: '',
        ensName: '',
        chatId,
        place,
        content: 'text',
      };
      return data.wrap({ kind: 'chat', content }, key).bytes;
    };
    const node = network.node('mallory');
    const whisper = (to: PublicKey, payload: Uint8Array) =>
      node.post({
        topic: partitionRoute(to).topic,
        to: { kind: 'asymmetric', publicKey: to },
        from: who.identity,
        payload,
      });
    const shout = (name: string, payload: Uint8Array) =>
      node.post({
        topic: publicChatRoute(name).topic,
        to: { kind: 'symmetric', key: keyOfName(name) },
        from: who.identity,
        payload,
      });
    return { seal, chat, whisper, shout };
  };

  test('a signed message of somebody else, passed on, is not taken for theirs', async () => {
    const people = await gather(['bob', 'mallory', 'alice']);
    const { seal, chat, whisper } = await mallory(people);
    const stolen = chat(bytesTo0x(people.bob.publicKey), 'one-to-one', people.alice.identity);
    await whisper(people.bob.publicKey, await seal(stolen, people.bob.publicKey));
    await people.wait(2);
    expect(people.bob.heard).toEqual([]);
    expect(people.bob.dropped).toEqual(['AUTHOR_NOT_SENDER']);
  });

  test('a private message that was written to another person is not shown', async () => {
    const people = await gather(['bob', 'mallory', 'alice']);
    const { seal, chat, whisper } = await mallory(people);
    await whisper(
      people.bob.publicKey,
      await seal(chat(bytesTo0x(people.alice.publicKey), 'one-to-one'), people.bob.publicKey),
    );
    await people.wait(2);
    expect([people.bob.heard, people.bob.dropped]).toEqual([[], ['WRONG_CHAT']]);
  });

  test('a public message does not enter by a private way, nor a public part', async () => {
    const people = await gather(['bob', 'mallory']);
    await people.bob.messenger.join('status');
    const { seal, chat, whisper } = await mallory(people);
    await whisper(people.bob.publicKey, await seal(chat('status', 'public'), people.bob.publicKey));
    await whisper(people.bob.publicKey, await seal(chat('status', 'public')));
    await people.wait(2);
    expect([people.bob.heard, people.bob.dropped]).toEqual([[], ['WRONG_CHAT', 'WRONG_CARRIER']]);
  });

  test('a message on the topic of one public chat does not enter another, nor a private chat', async () => {
    const people = await gather(['bob', 'mallory']);
    for (const name of ['status', 'cats']) await people.bob.messenger.join(name);
    const { seal, chat, shout } = await mallory(people);
    await shout('status', await seal(chat('cats', 'public')));
    await shout('status', await seal(chat(bytesTo0x(people.bob.publicKey), 'one-to-one')));
    await people.wait(2);
    expect([people.bob.heard, people.bob.dropped]).toEqual([[], ['WRONG_CHAT', 'WRONG_CHAT']]);
  });

  test('data sync in public is not taken, and draws no answer', async () => {
    const people = await gather(['bob', 'mallory']);
    await people.bob.messenger.join('status');
    const { seal, shout } = await mallory(people);
    await shout('status', await seal(Uint8Array.of(0xca, 0xb8, 0x02, 32, ...new Uint8Array(32))));
    await people.wait(2);
    expect(people.bob.heard).toEqual([]);
    expect(people.bob.traces.filter(({ direction }) => direction === 'out')).toEqual([]);
  });

  test('an unsigned envelope and one of noise are dropped and counted', async () => {
    const people = await gather(['bob', 'mallory']);
    const node = people.network.node('mallory');
    const { topic } = partitionRoute(people.bob.publicKey);
    const to = { kind: 'asymmetric', publicKey: people.bob.publicKey } as const;
    await node.post({ topic, to, payload: utf8ToBytes('hello') });
    await node.post({ topic, to, from: people.mallory.identity, payload: utf8ToBytes('hello') });
    await people.wait(2);
    expect(people.bob.heard).toEqual([]);
    expect(people.bob.dropped).toHaveLength(2);
    expect(people.bob.dropped[0]).toBe('UNSIGNED');
  });

  test('keys that somebody publishes on the topic of another are theirs, not the other’s', async () => {
    const people = await gather(['bob', 'mallory', 'alice']);
    const { seal } = await mallory(people);
    await people.bob.messenger.addContact(people.alice.publicKey);
    const route = contactCodeRoute(people.alice.publicKey);
    const payload = await seal(data.wrap({ kind: 'contact-code', content: {} }, people.mallory.identity).bytes);
    await people.network.node('mallory').post({
      topic: route.topic,
      to: { kind: 'symmetric', key: keyOfName(route.name) },
      from: people.mallory.identity,
      payload,
    });
    await people.wait(2);
    await people.bob.messenger.sendDirect({ to: people.alice.publicKey, text: 'hello' });
    await people.wait(2);
    expect(people.alice.heard).toMatchObject([{ text: 'hello', protection: { label: 'dh' } }]);
  });
});
