import { expect, test } from '@jest/globals';
import { bytesToHex, utf8ToBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { Audience, Opened, PublicKey, Sealed, SealedMessage, SecurityLayer } from '@status/interfaces';
import { createGroupSecurity } from '../src/group-security.ts';
import { encodeGroupMessage } from '../src/group-wire.ts';
import { createMapStore, type MapStore } from '../src/map-store.ts';
import { seededRandom } from '../src/seeded-random.ts';

type Member = {
  readonly publicKey: PublicKey;
  readonly store: MapStore;
  readonly layer: SecurityLayer;
  seal(members: readonly Member[], words: string): Promise<Sealed>;
  open(from: Member, message: SealedMessage): Promise<Opened>;
};

function createMember(name: string): Member {
  const privateKey = generatePrivateKey(seededRandom(name));
  const layer: SecurityLayer = createGroupSecurity(privateKey, seededRandom(`random of ${name}`));
  const store = createMapStore();
  return {
    publicKey: publicKeyOf(privateKey),
    store,
    layer,
    seal(members, words) {
      const audience: Audience = {
        kind: 'members',
        conversation: 'group',
        members: members.map(({ publicKey }) => publicKey),
      };
      return store.transaction((tx) => layer.seal(tx, audience, utf8ToBytes(words)));
    },
    open: (from, { bytes }) => store.transaction((tx) => layer.open(tx, from.publicKey, bytes)),
  };
}

const people = () => [createMember('alice'), createMember('bob'), createMember('carol')] as const;

/** The one message that is for all. */
function forAll({ messages }: Sealed): SealedMessage {
  return messages.at(-1)!;
}

/** Each member opens what was made for it, and what it replies goes back. */
async function arrive(from: Member, members: readonly Member[], { messages }: Sealed): Promise<void> {
  for (const member of members) {
    for (const message of messages) {
      if (!message.recipients.some((key) => bytesToHex(key) === bytesToHex(member.publicKey))) continue;
      for (const reply of (await member.open(from, message)).replies) await from.open(member, reply);
    }
  }
}

test('members get the key each by a message of its own, and once they have replied there is one message for all', async () => {
  const [a, b, c] = people();
  const first = await a.seal([b, c], 'one');
  expect(first.messages.map(({ recipients }) => recipients.length)).toEqual([1, 1, 2]);
  await arrive(a, [b], first);
  const second = await a.seal([b, c], 'two');
  expect(second.messages.map(({ recipients }) => recipients)).toEqual([[c.publicKey], [b.publicKey, c.publicKey]]);
  await arrive(a, [c], second);
  const third = await a.seal([c, b], 'three');
  expect(third.messages.map(({ recipients }) => recipients)).toEqual([[c.publicKey, b.publicKey]]);
  expect(await b.open(a, forAll(third))).toMatchObject({ ok: true, payload: utf8ToBytes('three') });
});

test('a message without its key waits, and comes out of the key that is replied to the request for it', async () => {
  const [a, b] = people();
  const lost = await b.open(a, forAll(await a.seal([b], 'kept')));
  expect(lost).toMatchObject({ ok: false, reason: 'KEY_MISSING', replies: [{ recipients: [a.publicKey] }] });
  const answer = await a.open(b, lost.replies[0]!);
  const [key] = answer.replies;
  const opened = await b.open(a, key!);
  expect(opened).toMatchObject({ ok: true, payload: utf8ToBytes('kept'), conversation: 'group', replayed: false });
  expect(await b.open(a, key!)).toMatchObject({ payload: utf8ToBytes('kept'), replayed: true });
  if (opened.ok) await b.store.transaction((tx) => b.layer.confirm(tx, opened.receipt));
  expect(await b.open(a, key!)).not.toHaveProperty('payload');
});

test('other members get another key', async () => {
  const [a, b, c] = people();
  await arrive(a, [b, c], await a.seal([b, c], 'both'));
  const { messages } = await a.seal([b], 'one of them');
  const overheard = await c.open(a, messages.at(-1)!);
  expect(overheard).toMatchObject({ ok: false, reason: 'KEY_MISSING' });
  expect(await a.open(c, overheard.replies[0]!)).toMatchObject({ ok: false, reason: 'NO_MEMBER', replies: [] });
});

test('keys of before are not replied', async () => {
  const [a, b, c] = people();
  const old = await b.open(a, forAll(await a.seal([b, c], 'old')));
  await a.seal([b], 'new');
  expect(await a.open(b, old.replies[0]!)).toMatchObject({ ok: false, reason: 'KEY_OVER', replies: [] });
});

test('no more than 64 messages of a sender wait in a conversation', async () => {
  const [a, b] = people();
  for (let n = 0; n < 70; n++) {
    const box = new Uint8Array(20);
    const place = { conversation: 'group', generation: new Uint8Array(16), n, box };
    const bytes = encodeGroupMessage({ kind: 'message', ...place });
    await b.store.transaction((tx) => b.layer.open(tx, a.publicKey, bytes));
  }
  expect(b.store.size).toBe(64);
});

test('keys of eight generations of a sender are kept, and what is known of their messages', async () => {
  const [a, b, c] = people();
  for (let i = 0; i < 12; i++) await arrive(a, [b], await a.seal(i % 2 === 0 ? [b] : [b, c], `generation ${i}`));
  expect(b.store.keys('group-keys-1')).toHaveLength(8);
  expect(b.store.keys('group-received-1')).toHaveLength(8);
});

test('a conversation needs a name', async () => {
  const [a, b] = people();
  const audience: Audience = { kind: 'members', conversation: '', members: [b.publicKey] };
  const sealing = a.store.transaction((tx) => a.layer.seal(tx, audience, new Uint8Array()));
  await expect(sealing).rejects.toMatchObject({ code: 'SECURITY_AUDIENCE' });
});
