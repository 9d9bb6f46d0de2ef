import { background, type Case, within } from './case.ts';
import { callbackCases } from './store-callbacks.ts';
import { entryCases } from './store-entries.ts';
import { closingCases, durabilityCases } from './store-life.ts';
import type { StoreCase, StoreManifest, StoreSubject } from './store-play.ts';
import { readCases } from './store-reads.ts';
import { signalCases } from './store-signals.ts';
import { transactionCases } from './store-transactions.ts';

export type { StoreManifest, StoreSubject } from './store-play.ts';

/** The promises of the seam `Store`. */
export function storeCompliance(setup: () => Promise<StoreSubject>, manifest: StoreManifest = {}): Case[] {
  const withStore: StoreCase = (name, body) => ({
    name: `store: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await within(body(subject.store, subject), name, manifest);
      } catch (error) {
        // What failed may have left work behind that never ends, and closing waits for that.
        background(subject.store.close());
        throw error;
      }
      await subject.store.close();
    },
  });
  return [
    ...transactionCases(withStore, manifest),
    ...callbackCases(withStore, manifest),
    ...entryCases(withStore),
    ...readCases(withStore, manifest),
    ...signalCases(withStore, manifest),
    ...closingCases(withStore, manifest),
    ...(manifest.durable === true ? durabilityCases(withStore, manifest) : []),
  ];
}
