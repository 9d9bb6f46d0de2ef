import { beforeAll, describe, expect, test } from '@jest/globals';
import { copyBytes, utf8ToBytes } from '@status/base';
import { sharedSecret } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { PublicKey } from '@status/interfaces';
import { createFaultyStore, type FaultyStore } from '@status/testing';
import { MAX_MESSAGE_LENGTH } from '../src/constants.ts';
import { DH, RATCHET } from '../src/protections.ts';
import { decodeProtocolMessage } from '../src/protocol-message.ts';
import { INSTALLATIONS, SESSIONS } from '../src/records.ts';
import {
  createPeer,
  createPeerOn,
  EVERYBODY,
  membersOf,
  mustOpen,
  onlyEntry,
  type Peer,
  pair,
  rowsOf,
  say,
  textOf,
} from './peer.ts';

beforeAll(installFastestEngine);

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

  test('of more than peers read is refused, and nothing is written', async () => {
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
