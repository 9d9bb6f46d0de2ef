import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, copyBytes, hexToBytes, utf8ToBytes } from '@status/base';
import { compressPublicKey, isPrivateKey, keccak256, sharedSecret } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { Opened, PublicKey } from '@status/interfaces';
import { createFaultyStore, type FaultyStore } from '@status/testing';
import { verifyBundle } from '../src/bundle.ts';
import { MAX_MESSAGE_LENGTH } from '../src/constants.ts';
import { decryptFallback } from '../src/dh.ts';
import {
  generateKeyPair,
  initiateRatchet,
  keyPairOf,
  ratchetDecrypt,
  ratchetEncrypt,
  respondRatchet,
} from '../src/double-ratchet.ts';
import { encodeHeader } from '../src/header.ts';
import { stepChain } from '../src/kdf.ts';
import { createRatchet } from '../src/layer.ts';
import { decryptMessage } from '../src/message-cipher.ts';
import { DH, PUBLIC, RATCHET } from '../src/protections.ts';
import { decodeProtocolMessage, encodeProtocolMessage } from '../src/protocol-message.ts';
import { INSTALLATIONS, MESSAGE_KEYS, PRE_KEYS, readRecord, SELF, SESSIONS, writeRecord } from '../src/records.ts';
import { respondX3dh } from '../src/x3dh.ts';
import {
  altered,
  createPeer,
  createPeerOn,
  EVERYBODY,
  membersOf,
  mustFail,
  mustOpen,
  onlyEntry,
  type Peer,
  pair,
  say,
  textOf,
} from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const bundleOf = (peer: Peer) => peer.store.transaction((tx) => peer.security.currentBundle(tx));
const rowsOf = (peer: Peer, table: string): string[] =>
  Object.keys(peer.store.dump()).filter((key) => key.startsWith(`${table}/`));

/** All 32-byte values in a store: every secret there may be, and some that are none. */
function storedSecrets(peer: Peer): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  for (const value of Object.values(peer.store.dump())) {
    const bytes = hexToBytes(value);
    for (let at = 0; at + 32 <= bytes.length; at++) {
      const slice = bytes.slice(at, at + 32);
      // Fields are length-prefixed.
      if (bytes[at - 1] === 32) found.set(bytesToHex(slice), slice);
    }
  }
  return [...found.values()];
}

/** Tries to read a recorded message with whatever a store holds, as a message key or as a chain key run forward. */
function canRead(bytes: Uint8Array, secrets: readonly Uint8Array[], steps: number): boolean {
  const { ratchet, direct } = onlyEntry(bytes);
  const associatedData = encodeHeader(ratchet);
  for (const secret of secrets) {
    if (decryptMessage(secret, direct.payload, associatedData) !== undefined) return true;
    let chainKey = secret;
    for (let i = 0; i < steps; i++) {
      const step = stepChain(chainKey);
      if (decryptMessage(step.messageKey, direct.payload, associatedData) !== undefined) return true;
      chainKey = step.chainKey;
    }
  }
  return false;
}

describe('own bundle', () => {
  test('is made with the first message, verifies, and is signed anew for each with a later timestamp', async () => {
    const alice = createPeer({ name: 'alice' });
    const [first, second] = [await bundleOf(alice), await bundleOf(alice)];
    expect(verifyBundle(first)).toBe(true);
    expect(first.identity).toEqual(compressPublicKey(alice.publicKey));
    expect(first.signedPreKeys).toMatchObject([{ installationId: 'alice-1', version: 1, protocolVersion: 1 }]);
    expect(second.signedPreKeys).toEqual(first.signedPreKeys);
    expect(second.timestamp).toBe(first.timestamp + 1n);
    expect(first.timestamp).toBe(BigInt(alice.environment.clock.now()) * 1_000_000n);
  });

  test('has another prekey of the next version after 24 hours, and not before', async () => {
    const { alice, clock } = await pair();
    const preKey = async () => (await bundleOf(alice)).signedPreKeys[0]!;
    const first = await preKey();
    await clock.advance(DAY - 1);
    expect(await preKey()).toEqual(first);
    await clock.advance(1);
    const second = await preKey();
    expect(second.version).toBe(2);
    expect(second.preKey).not.toEqual(first.preKey);
  });

  test('keeps its timestamp rising when the clock is set back', async () => {
    const { alice, clock } = await pair();
    const before = await bundleOf(alice);
    clock.jump(-3 * HOUR);
    expect((await bundleOf(alice)).timestamp).toBeGreaterThan(before.timestamp);
  });

  test('stops counting versions at the greatest', async () => {
    const { alice, clock } = await pair();
    await alice.store.transaction(async (tx) => {
      writeRecord(tx, SELF, 'self', { ...(await readRecord(tx, SELF, 'self'))!, version: 0xffffffff });
    });
    await clock.advance(DAY);
    expect((await bundleOf(alice)).signedPreKeys[0]!.version).toBe(0xffffffff);
  });

  test('opens first messages to a replaced prekey for 14 days; then the prekey is destroyed', async () => {
    const { alice, bob, clock } = await pair();
    const carol = createPeer({ name: 'carol', clock });
    await carol.open(bob, await bob.sealPublic('here'));
    const early = (await alice.seal(bob, 'in time')).bytes;
    const late = (await carol.seal(bob, 'too late')).bytes;
    const [replaced] = rowsOf(bob, PRE_KEYS.name);
    await clock.advance(DAY);
    await bob.sealPublic('rotates');
    await clock.advance(14 * DAY - 1);
    expect(textOf(await bob.open(alice, early))).toBe('in time');
    await clock.advance(1);
    expect(mustFail(await bob.open(carol, late))).toMatchObject({
      reason: 'UNKNOWN_PREKEY',
      replies: [{ recipients: [carol.publicKey] }],
    });
    await clock.advance(HOUR);
    await bob.open(carol, late);
    expect(rowsOf(bob, PRE_KEYS.name)).not.toContain(replaced);
  });
});

describe('sealing', () => {
  test('makes one message per recipient, all with the same bundle', async () => {
    const { alice, bob, clock } = await pair();
    const carol = createPeer({ name: 'carol', clock });
    const again = { publicKey: copyBytes(bob.publicKey) };
    const { messages, results, secrets } = await alice.store.transaction((tx) =>
      alice.security.seal(tx, membersOf(bob, carol, again), utf8ToBytes('all')),
    );
    expect(messages.map(({ protection }) => protection)).toEqual([RATCHET, DH]);
    expect(results).toEqual([
      { member: bob.publicKey, device: 'bob-1', ok: true },
      { member: carol.publicKey, ok: true },
    ]);
    expect(messages.map(({ recipients }) => recipients)).toEqual([[bob.publicKey], [carol.publicKey]]);
    expect(secrets.map(({ peer }) => peer)).toEqual([bob.publicKey, carol.publicKey]);
    const [first, second] = messages.map(({ bytes }) => decodeProtocolMessage(bytes).bundles);
    expect(first).toEqual(second);
    expect(textOf(await carol.open(alice, messages[1]!.bytes))).toBe('all');
  });

  test.each([
    ['nobody', []],
    ['a key that is none', [{ publicKey: new Uint8Array(65) as PublicKey }]],
  ])('for %s is refused, and nothing is written', async (_, people) => {
    const alice = createPeer({ name: 'alice' });
    const refused = alice.store.transaction((tx) =>
      alice.security.seal(tx, membersOf(...people), new Uint8Array()).catch((error: unknown) => error),
    );
    expect(await refused).toMatchObject({ code: 'SECURITY_AUDIENCE' });
    expect(alice.store.size).toBe(0);
  });

  test('of more than a peer would read is refused, and nothing is written', async () => {
    const alice = createPeer({ name: 'alice' });
    const payload = new Uint8Array(alice.security.payloadLimit(MAX_MESSAGE_LENGTH) + 1);
    const refused = alice.store.transaction((tx) =>
      alice.security.seal(tx, EVERYBODY, payload).catch((error: unknown) => error),
    );
    expect(await refused).toMatchObject({ code: 'SECURITY_TOO_LARGE' });
    expect(alice.store.size).toBe(0);
  });

  test('repeats the X3DH header, with the same ephemeral, until something was received', async () => {
    const { alice, bob } = await pair();
    const [first, second] = [await alice.seal(bob, 'one'), await alice.seal(bob, 'two')];
    expect(onlyEntry(first.bytes).x3dh).toEqual(onlyEntry(second.bytes).x3dh);
    expect(textOf(await bob.open(alice, second.bytes))).toBe('two');
    await say(bob, alice, 'got it');
    expect(onlyEntry((await alice.seal(bob, 'three')).bytes).x3dh).toBeUndefined();
    expect(textOf(await bob.open(alice, first.bytes))).toBe('one');
  });

  test('a device whose record is broken stops no other, and if all are, there is no fallback', async () => {
    const { alice, bob, clock } = await pair();
    await clock.advance(1000);
    const desk = createPeer({ name: 'bob', clock, installationId: 'bob-2' });
    await alice.open(desk, await desk.sealPublic('here'));
    await alice.seal(bob, 'begins both');
    const damage = (count: number) =>
      alice.store.transaction(async (tx) => {
        for (const key of rowsOf(alice, SESSIONS.name).slice(0, count)) {
          tx.put(SESSIONS.name, key.slice(SESSIONS.name.length + 1), Uint8Array.of(0xff));
        }
      });
    await damage(1);
    const { results } = await alice.seal(bob, 'to one');
    expect(results.map(({ ok, reason }) => [ok, reason]).sort()).toEqual([
      [false, 'RATCHET_RECORD'],
      [true, undefined],
    ]);
    await damage(2);
    const carol = createPeer({ name: 'carol', clock });
    const sealed = await alice.store.transaction((tx) =>
      alice.security.seal(tx, membersOf(bob, carol), utf8ToBytes('to none of one')),
    );
    expect(sealed.results.map(({ member, ok, reason }) => [member === carol.publicKey, ok, reason])).toEqual([
      [false, false, 'RATCHET_RECORD'],
      [false, false, 'RATCHET_RECORD'],
      [false, true, undefined],
    ]);
    expect(sealed.messages.map(({ recipients }) => recipients)).toEqual([[carol.publicKey]]);
    expect(sealed.secrets.map(({ peer }) => peer)).toEqual([carol.publicKey]);
  });

  test('a member of whom the record is broken keeps nobody else from being served', async () => {
    const { alice, bob, clock } = await pair();
    const carol = createPeer({ name: 'carol', clock });
    await alice.store.transaction(async (tx) => {
      for (const key of rowsOf(alice, INSTALLATIONS.name)) {
        tx.put(INSTALLATIONS.name, key.slice(INSTALLATIONS.name.length + 1), Uint8Array.of(0xff));
      }
    });
    const { messages, results } = await alice.store.transaction((tx) =>
      alice.security.seal(tx, membersOf(bob, carol), utf8ToBytes('to one')),
    );
    expect(results).toEqual([
      { member: bob.publicKey, ok: false, reason: 'RATCHET_RECORD' },
      { member: carol.publicKey, ok: true },
    ]);
    expect(textOf(await carol.open(alice, messages[0]!.bytes))).toBe('to one');
  });

  test('on a disk that refuses rejects with what it says, whatever was done for other members', async () => {
    const { alice, bob, clock } = await pair();
    const carol = createPeer({ name: 'carol', clock });
    /** What `seal` itself rejects with: the transaction of a disk that refused rejects in any case. */
    const refusalOn = async (store: FaultyStore): Promise<unknown> => {
      const peer = createPeerOn({ name: 'alice', clock, store });
      let refusal: unknown;
      const sealing = store.transaction(async (tx) => {
        await peer.security.seal(tx, membersOf(carol, bob), utf8ToBytes('x')).catch((error: unknown) => {
          refusal = error;
        });
      });
      await sealing.catch(() => undefined);
      return refusal;
    };
    const sound = createFaultyStore(alice.store.fork());
    expect(await refusalOn(sound)).toBeUndefined();
    expect(sound.writes).toBeGreaterThan(2);
    for (let failWrite = 1; failWrite <= sound.writes; failWrite++) {
      const refusal = await refusalOn(createFaultyStore(alice.store.fork(), { failWrite }));
      expect(refusal).toMatchObject({ code: 'STORE_FAILED' });
    }
  });

  test('negotiates a secret, agreed once every device that is served has shown to know it', async () => {
    const { alice, bob, clock } = await pair();
    const secretOf = async (from: Peer, to: Peer) => {
      const sealed = await from.store.transaction((tx) => from.security.seal(tx, membersOf(to), utf8ToBytes('x')));
      return { ...sealed.secrets[0]!, bytes: sealed.messages[0]!.bytes };
    };
    const first = await secretOf(bob, alice);
    expect(first).toMatchObject({ peer: alice.publicKey, agreed: false });
    expect(first.secret).toEqual(sharedSecret(bob.identity, alice.publicKey));
    expect(mustOpen(await alice.open(bob, first.bytes)).secrets).toEqual([
      { peer: bob.publicKey, secret: first.secret, agreed: true },
    ]);
    const second = await secretOf(alice, bob);
    expect(second).toMatchObject({ secret: first.secret, agreed: true });
    await bob.open(alice, second.bytes);
    expect((await secretOf(bob, alice)).agreed).toBe(true);
    await clock.advance(1000);
    const desk = createPeer({ name: 'bob', clock, installationId: 'bob-2' });
    await alice.open(desk, await desk.sealPublic('a device that has shown nothing'));
    expect((await secretOf(alice, bob)).agreed).toBe(false);
  });
});

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

describe('what a thief of the store can do', () => {
  test('not read a confirmed message, but one that was not confirmed', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob, 'hello');
    await say(bob, alice, 'hi');
    const { bytes } = await alice.seal(bob, 'secret');
    const opened = await bob.open(alice, bytes);
    expect(canRead(bytes, storedSecrets(bob), 3)).toBe(true);
    await bob.confirm(opened);
    expect(canRead(bytes, storedSecrets(bob), 400)).toBe(false);
  });

  test('not follow the conversation after a round trip', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob, 'hello');
    await say(bob, alice, 'hi');
    const thief = createPeer({ name: 'bob', clock: bob.environment.clock, store: bob.store.fork(), seed: 'thief' });
    const next = await alice.seal(bob, 'still readable');
    expect(textOf(await thief.open(alice, next.bytes))).toBe('still readable');
    await bob.open(alice, next.bytes);
    await say(bob, alice, 'turns');
    const { bytes } = await alice.seal(bob, 'healed');
    expect(mustFail(await thief.open(alice, bytes)).reason).toBe('AUTH_FAILED');
    expect(textOf(await bob.open(alice, bytes))).toBe('healed');
  });

  test('not read a first message once its prekey is destroyed, even with the identity key', async () => {
    const { alice, bob, clock } = await pair();
    const { bytes } = await alice.seal(bob, 'first');
    await bob.confirm(await bob.open(alice, bytes));
    const { x3dh, ratchet, direct } = onlyEntry(bytes);
    /** Any stored value may be the prekey; the identity key is stolen too. */
    const readable = (): boolean =>
      storedSecrets(bob)
        .filter(isPrivateKey)
        .some((preKeyPrivate) => {
          const keys = { identityPrivate: bob.identity, preKeyPrivate };
          const secret = respondX3dh({ ...keys, initiatorIdentity: alice.publicKey, initiatorEphemeral: x3dh!.key });
          const state = respondRatchet(secret, keyPairOf(preKeyPrivate));
          return ratchetDecrypt(state, ratchet, direct.payload, () => state.self, 1000).ok;
        });
    expect(readable()).toBe(true);
    await clock.advance(DAY);
    await bob.sealPublic('rotates');
    await clock.advance(15 * DAY);
    await bob.sealPublic('sweeps');
    expect(readable()).toBe(false);
  });

  test('read every fallback message with the identity key alone', async () => {
    const alice = createPeer({ name: 'alice' });
    const bob = createPeer({ name: 'bob' });
    const { direct } = onlyEntry((await alice.seal(bob, 'hello')).bytes);
    const opened = decryptFallback(bob.identity, { ephemeral: direct.dh!, payload: direct.payload });
    expect(opened.ok && opened.plaintext).toEqual(utf8ToBytes('hello'));
  });

  test('impersonate anybody to the owner of a prekey, but not with the identity key alone', async () => {
    const { alice, bob, clock } = await pair();
    const preKey = onlyEntry((await alice.seal(bob, 'x')).bytes).ratchet.id;
    const preKeyPrivate = (await bob.store.transaction((tx) => readRecord(tx, PRE_KEYS, bytesToHex(preKey))))!
      .privateKey;
    const random = bob.environment.random;
    /** The first output is of Alice's identity and Bob's prekey: known to whoever has either private key. */
    const forge = (privateKey: Uint8Array): Uint8Array => {
      const ephemeral = generateKeyPair(random);
      const secret = keccak256(
        sharedSecret(privateKey, alice.publicKey),
        sharedSecret(ephemeral.privateKey, bob.publicKey),
        sharedSecret(ephemeral.privateKey, preKey),
      );
      const { header, ciphertext } = ratchetEncrypt(
        initiateRatchet(secret, preKey, generateKeyPair(random)),
        utf8ToBytes('forged'),
      );
      const x3dh = { key: ephemeral.publicKey, id: preKey };
      const direct = { x3dh, ratchet: { ...header, id: preKey }, payload: ciphertext };
      const directMessages = new Map([[bob.installationId, direct]]);
      return encodeProtocolMessage({ installationId: 'alice-1', bundles: [], directMessages });
    };
    expect(mustFail(await bob.open(alice, forge(bob.identity))).reason).toBe('AUTH_FAILED');
    expect(textOf(await bob.open(alice, forge(preKeyPrivate)))).toBe('forged');
    await clock.advance(DAY);
    await bob.sealPublic('rotates');
    await clock.advance(15 * DAY);
    expect(mustFail(await bob.open(alice, forge(preKeyPrivate))).reason).toBe('UNKNOWN_PREKEY');
  });
});

describe('secrets', () => {
  test('are in no log, no metric and no result of a failure', async () => {
    const { alice, bob } = await pair();
    const results: Opened[] = [];
    await say(alice, bob, 'hello');
    const { bytes } = await alice.seal(bob, 'text');
    results.push(
      await bob.open(
        alice,
        bytes.map((byte, i) => (i === bytes.length - 9 ? byte ^ 1 : byte)),
      ),
    );
    results.push(await bob.open(alice, bytes.subarray(0, 50)));
    const { logs, counters } = bob.environment;
    const said = JSON.stringify([results, logs, [...counters.keys()]]);
    for (const secret of [...storedSecrets(bob), bob.identity]) {
      expect(said.includes(bytesToHex(secret))).toBe(false);
      expect(said.includes(JSON.stringify([...secret]).slice(1, -1))).toBe(false);
    }
    expect([...counters.keys()]).toContain('ratchet_opened_messages{result=AUTH_FAILED}');
  });

  test('of the owner are left alone', async () => {
    const { alice, bob } = await pair();
    const identity = alice.identity.slice();
    await say(alice, bob, 'x');
    await say(bob, alice, 'y');
    expect(alice.identity).toEqual(identity);
  });
});

test.each(['', 'none', 'x'.repeat(65), 'line\nbreak', '\ud800'])('refuses the installation id %j', (installationId) => {
  const { identity, environment } = createPeer({ name: 'alice' });
  expect(() => createRatchet({ identity, installationId, environment })).toThrow(
    expect.objectContaining({ code: 'RATCHET_INSTALLATION_ID' }),
  );
});

test('keeps its own view of a peer in one record per installation', async () => {
  const { alice, bob } = await pair();
  await say(alice, bob, 'x');
  expect(rowsOf(bob, INSTALLATIONS.name)).toEqual([
    `${INSTALLATIONS.name}/${bytesToHex(compressPublicKey(alice.publicKey))}/${bytesToHex(utf8ToBytes('alice-1'))}`,
  ]);
});
