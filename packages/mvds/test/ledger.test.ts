import { expect, test } from '@jest/globals';
import { createMapStore } from '@status/testing';
import fc from 'fast-check';
import { firstInAgenda, type Kind, openLedger, type Row } from '../src/records.ts';
import { BOB, idOf } from './node.ts';

const KINDS: readonly Kind[] = ['ack', 'request', 'message'];

const rowDue = (dueAt: number): Row => ({ attempts: 0, failures: 0, createdAt: 1, sentAt: 0, dueAt });

/** Puts a row at its place, moves it there, or takes it away. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    number: fc.nat(3),
    dueAt: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    reopen: fc.boolean(),
  }),
  { maxLength: 30 },
);

test('a peer’s record tells how many rows of each kind wait, and when the first is due', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const store = createMapStore();
      const model = new Map<string, number>();
      await store.transaction(async (tx) => {
        let ledger = await openLedger(tx, BOB);
        for (const { kind, number, dueAt, reopen } of list) {
          const row = await ledger.get(kind, idOf(number));
          if (dueAt === undefined) {
            if (row !== undefined) ledger.remove(kind, idOf(number), row);
            model.delete(`${kind}${number}`);
          } else {
            if (row === undefined) ledger.add(kind, idOf(number), rowDue(dueAt));
            else ledger.replace(kind, idOf(number), row, rowDue(dueAt));
            model.set(`${kind}${number}`, dueAt);
          }
          if (reopen) {
            await ledger.save();
            ledger = await openLedger(tx, BOB);
          }
        }
        await ledger.save();
      });
      const { waiting, isEmpty, first } = await store.transaction(async (tx) => {
        const ledger = await openLedger(tx, BOB);
        return { waiting: ledger.waiting, isEmpty: ledger.isEmpty, first: await firstInAgenda(tx) };
      });
      const count = (kind: Kind): number => [...model.keys()].filter((key) => key.startsWith(kind)).length;
      expect(waiting).toEqual({ ack: count('ack'), request: count('request'), message: count('message') });
      expect(isEmpty).toBe(model.size === 0);
      expect(first).toBe(model.size === 0 ? undefined : Math.min(...model.values()));
    }),
    { numRuns: 200 },
  );
});
