import { describe, expect, test } from '@jest/globals';
import { uint32ToBytesBE } from '@status/base';
import type { Topic } from '@status/interfaces';
import { createEnvelope, fullBloom, Pool, PoolEntry, topicToBloom, topicToFullBloom } from '@status/whisper/wire';
import { Backlog } from '../src/backlog.ts';
import { BROADCAST_PACKET_SIZE, MAX_FRESH_ENVELOPES, SCAN_BUDGET } from '../src/constants.ts';
import { topicFrom } from './support/bytes.ts';

const TOPIC = topicFrom('01020300');
let serial = 0;

function setup() {
  const pool = new Pool({ maxEnvelopes: 1_000_000, maxBytes: 2 ** 30 });
  const backlog = new Backlog(() => pool.values());
  const add = (options: { pow?: number; topic?: Topic; length?: number; expiry?: number } = {}): PoolEntry => {
    const { pow = 1, topic = TOPIC, length = 10, expiry = 100 } = options;
    const data = new Uint8Array(Math.max(4, length));
    data.set(uint32ToBytesBE(serial++));
    const entry = new PoolEntry(createEnvelope({ expiry, ttl: 10, topic, data }, 0n), { bits: 1, size: 9 }, pow, false);
    expect(pool.add(entry)).toEqual([]);
    backlog.offer(entry);
    return entry;
  };
  const expire = (now: number): void => {
    for (const entry of pool.removeExpired(now)) backlog.forget(entry);
  };
  const sent = (): PoolEntry[] => [...backlog.packets()].flat();
  return { pool, backlog, add, expire, sent };
}

describe('a backlog', () => {
  test('begins with the whole pool and goes on with what is new, each once', () => {
    const { add, sent } = setup();
    const before = [add(), add()];
    expect(sent()).toEqual(before);
    expect(sent()).toEqual([]);
    const later = [add(), add()];
    expect(sent()).toEqual(later);
    expect(sent()).toEqual([]);
  });

  test('leaves out what the peer has', () => {
    const { add, backlog, sent } = setup();
    const [known, wanted] = [add(), add()];
    backlog.know(known);
    expect(sent()).toEqual([wanted]);
    const later = add();
    backlog.know(later);
    expect(sent()).toEqual([]);
  });

  test('leaves out what expired in the meantime, and forgets it', () => {
    const { add, backlog, expire, pool, sent } = setup();
    sent();
    add({ expiry: 5 });
    const kept = add({ expiry: 50 });
    expire(10);
    expect(sent()).toEqual([kept]);
    expire(100);
    pool.add(kept);
    backlog.offer(kept);
    expect(sent()).toEqual([kept]);
  });

  test('leaves out what has too little proof of work, until the peer asks for less', () => {
    const { add, backlog, sent } = setup();
    backlog.interest = { minPow: 2 };
    const [low, high] = [add({ pow: 1.99 }), add({ pow: 2 })];
    expect(sent()).toEqual([high]);
    backlog.interest = { minPow: 1 };
    expect(sent()).toEqual([low]);
  });

  test.each([
    ['assigned', topicToBloom(TOPIC)],
    ['full', topicToFullBloom(TOPIC)],
    ['wide open', fullBloom()],
  ])('lets a topic through to a filter that has it in its form: %s', (_, bloom) => {
    const { add, backlog, sent } = setup();
    backlog.interest = { minPow: 0, bloom };
    const entry = add();
    expect(sent()).toEqual([entry]);
  });

  test('leaves out other topics, until the peer asks for them', () => {
    const { add, backlog, sent } = setup();
    backlog.interest = { minPow: 0, bloom: new Uint8Array(64) };
    const entry = add();
    expect(sent()).toEqual([]);
    backlog.interest = { minPow: 0, bloom: topicToBloom(TOPIC) };
    expect(sent()).toEqual([entry]);
  });

  test('closes a packet before it outgrows 256 KiB', () => {
    const { add, backlog } = setup();
    for (let i = 0; i < 100; i++) add({ length: 10_000 });
    const packets = [...backlog.packets()];
    expect(packets.flat().length).toBe(100);
    const sizes = packets.map((entries) => entries.reduce((sum, { envelope }) => sum + envelope.raw.length, 0));
    for (const size of sizes) expect(size).toBeLessThanOrEqual(BROADCAST_PACKET_SIZE);
    expect(packets.length).toBe(4);
  });

  test('sends an envelope that is larger than that alone', () => {
    const { add, backlog } = setup();
    const entries = [add(), add({ length: 300_000 }), add()];
    expect([...backlog.packets()]).toEqual(entries.map((entry) => [entry]));
  });

  test('looks again at what waits once a packet was written', () => {
    const { add, backlog, expire } = setup();
    add({ length: 200_000, expiry: 50 });
    add({ length: 200_000, expiry: 5 });
    const packets = backlog.packets();
    packets.next();
    expire(10);
    expect(packets.next().done).toBe(true);
  });

  test('looks at a bounded stretch of the pool at a time while a peer catches up', () => {
    const { add, backlog, sent } = setup();
    for (let i = 0; i < 2 * SCAN_BUDGET; i++) add();
    expect(sent().length).toBe(SCAN_BUDGET);
    backlog.interest = { minPow: 0 };
    expect(sent().length).toBe(0);
    expect(sent().length).toBe(SCAN_BUDGET);
  });

  test('that is not drained falls back to the pool instead of growing', () => {
    const { add, sent } = setup();
    sent();
    const entries = Array.from({ length: MAX_FRESH_ENVELOPES + 100 }, () => add());
    expect(sent()).toEqual(entries);
    expect(sent()).toEqual([]);
  });
});
