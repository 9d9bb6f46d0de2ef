import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, compareBytes, concatBytes } from '@status/base';
import { compressPublicKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { seededRandom } from '@status/testing';
import { DH, PUBLIC, RATCHET } from '../src/protections.ts';
import type { DirectMessage } from '../src/protocol-message.ts';
import { MESSAGE_KEYS, SESSIONS } from '../src/records.ts';
import {
  createPeer,
  introduce,
  mustFail,
  mustOpen,
  onlyEntry,
  type Peer,
  pair,
  say,
  settled,
  textOf,
  withEntry,
} from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

function sessionsOf(peer: Peer): number {
  return Object.keys(peer.store.dump()).filter((key) => key.startsWith(SESSIONS.name)).length;
}

function messageKeysOf(peer: Peer): number {
  return Object.keys(peer.store.dump()).filter((key) => key.startsWith(MESSAGE_KEYS.name)).length;
}

describe('R1: flipped bits', () => {
  test('whatever bit of header and body is flipped, nothing opens and the store stays byte for byte as it was', async () => {
    const { alice, bob } = await settled();
    await alice.seal(bob, 'lost: the next one skips a key');
    const { bytes } = await alice.seal(bob, 'to be flipped');
    const { ratchet, direct } = onlyEntry(bytes);
    const flip = (part: Uint8Array, bit: number): Uint8Array =>
      part.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const bits = (length: number): number[] => Array.from({ length }, (_, bit) => bit);
    const changes: Partial<DirectMessage>[] = [
      ...bits(33 * 8).map((bit) => ({ ratchet: { ...ratchet, key: flip(ratchet.key, bit) } })),
      ...bits(33 * 8).map((bit) => ({ ratchet: { ...ratchet, id: flip(ratchet.id, bit) } })),
      ...bits(32).map((bit) => ({ ratchet: { ...ratchet, n: (ratchet.n ^ (1 << bit)) >>> 0 } })),
      ...bits(32).map((bit) => ({ ratchet: { ...ratchet, pn: (ratchet.pn ^ (1 << bit)) >>> 0 } })),
      ...bits(direct.payload.length * 8).map((bit) => ({ payload: flip(direct.payload, bit) })),
    ];
    // An unknown prekey makes an answer, which is written down; once it is, the next ones make none.
    await bob.open(
      alice,
      withEntry(bytes, () => ({ ratchet: { ...ratchet, id: new Uint8Array(33) } })),
    );
    const before = bob.store.dump();
    for (const change of changes) {
      const { reason } = mustFail(
        await bob.open(
          alice,
          withEntry(bytes, () => change),
        ),
      );
      expect(['AUTH_FAILED', 'INVALID_POINT', 'SKIP_LIMIT', 'DUPLICATE', 'SESSION_NOT_FOUND']).toContain(reason);
    }
    expect(bob.store.dump()).toEqual(before);
    expect(textOf(await bob.open(alice, bytes))).toBe('to be flipped');
  });

  test('a flipped first message begins no session, and the genuine one still does', async () => {
    const { alice, bob } = await pair();
    const { bytes } = await alice.seal(bob, 'first');
    const forged = withEntry(bytes, ({ payload }) => ({
      payload: payload.map((byte, i) => (i === 30 ? byte ^ 1 : byte)),
    }));
    const before = bob.store.dump();
    expect(mustFail(await bob.open(alice, forged)).reason).toBe('AUTH_FAILED');
    expect(bob.store.dump()).toEqual(before);
    expect(textOf(await bob.open(alice, bytes))).toBe('first');
  });

  test('under another identity nothing opens, and the genuine message still does', async () => {
    const { alice, bob, clock } = await pair();
    const mallory = createPeer({ name: 'mallory', clock });
    const { bytes } = await alice.seal(bob, 'from alice');
    expect(mustFail(await bob.open(mallory, bytes)).reason).toBe('AUTH_FAILED');
    expect(textOf(await bob.open(alice, bytes))).toBe('from alice');
  });

  test('10,000 messages of garbage leave the store at its size', async () => {
    const { alice, bob } = await settled();
    const { bytes } = await alice.seal(bob, 'template');
    const random = seededRandom('garbage');
    const key = compressPublicKey(publicKeyOf(random.bytes(32)));
    const before = bob.store.dump();
    for (let i = 0; i < 10_000; i++) {
      const garbage =
        i % 50 === 0
          ? withEntry(bytes, ({ ratchet }) => ({ ratchet: { ...ratchet, key }, payload: random.bytes(60) }))
          : random.bytes(100);
      mustFail(await bob.open(alice, garbage));
    }
    expect(bob.store.dump()).toEqual(before);
  });
});

describe('R2: skipped keys', () => {
  test('are bounded in total, over however many ratchet steps they were skipped', async () => {
    const { alice, bob } = await settled({ limits: { maxMessageKeysPerSession: 40, maxKeep: 60 } });
    for (let round = 0; round < 12; round++) {
      for (let i = 0; i < 9; i++) await alice.seal(bob, 'lost');
      await say(alice, bob, 'arrives');
      await say(bob, alice, 'answer');
      expect(messageKeysOf(bob)).toBeLessThanOrEqual(40);
    }
    expect(messageKeysOf(bob)).toBeGreaterThan(30);
  });

  test('the newest are kept, the oldest go', async () => {
    const { alice, bob } = await settled({ limits: { maxMessageKeysPerSession: 5 } });
    const sent: Uint8Array[] = [];
    for (let i = 0; i < 10; i++) sent.push((await alice.seal(bob, `m${i}`)).bytes);
    expect(textOf(await bob.open(alice, sent[9]!))).toBe('m9');
    expect(mustFail(await bob.open(alice, sent[4]!)).reason).toBe('DUPLICATE');
    for (const i of [5, 6, 7, 8]) expect(textOf(await bob.open(alice, sent[i]!))).toBe(`m${i}`);
  });
});

describe('R3: absurd numbers', () => {
  test.each([
    ['n', { n: 0xffffffff }],
    ['pn', { pn: 0xffffffff }],
  ])('%s = 2³² − 1 is refused with its own reason', async (field, absurd) => {
    const { alice, bob } = await settled();
    const { bytes } = await alice.seal(bob, 'x');
    // A new ratchet key, so that both numbers count.
    const key = compressPublicKey(publicKeyOf(new Uint8Array(32).fill(5)));
    const forged = withEntry(bytes, ({ ratchet }) => ({
      ratchet: { ...ratchet, ...(field === 'pn' && { key }), ...absurd },
    }));
    expect(mustFail(await bob.open(alice, forged)).reason).toBe('SKIP_LIMIT');
  });

  test('exactly 1000 skipped messages are fine, 1001 are not', async () => {
    const { alice, bob } = await settled();
    const sent: Uint8Array[] = [];
    for (let i = 0; i <= 1001; i++) sent.push((await alice.seal(bob, `m${i}`)).bytes);
    expect(mustFail(await bob.open(alice, sent[1001]!)).reason).toBe('SKIP_LIMIT');
    expect(textOf(await bob.open(alice, sent[1000]!))).toBe('m1000');
    expect(textOf(await bob.open(alice, sent[1001]!))).toBe('m1001');
    expect(textOf(await bob.open(alice, sent[0]!))).toBe('m0');
  });

  test('a number below the chain whose key is gone is a duplicate', async () => {
    const { alice, bob } = await settled();
    const { bytes } = await alice.seal(bob, 'once');
    await bob.confirm(await bob.open(alice, bytes));
    expect(mustFail(await bob.open(alice, bytes)).reason).toBe('DUPLICATE');
  });
});

describe('R5: replay', () => {
  test('before confirmation it opens again and says so; after it, it is a duplicate', async () => {
    const { alice, bob } = await pair();
    const { bytes } = await alice.seal(bob, 'twice');
    expect(mustOpen(await bob.open(alice, bytes)).replayed).toBe(false);
    const again = mustOpen(await bob.open(alice, bytes));
    expect([textOf(again), again.replayed]).toEqual(['twice', true]);
    await bob.confirm(again);
    const before = bob.store.dump();
    expect(mustFail(await bob.open(alice, bytes))).toMatchObject({ reason: 'DUPLICATE', replies: [] });
    expect(bob.store.dump()).toEqual(before);
  });

  test('a skipped message opens as new the first time, and as a replay the second', async () => {
    const { alice, bob } = await settled();
    const { bytes: late } = await alice.seal(bob, 'late');
    await say(alice, bob, 'early');
    expect(mustOpen(await bob.open(alice, late)).replayed).toBe(false);
    expect(mustOpen(await bob.open(alice, late)).replayed).toBe(true);
  });

  test('of an ended chain it is a duplicate too, across a restart', async () => {
    const { alice, bob, clock } = await settled();
    const { bytes } = await alice.seal(bob, 'old');
    await bob.confirm(await bob.open(alice, bytes));
    for (let i = 0; i < 3; i++) {
      await say(bob, alice, 'x');
      await say(alice, bob, 'y');
    }
    const again = createPeer({ name: 'bob', clock, store: bob.store, seed: 'restarted' });
    expect(mustFail(await again.open(alice, bytes)).reason).toBe('DUPLICATE');
  });

  test.each([1, 2, 13, 30])('of a first message, %i days later, begins nothing anew', async (days) => {
    const { alice, bob, clock } = await pair();
    const { bytes } = await alice.seal(bob, 'first');
    await bob.confirm(await bob.open(alice, bytes));
    await clock.advance(days * DAY);
    await bob.sealPublic('rotates the prekey');
    expect(mustFail(await bob.open(alice, bytes)).reason).toBe('DUPLICATE');
    expect(sessionsOf(bob)).toBe(1);
  });

  test('of a first message whose session was dropped to make room is refused', async () => {
    const { alice, bob, clock } = await pair({ limits: { maxSessions: 2 } });
    const { bytes } = await alice.seal(bob, 'first');
    await bob.confirm(await bob.open(alice, bytes));
    for (let i = 0; i < 3; i++) {
      await clock.advance(1000);
      const newer = createPeer({ name: 'alice', clock, installationId: `alice-${i + 2}` });
      await introduce(newer, bob);
      await say(newer, bob, 'another device');
    }
    expect(sessionsOf(bob)).toBe(2);
    expect(mustFail(await bob.open(alice, bytes)).reason).toBe('SESSION_NOT_FOUND');
  });

  test('of a fallback message opens, marked, until it is confirmed; after that it is a duplicate', async () => {
    const alice = createPeer({ name: 'alice' });
    const bob = createPeer({ name: 'bob' });
    const { bytes, protection } = await alice.seal(bob, 'hello stranger');
    expect(protection).toBe(DH);
    expect(mustOpen(await bob.open(alice, bytes)).replayed).toBe(false);
    const again = await bob.open(alice, bytes);
    expect(mustOpen(again).replayed).toBe(true);
    await bob.confirm(again);
    expect(mustFail(await bob.open(alice, bytes)).reason).toBe('DUPLICATE');
  });
});

describe('R6: reordering', () => {
  test('messages of earlier chains open after ratchet steps', async () => {
    const { alice, bob } = await settled();
    const late: Uint8Array[] = [];
    for (let round = 0; round < 4; round++) {
      late.push((await alice.seal(bob, `late ${round}`)).bytes);
      await say(alice, bob, 'in time');
      await say(bob, alice, 'answer');
    }
    for (const round of [2, 0, 3, 1]) expect(textOf(await bob.open(alice, late[round]!))).toBe(`late ${round}`);
    await say(alice, bob, 'on we go');
  });
});

describe('R7: points', () => {
  const offCurve = Uint8Array.of(2, ...new Uint8Array(31), 5);
  const bad: [string, Uint8Array][] = [
    ['empty', new Uint8Array()],
    ['of 32 bytes', new Uint8Array(32).fill(2)],
    ['of 65 bytes', publicKeyOf(new Uint8Array(32).fill(1))],
    ['zero', new Uint8Array(33)],
    ['off the curve', offCurve],
    ['beyond the field', Uint8Array.of(2, ...new Uint8Array(32).fill(255))],
  ];
  test.each(bad)('keys %s are refused in every header, and nothing is written', async (_, key) => {
    const { alice, bob } = await pair();
    const { bytes } = await alice.seal(bob, 'first');
    const before = bob.store.dump();
    const changes = [
      withEntry(bytes, ({ ratchet }) => ({ ratchet: { ...ratchet, key } })),
      withEntry(bytes, ({ x3dh }) => ({ x3dh: { ...x3dh, key } })),
      withEntry(bytes, () => ({ ratchet: undefined, x3dh: undefined, dh: key, payload: new Uint8Array(40) })),
    ];
    for (const forged of changes) expect(mustFail(await bob.open(alice, forged)).reason).toBe('INVALID_POINT');
    expect(bob.store.dump()).toEqual(before);
  });
});

describe('R14: sizes', () => {
  test.each([0, 1, 15, 16, 17, 65_536, 300_000])('%i bytes go through every protection', async (length) => {
    const payload = seededRandom(`payload ${length}`).bytes(length);
    const alice = createPeer({ name: 'alice' });
    const bob = createPeer({ name: 'bob' });
    const through = async (bytes: Uint8Array) => mustOpen(await bob.open(alice, bytes));
    expect(compareBytes((await through((await alice.seal(bob, payload)).bytes)).payload!, payload)).toBe(0);
    await introduce(alice, bob);
    const sealed = await alice.seal(bob, payload);
    expect(sealed.protection).toBe(RATCHET);
    expect(compareBytes((await through(sealed.bytes)).payload!, payload)).toBe(0);
    const open = await through(await alice.sealPublic(payload));
    expect([open.protection, compareBytes(open.payload!, payload)]).toEqual([PUBLIC, 0]);
  });
});

describe('R15: short payloads', () => {
  test('every length below IV and MAC, or nonce and tag, is refused with its own reason', async () => {
    const { alice, bob } = await settled();
    const { bytes } = await alice.seal(bob, 'x');
    const before = bob.store.dump();
    for (let length = 0; length < 48; length++) {
      const short = withEntry(bytes, ({ payload }) => ({ payload: payload.subarray(0, length) }));
      expect(mustFail(await bob.open(alice, short)).reason).toBe('TRUNCATED');
    }
    const dh = compressPublicKey(alice.publicKey);
    for (let length = 0; length < 28; length++) {
      const short = withEntry(bytes, () => ({ ratchet: undefined, dh, payload: new Uint8Array(length) }));
      expect(mustFail(await bob.open(alice, short)).reason).toBe('TRUNCATED');
    }
    expect(bob.store.dump()).toEqual(before);
  });
});

test('no ciphertext shows its plaintext, and equal plaintexts share no block', async () => {
  const { alice, bob } = await settled();
  const random = seededRandom('windows');
  const blocks = new Set<string>();
  const plaintext = random.bytes(256);
  const windows = Array.from({ length: 256 - 7 }, (_, i) => bytesToHex(plaintext.subarray(i, i + 8)));
  for (let i = 0; i < 4; i++) {
    const { bytes } = await alice.seal(bob, plaintext);
    const hex = bytesToHex(bytes);
    for (const window of windows) expect(hex.includes(window)).toBe(false);
    const { payload } = onlyEntry(bytes).direct;
    for (let at = 0; at + 16 <= payload.length; at += 16) {
      const block = bytesToHex(concatBytes(payload.subarray(at, at + 16)));
      expect(blocks.has(block)).toBe(false);
      blocks.add(block);
    }
  }
});
