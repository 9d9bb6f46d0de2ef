import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesTo0x, bytesToHex } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { PrivacyLayer, Store } from '@status/interfaces';
import { createMemoryStore } from '@status/store';
import {
  type CrashPoint,
  createDirectNetwork,
  createFaultyStore,
  type FaultyStore,
  testEnvironment,
} from '@status/testing';
import { createParty, type Party } from './party.ts';

beforeAll(async () => {
  await installFastestEngine();
});

/** Keys of names, derived once for all plays: they cost more than everything else in one. */
const NAME_KEYS = 'messenger-name-keys-1';
const nameKeys = new Map<string, Uint8Array>();

/** Every ciphertext that left, to see that none shares its initialisation vector with another. */
const watch = (layer: PrivacyLayer, sealed: Uint8Array[]): PrivacyLayer => ({
  ...layer,
  traits: layer.traits,
  on: (name, listener) => layer.on(name, listener),
  subscribe: (filter, handler) => layer.subscribe(filter, handler),
  post: (message, options) => {
    sealed.push(message.payload);
    return layer.post(message, options);
  },
});

/** A conversation of two in which one process dies at the given point, and starts again on what is on its disk. */
async function play(dying: 'alice' | 'bob', crash: CrashPoint | Record<string, never>) {
  const environment = testEnvironment({ seed: 'crash' });
  const network = createDirectNetwork({ environment });
  const sealed: Uint8Array[] = [];
  const faulty = new Map<string, FaultyStore>();
  const disks = new Map<string, Store>();
  const people = new Map<string, Party>();
  for (const name of ['alice', 'bob']) {
    const disk = createMemoryStore();
    await disk.transaction(async (tx) => {
      for (const [key, value] of nameKeys) tx.put(NAME_KEYS, key, value);
    });
    disks.set(name, disk);
    faulty.set(name, createFaultyStore(disk, name === dying ? crash : {}));
    const own = testEnvironment({ seed: name, clock: environment.clock });
    const party = createParty(name, { environment: own, privacy: () => watch(network.node(name), sealed) });
    people.set(name, party);
  }
  const alice = people.get('alice')!;
  const bob = people.get('bob')!;
  const wait = (seconds: number) => environment.clock.advance(seconds * 1_000);
  const ids: string[] = [];
  /** Does something as somebody; if their process dies of it, starts a new one and does it again. */
  const as = async (name: string, act: (who: Party) => Promise<void>) => {
    const who = people.get(name)!;
    for (;;) {
      try {
        if (!faulty.get(name)!.dead) await act(who);
        if (!faulty.get(name)!.dead) return;
      } catch (error) {
        if (!faulty.get(name)!.dead) throw error;
      }
      await revive(name);
    }
  };
  const revive = async (name: string) => {
    const who = people.get(name)!;
    await who.messenger?.stop().catch(() => {});
    faulty.set(name, createFaultyStore(disks.get(name)!));
    await who.start(faulty.get(name)!);
  };
  /** Lets time go by; who died is back a second later. */
  const tick = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await wait(1);
      for (const name of people.keys()) if (faulty.get(name)!.dead) await revive(name);
    }
  };
  const say = (from: string, to: Party, text: string) =>
    as(from, async (who) => {
      // A message whose storing was cut off does not exist; one whose storing was not is not written twice.
      const known = (await who.messenger.messages(bytesTo0x(to.publicKey))).find((m) => m.text === text);
      ids.push(known?.id ?? (await who.messenger.sendDirect({ to: to.publicKey, text })).messageId);
    });

  await as('alice', (who) => who.start(faulty.get('alice')!));
  await as('bob', (who) => who.start(faulty.get('bob')!));
  await say('alice', bob, 'one');
  await tick(2);
  await say('bob', alice, 'two');
  await tick(2);
  await say('alice', bob, 'three');
  await say('alice', bob, 'four');
  await tick(2);
  await say('bob', alice, 'five');
  await tick(90);
  const result = {
    writes: faulty.get(dying)!.writes,
    commits: faulty.get(dying)!.commits,
    alice: await historyOf(alice, bob),
    bob: await historyOf(bob, alice),
    heard: [...alice.heard, ...bob.heard].map(({ text }) => text),
    sealed,
  };
  for (const who of people.values()) await who.messenger.stop();
  for (const disk of disks.values()) {
    await disk.transaction(async (tx) => {
      for await (const [key, value] of tx.entries(NAME_KEYS)) nameKeys.set(key, value);
    });
  }
  return result;
}

const historyOf = async (who: Party, other: Party): Promise<string[]> =>
  (await who.messenger.messages(bytesTo0x(other.publicKey))).map(({ text }) => text).sort();

const ALL = ['five', 'four', 'one', 'three', 'two'];

/** 16-byte windows that begin a Double Ratchet ciphertext show as equal if a keystream was used twice. */
function repeatedVectors(sealed: readonly Uint8Array[]): string[] {
  const seen = new Map<string, string>();
  const repeated: string[] = [];
  for (const bytes of new Map(sealed.map((entry) => [bytesToHex(entry), entry])).keys()) {
    // DirectMessageProtocol.payload (field 3, wire type 2) begins with the vector; find it behind a DR header.
    for (const match of bytes.matchAll(
      /12(?:4[4-9a-f])0a21[0-9a-f]{66}(?:10[0-9a-f]{2})?(?:18[0-9a-f]{2})?2221[0-9a-f]{66}1a(?:[0-7][0-9a-f]|[89a-f][0-9a-f][0-9a-f]{2})([0-9a-f]{32})/g,
    )) {
      const vector = match[1]!;
      if (seen.has(vector)) repeated.push(vector);
      seen.set(vector, bytes);
    }
  }
  if (seen.size === 0) throw new Error('no ciphertext was found to check');
  return repeated;
}

describe.each(['alice', 'bob'] as const)('%s dies', (dying) => {
  test('at no point of a conversation is a message lost or doubled, or a keystream used twice', async () => {
    await play(dying, {});
    const { writes, commits } = await play(dying, {});
    expect(writes).toBeGreaterThan(20);
    const points: CrashPoint[] = [];
    for (let n = 1; n <= writes; n++) points.push({ dieAtWrite: n });
    for (let n = 1; n <= commits; n++) points.push({ dieBeforeCommit: n }, { dieAfterCommit: n });
    for (const point of points) {
      const result = await play(dying, point);
      const where = JSON.stringify(point);
      expect([where, result.alice, result.bob]).toEqual([where, ALL, ALL]);
      expect([where, repeatedVectors(result.sealed)]).toEqual([where, []]);
      // Told once; not at all only if the process died between the disk and the telling.
      const told = [...new Set(result.heard)].sort();
      expect([where, result.heard.sort()]).toEqual([where, told]);
      if (!('dieAfterCommit' in point)) expect([where, told]).toEqual([where, ALL]);
    }
  }, 300_000);
});
