import { installEngine, resetEngine } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { loadOxEngine } from '@status/crypto/engine-ox';

/** How to install each engine that is compared, by the name that it gives itself. */
export const ENGINES = {
  noble: async (): Promise<void> => resetEngine(),
  ox: async (): Promise<void> => installEngine(await loadOxEngine()),
  'node+ox': async (): Promise<void> => {
    await installFastestEngine();
  },
} as const;

/** The name of an engine. */
export type EngineName = keyof typeof ENGINES;

/** Every engine, the one that needs nothing first. */
export const ENGINE_NAMES: readonly EngineName[] = Object.keys(ENGINES) as EngineName[];
