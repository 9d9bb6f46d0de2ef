import { systemEnvironment } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type {
  DataLayer,
  Environment,
  PrivacyLayer,
  PrivateKey,
  PublicKey,
  SecurityLayer,
  Store,
  SyncLayer,
} from '@status/interfaces';
import {
  createMessenger,
  type Feature,
  keyOfNameAsync,
  type Messenger,
  type MessengerOptions,
} from '@status/messenger';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createTransportOnly } from '@status/plain';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { installationIdOf } from './installation-id.ts';
import { createNetwork, type Network, type NetworkOptions } from './network.ts';

/** Who somebody is, and what of the default stack is to be another. Whatever is left out is made. */
export interface StackOptions {
  /** Identity (chat) private key. */
  readonly identity: PrivateKey;
  /** Time, chance and diagnostics; default: the system's, silent. */
  readonly environment?: Environment;
  /** The transport; default: Whisper on `network`. */
  readonly privacy?: PrivacyLayer;
  /** What the default transport stands on: drivers (without any nobody is reached), or a host. */
  readonly network?: Omit<NetworkOptions, 'environment'>;
  /** Default: X3DH and Double Ratchet. */
  readonly security?: SecurityLayer;
  /** What the default security layer calls this device; default: a new UUID. It has to be the same again on the same store, and never on another. */
  readonly installationId?: string;
  /** Default: MVDS. */
  readonly sync?: SyncLayer;
  /** Default: Status payloads. */
  readonly data?: DataLayer;
  /** Default: in memory. */
  readonly store?: Store;
  readonly features?: readonly Feature[];
  readonly options?: MessengerOptions;
}

/** A messenger on its layers. */
export interface Stack {
  readonly messenger: Messenger;
  readonly publicKey: PublicKey;
  readonly privacy: PrivacyLayer;
  readonly store: Store;
  /** Absent where another transport was handed in. */
  readonly network?: Network;
  /**
   * Starts the messenger, then the network, and publishes our keys once a peer is there to take them (without a network of ours: at once). If one of
   * them fails everything is stopped again.
   */
  start(): Promise<void>;
  /** Stops the messenger, the network and the store, those that were handed in too: a stack owns what it stands on. */
  stop(): Promise<void>;
}

/** Composes the default stack, with the parts replaced that are given. Nothing happens before `start`. */
export function createStack(options: StackOptions): Stack {
  const { identity, environment = systemEnvironment(), store = createMemoryStore() } = options;
  const publicKey = publicKeyOf(identity);
  const network = options.privacy === undefined ? networkFor(options, environment) : undefined;
  const privacy = options.privacy ?? network!.whisper;
  const installationId = options.installationId ?? installationIdOf(environment.random);
  const messenger = createMessenger({
    identity,
    environment,
    store,
    privacy,
    security: options.security ?? createRatchet({ identity, installationId, environment }),
    transportOnly: createTransportOnly(),
    sync: options.sync ?? createMvds({ self: publicKey, environment }),
    data: options.data ?? createPayload(),
    ...(options.features && { features: options.features }),
    options: { deriveKey: keyOfNameAsync, ...options.options },
  });

  const advertise = (): void => {
    messenger.advertise().catch((error: unknown) => {
      environment.logger.warn('our keys could not be published', { error: String(error) });
    });
  };
  const stopWaiting = network?.host.on('connected', () => {
    stopWaiting?.();
    advertise();
  });

  const stop = async (): Promise<void> => {
    stopWaiting?.();
    await messenger.stop();
    await network?.stop();
    await store.close();
  };
  return {
    messenger,
    publicKey,
    privacy,
    store,
    ...(network && { network }),
    async start() {
      try {
        await messenger.start();
        await network?.start();
      } catch (error) {
        await stop();
        throw error;
      }
      if (network === undefined) advertise();
    },
    stop,
  };
}

function networkFor(options: StackOptions, environment: Environment): Network {
  return createNetwork({ ...options.network, environment });
}
