import { generatePrivateKey } from '@status/crypto';
import { createRlpxHost, type RlpxHostOptions } from '@status/devp2p';
import type { Cancel, Environment, Host, PrivateKey } from '@status/interfaces';
import { createWhisper, type WhisperNode, type WhisperOptions } from '@status/whisper';
import { MAX_MESSAGE_SIZE } from '@status/whisper/constants';

/** How a node stands in the network. */
export interface NetworkOptions
  extends Partial<Pick<RlpxHostOptions, 'client' | 'maxPeers' | 'maxPending' | 'drivers' | 'listen'>> {
  readonly environment: Environment;
  /** The node's key in the network, unrelated to any identity; default: a new one. */
  readonly nodeKey?: PrivateKey;
  /** Another host in place of RLPx over the drivers. */
  readonly host?: Host;
  readonly whisper?: Omit<WhisperOptions, 'environment'>;
}

/** A Whisper node on a host: what a relay is, and what a client stands on. */
export interface Network {
  readonly host: Host;
  readonly whisper: WhisperNode;
  /** Begins to listen and to dial. Listeners of events are attached before. */
  start(): Promise<void>;
  /** Stays connected with a peer until the end; the same address again does nothing. Throws `P2P_ADDRESS` for a text that is no address. */
  maintain(address: string): void;
  /** Ends every session, then the host. */
  stop(): Promise<void>;
}

/** Whisper on devp2p. Nothing happens before `start`. */
export function createNetwork(options: NetworkOptions): Network {
  const { environment } = options;
  const whisper = createWhisper({ ...options.whisper, environment });
  const host = options.host ?? createHost(options);
  host.register(whisper.subprotocol);
  const maintained = new Map<string, Cancel>();
  return {
    host,
    whisper,
    start: () => host.start(),
    maintain(address) {
      if (!maintained.has(address)) maintained.set(address, host.maintain(address));
    },
    async stop() {
      for (const cancel of maintained.values()) cancel();
      await whisper.stop();
      await host.stop();
    },
  };
}

function createHost({ environment, nodeKey, whisper, drivers = [], ...rest }: NetworkOptions): Host {
  const { host: _, ...settings } = rest;
  return createRlpxHost({
    ...settings,
    environment,
    drivers,
    privateKey: nodeKey ?? generatePrivateKey(environment.random),
    // Whisper is all there is: what is too large for it need not be gathered and inflated first.
    maxMessageLength: whisper?.maxMessageSize ?? MAX_MESSAGE_SIZE,
  });
}
