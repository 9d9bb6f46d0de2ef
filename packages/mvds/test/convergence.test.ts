import { expect, test } from '@jest/globals';
import { createVirtualClock, seededRandom } from '@status/testing';
import fc from 'fast-check';
import { ALICE, BOB, createNode, type Node, START } from './node.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const PATIENT = { retry: { attempts: FOREVER, lifetime: FOREVER }, seenFor: FOREVER };

type Link = {
  readonly loss: number;
  readonly duplicate: number;
  readonly delay: number;
  /** How often somebody sets a clock, by up to 20 days either way. */
  readonly settings?: number;
};

const DAYS_20 = 20 * 86_400_000;

/** Two peers over a link that loses, doubles, delays and reorders, until neither has anything left to send. */
async function converse(link: Link, said: { readonly a: number; readonly b: number }, seed: number) {
  const clock = createVirtualClock(START);
  const random = seededRandom(seed);
  const chance = (): number => random.bytes(1)[0]! / 256;
  const [alice, bob] = [createNode(ALICE, PATIENT, `a${seed}`), createNode(BOB, PATIENT, `b${seed}`)];
  const delivered: string[] = [];
  let packets = 0;
  const ahead = new Map([alice, bob].map((node) => [node, 0]));
  /** What a peer's own clock shows. */
  const timeOf = (node: Node): number => clock.now() + ahead.get(node)!;

  const deliver = async (from: Node, to: Node, bytes: Uint8Array): Promise<void> => {
    const { delivered: ids } = await to.receive(from.self, bytes, timeOf(to));
    delivered.push(...ids.map(String));
  };
  const flights: { at: number; run: () => Promise<void> }[] = [];
  const pump = async (node: Node, other: Node): Promise<void> => {
    for (const { bytes } of await node.flush(timeOf(node))) {
      expect(bytes.length).toBeGreaterThan(0);
      packets++;
      const copies = chance() < link.duplicate ? 2 : 1;
      for (let i = 0; i < copies; i++) {
        const at = clock.now() + 1 + Math.floor(chance() * link.delay);
        if (chance() >= link.loss) flights.push({ at, run: () => deliver(node, other, bytes) });
      }
    }
  };

  for (let i = 0; i < said.a; i++) await alice.append(BOB, `a${i}`, START + i);
  for (let i = 0; i < said.b; i++) await bob.append(ALICE, `b${i}`, START + i);
  for (let step = 0; step < 20_000; step++) {
    if (chance() < (link.settings ?? 0)) {
      const node = chance() < 0.5 ? alice : bob;
      ahead.set(node, Math.floor((2 * chance() - 1) * DAYS_20));
      await pump(node, node === alice ? bob : alice);
    }
    const dues = [alice, bob].map(async (node) => ((await node.nextDue()) ?? FOREVER) - ahead.get(node)!);
    const next = Math.min(...(await Promise.all(dues)), ...flights.map(({ at }) => at));
    if (next === Number.POSITIVE_INFINITY) return { alice, bob, delivered, packets };
    clock.jump(Math.max(0, next - clock.now()));
    const arrived = flights.filter(({ at }) => at <= clock.now());
    for (const flight of arrived) {
      flights.splice(flights.indexOf(flight), 1);
      await flight.run();
    }
    await pump(alice, bob);
    await pump(bob, alice);
  }
  throw new Error('the peers never fell silent');
}

const bodies = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}${i}`).sort();

test('whatever a link loses, doubles and reorders, every message arrives exactly once and then both fall silent', async () => {
  const links = fc.record({
    loss: fc.double({ min: 0, max: 0.9, noNaN: true }),
    duplicate: fc.double({ min: 0, max: 1, noNaN: true }),
    delay: fc.constantFrom(0, 100, 5_000, 60_000, 600_000),
  });
  const said = fc.record({ a: fc.nat(6), b: fc.nat(6) });
  await fc.assert(
    fc.asyncProperty(links, said, fc.nat(), async (link, counts, seed) => {
      const { alice, bob, delivered } = await converse(link, counts, seed);
      expect([...bob.inbox].sort()).toEqual(bodies('a', counts.a));
      expect([...alice.inbox].sort()).toEqual(bodies('b', counts.b));
      expect(new Set(delivered).size).toBe(counts.a + counts.b);
      expect(delivered).toHaveLength(counts.a + counts.b);
      for (const node of [alice, bob]) {
        expect(await node.nextDue()).toBeUndefined();
        expect(node.store.keys('mvds-rows-1')).toEqual([]);
        expect(node.store.keys('mvds-agenda-1')).toEqual([]);
        expect(node.store.keys('mvds-peers-1')).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

test('whatever people do to their clocks, every message arrives exactly once and then both fall silent', async () => {
  const links = fc.record({
    loss: fc.double({ min: 0, max: 0.5, noNaN: true }),
    duplicate: fc.constant(0.1),
    delay: fc.constantFrom(0, 5_000, 600_000),
    settings: fc.constantFrom(0.02, 0.2),
  });
  await fc.assert(
    fc.asyncProperty(links, fc.nat(), async (link, seed) => {
      const { alice, bob, delivered } = await converse(link, { a: 4, b: 4 }, seed);
      expect([...bob.inbox].sort()).toEqual(bodies('a', 4));
      expect([...alice.inbox].sort()).toEqual(bodies('b', 4));
      expect(delivered).toHaveLength(8);
      for (const node of [alice, bob]) expect(node.store.keys('mvds-clock-1')).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('on a perfect link two packets carry one message and its acknowledgement', async () => {
  expect((await converse({ loss: 0, duplicate: 0, delay: 0 }, { a: 1, b: 0 }, 1)).packets).toBe(2);
});

test('on a perfect link any number of messages written at once take two packets', async () => {
  const alice = createNode(ALICE);
  const bob = createNode(BOB);
  for (let i = 0; i < 50; i++) await alice.append(BOB, `a${i}`);
  const [packet, ...more] = await alice.flush();
  await bob.receive(ALICE, packet!.bytes);
  const [ack, ...others] = await bob.flush();
  await alice.receive(BOB, ack!.bytes);
  expect([...more, ...others]).toEqual([]);
  expect(await alice.nextDue()).toBeUndefined();
});
