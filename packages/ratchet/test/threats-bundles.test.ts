import { beforeAll, describe, expect, test } from '@jest/globals';
import { utf8ToBytes } from '@status/base';
import { compressPublicKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createVirtualClock } from '@status/testing';
import { type Bundle, createBundle } from '../src/bundle.ts';
import { loadInstallations } from '../src/installations.ts';
import { DH, RATCHET } from '../src/protections.ts';
import { decodeProtocolMessage, encodeProtocolMessage } from '../src/protocol-message.ts';
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
  withEntry,
} from './peer.ts';

beforeAll(installFastestEngine);

const HOUR = 60 * 60 * 1000;

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
    expect(mustOpen(opened)).toMatchObject({ payload: utf8ToBytes('look'), remarks: ['BAD_BUNDLE'], deviceEvents: [] });
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
    await desk.store.transaction((tx) => desk.security.devices.setEnabled(tx, 'alice-1', true));
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
    const [known] = await bob.store.transaction((view) => loadInstallations(view, compressPublicKey(alice.publicKey)));
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
    expect(await bob.store.transaction((tx) => bob.security.devices.list(tx, bob.publicKey))).toEqual([]);
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
    expect(sealed).toMatchObject({ protection: DH, results: [{ member: bob.publicKey, ok: true }] });
    const opened = mustOpen(await bob.open(alice, sealed.bytes));
    expect(opened).toMatchObject({ protection: DH, remarks: [] });
  });

  test('forced upon a conversation that has a session, is remarked on', async () => {
    const { alice, bob } = await settled();
    const stranger = createPeer({ name: 'alice', installationId: 'elsewhere', clock: alice.environment.clock });
    const { bytes } = await stranger.seal(bob, 'no ratchet here');
    const opened = mustOpen(await bob.open(alice, bytes));
    expect(opened).toMatchObject({
      protection: DH,
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
    expect(opened.deviceEvents).toMatchObject([{ kind: 'added', device: 'carol-1' }]);
    await say(bob, carol, 'answer');
    expect((await bob.seal(carol, 'y')).protection).toBe(RATCHET);
  });
});
