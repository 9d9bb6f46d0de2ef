import { systemEnvironment } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { createRlpxHost } from '@status/devp2p';
import { createMemoryNetwork } from '@status/devp2p/memory';
import type { Host, StreamDriver } from '@status/interfaces';
import { createMessenger, type Message, type Messenger } from '@status/messenger';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createRatchet, createTransportOnly } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { type ChatReport, scriptedChat } from '@status/testing';
import { createWhisper, type WhisperNode } from '@status/whisper';

/** A message that somebody received. */
export interface Line {
  readonly from: string;
  readonly message: Message;
}

const CLIENT = 'status-ts/browser';

/** Real time that one step of the play may take, in ms. */
const PATIENCE = 30_000;

const environment = systemEnvironment();

/** Plays the scripted chat between two nodes that know each other by a relay only, and tells of each message as it arrives. */
export async function playChat(onLine: (line: Line) => void): Promise<ChatReport> {
  const { driver } = createMemoryNetwork();
  const started: { stop(): Promise<void> }[] = [];
  try {
    const relay = await startRelay(driver);
    started.push(relay);
    const alice = await startClient(driver, relay.address);
    started.push(alice);
    const bob = await startClient(driver, relay.address);
    started.push(bob);
    bob.messenger.on('message', (message) => onLine({ from: 'Alice', message }));
    alice.messenger.on('message', (message) => onLine({ from: 'Bob', message }));
    return await scriptedChat(alice.messenger, bob.messenger, PATIENCE);
  } finally {
    for (const node of started.reverse()) await node.stop();
  }
}

interface NetworkNode {
  readonly host: Host;
  readonly whisper: WhisperNode;
  stop(): Promise<void>;
}

/** devp2p over streams in memory, with Whisper on it; listens if it is given a name. */
async function startNetwork(driver: StreamDriver, name?: string): Promise<NetworkNode> {
  const host = createRlpxHost({
    privateKey: generatePrivateKey(environment.random),
    environment,
    driver,
    client: CLIENT,
    ...(name !== undefined && { listen: { host: name, port: 0 } }),
  });
  const whisper = createWhisper({ environment });
  host.register(whisper.subprotocol);
  await host.start();
  return {
    host,
    whisper,
    async stop() {
      await whisper.stop();
      await host.stop();
    },
  };
}

async function startRelay(driver: StreamDriver): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const { host, stop } = await startNetwork(driver, 'relay');
  return { address: host.address!, stop };
}

/** A whole messenger on a node of its own that is connected to one other. */
async function startClient(
  driver: StreamDriver,
  peer: string,
): Promise<{ readonly messenger: Messenger; stop(): Promise<void> }> {
  const identity = generatePrivateKey(environment.random);
  const network = await startNetwork(driver);
  const store = createMemoryStore();
  const messenger = createMessenger({
    identity,
    environment,
    store,
    privacy: network.whisper,
    security: createRatchet({ identity, installationId: crypto.randomUUID(), environment }),
    transportOnly: createTransportOnly(),
    sync: createMvds({ self: publicKeyOf(identity), environment }),
    data: createPayload(),
  });
  await messenger.start();
  await network.host.dial(peer);
  return {
    messenger,
    async stop() {
      await messenger.stop();
      await network.stop();
      await store.close();
    },
  };
}
