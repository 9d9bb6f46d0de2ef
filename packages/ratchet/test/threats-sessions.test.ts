import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { compressPublicKey } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createMapStore, createVirtualClock } from '@status/testing';
import { createBundle } from '../src/bundle.ts';
import { loadInstallations } from '../src/installations.ts';
import { DH, RATCHET } from '../src/protections.ts';
import { decodeProtocolMessage } from '../src/protocol-message.ts';
import {
  altered,
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
} from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

function ratchetKeyOf(bytes: Uint8Array): string {
  return bytesToHex(onlyEntry(bytes).ratchet.key);
}

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
    // Bob does not know yet, so his message is lost, but its failure brings the answer that repairs it.
    const lost = mustFail(await reborn.open(bob, (await bob.seal(reborn, 'to nobody')).bytes));
    expect(lost).toMatchObject({ reason: 'SESSION_NOT_FOUND', replies: [{ recipients: [bob.publicKey] }] });
    expect(textOf(await bob.open(reborn, lost.replies[0]!.bytes))).toBe('');
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
    const forgetful = createMapStore();
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
      events.push(...opened.deviceEvents.map(({ kind, device: id }) => `${kind} ${id}`));
    }
    expect(events).toEqual(['added alice-1', 'added alice-2', 'added alice-3', 'added alice-4', 'rotated-out alice-1']);
    const { bytes, results } = await bob.seal(all[0]!, 'to three');
    expect(results.map(({ device, ok }) => [device, ok])).toEqual([
      ['alice-4', true],
      ['alice-3', true],
      ['alice-2', true],
    ]);
    for (const device of all.slice(1)) expect(textOf(await device.open(bob, bytes))).toBe('to three');
    expect(mustFail(await all[0]!.open(bob, bytes))).toMatchObject({
      reason: 'DEVICE_NOT_FOUND',
      replies: [{ recipients: [bob.publicKey] }],
    });
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
    expect(found.deviceEvents).toEqual([{ kind: 'added', identity: phone.publicKey, device: 'alice-2' }]);
    expect((await phone.seal(phone, 'sync')).protection).toBe(DH);

    await phone.store.transaction((tx) => phone.security.devices.setEnabled(tx, 'alice-2', true));
    const { bytes, protection } = await phone.seal(phone, 'sync');
    expect(protection).toBe(RATCHET);
    expect(textOf(await desk.open(phone, bytes))).toBe('sync');
    const bundle = await phone.store.transaction((tx) => phone.security.currentBundle(tx));
    expect(bundle.signedPreKeys.map(({ installationId }) => installationId)).toEqual(['alice-1', 'alice-2']);

    await phone.store.transaction((tx) => phone.security.devices.setEnabled(tx, 'alice-2', false));
    expect((await phone.seal(phone, 'sync')).protection).toBe(DH);
  });

  test('what was sent to another device of ours is none of our business', async () => {
    const { bob, all } = await devices(2);
    const [phone, desk] = all as [Peer, Peer];
    await bob.open(desk, await desk.sealPublic('only me'));
    expect(mustFail(await phone.open(bob, (await bob.seal(desk, 'x')).bytes)).reason).toBe('DEVICE_NOT_FOUND');
    await desk.open(phone, await phone.sealPublic('here'));
    await desk.store.transaction((tx) => desk.security.devices.setEnabled(tx, 'alice-1', true));
    const third = createPeer({ name: 'alice', installationId: 'alice-3', clock: phone.environment.clock });
    const { bytes } = await desk.seal(desk, 'for alice-1');
    expect(mustFail(await third.open(desk, bytes))).toMatchObject({ reason: 'OWN_UNPAIRED', replies: [] });
    expect(mustFail(await desk.open(desk, bytes)).reason).toBe('OWN_ECHO');
  });

  test('an unknown installation cannot be enabled', async () => {
    const alice = createPeer({ name: 'alice' });
    const enable = alice.store.transaction((tx) => alice.security.devices.setEnabled(tx, 'ghost', true));
    await expect(enable).rejects.toMatchObject({ code: 'SECURITY_DEVICE' });
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
    const known = await bob.store.transaction((tx) => bob.security.devices.list(tx, alice.publicKey));
    expect(known).toHaveLength(16);
    expect(known.filter(({ served }) => served)).toHaveLength(3);
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
      (await bob.store.transaction((view) => loadInstallations(view, compressPublicKey(alice.publicKey))))[0]!;
    expect(await newest()).toMatchObject({
      installationId: 'ghost',
      timestamp: BigInt(clock.now() + DAY) * 1_000_000n,
    });
    await clock.advance(25 * HOUR);
    await bob.open(alice, await alice.sealPublic('the real one'));
    expect((await newest()).installationId).toBe('alice-1');
  });
});
