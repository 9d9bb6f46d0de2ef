import { afterAll, beforeAll, describe } from '@jest/globals';
import { engineName, installEngine, resetEngine } from '@status/crypto';
import { installFastestEngine, nodeEngine } from '@status/crypto/engine-node';
import { loadOxEngine } from '@status/crypto/engine-ox';

/** Every engine by the name that it gives itself. */
export const ENGINES: Readonly<Record<string, () => Promise<void>>> = {
  noble: async () => resetEngine(),
  ox: async () => installEngine(await loadOxEngine()),
  node: async () => installEngine(nodeEngine()),
  'node+ox': async () => {
    await installFastestEngine();
  },
};

/** The same tests under every engine. */
export function describeEngines(subject: string, tests: () => void): void {
  describe.each(Object.entries(ENGINES))(`${subject} by %s`, (name, install) => {
    beforeAll(async () => {
      await install();
      if (engineName() !== name) throw new Error(`${name} is not installed`);
    });
    afterAll(resetEngine);
    tests();
  });
}

/** What a computation gives under every engine, the default first. */
export async function underEveryEngine<T>(compute: () => T): Promise<T[]> {
  const results: T[] = [];
  for (const install of Object.values(ENGINES)) {
    await install();
    results.push(compute());
  }
  resetEngine();
  return results;
}
