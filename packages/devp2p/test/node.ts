import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { Host, HostEvents, Packet, PublicKey, Session, StreamDriver, Subprotocol } from '@status/interfaces';
import { createVirtualClock, type TestEnvironment, testEnvironment, type VirtualClock } from '@status/testing';
import { createRlpxHost, formatEnode, type RlpxHostOptions } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';

// Hundreds of handshakes: what is tested here is not the curve.
await installFastestEngine();

/** A host for tests, and everything that happened to it. */
export type TestNode = {
  readonly host: Host;
  readonly environment: TestEnvironment;
  readonly publicKey: PublicKey;
  /** Events in the order in which they came. */
  readonly events: HostEvent[];
  readonly sessions: Session[];
  /** Packets of the toy protocol. */
  readonly packets: Packet[];
};

type Told = 'connected' | 'disconnected' | 'failed';

export type HostEvent = { [Name in Told]: readonly [Name, HostEvents[Name]] }[Told];

export type TestNodeOptions = Omit<Partial<RlpxHostOptions>, 'drivers' | 'listen'> & {
  readonly driver: StreamDriver;
  readonly clock: VirtualClock;
  readonly seed: string;
  readonly subprotocols?: readonly Subprotocol[];
  /** By default on the host that is named like the seed; `false` does not listen. */
  readonly listen?: RlpxHostOptions['listen'] | false;
};

/** Where nodes listen. */
export const PORT = 30303;

/** A started host with the protocol toy/1 of ten codes, which takes down what it gets. */
export async function startNode(options: TestNodeOptions): Promise<TestNode> {
  const node = createNode(options);
  await node.host.start();
  return node;
}

export function createNode(options: TestNodeOptions): TestNode {
  const { seed, clock, subprotocols, driver, listen = [`memory://${seed}:${PORT}`], ...rest } = options;
  const environment = testEnvironment({ seed, clock });
  const privateKey = rest.privateKey ?? generatePrivateKey(environment.random);
  const host = createRlpxHost({
    privateKey,
    environment,
    drivers: [driver],
    client: seed,
    ...(listen ? { listen } : {}),
    ...rest,
  });
  const node: TestNode = {
    host,
    environment,
    publicKey: publicKeyOf(privateKey),
    events: [],
    sessions: [],
    packets: [],
  };
  for (const name of ['connected', 'disconnected', 'failed'] as const) {
    host.on(name, (event: HostEvents[typeof name]) => void node.events.push([name, event] as unknown as HostEvent));
  }
  for (const subprotocol of subprotocols ?? [toy(node)]) host.register(subprotocol);
  return node;
}

/** The toy protocol: takes down sessions and packets. */
export function toy(node: Pick<TestNode, 'sessions' | 'packets'>, changes: Partial<Subprotocol> = {}): Subprotocol {
  return {
    name: 'toy',
    version: 1,
    length: 10,
    async onSession(session) {
      node.sessions.push(session);
      for await (const packet of session) node.packets.push(packet);
    },
    ...changes,
  };
}

/** What happened, in short: `connected`, `disconnected tooManyPeers remote`, `failed hello uselessPeer`. */
export function story(events: readonly HostEvent[]): string[] {
  return events.map(([name, event]) => {
    if (name === 'connected') return name;
    if (name === 'disconnected') return `${name} ${event.reason}${event.remote ? ' remote' : ''}`;
    const { reason, remote } = event.error as Error & { reason?: string; remote?: boolean };
    return `${name} ${event.stage} ${reason}${remote ? ' remote' : ''}`;
  });
}

/** Two hosts that run on one network. */
export const pair = async (): Promise<{ a: TestNode; b: TestNode; clock: ReturnType<typeof createVirtualClock> }> => {
  const clock = createVirtualClock();
  const { driver } = createMemoryNetwork();
  const a = await startNode({ driver, clock, seed: 'a' });
  const b = await startNode({ driver, clock, seed: 'b' });
  return { a, b, clock };
};

/** What a promise rejects with. */
export const reject = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** The address of a node that is not there. */
export function elsewhere(node: TestNode, host: string): string {
  const other = createNode({ driver: createMemoryNetwork().driver, clock: node.environment.clock, seed: host });
  return formatEnode({ publicKey: other.publicKey, endpoint: { host, tcp: 1, udp: 1 } });
}
