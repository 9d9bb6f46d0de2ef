import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, compareBytes, concatBytes, utf8ToBytes } from '@status/base';
import { compressPublicKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createVirtualClock, seededRandom } from '@status/testing';
import { type Bundle, createBundle } from '../src/bundle.ts';
import { type DirectMessage, decodeProtocolMessage, encodeProtocolMessage } from '../src/protocol-message.ts';
import { MESSAGE_KEYS, SESSIONS } from '../src/records.ts';
import { createMemoryStore } from './memory-store.ts';
import {
  altered,
  createPeer,
  introduce,
  mustFail,
  mustOpen,
  onlyEntry,
  type Peer,
  say,
  textOf,
  withEntry,
} from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Alice and Bob, acquainted. */
async function pair(options: { limits?: object } = {}) {
  const clock = createVirtualClock();
  const alice = createPeer({ name: 'alice', clock, ...options });
  const bob = createPeer({ name: 'bob', clock, ...options });
  await introduce(alice, bob);
  return { alice, bob, clock };
}

/** The same after a round trip, so that no X3DH header is sent any more. */
async function settled(options: { limits?: object } = {}) {
  const people = await pair(options);
  await say(people.alice, people.bob, 'hello');
  await say(people.bob, people.alice, 'hi');
  return people;
}

function sessionsOf(peer: Peer): number {
  return Object.keys(peer.store.dump()).filter((key) => key.startsWith(SESSIONS.name)).length;
}

function messageKeysOf(peer: Peer): number {
  return Object.keys(peer.store.dump()).filter((key) => key.startsWith(MESSAGE_KEYS.name)).length;
}

function ratchetKeyOf(bytes: Uint8Array): string {
  return bytesToHex(onlyEntry(bytes).ratchet.key);
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
    // An unknown prekey makes a hint, which is written down; once it is, the next ones are not.
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
    expect(mustFail(await bob.open(alice, bytes))).toMatchObject({ reason: 'DUPLICATE', advertise: false });
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
    expect(protection).toBe('dh');
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

describe('R9: sessions that drifted apart', () => {
  test('a start from both sides at once comes down to one session, and the ratchet turns', async () => {
    const { alice, bob } = await pair();
    const [toBob, toAlice] = [await alice.seal(bob, 'a0'), await bob.seal(alice, 'b0')];
    expect(textOf(await bob.open(alice, toBob.bytes))).toBe('a0');
    expect(textOf(await alice.open(bob, toAlice.bytes))).toBe('b0');
    const prekeys = new Set<string>();
    const ratchetKeys = new Set<string>();
    // Still in step, so that every pair of messages crosses.
    for (let round = 1; round <= 6; round++) {
      const fromAlice = (await alice.seal(bob, `a${round}`)).bytes;
      const fromBob = (await bob.seal(alice, `b${round}`)).bytes;
      expect(textOf(await bob.open(alice, fromAlice))).toBe(`a${round}`);
      expect(textOf(await alice.open(bob, fromBob))).toBe(`b${round}`);
      for (const bytes of [fromAlice, fromBob]) {
        prekeys.add(bytesToHex(onlyEntry(bytes).ratchet.id));
        ratchetKeys.add(ratchetKeyOf(bytes));
      }
    }
    expect(prekeys.size).toBe(1);
    expect(ratchetKeys.size).toBeGreaterThan(4);
    expect(onlyEntry((await alice.seal(bob, 'last')).bytes).x3dh).toBeUndefined();
  });

  test.each(['bob', 'rob', 'tom', 'jim'])(
    'a peer that stays on the session it began is answered there: %s',
    async (name) => {
      const clock = createVirtualClock();
      const alice = createPeer({ name: 'alice', clock });
      const listener = createPeer({ name, clock });
      await introduce(alice, listener);
      await alice.seal(listener, 'crosses');
      // As the reference does, who began a session goes on there whatever comes in on another.
      const speaker = createPeer({ name, clock, store: listener.store.fork(), seed: 'speaker' });
      for (let i = 0; i < 6; i++) await say(speaker, alice, `b${i}`);
      const { bytes } = await alice.seal(speaker, 'where you speak');
      expect(onlyEntry(bytes).x3dh).toBeUndefined();
      expect(textOf(await speaker.open(alice, bytes))).toBe('where you speak');
    },
  );

  test('prekeys that rotate while messages are under way harm nothing', async () => {
    const { alice, bob, clock } = await pair();
    const { bytes: first } = await alice.seal(bob, 'to the old prekey');
    await clock.advance(25 * HOUR);
    const { bytes: second } = await bob.seal(alice, 'from the new one');
    expect(textOf(await alice.open(bob, second))).toBe('from the new one');
    expect(textOf(await bob.open(alice, first))).toBe('to the old prekey');
    for (let i = 0; i < 3; i++) {
      await say(alice, bob, `a${i}`);
      await say(bob, alice, `b${i}`);
    }
  });

  test('a session nobody answered gives way to the prekey that the peer announced since', async () => {
    const { alice, bob, clock } = await pair();
    const old = onlyEntry((await alice.seal(bob, 'unanswered')).bytes).ratchet.id;
    await clock.advance(25 * HOUR);
    await alice.open(bob, await bob.sealPublic('a day later'));
    const { bytes } = await alice.seal(bob, 'anew');
    expect(onlyEntry(bytes).ratchet.id).not.toEqual(old);
    expect(textOf(await bob.open(alice, bytes))).toBe('anew');
  });

  test('one-way traffic is re-keyed once the peer has a newer prekey', async () => {
    const { alice, bob, clock } = await settled();
    const key = ratchetKeyOf((await alice.seal(bob, 'one')).bytes);
    expect(ratchetKeyOf((await alice.seal(bob, 'two')).bytes)).toBe(key);
    await clock.advance(25 * HOUR);
    await alice.open(bob, await bob.sealPublic('a day later'));
    const { bytes } = await alice.seal(bob, 'three');
    expect(ratchetKeyOf(bytes)).not.toBe(key);
    expect(textOf(await bob.open(alice, bytes))).toBe('three');
  });

  test('a peer that lost its store but kept its installation id is understood, and understands', async () => {
    const { bob, clock } = await settled();
    await clock.advance(1000);
    const reborn = createPeer({ name: 'alice', clock, seed: 'reborn' });
    // Bob does not know yet, so his message is lost, but its failure tells how to repair it.
    const lost = await reborn.open(bob, (await bob.seal(reborn, 'to nobody')).bytes);
    expect(mustFail(lost)).toMatchObject({ reason: 'SESSION_NOT_FOUND', advertise: true });
    await say(reborn, bob, '');
    for (let i = 0; i < 3; i++) {
      await say(bob, reborn, `b${i}`);
      await say(reborn, bob, `a${i}`);
    }
  });

  test('a peer that lost its store and says so in public is spoken to on a new session', async () => {
    const { bob, clock } = await settled();
    await clock.advance(1000);
    const reborn = createPeer({ name: 'alice', clock, seed: 'reborn' });
    mustOpen(await bob.open(reborn, await reborn.sealPublic('new keys, counted from one again')));
    await say(bob, reborn, 'heard at once');
  });

  test('a peer whose sessions are gone but whose prekeys are not is understood at once', async () => {
    const { alice, bob, clock } = await settled();
    const forgetful = createMemoryStore();
    const records = alice.store.dump();
    await forgetful.transaction(async (tx) => {
      for (const [name, value] of Object.entries(records)) {
        const [table, ...key] = name.split('/');
        if (/self|prekeys|installations/.test(table!))
          tx.put(table!, key.join('/'), Uint8Array.from(Buffer.from(value, 'hex')));
      }
    });
    const again = createPeer({ name: 'alice', clock, store: forgetful, seed: 'forgetful' });
    await say(again, bob, 'new session, old prekey');
    await say(bob, again, 'understood');
  });

  test('both lost their stores', async () => {
    const { clock } = await settled();
    await clock.advance(1000);
    const [alice, bob] = [
      createPeer({ name: 'alice', clock, seed: '2' }),
      createPeer({ name: 'bob', clock, seed: '2' }),
    ];
    await say(alice, bob, 'fallback');
    await say(bob, alice, 'session');
    await say(alice, bob, 'session too');
  });
});

describe('R11: installations', () => {
  const devices = async (count: number) => {
    const clock = createVirtualClock();
    const bob = createPeer({ name: 'bob', clock });
    const all: Peer[] = [];
    for (let i = 1; i <= count; i++) {
      await clock.advance(1000);
      all.push(createPeer({ name: 'alice', clock, installationId: `alice-${i}` }));
    }
    return { bob, all, clock };
  };

  test('three are served, the newest; the fourth rotates the oldest out, and the app is told', async () => {
    const { bob, all, clock } = await devices(4);
    const events: string[] = [];
    for (const device of all) {
      await clock.advance(1000);
      const opened = mustOpen(await bob.open(device, await device.sealPublic('here')));
      events.push(...opened.devices.map(({ kind, installationId }) => `${kind} ${installationId}`));
    }
    expect(events).toEqual(['added alice-1', 'added alice-2', 'added alice-3', 'added alice-4', 'rotated-out alice-1']);
    const { bytes, devices: results } = await bob.seal(all[0]!, 'to three');
    expect(results.map(({ installationId, ok }) => [installationId, ok])).toEqual([
      ['alice-4', true],
      ['alice-3', true],
      ['alice-2', true],
    ]);
    for (const device of all.slice(1)) expect(textOf(await device.open(bob, bytes))).toBe('to three');
    expect(mustFail(await all[0]!.open(bob, bytes))).toMatchObject({ reason: 'DEVICE_NOT_FOUND', advertise: true });
  });

  test('each device has a session of its own', async () => {
    const { bob, all } = await devices(2);
    for (const device of all) await bob.open(device, await device.sealPublic('here'));
    const { directMessages } = decodeProtocolMessage((await bob.seal(all[0]!, 'x')).bytes);
    const [first, second] = [...directMessages.values()];
    expect(first!.x3dh!.key).not.toEqual(second!.x3dh!.key);
    expect(first!.ratchet!.key).not.toEqual(second!.ratchet!.key);
  });

  test('another installation of our identity is found but not used until it is enabled, and not after it is disabled', async () => {
    const { all } = await devices(2);
    const [phone, desk] = all as [Peer, Peer];
    const found = mustOpen(await phone.open(desk, await desk.sealPublic('me too')));
    expect(found.devices).toEqual([{ kind: 'added', publicKey: phone.publicKey, installationId: 'alice-2' }]);
    expect((await phone.seal(phone, 'sync')).protection).toBe('dh');

    await phone.store.transaction((tx) => phone.security.setEnabled(tx, 'alice-2', true));
    const { bytes, protection } = await phone.seal(phone, 'sync');
    expect(protection).toBe('ratchet');
    expect(textOf(await desk.open(phone, bytes))).toBe('sync');
    const bundle = await phone.store.transaction((tx) => phone.security.currentBundle(tx));
    expect(bundle.signedPreKeys.map(({ installationId }) => installationId)).toEqual(['alice-1', 'alice-2']);

    await phone.store.transaction((tx) => phone.security.setEnabled(tx, 'alice-2', false));
    expect((await phone.seal(phone, 'sync')).protection).toBe('dh');
  });

  test('what was sent to another device of ours is none of our business', async () => {
    const { bob, all } = await devices(2);
    const [phone, desk] = all as [Peer, Peer];
    await bob.open(desk, await desk.sealPublic('only me'));
    expect(mustFail(await phone.open(bob, (await bob.seal(desk, 'x')).bytes)).reason).toBe('DEVICE_NOT_FOUND');
    await desk.open(phone, await phone.sealPublic('here'));
    await desk.store.transaction((tx) => desk.security.setEnabled(tx, 'alice-1', true));
    const third = createPeer({ name: 'alice', installationId: 'alice-3', clock: phone.environment.clock });
    const { bytes } = await desk.seal(desk, 'for alice-1');
    expect(mustFail(await third.open(desk, bytes))).toMatchObject({ reason: 'OWN_UNPAIRED', advertise: false });
    expect(mustFail(await desk.open(desk, bytes)).reason).toBe('OWN_ECHO');
  });

  test('an unknown installation cannot be enabled', async () => {
    const alice = createPeer({ name: 'alice' });
    const enable = alice.store.transaction((tx) => alice.security.setEnabled(tx, 'ghost', true));
    await expect(enable).rejects.toMatchObject({ code: 'RATCHET_UNKNOWN_INSTALLATION' });
  });

  test('a bundle that names hundreds of installations is looked at in part', async () => {
    const { alice, bob } = await pair();
    const preKeys = Array.from({ length: 300 }, (_, i) => ({
      installationId: `ghost-${String(i).padStart(3, '0')}`,
      preKey: compressPublicKey(alice.publicKey),
      version: 1,
      protocolVersion: 1,
    }));
    const bundle = createBundle(alice.identity, preKeys, BigInt(alice.environment.clock.now() + 1000) * 1_000_000n);
    const bytes = altered(await alice.sealPublic('x'), () => ({ bundles: [bundle] }));
    mustOpen(await bob.open(alice, bytes));
    const known = await bob.store.transaction((tx) => bob.security.installations(tx, alice.publicKey));
    expect(known).toHaveLength(16);
    expect(known.filter(({ active }) => active)).toHaveLength(3);
  });

  test('a claim about the far future counts as one day ahead', async () => {
    const { alice, bob, clock } = await pair();
    const ghost = {
      installationId: 'ghost',
      preKey: compressPublicKey(alice.publicKey),
      version: 1,
      protocolVersion: 1,
    };
    const bundle = createBundle(alice.identity, [ghost], 2n ** 63n - 1n);
    mustOpen(
      await bob.open(
        alice,
        altered(await alice.sealPublic('x'), () => ({ bundles: [bundle] })),
      ),
    );
    const newest = async () =>
      (await bob.store.transaction((tx) => bob.security.installations(tx, alice.publicKey)))[0]!;
    expect(await newest()).toMatchObject({
      installationId: 'ghost',
      timestamp: BigInt(clock.now() + DAY) * 1_000_000n,
    });
    await clock.advance(25 * HOUR);
    await bob.open(alice, await alice.sealPublic('the real one'));
    expect((await newest()).installationId).toBe('alice-1');
  });
});

describe('R12: bundles', () => {
  const attack = async (forge: (genuine: Bundle, alice: Peer) => Bundle) => {
    const people = await settled();
    const { alice, bob } = people;
    const mallory = createPeer({ name: 'mallory', clock: people.clock });
    await bob.open(mallory, await mallory.sealPublic('hi'));
    await people.clock.advance(1000);
    const genuine = decodeProtocolMessage(await alice.sealPublic('x')).bundles[0]!;
    const bytes = altered(await mallory.sealPublic('look'), () => ({ bundles: [forge(genuine, alice)] }));
    const before = bob.store.dump();
    const opened = await bob.open(mallory, bytes);
    return { ...people, opened, before };
  };
  const attackersKey = compressPublicKey(publicKeyOf(new Uint8Array(32).fill(66)));
  const replacePreKey = (bundle: Bundle, more: object = {}): Bundle => ({
    ...bundle,
    signedPreKeys: bundle.signedPreKeys.map((entry) => ({ ...entry, preKey: attackersKey, version: 999, ...more })),
  });

  test.each<[string, (genuine: Bundle) => Bundle]>([
    ['without a signature', (genuine) => ({ ...replacePreKey(genuine), signature: new Uint8Array() })],
    ['with a zero signature', (genuine) => ({ ...replacePreKey(genuine), signature: new Uint8Array(65) })],
    ['with the signature of another bundle', (genuine) => replacePreKey(genuine)],
    [
      'signed by somebody else',
      (genuine) => ({
        ...createBundle(new Uint8Array(32).fill(66), replacePreKey(genuine).signedPreKeys, 9n),
        identity: genuine.identity,
      }),
    ],
    ['with a later timestamp', (genuine) => ({ ...genuine, timestamp: genuine.timestamp + 1n })],
    ['with an identity that is no point', (genuine) => ({ ...genuine, identity: new Uint8Array(33) })],
  ])('one %s changes nothing, and the rest of the message is read', async (_, forge) => {
    const { opened, before, alice, bob } = await attack(forge);
    expect(mustOpen(opened)).toMatchObject({ payload: utf8ToBytes('look'), remarks: ['BAD_BUNDLE'], devices: [] });
    expect(bob.store.dump()).toEqual(before);
    await say(bob, alice, 'unharmed');
    await say(alice, bob, 'unharmed');
  });

  test('alone in a message, a bad one is a failure', async () => {
    const { alice, bob } = await pair();
    const bytes = altered(await alice.sealPublic('x'), ({ bundles }) => ({
      bundles: [{ ...bundles[0]!, timestamp: 1n }],
    }));
    const { publicMessage: _, ...bare } = decodeProtocolMessage(bytes);
    expect(mustFail(await bob.open(alice, encodeProtocolMessage(bare))).reason).toBe('BAD_BUNDLE');
  });

  test('one replayed after the prekey was replaced does not bring the old prekey back', async () => {
    const { alice, bob, clock } = await pair();
    const old = await alice.sealPublic('old');
    await clock.advance(25 * HOUR);
    const { bundles } = decodeProtocolMessage(await alice.sealPublic('new'));
    await bob.open(
      alice,
      altered(old, () => ({ bundles })),
    );
    mustOpen(await bob.open(alice, old));
    expect(onlyEntry((await bob.seal(alice, 'x')).bytes).ratchet.id).toEqual(bundles[0]!.signedPreKeys[0]!.preKey);
  });

  test('what another device says about one, later but of an older version, does not bring the old prekey back', async () => {
    const { alice, bob, clock } = await pair();
    const desk = createPeer({ name: 'alice', installationId: 'alice-2', clock });
    await desk.open(alice, await alice.sealPublic('version 1'));
    await desk.store.transaction((tx) => desk.security.setEnabled(tx, 'alice-1', true));
    await clock.advance(25 * HOUR);
    const current = await alice.sealPublic('version 2');
    await bob.open(alice, current);
    await clock.advance(1000);
    const [passedOn] = decodeProtocolMessage(await desk.sealPublic('x')).bundles;
    expect(passedOn!.signedPreKeys.map(({ installationId, version }) => [installationId, version])).toEqual([
      ['alice-1', 1],
      ['alice-2', 1],
    ]);
    await bob.open(desk, await desk.sealPublic('what I know of alice-1 is old'));
    const { directMessages } = decodeProtocolMessage((await bob.seal(alice, 'x')).bytes);
    const { preKey } = decodeProtocolMessage(current).bundles[0]!.signedPreKeys[0]!;
    expect(directMessages.get('alice-1')!.ratchet!.id).toEqual(preKey);
  });

  test('one with digits moved from timestamp to version neither brings an old prekey back nor freezes the next', async () => {
    const { alice, bob, clock } = await pair();
    const old = decodeProtocolMessage(await alice.sealPublic('old')).bundles[0]!;
    const shift = (bundle: Bundle): Bundle => {
      const [entry] = bundle.signedPreKeys;
      const digits = String(bundle.timestamp);
      return {
        ...bundle,
        signedPreKeys: [{ ...entry!, version: Number(`${entry!.version}${digits[0]}`) }],
        timestamp: BigInt(digits.slice(1)),
      };
    };
    await clock.advance(25 * HOUR);
    const current = await alice.sealPublic('new');
    await bob.open(alice, current);
    const mallory = createPeer({ name: 'mallory', clock });
    const pass = async (bundle: Bundle) =>
      mustOpen(
        await bob.open(
          mallory,
          altered(await mallory.sealPublic('psst'), () => ({ bundles: [bundle] })),
        ),
      );
    expect((await pass(shift(old))).remarks).toEqual([]);
    const { preKey } = decodeProtocolMessage(current).bundles[0]!.signedPreKeys[0]!;
    expect(onlyEntry((await bob.seal(alice, 'x')).bytes).ratchet.id).toEqual(preKey);

    const carol = createPeer({ name: 'carol', clock });
    await carol.open(
      mallory,
      altered(await mallory.sealPublic('psst'), () => ({ bundles: [shift(old)] })),
    );
    await carol.open(alice, current);
    expect(onlyEntry((await carol.seal(alice, 'x')).bytes).ratchet.id).toEqual(preKey);
  });

  test('a genuine bundle of a third person, passed on, is taken', async () => {
    const { opened, alice, bob, clock } = await attack((genuine) => genuine);
    expect(mustOpen(opened).remarks).toEqual([]);
    const [known] = await bob.store.transaction((tx) => bob.security.installations(tx, alice.publicKey));
    expect(known!.timestamp).toBe(BigInt(clock.now()) * 1_000_000n);
  });

  test('one in our own name does not touch our own prekey, whatever it says', async () => {
    const { alice, bob, clock } = await settled();
    await clock.advance(1000);
    const entry = { installationId: bob.installationId, preKey: attackersKey, version: 999, protocolVersion: 9 };
    const forged = { ...createBundle(alice.identity, [entry], 1n), identity: compressPublicKey(bob.publicKey) };
    // Even signed with our very key, as another device of ours could.
    const signed = createBundle(bob.identity, [entry], BigInt(clock.now() + HOUR) * 1_000_000n);
    const before = await bob.store.fork().transaction((tx) => bob.security.currentBundle(tx));
    for (const bundle of [forged, signed]) {
      await bob.open(
        alice,
        altered(await alice.sealPublic('x'), () => ({ bundles: [bundle] })),
      );
    }
    const after = await bob.store.transaction((tx) => bob.security.currentBundle(tx));
    expect(after.signedPreKeys).toEqual(before.signedPreKeys);
    expect(await bob.store.transaction((tx) => bob.security.installations(tx, bob.publicKey))).toEqual([]);
  });

  test("one that lists another person's prekey does not stand in that person's way", async () => {
    const { bob, clock } = await pair();
    const mallory = createPeer({ name: 'mallory', clock });
    const carol = createPeer({ name: 'carol', clock });
    const bobs = decodeProtocolMessage(await bob.sealPublic('x')).bundles[0]!.signedPreKeys;
    const stolen = createBundle(mallory.identity, bobs, BigInt(clock.now()) * 1_000_000n);
    await carol.open(
      mallory,
      altered(await mallory.sealPublic('x'), () => ({ bundles: [stolen] })),
    );
    await carol.open(bob, await bob.sealPublic('it is mine'));
    await say(carol, bob, 'reaches bob');
  });

  test("a person who uses another's installation id does not stand in the other's way", async () => {
    const clock = createVirtualClock();
    const alice = createPeer({ name: 'alice', clock });
    const bob = createPeer({ name: 'bob', clock, installationId: 'shared' });
    const mallory = createPeer({ name: 'mallory', clock, installationId: 'shared' });
    await introduce(mallory, alice);
    await introduce(bob, alice);
    await say(mallory, alice, 'first');
    await say(bob, alice, 'second');
    await say(alice, bob, 'to bob');
    await say(alice, mallory, 'to mallory');
  });
});

describe('R13: fallback', () => {
  test('is chosen only if no installation is known, and says what it is on both sides', async () => {
    const alice = createPeer({ name: 'alice' });
    const bob = createPeer({ name: 'bob' });
    const sealed = await alice.seal(bob, 'hello');
    expect(sealed).toMatchObject({ protection: 'dh', devices: [] });
    const opened = mustOpen(await bob.open(alice, sealed.bytes));
    expect(opened).toMatchObject({ protection: 'dh', senderAuthenticated: false, remarks: [] });
  });

  test('forced upon a conversation that has a session, is remarked on', async () => {
    const { alice, bob } = await settled();
    const stranger = createPeer({ name: 'alice', installationId: 'elsewhere', clock: alice.environment.clock });
    const { bytes } = await stranger.seal(bob, 'no ratchet here');
    const opened = mustOpen(await bob.open(alice, bytes));
    expect(opened).toMatchObject({
      protection: 'dh',
      senderAuthenticated: false,
      remarks: ['FALLBACK_DESPITE_SESSION'],
    });
  });

  test('a message whose ratchet header was taken away does not open', async () => {
    const { alice, bob } = await settled();
    const { bytes } = await alice.seal(bob, 'x');
    const stripped = withEntry(bytes, () => ({ ratchet: undefined }));
    expect(mustFail(await bob.open(alice, stripped)).reason).toBe('UNSUPPORTED_HEADER');
  });

  test('without a bundle in the message, the answer still goes over the session', async () => {
    const { bob, clock } = await pair();
    const carol = createPeer({ name: 'carol', clock });
    await carol.open(bob, await bob.sealPublic('here'));
    const { bytes } = await carol.seal(bob, 'x');
    const opened = mustOpen(
      await bob.open(
        carol,
        altered(bytes, () => ({ bundles: [] })),
      ),
    );
    expect(opened.devices).toMatchObject([{ kind: 'added', installationId: 'carol-1' }]);
    await say(bob, carol, 'answer');
    expect((await bob.seal(carol, 'y')).protection).toBe('ratchet');
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
    expect(sealed.protection).toBe('ratchet');
    expect(compareBytes((await through(sealed.bytes)).payload!, payload)).toBe(0);
    const open = await through(await alice.sealPublic(payload));
    expect([open.protection, compareBytes(open.payload!, payload)]).toEqual(['public', 0]);
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
