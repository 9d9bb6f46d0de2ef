import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type {
  DataLayer,
  PrivacyLayer,
  PrivateKey,
  PublicKey,
  SecurityLayer,
  Store,
  SyncLayer,
} from '@status/interfaces';
import { createMvds, type MvdsOptions } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createTransportOnly } from '@status/plain';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, seededRandom, type TestEnvironment, testEnvironment } from '@status/testing';
import {
  createMessenger,
  type Feature,
  type LayerTrace,
  type Message,
  type Messenger,
  type MessengerOptions,
} from '../src/index.ts';

/** One person with real layers, whose process may end and begin again. */
export interface Party {
  readonly publicKey: PublicKey;
  readonly identity: PrivateKey;
  readonly environment: TestEnvironment;
  messenger: Messenger;
  /** What its present life runs on. */
  store: Store;
  /** Messages it was told of, over all of its lives. */
  readonly heard: Message[];
  readonly statuses: Map<string, string[]>;
  /** `recipient status` by message, in the order in which it was told. */
  readonly progress: Map<string, string[]>;
  readonly traces: LayerTrace[];
  readonly dropped: string[];
  /** Begins a life; ends the one before without a word if it has not ended. */
  start(store?: Store): Promise<void>;
}

export interface PartyParts {
  readonly environment: TestEnvironment;
  readonly store?: Store;
  /** Made anew for each life, as sockets and timers are. */
  readonly privacy: () => PrivacyLayer;
  readonly security?: SecurityLayer;
  readonly sync?: SyncLayer;
  readonly data?: DataLayer;
  readonly features?: readonly Feature[];
  /** For the MVDS that is there unless `sync` is. */
  readonly mvds?: MvdsOptions;
  readonly options?: MessengerOptions;
}

/** Someone new, not started yet. */
export function createParty(name: string, parts: PartyParts): Party {
  const { environment, options } = parts;
  const identity = generatePrivateKey(seededRandom(`identity of ${name}`));
  const publicKey = publicKeyOf(identity);
  const party: Party = {
    publicKey,
    identity,
    environment,
    messenger: undefined as never,
    store: undefined as never,
    heard: [],
    statuses: new Map(),
    progress: new Map(),
    traces: [],
    dropped: [],
    async start(store = parts.store ?? createMemoryStore()) {
      const messenger = createMessenger({
        identity,
        environment,
        store,
        privacy: parts.privacy(),
        security: parts.security ?? createRatchet({ identity, installationId: `${name}-phone`, environment }),
        transportOnly: createTransportOnly(),
        sync: parts.sync ?? createMvds({ self: publicKey, environment, ...(parts.mvds && { options: parts.mvds }) }),
        data: parts.data ?? createPayload(),
        ...(parts.features && { features: parts.features }),
        ...(options && { options }),
      });
      party.messenger = messenger;
      party.store = store;
      messenger.on('message', (message) => party.heard.push(message));
      messenger.on('status', ({ messageId, status }) => {
        party.statuses.set(messageId, [...(party.statuses.get(messageId) ?? []), status]);
      });
      messenger.on('progress', ({ messageId, recipient, status }) => {
        party.progress.set(messageId, [...(party.progress.get(messageId) ?? []), `${recipient} ${status}`]);
      });
      messenger.on('trace', (trace) => party.traces.push(trace));
      messenger.on('dropped', ({ reason }) => party.dropped.push(reason));
      await messenger.start();
    },
  };
  return party;
}

export type NetworkFaults = Omit<Parameters<typeof createDirectNetwork>[0], 'environment'>;

/** Started people on a direct network under virtual time. */
export async function gather<Name extends string>(
  names: readonly Name[],
  faults: NetworkFaults = {},
  parts: Partial<PartyParts> | ((name: Name) => Partial<PartyParts>) = {},
) {
  const environment = testEnvironment({ seed: names.join() });
  const network = createDirectNetwork({ environment, ...faults });
  const people = {} as Record<Name, Party>;
  for (const name of names) {
    const own = testEnvironment({ seed: name, clock: environment.clock });
    const others = typeof parts === 'function' ? parts(name) : parts;
    people[name] = createParty(name, { environment: own, privacy: () => network.node(name), ...others });
    await people[name].start();
  }
  return {
    ...people,
    network,
    clock: environment.clock,
    /** Lets virtual seconds go by. */
    wait: (seconds: number) => environment.clock.advance(seconds * 1_000),
  };
}
