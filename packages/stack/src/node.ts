import { installFastestEngine } from '@status/crypto/engine-node';
import { tcpDriver } from '@status/devp2p/tcp';
import { openDiskStore } from '@status/store/level';
import { createStack, type Stack, type StackOptions } from './stack.ts';

/** A stack on this machine: where it keeps its things, and who it is. */
export interface NodeStackOptions extends StackOptions {
  /** Folder of the store; made, for its owner alone, if there is none. */
  readonly folder: string;
}

/**
 * The default stack on Node: the fastest cryptography there is, TCP, and a store on disk.
 *
 * @throws {StoreError} what `openDiskStore` throws.
 */
export async function openStack({ folder, ...options }: NodeStackOptions): Promise<Stack> {
  const { environment } = options;
  await installFastestEngine();
  const store = options.store ?? (await openDiskStore(folder, environment ? { logger: environment.logger } : {}));
  const network = { drivers: [tcpDriver()], ...options.network };
  return createStack({ ...options, store, network });
}
