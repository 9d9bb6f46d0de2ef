import { beforeAll, describe, expect, test } from '@jest/globals';
import { compressPublicKey } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { verifyBundle } from '../src/bundle.ts';
import { PRE_KEYS, readRecord, SELF, writeRecord } from '../src/records.ts';
import { createPeer, mustFail, type Peer, pair, rowsOf, textOf } from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const bundleOf = (peer: Peer) => peer.store.transaction((tx) => peer.security.currentBundle(tx));

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
