import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@status/base';
import { isPrivateKey, keccak256, sharedSecret } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { Opened } from '@status/interfaces';
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
import { decryptMessage } from '../src/message-cipher.ts';
import { encodeProtocolMessage } from '../src/protocol-message.ts';
import { PRE_KEYS, readRecord } from '../src/records.ts';
import { respondX3dh } from '../src/x3dh.ts';
import { createPeer, mustFail, onlyEntry, type Peer, pair, say, textOf } from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

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
