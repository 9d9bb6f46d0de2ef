import { compressPublicKey, publicKeyOf } from '@status/crypto';
import type { Environment, PrivateKey } from '@status/interfaces';
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

/** What does not change while a layer lives. */
export type Owner = {
  /** The private identity key, the owner's own array. */
  readonly identity: PrivateKey;
  readonly installationId: string;
  readonly limits: RatchetLimits;
  readonly environment: Environment;
};

/** Makes contexts, each with the time at which it is made. @throws {CryptoError} `CRYPTO_PRIVATE_KEY`. */
export function contextOf({ identity, installationId, limits, environment }: Owner): () => OwnContext {
  const { random, clock } = environment;
  const constant = {
    identityPrivate: identity,
    identity: compressPublicKey(publicKeyOf(identity)),
    installationId,
    limits,
    maxInstallations: limits.maxInstallations,
    random,
    freshKeyPair: () => generateKeyPair(random),
  };
  return () => ({ ...constant, now: clock.now() });
}
