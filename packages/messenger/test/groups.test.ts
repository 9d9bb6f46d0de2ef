import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesTo0x, compareBytes } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createOfferSync } from '@status/testing';
import { gather, type Party } from './party.ts';

beforeAll(async () => {
  await installFastestEngine();
});

const GROUP = 'c0ffee-weekend';

const textsOf = ({ heard }: Party): string[] => heard.map(({ text }) => text);

/** Three friends in a group, and a stranger. */
async function gatherGroup() {
  const people = await gather(['alice', 'bob', 'carol', 'mallory']);
  const friends = [people.alice, people.bob, people.carol];
  const members = friends.map(({ publicKey }) => publicKey);
  for (const who of friends) await who.messenger.openGroup({ chatId: GROUP, members });
  return { ...people, members };
}

/** Alice, who has a session with one member of a group and none with the other; data sync serves them in the order of their keys. */
async function gatherMixed(order: 'session first' | 'session last', groupSync: 'pairs' | 'none') {
  const people = await gather(['alice', 'bob', 'carol'], {}, { options: { groupSync } });
  const { alice, bob, carol, wait } = people;
  const sorted = [bob, carol].sort((one, other) => compareBytes(one.publicKey, other.publicKey));
  const [known, stranger] = order === 'session first' ? sorted : sorted.toReversed();
  await known!.messenger.sendDirect({ to: alice.publicKey, text: 'hello' });
  await wait(2);
  await alice.messenger.sendDirect({ to: known!.publicKey, text: 'hello yourself' });
  await wait(2);
  const members = [alice, bob, carol].map(({ publicKey }) => publicKey);
  for (const who of [alice, bob, carol]) await who.messenger.openGroup({ chatId: GROUP, members });
  return { ...people, known: known!, stranger: stranger! };
}

describe('a group', () => {
  test('hears what any of its members says, once, and nobody else does', async () => {
    const { alice, bob, carol, mallory, wait } = await gatherGroup();
    await alice.messenger.sendGroup({ chat: GROUP, text: 'who brings the cake?' });
    await wait(2);
    await carol.messenger.sendGroup({ chat: GROUP, text: 'I do' });
    await wait(5);
    expect(textsOf(bob)).toEqual(['who brings the cake?', 'I do']);
    expect([textsOf(alice), textsOf(carol)]).toEqual([['I do'], ['who brings the cake?']]);
    expect(bob.heard[0]).toMatchObject({ chatId: GROUP, place: 'group', from: bytesTo0x(alice.publicKey) });
    expect(mallory.heard).toEqual([]);
  });

  test('a message has come as far as for the member who is furthest behind, and each is told', async () => {
    const { alice, bob, carol, network, wait } = await gatherGroup();
    network.online('carol', false);
    const { messageId } = await alice.messenger.sendGroup({ chat: GROUP, text: 'who brings the cake?' });
    await wait(5);
    expect(alice.progress.get(messageId)).toContain(`${bytesTo0x(bob.publicKey)} delivered`);
    expect(alice.statuses.get(messageId)).not.toContain('delivered');
    const statuses = await alice.messenger.recipients(messageId);
    expect(statuses.get(bytesTo0x(bob.publicKey))).toBe('delivered');
    network.online('carol', true);
    await wait(120);
    expect(alice.progress.get(messageId)?.at(-1)).toBe(`${bytesTo0x(carol.publicKey)} delivered`);
    expect(alice.statuses.get(messageId)?.at(-1)).toBe('delivered');
  });

  test.each([
    ['session first', 'pairs'],
    ['session last', 'pairs'],
    ['session first', 'none'],
    ['session last', 'none'],
  ] as const)('a message is as protected as for the member whose protection is least (%s, %s)', async (order, way) => {
    const { alice, known, stranger, wait } = await gatherMixed(order, way);
    await alice.messenger.sendGroup({ chat: GROUP, text: 'who brings the cake?' });
    await wait(5);
    expect(known.heard.at(-1)).toMatchObject({ chatId: GROUP, protection: { label: 'ratchet' } });
    expect(stranger.heard.at(-1)).toMatchObject({ chatId: GROUP, protection: { label: 'dh' } });
    const [own] = await alice.messenger.messages(GROUP);
    expect(own?.protection).toMatchObject({ label: 'dh', authenticated: false, forwardSecret: false });
  });

  test.each(['pairs', 'group', 'none'] as const)('of nobody else keeps what is said there (%s)', async (groupSync) => {
    const { alice, wait } = await gather(['alice'], {}, { options: { groupSync }, sync: createOfferSync() });
    await alice.messenger.openGroup({ chatId: GROUP, members: [alice.publicKey] });
    const { messageId } = await alice.messenger.sendGroup({ chat: GROUP, text: 'anybody here?' });
    await wait(2);
    expect(await alice.messenger.messages(GROUP)).toMatchObject([{ id: messageId, status: 'delivered' }]);
    expect(alice.traces).toEqual([]);
  });

  test('a member who was removed before a message came to him does not keep it on its way', async () => {
    const options = { groupSync: 'group' } as const;
    const { alice, bob, carol, network, wait } = await gather(['alice', 'bob', 'carol'], {}, () => ({
      options,
      sync: createOfferSync(),
    }));
    const members = [alice, bob, carol].map(({ publicKey }) => publicKey);
    for (const who of [alice, bob, carol]) await who.messenger.openGroup({ chatId: GROUP, members });
    network.online('carol', false);
    const { messageId } = await alice.messenger.sendGroup({ chat: GROUP, text: 'who brings the cake?' });
    await wait(10);
    await alice.messenger.openGroup({ chatId: GROUP, members: members.slice(0, 2) });
    await wait(48 * 3_600);
    expect([...(await alice.messenger.recipients(messageId)).values()].sort()).toEqual(['delivered', 'expired']);
    expect(alice.statuses.get(messageId)?.at(-1)).toBe('expired');
  });

  test('takes nothing from somebody who is not in it', async () => {
    const { alice, bob, mallory, members, wait } = await gatherGroup();
    await mallory.messenger.openGroup({ chatId: GROUP, members: [...members, mallory.publicKey] });
    await mallory.messenger.sendGroup({ chat: GROUP, text: 'me too' });
    await wait(2);
    expect([textsOf(alice), textsOf(bob)]).toEqual([[], []]);
    expect(bob.dropped).toContain('NOT_A_MEMBER');
  });

  test('that was left is silent, and keeps its history', async () => {
    const { alice, bob, wait } = await gatherGroup();
    await alice.messenger.sendGroup({ chat: GROUP, text: 'one' });
    await wait(2);
    await bob.messenger.leave(GROUP);
    await alice.messenger.sendGroup({ chat: GROUP, text: 'two' });
    await wait(2);
    expect(textsOf(bob)).toEqual(['one']);
    expect(await bob.messenger.messages(GROUP)).toHaveLength(1);
    await expect(bob.messenger.sendGroup({ chat: GROUP, text: 'x' })).rejects.toMatchObject({
      code: 'MESSENGER_NOT_JOINED',
    });
  });

  test('outlives a restart', async () => {
    const { alice, bob, wait } = await gatherGroup();
    await bob.messenger.stop();
    await bob.start(bob.store);
    await alice.messenger.sendGroup({ chat: GROUP, text: 'still there?' });
    await wait(5);
    expect(textsOf(bob)).toEqual(['still there?']);
    expect((await bob.messenger.chats()).map(({ chatId, type }) => [chatId, type])).toContainEqual([GROUP, 'group']);
  });

  test.each(['', 'a b', 'a/b', 'ü', 'x'.repeat(201), `0x04${'ab'.repeat(64)}`])('"%s" is no id for one', async (id) => {
    const { alice } = await gather(['alice']);
    await expect(alice.messenger.openGroup({ chatId: id, members: [] })).rejects.toMatchObject({
      code: 'MESSENGER_GROUP',
    });
  });

  test('that was left does not come back as a public chat of its id', async () => {
    const { alice, bob, wait } = await gatherGroup();
    await bob.messenger.leave(GROUP);
    await expect(bob.messenger.join(GROUP)).rejects.toMatchObject({ code: 'MESSENGER_CHAT_NAME' });
    await alice.messenger.sendGroup({ chat: GROUP, text: 'one' });
    await wait(2);
    expect(textsOf(bob)).toEqual([]);
  });

  test('cannot have the id of another sort of chat', async () => {
    const { alice } = await gather(['alice']);
    await alice.messenger.join('status');
    await expect(alice.messenger.openGroup({ chatId: 'status', members: [] })).rejects.toMatchObject({
      code: 'MESSENGER_GROUP',
    });
  });
});
