import { createRequire } from 'node:module';
import { join } from 'node:path';
import { systemEnvironment } from '@status/base';
import { tcpDriver } from '@status/devp2p/tcp';
import type { Environment, PrivateKey } from '@status/interfaces';
import { createNetwork, type Network, type NetworkOptions, type Stack } from '@status/stack';
import { openStack } from '@status/stack/node';
import type { EnvelopeReader } from '@status/whisper';
import type { Account } from './account.ts';
import type { CommonOptions } from './options.ts';
import { stderrLogger } from './output.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** What a node on the command line is told of the network. */
export interface NodeSettings extends Pick<CommonOptions, 'host' | 'port' | 'minPow'> {
  readonly environment: Environment;
  readonly client?: string | undefined;
  readonly maxMessageSize?: number | undefined;
  readonly light?: boolean | undefined;
  /** Reads the envelopes of peers; absent: Whisper's own. */
  readonly reader?: EnvelopeReader;
}

/** A whole client: the stack, and the network that it stands on. */
export type ClientNode = Stack & { readonly network: Network };

export const environmentOf = (options: Pick<CommonOptions, 'log'>): Environment =>
  systemEnvironment({ logger: stderrLogger(options.log) });

/** A node of the network alone: Whisper on devp2p over TCP. */
export function openRelay(settings: NodeSettings & { readonly nodeKey: PrivateKey }): Network {
  return createNetwork({ ...networkOf(settings, settings.nodeKey), environment: settings.environment });
}

/** Opens the disk and puts the layers together; nothing runs before `start`. */
export async function openClient(
  account: Account,
  folder: string,
  settings: NodeSettings & { readonly forwardSecrecy: boolean },
): Promise<ClientNode> {
  const { environment, forwardSecrecy } = settings;
  const { identity, installationId, nodeKey } = account;
  const network = networkOf(settings, nodeKey);
  const options = { forwardSecrecy };
  const stack = await openStack({
    ...{ identity, installationId, environment, network, options },
    folder: join(folder, 'store'),
  });
  return stack as ClientNode;
}

function networkOf(settings: NodeSettings, nodeKey: PrivateKey): Omit<NetworkOptions, 'environment'> {
  const { host, port, minPow, maxMessageSize, light, reader, client = `status-ts/v${version}` } = settings;
  return {
    nodeKey,
    client,
    drivers: [tcpDriver()],
    listen: [`tcp://${host.includes(':') ? `[${host}]` : host}:${port}`],
    whisper: {
      minPow,
      ...(maxMessageSize !== undefined && { maxMessageSize }),
      ...(light !== undefined && { light }),
      ...(reader && { reader }),
    },
  };
}
