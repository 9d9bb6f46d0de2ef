import { expect, test } from '@jest/globals';
import { bytesTo0x, bytesToUtf8, utf8ToBytes } from '@status/base';
import { StatusError } from '@status/interfaces';
import { createPayload, type PayloadKind, payloadKinds } from '@status/payload';
import { chatFor, type Feature } from '../src/index.ts';
import { gather } from './party.ts';

/** What a reaction says: which message it is about, and what it thinks of it. */
interface Reaction {
  readonly chatId: string;
  readonly about: string;
  readonly emoji: number;
}

class ReactionError extends StatusError<'REACTION_MALFORMED'> {}

/** The first of two values: how a reaction is written (here as JSON, under the number that the reference has for reactions). */
const reactionKind: PayloadKind<Reaction> = {
  name: 'emoji-reaction',
  type: 22,
  encode: (reaction) => utf8ToBytes(JSON.stringify(reaction)),
  decode(bytes) {
    try {
      const { chatId, about, emoji } = JSON.parse(bytesToUtf8(bytes)) as Record<string, unknown>;
      return { chatId: String(chatId), about: String(about), emoji: Number(emoji) };
    } catch (cause) {
      throw new ReactionError('REACTION_MALFORMED', 'not a reaction', { cause });
    }
  },
  validate: ({ emoji }) => (emoji >= 1 && emoji <= 6 ? undefined : { reason: 'EMOJI_RANGE', field: 'emoji' }),
};

/** The second: what a messenger does with one. It keeps it with the message, and tells of it. */
function reactions(told: string[]): Feature<Reaction> {
  return {
    kind: 'emoji-reaction',
    async receive(tx, incoming) {
      const { about, emoji, chatId } = incoming.content;
      const found = await chatFor(tx, { place: 'one-to-one', chatId }, incoming);
      if ('dropped' in found) return found;
      const author = bytesTo0x(incoming.author);
      tx.put('reactions-1', `${about}/${author}`, Uint8Array.of(emoji));
      tx.afterCommit(() => told.push(`${emoji} for ${about}`));
      return { messageIds: [] };
    },
  };
}

const data = createPayload({ kinds: [...payloadKinds, reactionKind] });

/** Alice, whose messenger takes reactions; Bob, who has the kind alone; and Carol, who has never heard of it. */
async function gatherReacting() {
  const told: string[] = [];
  const feature = reactions(told) as Feature;
  const people = await gather(['alice', 'bob', 'carol'], {}, (name) => {
    if (name === 'carol') return {};
    return name === 'alice' ? { data, features: [feature] } : { data };
  });
  return { ...people, told };
}

test('a new kind of message is two values: one for the data layer, one for the messenger', async () => {
  const { alice, bob, wait, told } = await gatherReacting();
  const { messageId } = await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
  await wait(2);
  await bob.messenger.send<Reaction>({
    chat: bytesTo0x(alice.publicKey),
    kind: 'emoji-reaction',
    content: ({ chatId }) => ({ chatId, about: messageId, emoji: 3 }),
  });
  await wait(2);
  expect(told).toEqual([`3 for ${messageId}`]);
  const stored = await alice.store.read((view) => view.get('reactions-1', `${messageId}/${bytesTo0x(bob.publicKey)}`));
  expect(stored).toEqual(Uint8Array.of(3));
  expect(await alice.messenger.messages(bytesTo0x(bob.publicKey))).toHaveLength(1);
});

test('what its kind finds wrong is not sent, and says which field', async () => {
  const { alice, bob } = await gatherReacting();
  await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
  const content = { chatId: bytesTo0x(bob.publicKey), about: 'x', emoji: 7 };
  await expect(
    alice.messenger.send({ chat: bytesTo0x(bob.publicKey), kind: 'emoji-reaction', content }),
  ).rejects.toMatchObject({ code: 'MESSENGER_INVALID_MESSAGE', message: expect.stringContaining('emoji') });
});

test('a messenger that has no use for a kind drops it, with a reason that says whether it knows the kind', async () => {
  const { alice, bob, carol, wait } = await gatherReacting();
  for (const { publicKey } of [bob, carol]) {
    await alice.messenger.sendDirect({ to: publicKey, text: 'hello' });
    const content = { chatId: bytesTo0x(publicKey), about: 'x', emoji: 1 };
    await alice.messenger.send({ chat: bytesTo0x(publicKey), kind: 'emoji-reaction', content });
  }
  await wait(5);
  expect([bob.dropped, carol.dropped]).toEqual([['NO_FEATURE'], ['UNKNOWN_TYPE']]);
});

test('a kind that the data layer does not have cannot be sent', async () => {
  const { alice, carol } = await gatherReacting();
  await carol.messenger.sendDirect({ to: alice.publicKey, text: 'hello' });
  await expect(
    carol.messenger.send({ chat: bytesTo0x(alice.publicKey), kind: 'emoji-reaction', content: {} }),
  ).rejects.toMatchObject({ code: 'DATA_KIND' });
});

test('nothing can be sent to a chat that there is not', async () => {
  const { alice } = await gatherReacting();
  await expect(alice.messenger.send({ chat: 'nowhere', kind: 'chat', content: {} })).rejects.toMatchObject({
    code: 'MESSENGER_NO_CHAT',
  });
});
