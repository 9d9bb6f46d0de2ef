import { describe, expect, test } from '@jest/globals';
import { uint32ToBytesBE } from '@status/base';
import { createEnvelope, Pool, PoolEntry } from '@status/whisper/wire';
import fc from 'fast-check';
import { topicFrom } from './support/bytes.ts';

let serial = 0;

/** An entry with a hash of its own. */
function entry(options: { expiry?: number; pow?: number; own?: boolean; length?: number } = {}): PoolEntry {
  const { expiry = 100, pow = 1, own = false, length = 40 } = options;
  const fields = { expiry, ttl: 10, topic: topicFrom(uint32ToBytesBE(serial++)), data: new Uint8Array(length) };
  return new PoolEntry(createEnvelope(fields, 0n), { bits: 1, size: 50 }, pow, own);
}

describe('a pool', () => {
  test('finds what it holds by hash, and lists it in the order of arrival', () => {
    const pool = new Pool();
    const entries = [entry({ expiry: 9 }), entry({ expiry: 3 }), entry({ expiry: 5 })];
    for (const each of entries) expect(pool.add(each)).toEqual([]);
    expect([...pool.values()]).toEqual(entries);
    for (const each of entries) expect(pool.get(each.envelope.hash)).toBe(each);
    expect(pool.get(entry().envelope.hash)).toBeUndefined();
    expect(pool.bytes).toBe(entries.reduce((sum, { envelope }) => sum + envelope.raw.length, 0));
  });

  test('lets go of what expired, earliest first, and of nothing else', () => {
    const pool = new Pool();
    const [late, early, middle] = [entry({ expiry: 30 }), entry({ expiry: 10 }), entry({ expiry: 20 })];
    for (const each of [late, early, middle]) pool.add(each);
    expect(pool.removeExpired(10)).toEqual([]);
    expect(pool.removeExpired(21)).toEqual([early, middle]);
    expect(early.pooled).toBe(false);
    expect(late.pooled).toBe(true);
    expect(pool.get(early.envelope.hash)).toBeUndefined();
    expect(pool.size).toBe(1);
    expect(pool.bytes).toBe(late.envelope.raw.length);
  });

  test('full by count: the least proof of work makes way for more', () => {
    const pool = new Pool({ maxEnvelopes: 2 });
    const [least, most] = [entry({ pow: 1 }), entry({ pow: 3 })];
    pool.add(most);
    pool.add(least);
    expect(pool.add(entry({ pow: 2 }))).toEqual([least]);
    expect(least.pooled).toBe(false);
    expect(pool.size).toBe(2);
  });

  test('full: a newcomer with no more proof of work than the others is not taken', () => {
    const pool = new Pool({ maxEnvelopes: 1 });
    pool.add(entry({ pow: 2 }));
    expect(pool.add(entry({ pow: 2 }))).toBeUndefined();
    expect(pool.add(entry({ pow: 1 }))).toBeUndefined();
    expect(pool.size).toBe(1);
  });

  test('full: own envelopes never make way', () => {
    const pool = new Pool({ maxEnvelopes: 1 });
    pool.add(entry({ pow: 0, own: true }));
    expect(pool.add(entry({ pow: 1e9 }))).toBeUndefined();
    expect(pool.add(entry({ own: true }))).toBeUndefined();
  });

  test('full: nor do those that became our own', () => {
    const pool = new Pool({ maxEnvelopes: 2 });
    const [adopted, other] = [entry({ pow: 1 }), entry({ pow: 2 })];
    pool.add(other);
    pool.add(adopted);
    pool.adopt(adopted);
    expect(pool.add(entry({ pow: 3 }))).toEqual([other]);
    expect(adopted.pooled).toBe(true);
    expect(pool.removeExpired(1_000)).toContain(adopted);
  });

  test('full by bytes: as many make way as it takes, or none', () => {
    const small = [1, 2, 3].map((pow) => entry({ pow, length: 100 }));
    const bytes = small.reduce((sum, { envelope }) => sum + envelope.raw.length, 0);
    const pool = new Pool({ maxBytes: bytes });
    for (const each of small) pool.add(each);
    expect(pool.add(entry({ pow: 2.5, length: 330 }))).toBeUndefined();
    expect(pool.size).toBe(3);
    expect(small.every(({ pooled }) => pooled)).toBe(true);
    expect(pool.add(entry({ pow: 2.5, length: 200 }))).toEqual([small[0], small[1]]);
    expect(pool.bytes).toBeLessThanOrEqual(bytes);
  });

  test('an envelope larger than the whole pool is not taken', () => {
    const pool = new Pool({ maxBytes: 50 });
    expect(pool.add(entry({ length: 60 }))).toBeUndefined();
    expect(pool.bytes).toBe(0);
  });

  test('a walk survives changes and meets what came meanwhile', () => {
    const pool = new Pool();
    const [first, second, third] = [entry({ expiry: 1 }), entry({ expiry: 1 }), entry({ expiry: 9 })];
    pool.add(first);
    pool.add(second);
    const walk = pool.values();
    expect(walk.next().value).toBe(first);
    pool.removeExpired(5);
    pool.add(third);
    expect(walk.next().value).toBe(third);
    expect(walk.next().done).toBe(true);
  });

  test('does what a list would do, whatever the order of operations', () => {
    const operation = fc.oneof(
      fc.record({ expiry: fc.nat(20), pow: fc.nat(5), own: fc.boolean(), length: fc.nat(60) }),
      fc.nat(22),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const pool = new Pool({ maxEnvelopes: 8, maxBytes: 400 });
        let model: PoolEntry[] = [];
        for (const step of operations) {
          if (typeof step === 'number') {
            const expired = pool.removeExpired(step);
            expect(new Set(expired)).toEqual(new Set(model.filter(({ envelope }) => envelope.expiry < step)));
            model = model.filter(({ envelope }) => envelope.expiry >= step);
          } else {
            const newcomer = entry(step);
            const displaced = pool.add(newcomer);
            for (const gone of displaced ?? []) expect(gone.rank).toBeLessThan(newcomer.rank);
            if (displaced !== undefined) model = [...model.filter((each) => !displaced.includes(each)), newcomer];
          }
          expect(new Set(pool.values())).toEqual(new Set(model));
          expect(pool.bytes).toBe(model.reduce((sum, { envelope }) => sum + envelope.raw.length, 0));
          expect(pool.size <= 8 && pool.bytes <= 400).toBe(true);
        }
      }),
    );
  });
});
