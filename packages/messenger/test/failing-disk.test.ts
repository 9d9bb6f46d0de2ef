import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesTo0x, bytesToHex } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { PrivacyLayer, Store } from '@status/interfaces';
import { createStore, keepingSnapshots } from '@status/store';
import {
  createDirectNetwork,
  createFaultyDisk,
  type DiskFault,
  type FaultyDisk,
  testEnvironment,
} from '@status/testing';
import { createParty, type Party } from './party.ts';

beforeAll(async () => {
  await installFastestEngine();
});

/** Keys of names, derived once for all plays: they cost more than everything else in one. */
const NAME_KEYS = 'messenger-name-keys-1';
const nameKeys = new Map<string, Uint8Array>();

const NAMES = ['alice', 'bob'] as const;
type Name = (typeof NAMES)[number];

/** Commits that fail, from one on, a number of them or as many as there are in some seconds. */
type Trouble = {
  readonly of: Name;
  readonly first: number;
  readonly lasts: { readonly commits: number } | { readonly seconds: number };
  readonly fault: DiskFault;
};

const storeOn = (disk: FaultyDisk): Store => createStore(keepingSnapshots(disk.database()));

/** Counts how often each payload was handed over: one that was sealed twice differs each time. */
const watch = (layer: PrivacyLayer, posted: string[]): PrivacyLayer => ({
  ...layer,
  traits: layer.traits,
  on: (name, listener) => layer.on(name, listener),
  subscribe: (filter, handler) => layer.subscribe(filter, handler),
  post: (message, options) => {
    posted.push(bytesToHex(message.payload));
    return layer.post(message, options);
  },
});

/** A conversation of two in which the disk of one fails for a while; then the power goes for both, and they start again. */
async function play(trouble?: Trouble) {
  const environment = testEnvironment({ seed: 'full disk' });
  const network = createDirectNetwork({ environment });
  const posted: string[] = [];
  const disks = {} as Record<Name, FaultyDisk>;
  const people = {} as Record<Name, Party>;
  const base = {} as Record<Name, number>;
  let isCalm = true;
  let began: number | undefined;
  for (const name of NAMES) {
    const disk = createFaultyDisk({
      commit(count) {
        if (isCalm || trouble?.of !== name) return undefined;
        const own = count - base[name];
        if (own < trouble.first) return undefined;
        began ??= environment.clock.now();
        const { lasts } = trouble;
        const isOver =
          'commits' in lasts
            ? own >= trouble.first + lasts.commits
            : environment.clock.now() >= began + lasts.seconds * 1_000;
        return isOver ? undefined : trouble.fault;
      },
    });
    const store = storeOn(disk);
    await store.transaction(async (tx) => {
      for (const [key, value] of nameKeys) tx.put(NAME_KEYS, key, value);
    });
    await store.close();
    base[name] = disk.commits;
    disks[name] = disk;
    const own = testEnvironment({ seed: name, clock: environment.clock });
    people[name] = createParty(name, { environment: own, privacy: () => watch(network.node(name), posted) });
  }
  isCalm = false;
  const wait = (seconds: number) => environment.clock.advance(seconds * 1_000);
  /** Does something until the disk takes it. */
  const insist = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    for (let tries = 0; tries < 50; tries++) {
      try {
        return await act();
      } catch (error) {
        expect(error).toMatchObject({ code: 'STORE_FAILED' });
        await wait(1);
      }
    }
    throw new Error('the disk does not recover');
  };
  const start = (name: Name) =>
    insist(async () => {
      const store = storeOn(disks[name]);
      try {
        await people[name].start(store);
      } catch (error) {
        await people[name].messenger.stop().catch(() => {});
        await store.close();
        throw error;
      }
    });
  const say = (from: Name, to: Name, text: string) =>
    insist(async () => {
      const left = posted.length;
      try {
        await people[from].messenger.sendDirect({ to: people[to].publicKey, text });
      } catch (error) {
        // What the disk did not take has not left.
        expect(posted).toHaveLength(left);
        throw error;
      }
    });

  for (const name of NAMES) await start(name);
  await say('alice', 'bob', 'one');
  await wait(2);
  await say('bob', 'alice', 'two');
  await wait(2);
  await say('alice', 'bob', 'three');
  await say('alice', 'bob', 'four');
  await wait(2);
  await say('bob', 'alice', 'five');
  await wait(120);
  const commits = { alice: disks.alice.commits - base.alice, bob: disks.bob.commits - base.bob };
  isCalm = true;
  for (const name of NAMES) {
    await people[name].messenger.stop();
    disks[name].losePower();
    await start(name);
  }
  await wait(1);
  const history = async (name: Name, other: Name) =>
    (await people[name].messenger.messages(bytesTo0x(people[other].publicKey)))
      .map(({ text, status }) => `${text} ${status}`)
      .sort();
  const result = {
    commits,
    alice: await history('alice', 'bob'),
    bob: await history('bob', 'alice'),
    heard: { alice: textsOf(people.alice), bob: textsOf(people.bob) },
    posted,
  };
  for (const name of NAMES) {
    await people[name].messenger.stop();
    await people[name].store.transaction(async (tx) => {
      for await (const [key, value] of tx.entries(NAME_KEYS)) nameKeys.set(key, value);
    });
    await people[name].store.close();
  }
  return result;
}

const textsOf = (party: Party): string[] => party.heard.map(({ text }) => text).sort();

describe.each(NAMES)('the disk of %s fails', (of) => {
  test.each(['torn', 'unsynced'] as const)(
    'for a while (%s): no message is lost or doubled, and no header is used twice',
    async (fault) => {
      await play();
      const calm = await play();
      for (const lasts of [{ commits: 1 }, { commits: 4 }, { seconds: 40 }]) {
        for (let first = 1; first <= calm.commits[of]; first += 'seconds' in lasts ? 3 : 1) {
          const where = JSON.stringify({ first, lasts });
          const { alice, bob, heard, posted } = await play({ of, first, lasts, fault });
          expect([where, alice, bob]).toEqual([where, calm.alice, calm.bob]);
          expect([where, heard]).toEqual([where, calm.heard]);
          expect([where, repeatedHeaders(posted)]).toEqual([where, []]);
        }
      }
    },
    300_000,
  );
});

/** Headers of Double Ratchet messages (key, n, pn) that went out with two different ciphertexts. */
function repeatedHeaders(posted: readonly string[]): string[] {
  const seen = new Map<string, string>();
  const repeated = new Set<string>();
  for (const hex of posted) {
    for (const [, header, vector] of hex.matchAll(DIRECT_MESSAGE)) {
      if ((seen.get(header!) ?? vector) !== vector) repeated.add(header!);
      seen.set(header!, vector!);
    }
  }
  if (seen.size === 0) throw new Error('no header was found to check');
  return [...repeated];
}

/** DRHeader { key (33 bytes), n, pn, id }, then the payload, which begins with its vector. */
const DIRECT_MESSAGE =
  /12(?:4[4-9a-f])(0a21[0-9a-f]{66}(?:10[0-9a-f]{2})?(?:18[0-9a-f]{2})?2221[0-9a-f]{66})1a(?:[0-7][0-9a-f]|[89a-f][0-9a-f][0-9a-f]{2})([0-9a-f]{32})/g;
