import { describe, expect, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { PeerCandidate, PeerSource, StreamDriver } from '@status/interfaces';
import { createVirtualClock, seededRandom, type VirtualClock } from '@status/testing';
import { formatEnode } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { PORT, startNode, story, type TestNode, type TestNodeOptions } from './node.ts';

/** A source of these, in order, and how many of them were asked for. */
const listed = (name: string, addresses: readonly string[]): { source: PeerSource; taken: string[] } => {
  const taken: string[] = [];
  async function* candidates({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<PeerCandidate> {
    for (const address of addresses) {
      taken.push(address);
      yield { address };
    }
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
  return { source: { name, candidates }, taken };
};

type Scene = {
  readonly clock: VirtualClock;
  readonly driver: StreamDriver;
  readonly a: TestNode;
  /** Nodes that can be dialled. */
  readonly others: readonly TestNode[];
  readonly addresses: readonly string[];
};

const scene = async (count: number, options: Partial<TestNodeOptions> = {}): Promise<Scene> => {
  const clock = createVirtualClock();
  const { driver } = createMemoryNetwork();
  const a = await startNode({ driver, clock, seed: 'a', ...options });
  const others: TestNode[] = [];
  for (let i = 0; i < count; i++) others.push(await startNode({ driver, clock, seed: `other-${i}` }));
  return { clock, driver, a, others, addresses: others.map(({ host }) => host.addresses[0]!) };
};

/** Addresses of nodes that are not there. */
const absent = (count: number): string[] => {
  const random = seededRandom('absent');
  return Array.from({ length: count }, (_, i) => {
    const publicKey = publicKeyOf(generatePrivateKey(random));
    return formatEnode({ publicKey, endpoint: { host: `absent-${i}`, tcp: PORT, udp: PORT } });
  });
};

describe('sources', () => {
  test('fill a third of the places, and leave the others to those who dial', async () => {
    const { clock, a, addresses } = await scene(5, { maxPeers: 9 });
    const { source, taken } = listed('list', addresses);
    a.host.draw(source);
    await clock.advance(60_000);
    expect(a.host.peers()).toHaveLength(3);
    expect(taken).toHaveLength(3);
  });

  test('fill no place beyond the last', async () => {
    const { clock, a, others, addresses } = await scene(4, { maxPeers: 3, maxDrawn: 3 });
    await others[3]!.host.dial(a.host.addresses[0]!);
    a.host.draw(listed('list', addresses).source);
    await clock.advance(60_000);
    expect(a.host.peers()).toHaveLength(3);
  });

  test('share what there is for all of them', async () => {
    const { clock, a, addresses } = await scene(4, { maxDrawn: 3 });
    a.host.draw(listed('one', addresses.slice(0, 2)).source);
    a.host.draw(listed('two', addresses.slice(2)).source);
    await clock.advance(60_000);
    expect(
      a.host
        .peers()
        .map(({ source }) => source)
        .sort(),
    ).toEqual(['one', 'one', 'two']);
  });

  test('are asked again when a place has become free', async () => {
    const { clock, a, others, addresses } = await scene(2, { maxDrawn: 1 });
    const { source, taken } = listed('list', addresses);
    a.host.draw(source);
    await clock.advance(1000);
    expect(taken).toHaveLength(1);
    await others[0]!.host.stop();
    await clock.advance(1000);
    expect(a.host.peers().map(({ client }) => client)).toEqual(['other-1']);
  });

  test('have their turn when the place held for a candidate proves not to be needed', async () => {
    const { clock, driver } = await scene(0);
    const late: StreamDriver = {
      ...driver,
      async dial(address, options) {
        await new Promise<void>((resolve) => void clock.schedule(100, resolve));
        return driver.dial(address, options);
      },
    };
    const [b, c] = [await startNode({ driver, clock, seed: 'b' }), await startNode({ driver, clock, seed: 'c' })];
    const a = await startNode({ driver: late, clock, seed: 'impatient', maxDrawn: 1 });
    // Somebody asks for B by address: the candidate takes no place of the sources.
    void a.host.dial(b.host.addresses[0]!);
    a.host.draw(listed('one', b.host.addresses).source);
    a.host.draw(listed('two', c.host.addresses).source);
    await clock.advance(60_000);
    expect(a.host.peers().map(({ client }) => client)).toEqual(['b', 'c']);
  });

  test('whose candidates are not there are asked for one each half second', async () => {
    const { clock, a } = await scene(0);
    const { source, taken } = listed('list', absent(20));
    a.host.draw(source);
    await clock.advance(0);
    expect(taken).toHaveLength(1);
    await clock.advance(499);
    expect(taken).toHaveLength(1);
    await clock.advance(1);
    expect(taken).toHaveLength(2);
    await clock.advance(60_000);
    expect(taken).toHaveLength(20);
    expect(story(a.events)).toEqual(Array(20).fill('failed dial networkError'));
  });

  test('may repeat themselves: who was dialled a moment ago is left alone, and dialled again later', async () => {
    const { clock, a } = await scene(0);
    const [nobody] = absent(1);
    a.host.draw(listed('list', Array(1000).fill(nobody)).source);
    await clock.advance(34_000);
    expect(a.events).toHaveLength(1);
    await clock.advance(2000);
    expect(a.events).toHaveLength(2);
  });

  test('may know another address of a node that was not where it was first looked for', async () => {
    const { clock, a, others } = await scene(1);
    const { publicKey, host } = others[0]!;
    const stale = formatEnode({ publicKey, endpoint: { host: 'moved', tcp: PORT, udp: PORT } });
    a.host.draw(listed('old', [stale]).source);
    await clock.advance(1000);
    a.host.draw(listed('new', host.addresses).source);
    await clock.advance(1000);
    expect(story(a.events)).toEqual(['failed dial networkError', 'connected']);
  });

  test('may name ourselves and nonsense, to nobody\u2019s harm', async () => {
    const { clock, a, addresses } = await scene(1);
    a.host.draw(listed('list', [a.host.addresses[0]!, 'nonsense', 'enode+quic://x', ...addresses]).source);
    await clock.advance(5000);
    expect(story(a.events)).toEqual(['connected']);
  });

  test('that fail are logged by name', async () => {
    const { clock, a } = await scene(0);
    a.host.draw({
      name: 'broken',
      // biome-ignore lint/correctness/useYield: it fails before it finds anybody
      async *candidates() {
        throw new Error('no network');
      },
    });
    await clock.advance(0);
    const [line] = a.environment.logs.filter(({ level }) => level === 'warn');
    expect(line?.fields).toMatchObject({ source: 'broken', error: 'Error: no network' });
  });

  test('end a dial under way when they are cancelled, and leave no timer with the host', async () => {
    const clock = createVirtualClock();
    const silent = createMemoryNetwork();
    await silent.driver.listen('memory://silent:1', () => {});
    const a = await startNode({ driver: silent.driver, clock, seed: 'a' });
    const publicKey = publicKeyOf(generatePrivateKey(seededRandom('silent')));
    const address = formatEnode({ publicKey, endpoint: { host: 'silent', tcp: 1, udp: 1 } });
    const cancel = a.host.draw(listed('list', [address]).source);
    await clock.advance(100);
    cancel();
    await clock.advance(100);
    await a.host.stop();
    expect(story(a.events)).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
