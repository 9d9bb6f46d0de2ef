import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DataLayer,
  Environment,
  PrivateKey,
  PublicKey,
  SecurityLayer,
  Store,
  SyncLayer,
} from '@status/interfaces';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createNoSync, createTransportOnly } from '@status/plain';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { openDiskStore } from '@status/store/level';
import { openSqliteStore } from '@status/store/sqlite';
import {
  createGroupSecurity,
  createJsonData,
  createMapStore,
  createOfferSync,
  createPerDeviceSecurity,
} from '@status/testing';
import type { Combination } from './axes.ts';
import { QUICK_HOLD } from './pace.ts';

/** Somebody for whom layers are made. */
export interface Person {
  readonly identity: PrivateKey;
  readonly publicKey: PublicKey;
  readonly environment: Environment;
}

/** What is to be known of a security layer beside its seam. */
export const SECURITY: Readonly<
  Record<
    Combination['security'],
    {
      /** Whether it publishes keys that others have to find. */
      readonly keys: boolean;
      /** What protections its messages have: private ones, those of a group, public ones. */
      readonly protections: { readonly direct: string; readonly group: string; readonly public: string };
      /** How a messenger should use it in groups. */
      readonly groupSync: 'pairs' | 'none';
    }
  >
> = {
  ratchet: {
    keys: true,
    protections: { direct: 'ratchet', group: 'ratchet', public: 'public' },
    groupSync: 'pairs',
  },
  'transport-only': {
    keys: false,
    protections: { direct: 'transport-only', group: 'transport-only', public: 'transport-only' },
    groupSync: 'pairs',
  },
  group: {
    keys: false,
    protections: { direct: 'sender-key', group: 'sender-key', public: 'public' },
    groupSync: 'none',
  },
  'per-device': {
    keys: false,
    protections: { direct: 'per-device', group: 'per-device', public: 'public' },
    groupSync: 'pairs',
  },
};

export function createSecurity(choice: Combination['security'], { identity, environment }: Person): SecurityLayer {
  switch (choice) {
    case 'ratchet':
      return createRatchet({ identity, installationId: 'phone', environment });
    case 'transport-only':
      return createTransportOnly();
    case 'group':
      return createGroupSecurity(identity, environment.random);
    case 'per-device':
      return createPerDeviceSecurity(identity, 'phone', environment.random);
  }
}

export function createSync({ sync, transport }: Combination, { publicKey, environment }: Person): SyncLayer {
  switch (sync) {
    case 'mvds':
      return createMvds({ self: publicKey, environment });
    case 'none':
      return createNoSync();
    case 'offer':
      return createOfferSync(transport === 'slow' ? {} : { hold: QUICK_HOLD });
  }
}

export function createData(choice: Combination['data']): DataLayer {
  return choice === 'payload' ? createPayload() : createJsonData();
}

/** A store, and what takes away what it left behind. */
export async function createStore(
  choice: Combination['store'],
): Promise<{ readonly store: Store; dispose(): Promise<void> }> {
  if (choice === 'memory' || choice === 'map') {
    const store = choice === 'memory' ? createMemoryStore() : createMapStore();
    return { store, dispose: () => store.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'status-matrix-'));
  const store = await (choice === 'level' ? openDiskStore(folder) : openSqliteStore(join(folder, 'store.sqlite')));
  return {
    store,
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
