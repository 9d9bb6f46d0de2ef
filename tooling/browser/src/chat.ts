import { systemEnvironment } from '@status/base';
import { generatePrivateKey } from '@status/crypto';
import { createMemoryNetwork } from '@status/devp2p/memory';
import type { StreamDriver } from '@status/interfaces';
import type { Message } from '@status/messenger';
import { createNetwork, createStack, type Stack } from '@status/stack';
import { type ChatReport, scriptedChat } from '@status/testing';

/** A message that somebody received. */
export interface Line {
  readonly to: string;
  readonly message: Message;
}

const CLIENT = 'status-ts/browser';

/** Real time that one step of the play may take, in ms. */
const PATIENCE = 30_000;

const environment = systemEnvironment();

/** Plays the scripted chat between nodes that know each other by a relay only, and tells of each message as it arrives. */
export async function playChat(onLine: (line: Line) => void): Promise<ChatReport> {
  const { driver } = createMemoryNetwork();
  const relay = createNetwork({ environment, drivers: [driver], client: CLIENT, listen: ['memory://relay:0'] });
  const people = { alice: createClient(driver), bob: createClient(driver), carol: createClient(driver) };
  try {
    await relay.start();
    const messengers = {} as Record<keyof typeof people, Stack['messenger']>;
    for (const [name, { messenger, network, start }] of Object.entries(people)) {
      messenger.on('message', (message) => onLine({ to: name, message }));
      await start();
      network?.maintain(relay.host.addresses[0]!);
      messengers[name as keyof typeof people] = messenger;
    }
    return await scriptedChat(messengers, { clock: environment.clock, timeoutMs: PATIENCE });
  } finally {
    for (const { stop } of Object.values(people)) await stop();
    await relay.stop();
  }
}

/** Somebody new, whose node only dials. */
function createClient(driver: StreamDriver): Stack {
  const identity = generatePrivateKey(environment.random);
  return createStack({ identity, environment, network: { drivers: [driver], client: CLIENT } });
}
