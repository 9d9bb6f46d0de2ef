import { createRequire } from 'node:module';
import { join } from 'node:path';
import { systemEnvironment } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import { createRlpxHost } from '@status/devp2p';
import { tcpDriver } from '@status/devp2p/tcp';
import type { Cancel, Environment, Host } from '@status/interfaces';
import { createMessenger, keyOfNameAsync, type Messenger } from '@status/messenger';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createRatchet, createTransportOnly } from '@status/ratchet';
import { openDiskStore } from '@status/store/level';
import { createWhisper, MAX_MESSAGE_SIZE, type WhisperNode } from '@status/whisper';
import type { Account } from './account.ts';
import type { CommonOptions } from './options.ts';
import { stderrLogger } from './output.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** A Whisper node on a host: what a relay is, and what a client stands on. */
export interface NetworkNode {
  readonly host: Host;
  readonly whisper: WhisperNode;
  /** Begins to listen. Listeners of events are attached before, peers are dialled after. */
  start(): Promise<void>;
  /** Stays connected with a peer. */
  maintain(enode: string): void;
  stop(): Promise<void>;
}

export interface NetworkSettings extends Pick<CommonOptions, 'host' | 'port' | 'minPow'> {
  readonly nodeKey: Uint8Array;
  readonly environment: Environment;
  readonly client?: string | undefined;
  readonly maxMessageSize?: number | undefined;
  readonly light?: boolean | undefined;
}

export const environmentOf = (options: Pick<CommonOptions, 'log'>): Environment =>
  systemEnvironment({ logger: stderrLogger(options.log) });

/** devp2p over TCP with Whisper on it. */
export function createNetwork(settings: NetworkSettings): NetworkNode {
  const { environment, nodeKey, maxMessageSize = MAX_MESSAGE_SIZE } = settings;
  const host = createRlpxHost({
    privateKey: nodeKey,
    environment,
    driver: tcpDriver(),
    listen: { host: settings.host, port: settings.port },
    client: settings.client ?? `status-ts/v${version}`,
    // Whisper is all there is: what is too large for it need not be gathered and inflated first.
    maxMessageLength: maxMessageSize,
  });
  const whisper = createWhisper({
    environment,
    minPow: settings.minPow,
    maxMessageSize,
    ...(settings.light !== undefined && { light: settings.light }),
  });
  host.register(whisper.subprotocol);
  const maintained = new Map<string, Cancel>();
  return {
    host,
    whisper,
    start: () => host.start(),
    maintain(enode) {
      if (!maintained.has(enode)) maintained.set(enode, host.maintain(enode));
    },
    async stop() {
      for (const cancel of maintained.values()) cancel();
      await whisper.stop();
      await host.stop();
    },
  };
}

/** A whole client: a network node, a store on disk, and the messenger that composes the layers over them. */
export interface ClientNode {
  readonly network: NetworkNode;
  readonly messenger: Messenger;
  readonly publicKey: Uint8Array;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the disk and puts the layers together; nothing runs before `start`. */
export async function openClient(
  account: Account,
  folder: string,
  settings: Omit<NetworkSettings, 'nodeKey'> & { readonly forwardSecrecy: boolean },
): Promise<ClientNode> {
  const { environment } = settings;
  const store = await openDiskStore(join(folder, 'store'), { logger: environment.logger });
  const network = createNetwork({ ...settings, nodeKey: account.nodeKey });
  const publicKey = publicKeyOf(account.identity);
  const messenger = createMessenger({
    identity: account.identity,
    environment,
    store,
    privacy: network.whisper,
    security: createRatchet({ identity: account.identity, installationId: account.installationId, environment }),
    transportOnly: createTransportOnly(),
    sync: createMvds({ self: publicKey, environment }),
    data: createPayload(),
    options: { forwardSecrecy: settings.forwardSecrecy, deriveKey: keyOfNameAsync },
  });
  // Keys are published once somebody is there to take them.
  const cancel = network.host.on('connected', () => {
    cancel();
    messenger.advertise().catch((error: unknown) => {
      environment.logger.warn('our keys could not be published', { error: String(error) });
    });
  });
  const stop = async (): Promise<void> => {
    cancel();
    await messenger.stop();
    await network.stop();
    await store.close();
  };
  return {
    network,
    messenger,
    publicKey,
    async start() {
      try {
        await messenger.start();
        await network.start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}
