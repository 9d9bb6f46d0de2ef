import { beforeAll, expect, test } from '@jest/globals';
import { bytesToHex, utf8ToBytes } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { Store } from '@status/interfaces';
import { crashEverywhere, createMapStore, createVirtualClock, type FaultyStore, type MapStore } from '@status/testing';
import { createPeer, createPeerOn, introduce, membersOf, mustOpen, onlyEntry, type Peer, say, textOf } from './peer.ts';

beforeAll(installFastestEngine);

const INBOX = 'inbox';

/** What left Alice's process, by the IV that tells its key: a second use of one would be a keystream used twice. */
class Released {
  readonly #ivs = new Set<string>();

  add(bytes: Uint8Array): Uint8Array {
    const iv = bytesToHex(onlyEntry(bytes).direct.payload.subarray(0, 16));
    expect(this.#ivs.has(iv)).toBe(false);
    this.#ivs.add(iv);
    return bytes;
  }

  get count(): number {
    return this.#ivs.size;
  }
}

/** Opens, files the payload and confirms in one transaction, as a messenger does. */
async function receive<Kept extends Store>(peer: Peer<Kept>, from: Peer<Store>, bytes: Uint8Array): Promise<void> {
  await peer.store.transaction(async (tx) => {
    const opened = await peer.security.open(tx, from.publicKey, bytes);
    if (!opened.ok) {
      expect(opened.reason).toBe('DUPLICATE');
      return;
    }
    expect(opened.replayed).toBe(false);
    tx.put(INBOX, textOf(opened).replaceAll(' ', '-'), utf8ToBytes('filed'));
    if (opened.receipt !== undefined) await peer.security.confirm(tx, opened.receipt);
  });
}

test('R10: after a crash at any write or commit no keystream was used twice, no message is lost and the session goes on', async () => {
  let bob: Peer;
  let released: Released;
  let inbound: { text: string; bytes: Uint8Array }[];
  let clock = createVirtualClock();

  const scenario = async (store: FaultyStore): Promise<void> => {
    clock = createVirtualClock();
    released = new Released();
    inbound = [];
    bob = createPeer({ name: 'bob', clock });
    const alice = createPeerOn({ name: 'alice', clock, store });
    await introduce(alice, bob);
    const fromAlice = async (text: string): Promise<Uint8Array> => released.add((await alice.seal(bob, text)).bytes);
    const fromBob = async (text: string): Promise<Uint8Array> => {
      const { bytes } = await bob.seal(alice, text);
      inbound.push({ text, bytes });
      return bytes;
    };
    const first = await fromAlice('a0');
    const second = await fromAlice('a1');
    expect(textOf(await bob.open(alice, second))).toBe('a1');
    await receive(alice, bob, await fromBob('b0'));
    const late = await fromBob('b1 comes late');
    await receive(alice, bob, await fromBob('b2'));
    await bob.open(alice, await fromAlice('a2'));
    await receive(alice, bob, late);
    expect(textOf(await bob.open(alice, first))).toBe('a0');
    await clock.advance(25 * 60 * 60 * 1000);
    await bob.open(alice, await fromAlice('a3 with a new prekey'));
    await receive(alice, bob, await fromBob('b3'));
  };

  const check = async (survivor: Store): Promise<void> => {
    const alice = createPeerOn({ name: 'alice', clock, store: survivor, seed: 'after the crash' });
    const ours = released.count;
    for (const { bytes } of inbound) await receive(alice, bob, bytes);
    const filed: string[] = [];
    await survivor.transaction(async (tx) => {
      for await (const [key] of tx.entries(INBOX)) filed.push(key);
    });
    expect(filed).toEqual(inbound.map(({ text }) => text.replaceAll(' ', '-')).sort());

    // If the crash came before Alice knew Bob, she meets him now.
    mustOpen(await alice.open(bob, await bob.sealPublic('still here')));
    for (let i = 0; i < 2; i++) {
      const { bytes } = await alice.seal(bob, `after ${i}`);
      expect(textOf(await bob.open(alice, released.add(bytes)))).toBe(`after ${i}`);
      await say(bob, alice, `reply ${i}`);
    }
    expect(released.count).toBe(ours + 2);
  };

  const open = async (): Promise<MapStore> => createMapStore();
  expect(await crashEverywhere(open, scenario, check)).toBeGreaterThan(60);
});

test('two operations on one transaction at once do not use a keystream twice', async () => {
  const clock = createVirtualClock();
  const alice = createPeer({ name: 'alice', clock });
  const bob = createPeer({ name: 'bob', clock });
  await introduce(alice, bob);
  await say(alice, bob, 'hello');
  const { bytes: inbound } = await bob.seal(alice, 'meanwhile');
  const released = new Released();
  const audience = membersOf(bob);
  const sealed = await alice.store.transaction((tx) => {
    const seal = (text: string) => alice.security.seal(tx, audience, utf8ToBytes(text));
    const open = alice.security.open(tx, bob.publicKey, inbound);
    return Promise.all([seal('one'), open.then(() => seal('two')), seal('three'), seal('four')]);
  });
  for (const { messages } of sealed) mustOpen(await bob.open(alice, released.add(messages[0]!.bytes)));
  expect(released.count).toBe(4);
});
