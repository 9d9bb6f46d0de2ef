import { generateKeyPair, type KeyPair } from './double-ratchet.ts';
import type { BundleContext } from './installations.ts';
import type { RatchetLimits } from './limits.ts';
import type { OwnKeysContext } from './own-keys.ts';

/** Who we are, for as long as one operation lasts: our keys, our installation, the time. */
export type OwnContext = OwnKeysContext &
  Omit<BundleContext, 'speaker'> & {
    readonly limits: RatchetLimits;
    readonly freshKeyPair: () => KeyPair;
  };

/** Completes what an operation needs to know. */
export function ownContext(base: OwnKeysContext): OwnContext {
  return {
    ...base,
    maxInstallations: base.limits.maxInstallations,
    freshKeyPair: () => generateKeyPair(base.random),
  };
}
