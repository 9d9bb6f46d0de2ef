import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generatePrivateKey } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createMemoryNetwork } from '@status/devp2p/memory';
import type { PrivacyLayer } from '@status/interfaces';
import { keyOfName } from '@status/messenger';
import { createNoSync, createTransportOnly } from '@status/plain';
import { createDirectNetwork, createHostNetwork, createMapStore, seededRandom, testEnvironment } from '@status/testing';
import { createNetwork, createStack, installationIdOf, type Stack, type StackOptions } from '../src/index.ts';
import { openStack } from '../src/node.ts';

beforeAll(async () => {
  await installFastestEngine();
});

/** Two people on a direct network under virtual time, with parts replaced. */
function createPair(parts: (name: string) => Partial<StackOptions> = () => ({})) {
  const environment = testEnvironment();
  const network = createDirectNetwork({ environment });
  const person = (name: string): Stack =>
    createStack({
      identity: generatePrivateKey(seededRandom(name)),
      environment: testEnvironment({ seed: name, clock: environment.clock }),
      privacy: network.node(name),
      options: { deriveKey: keyOfName },
      ...parts(name),
    });
  return { alice: person('alice'), bob: person('bob'), environment, network };
}

/** What Bob is told by, after Alice wrote and time went by. */
async function hello({ alice, bob, environment }: ReturnType<typeof createPair>): Promise<string[]> {
  const heard: string[] = [];
  bob.messenger.on('message', ({ text, protection }) => heard.push(`${text} (${protection?.label})`));
  for (const { start } of [alice, bob]) await start();
  await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
  await environment.clock.advance(5_000);
  for (const { stop } of [alice, bob]) await stop();
  return heard;
}

describe('a stack', () => {
  test('on another transport needs no network, and publishes its keys by itself', async () => {
    const pair = createPair();
    expect(pair.alice.network).toBeUndefined();
    expect(await hello(pair)).toEqual(['hello (dh)']);
  });

  test('takes another security layer', async () => {
    expect(await hello(createPair(() => ({ security: createTransportOnly() })))).toEqual(['hello (transport-only)']);
  });

  test('takes no data sync', async () => {
    expect(await hello(createPair(() => ({ sync: createNoSync() })))).toEqual(['hello (dh)']);
  });

  test('owns what it stands on: stopping closes a store that was handed in', async () => {
    const store = createMapStore();
    const { alice } = createPair((name) => (name === 'alice' ? { store } : {}));
    await alice.start();
    await alice.stop();
    await expect(store.read(async () => {})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  test('that cannot start is stopped again', async () => {
    const environment = testEnvironment();
    const { driver } = createMemoryNetwork();
    const listen = ['memory://here:1'];
    const first = createNetwork({ environment, drivers: [driver], listen });
    await first.start();
    const store = createMapStore();
    const identity = generatePrivateKey(environment.random);
    const options = { deriveKey: keyOfName };
    const stack = createStack({ identity, environment, store, network: { drivers: [driver], listen }, options });
    await expect(stack.start()).rejects.toMatchObject({ code: 'P2P_LISTEN_FAILED' });
    await expect(store.read(async () => {})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await first.stop();
  });

  test('publishes its keys when the first peer is there, and not before', async () => {
    const environment = testEnvironment();
    const hosts = createHostNetwork(environment);
    const relay = createNetwork({ environment, host: hosts.host('relay') });
    const stack = createStack({
      identity: generatePrivateKey(seededRandom('alice')),
      environment,
      network: { host: hosts.host('alice') },
      options: { deriveKey: keyOfName },
    });
    const routes: string[] = [];
    stack.messenger.on('trace', ({ route }) => routes.push(route));
    await stack.start();
    await environment.clock.advance(60_000);
    expect(routes).toEqual([]);
    await relay.start();
    stack.network?.maintain(relay.host.addresses[0]!);
    await environment.clock.advance(60_000);
    expect(routes).toEqual(['contact-code']);
    for (const { stop } of [stack, relay]) await stop();
  });

  test('has a name for its device that is a random UUID', () => {
    const ids = [1, 2].map((seed) => installationIdOf(seededRandom(seed)));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('a network', () => {
  test('relays between others, with nobody’s keys', async () => {
    const environment = testEnvironment();
    const { driver } = createMemoryNetwork();
    const nodes = ['relay', 'a', 'b'].map((name) =>
      createNetwork({ environment, drivers: [driver], listen: [`memory://${name}:0`], whisper: { minPow: 0 } }),
    );
    const [relay, a, b] = nodes as [(typeof nodes)[0], (typeof nodes)[0], (typeof nodes)[0]];
    for (const { start } of nodes) await start();
    for (const node of [a, b]) {
      node.maintain(relay.host.addresses[0]!);
      node.maintain(relay.host.addresses[0]!);
    }
    await environment.clock.advance(1_000);
    expect(relay.host.peers()).toHaveLength(2);
    const key = keyOfName('somewhere');
    const topic = Uint8Array.of(1, 2, 3, 4) as Parameters<PrivacyLayer['post']>[0]['topic'];
    let heard = 0;
    b.whisper.subscribe({ key: { kind: 'symmetric', key }, topics: [topic] }, () => void heard++);
    await a.whisper.post({ topic, to: { kind: 'symmetric', key }, payload: new Uint8Array(10) });
    await environment.clock.advance(2_000);
    expect(heard).toBe(1);
    for (const { stop } of nodes) await stop();
    expect(relay.host.peers()).toEqual([]);
  });

  test('says at once that a text is no address', () => {
    const { maintain } = createNetwork({ environment: testEnvironment(), drivers: [createMemoryNetwork().driver] });
    expect(() => maintain('nowhere')).toThrow(expect.objectContaining({ code: 'P2P_ADDRESS' }));
  });
});

describe('on Node', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'status-stack-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('two people talk over TCP, and what was said is on disk', async () => {
    const open = (name: string) =>
      openStack({
        folder: join(folder, name),
        identity: generatePrivateKey(seededRandom(name)),
        installationId: name,
        network: { listen: ['tcp://127.0.0.1:0'] },
      });
    const [alice, bob] = await Promise.all([open('alice'), open('bob')]);
    for (const { start } of [alice, bob]) await start();
    alice.network?.maintain(bob.network!.host.addresses[0]!);
    const heard = new Promise<string>((resolve) => bob.messenger.on('message', ({ text }) => resolve(text)));
    await alice.messenger.sendDirect({ to: bob.publicKey, text: 'hello' });
    expect(await heard).toBe('hello');
    for (const { stop } of [alice, bob]) await stop();
    const again = await open('bob');
    expect(await again.messenger.chats()).toHaveLength(1);
    await again.stop();
  });
});
