import { beforeAll, describe, expect, test } from '@jest/globals';
import { utf8ToBytes } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import { PUBLIC, RATCHET } from '../src/protections.ts';
import { decodeProtocolMessage, encodeProtocolMessage } from '../src/protocol-message.ts';
import { MESSAGE_KEYS } from '../src/records.ts';
import { altered, createPeer, mustFail, mustOpen, onlyEntry, type Peer, pair, rowsOf, say, textOf } from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

describe('opening', () => {
  const applicationMessage = Uint8Array.of(0x0a, 2, 1, 2, 0x12, 3, 65, 66, 67, 0x18, 1);

  test.each([
    ['nothing', new Uint8Array()],
    ['garbage', Uint8Array.of(0xff, 0xff, 0xff)],
    ['an application message', applicationMessage],
    ['text', utf8ToBytes('hello')],
  ])('does not recognise %s', async (_, bytes) => {
    const { alice, bob } = await pair();
    const before = bob.store.dump();
    expect(await bob.open(alice, bytes)).toEqual({
      ok: false,
      reason: 'NOT_RECOGNISED',
      deviceEvents: [],
      replies: [],
    });
    expect(bob.store.dump()).toEqual(before);
  });

  test('a message with nothing but keys is no failure', async () => {
    const { alice, bob } = await pair();
    const { publicMessage: _, ...bare } = decodeProtocolMessage(await alice.sealPublic('x'));
    const opened = mustOpen(await bob.open(alice, encodeProtocolMessage(bare)));
    expect(opened.payload).toBeUndefined();
    expect(opened.remarks).toEqual([]);
  });

  test('of a public and a direct part the public one counts, and that is remarked on', async () => {
    const { alice, bob } = await pair();
    const bytes = altered((await alice.seal(bob, 'direct')).bytes, () => ({ publicMessage: utf8ToBytes('public') }));
    const opened = await bob.open(alice, bytes);
    expect(textOf(opened)).toBe('public');
    expect(mustOpen(opened)).toMatchObject({
      protection: PUBLIC,
      remarks: ['AMBIGUOUS'],
    });
  });

  test('our own messages come back as an echo', async () => {
    const { alice, bob } = await pair();
    for (const bytes of [await alice.sealPublic('x'), (await alice.seal(bob, 'y')).bytes]) {
      expect(mustFail(await alice.open(alice, bytes)).reason).toBe('OWN_ECHO');
    }
  });

  test('a header of later times is unsupported', async () => {
    const { alice, bob } = await pair();
    const bytes = altered(await alice.sealPublic('x'), () => ({
      directMessages: new Map([[bob.installationId, { payload: new Uint8Array(64) }]]),
    }));
    const { publicMessage: _, ...direct } = decodeProtocolMessage(bytes);
    expect(mustFail(await bob.open(alice, encodeProtocolMessage(direct))).reason).toBe('UNSUPPORTED_HEADER');
  });

  test('a ratchet message addressed to no device in particular is accepted', async () => {
    const { alice, bob } = await pair();
    const { bytes } = await alice.seal(bob, 'hello');
    const { direct } = onlyEntry(bytes);
    const readdressed = altered(bytes, () => ({ directMessages: new Map([['none', direct]]) }));
    expect(textOf(await bob.open(alice, readdressed))).toBe('hello');
  });

  test('answers with our keys at most once in two hours and identity', async () => {
    const { alice, bob, clock } = await pair();
    const stranger = createPeer({ name: 'bob', installationId: 'bob-9', clock });
    const answers = async (from: Peer): Promise<boolean> => {
      const { bytes } = await from.seal(bob, 'not for this device');
      const { replies } = mustFail(await stranger.open(from, bytes));
      for (const { recipients } of replies) expect(recipients).toEqual([from.publicKey]);
      return replies.length === 1;
    };
    expect(await answers(alice)).toBe(true);
    await clock.advance(2 * HOUR - 1);
    expect(await answers(alice)).toBe(false);
    const carol = createPeer({ name: 'carol', clock });
    await carol.open(bob, await bob.sealPublic('here'));
    expect(await answers(carol)).toBe(true);
    await clock.advance(1);
    expect(await answers(alice)).toBe(true);
  });

  test('the answer has no payload, and repairs the conversation', async () => {
    const { alice, bob, clock } = await pair();
    await clock.advance(1000);
    const recovered = createPeer({ name: 'bob', installationId: 'bob-2', clock });
    const { replies } = mustFail(await recovered.open(alice, (await alice.seal(bob, 'lost')).bytes));
    expect(replies).toMatchObject([{ recipients: [alice.publicKey], protection: RATCHET }]);
    expect(textOf(await alice.open(recovered, replies[0]!.bytes))).toBe('');
    expect(textOf(await recovered.open(alice, (await alice.seal(bob, 'found')).bytes))).toBe('found');
  });

  test('says who of the devices sent it, though that is a hint only', async () => {
    const { alice, bob } = await pair();
    const { bytes } = await alice.seal(bob, 'x');
    const renamed = altered(bytes, () => ({ installationId: 'somebody' }));
    expect(mustOpen(await bob.open(alice, renamed))).toMatchObject({
      device: 'somebody',
      protection: RATCHET,
    });
  });

  test('works with stores that share nothing but the disk: everything survives a restart', async () => {
    const { alice, bob, clock } = await pair();
    await say(alice, bob, 'before');
    const again = createPeer({ name: 'bob', clock, store: bob.store, seed: 'restarted' });
    await say(again, alice, 'after');
    await say(alice, again, 'and on');
  });
});

describe('confirmation', () => {
  test('destroys the message key; unknown receipts do nothing', async () => {
    const { alice, bob } = await pair();
    const opened = mustOpen(await bob.open(alice, (await alice.seal(bob, 'x')).bytes));
    expect(rowsOf(bob, MESSAGE_KEYS.name)).toHaveLength(1);
    const before = bob.store.dump();
    const name = { peer: new Uint8Array(33), preKey: new Uint8Array(33), ephemeral: new Uint8Array(33) };
    await bob.store.transaction(async (tx) => {
      await bob.security.confirm(tx, { kind: 'session', session: name, sequence: 0 });
      await bob.security.confirm(tx, { kind: 'fallback', id: '00' });
    });
    expect(bob.store.dump()).toEqual(before);
    await bob.confirm(opened);
    await bob.confirm(opened);
    expect(rowsOf(bob, MESSAGE_KEYS.name)).toEqual([]);
  });

  test('comes by itself after a day', async () => {
    const { alice, bob, clock } = await pair();
    const { bytes } = await alice.seal(bob, 'x');
    await bob.open(alice, bytes);
    await clock.advance(DAY + HOUR);
    await bob.sealPublic('something happens');
    expect(rowsOf(bob, MESSAGE_KEYS.name)).toEqual([]);
    expect(mustFail(await bob.open(alice, bytes)).reason).toBe('DUPLICATE');
  });

  test('does not come by itself for a key that waits for its message', async () => {
    const { alice, bob, clock } = await pair();
    const { bytes } = await alice.seal(bob, 'late');
    await say(alice, bob, 'early');
    await clock.advance(10 * DAY);
    expect(textOf(await bob.open(alice, bytes))).toBe('late');
  });
});
