import { drawFraction } from '@status/base';
import type { Environment, PublicKey, Transaction } from '@status/interfaces';
import { PACKET_SIZE, PACKETS_PER_DUE, REQUESTS_PER_PEER, SEEN_FOR } from './constants.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';

/** What may be decided about the synchronisation. */
export type MvdsOptions = {
  /** When to send again; what is left out is that of `DEFAULT_RETRY`. A slow carrier stretches it. */
  readonly retry?: Partial<RetryPolicy>;
  /** Largest packet in bytes, unless one message alone is larger; a carrier may ask for less. Default `PACKET_SIZE`. */
  readonly packetSize?: number;
  /** Packets that one call of `due` builds at most. Default `PACKETS_PER_DUE`. */
  readonly packetsPerDue?: number;
  /** Offered messages that are asked for at a time, per peer. Default `REQUESTS_PER_PEER`. */
  readonly requestsPerPeer?: number;
  /** How long ids of accepted messages are kept after they last came, ms. Default `SEEN_FOR`. */
  readonly seenFor?: number;
};

/** What the parts of the layer share: nothing here changes. */
export type Settings = Omit<Required<MvdsOptions>, 'retry'> & {
  readonly own: PublicKey;
  readonly retry: RetryPolicy;
  readonly environment: Environment;
};

/** The options, with what was left out. */
export function settingsOf(own: PublicKey, environment: Environment, options: MvdsOptions): Settings {
  return {
    own,
    environment,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    packetSize: options.packetSize ?? PACKET_SIZE,
    packetsPerDue: options.packetsPerDue ?? PACKETS_PER_DUE,
    requestsPerPeer: options.requestsPerPeer ?? REQUESTS_PER_PEER,
    seenFor: options.seenFor ?? SEEN_FOR,
  };
}

/** Evenly between 0 and 1. */
export function chance({ environment }: Settings): number {
  return drawFraction(environment.random);
}

/** Counts what a transaction did, once it is durable. */
export function count({ environment }: Settings, tx: Transaction, name: string, by: number): void {
  if (by > 0) tx.afterCommit(() => environment.metrics.count(name, by));
}
