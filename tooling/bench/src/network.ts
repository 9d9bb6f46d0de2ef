import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { noMetrics, silentLogger } from '@status/base';
import { requireSymmetricKey } from '@status/crypto';
import type { Environment, Topic } from '@status/interfaces';
import { createHostNetwork, createVirtualClock, seededRandom, type VirtualClock } from '@status/testing';
import { createSharedEnvelopeReader, createWhisper, type WhisperNode } from '@status/whisper';

/** What `--only` takes to measure networks, and what people read. */
export const NETWORK = { name: 'network', title: 'Whisper nodes in one process, under virtual time' } as const;

/** Nodes in one process. */
export const NETWORK_SIZES: readonly number[] = [10, 100, 1_000];

/** The largest network, measured only when it is asked for. */
export const LARGEST_NETWORK = 10_000;

/** What a node of a network costs its process. */
export type NetworkCost = {
  readonly nodes: number;
  /** µs of processor time per node and virtual second in which nothing happens. */
  readonly idle: number;
  /** Bytes of memory per node, with its sessions. */
  readonly memory: number;
  /** µs of processor time for one envelope to be taken by one node: received, judged, pooled, passed on, answered, forgotten. */
  readonly delivery: number;
};

/** Peers that each node dials; it has twice as many on average. */
const DIALS = 3;

const IDLE_SECONDS = 100;

/** Deliveries to measure over at least. */
const DELIVERIES = 20_000;

/** Virtual ms in which an envelope comes to everybody, and is forgotten. */
const ENVELOPE_LIFE = 20_000;

const TOPIC = Uint8Array.of(1, 2, 3, 4) as Topic;
const KEY = requireSymmetricKey(new Uint8Array(32).fill(7));
const PAYLOAD = new Uint8Array(200);

/** Builds a network of Whisper nodes on hosts in memory, under virtual time, and tells what it costs. */
export async function measureNetwork(size: number): Promise<NetworkCost> {
  const clock = createVirtualClock(undefined, { turns: 1 });
  const environment: Environment = { clock, random: seededRandom(size), logger: silentLogger, metrics: noMetrics };
  const before = memoryInUse();
  const { nodes, stop } = await createNodes(size, environment, clock);
  const memory = (memoryInUse() - before) / size;

  const idle = await processorTime(() => clock.advance(IDLE_SECONDS * 1_000));

  const rounds = Math.max(2, Math.ceil(DELIVERIES / size));
  let deliveries = 0;
  for (const node of nodes) {
    node.on('envelope', ({ peer }) => {
      if (peer !== undefined) deliveries++;
    });
  }
  const post = (): Promise<unknown> => {
    const node = nodes[Math.floor((nodes.length * environment.random.bytes(1)[0]!) / 256)]!;
    return node.post({ topic: TOPIC, to: { kind: 'symmetric', key: KEY }, payload: PAYLOAD });
  };
  const delivering = await processorTime(async () => {
    for (let round = 0; round < rounds; round++) {
      await post();
      await clock.advance(ENVELOPE_LIFE);
    }
  });
  if (deliveries !== rounds * (size - 1)) throw new Error(`${deliveries} deliveries of ${rounds * (size - 1)}`);
  await stop();
  return { nodes: size, idle: idle / size / IDLE_SECONDS, memory, delivery: delivering / deliveries };
}

async function createNodes(
  size: number,
  environment: Environment,
  clock: VirtualClock,
): Promise<{ nodes: WhisperNode[]; stop: () => Promise<void> }> {
  const network = createHostNetwork(environment);
  const reader = createSharedEnvelopeReader();
  const nodes: WhisperNode[] = [];
  const hosts = Array.from({ length: size }, (_, i) => {
    const host = network.host(String(i));
    const node = createWhisper({ environment, reader, minPow: 0, pow: { target: 0 } });
    host.register(node.subprotocol);
    nodes.push(node);
    return host;
  });
  for (const host of hosts) await host.start();
  const draw = new DataView(environment.random.bytes(4 * DIALS * size).buffer);
  for (const [i, host] of hosts.entries()) {
    // The node before it, so that nobody is left alone, and some at random.
    const others = [i - 1, ...Array.from({ length: DIALS - 1 }, (_, k) => draw.getUint32(4 * (i * DIALS + k)) % size)];
    for (const other of new Set(others)) {
      if (other >= 0 && other !== i) await host.dial(hosts[other]!.addresses[0]!);
    }
  }
  await clock.advance(1_000);
  return {
    nodes,
    async stop() {
      for (const node of nodes) await node.stop();
      for (const host of hosts) await host.stop();
    },
  };
}

/** µs of processor time, of this process, that the work takes. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

/** Bytes that are in use once everything that can be collected is. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
