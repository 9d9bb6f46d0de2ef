import { generatePrivateKey } from '@status/crypto';
import { createRlpxHost } from '@status/devp2p';
import { createMemoryNetwork } from '@status/devp2p/memory';
import type { ByteStream, Environment, Host, PrivacyLayer, StreamDriver } from '@status/interfaces';
import { createNetwork } from '@status/stack';
import { createDirectNetwork, createHostNetwork, createSlowNetwork, createTextHostNetwork } from '@status/testing';
import type { Combination } from './axes.ts';

/** A transport for several people, each by name. */
export interface Transport {
  /** The way in for somebody, which is ready when it resolves. */
  join(name: string): Promise<PrivacyLayer>;
  /** Bytes that went over it so far: those of streams or packets, or of payloads where there are none. */
  bytes(): number;
  stop(): Promise<void>;
}

/** The transport of a combination. */
export function createTransport({ transport, host }: Combination, environment: Environment): Promise<Transport> {
  switch (transport) {
    case 'whisper':
      return createWhisperTransport(createHosts(host, environment), environment);
    case 'direct':
      return networkTransport(createDirectNetwork({ environment, delay: [5, 50] }));
    case 'slow':
      return networkTransport(createSlowNetwork({ environment }));
  }
}

/** Hosts of one kind that reach each other, and the bytes between them. */
type Hosts = { host(name: string): Host; bytes(): number };

/** Whisper on hosts that know each other by a relay only. */
async function createWhisperTransport(hosts: Hosts, environment: Environment): Promise<Transport> {
  const relay = createNetwork({ environment, host: hosts.host('relay') });
  await relay.start();
  const [address] = relay.host.addresses;
  const networks = [relay];
  return {
    async join(name) {
      const network = createNetwork({ environment, host: hosts.host(name) });
      networks.push(network);
      await network.start();
      await network.host.dial(address!);
      return network.whisper;
    },
    bytes: hosts.bytes,
    async stop() {
      for (const network of networks.reverse()) await network.stop();
    },
  };
}

function createHosts(kind: Combination['host'], environment: Environment): Hosts {
  switch (kind) {
    case 'rlpx':
      return createRlpxHosts(environment);
    case 'memory': {
      const network = createHostNetwork(environment);
      return { host: (name) => network.host(name), bytes: () => network.traffic.bytes };
    }
    case 'named': {
      const network = createTextHostNetwork(environment);
      return { host: (name) => network.host(name), bytes: () => network.traffic.bytes };
    }
  }
}

function createRlpxHosts(environment: Environment): Hosts {
  const count = { bytes: 0 };
  const driver = counting(createMemoryNetwork().driver, count);
  const host = (name: string): Host => {
    const privateKey = generatePrivateKey(environment.random);
    return createRlpxHost({ privateKey, environment, drivers: [driver], listen: [`memory://${name}:0`] });
  };
  return { host, bytes: () => count.bytes };
}

/** A driver whose streams count what is written to them. */
function counting(driver: Required<StreamDriver>, count: { bytes: number }): StreamDriver {
  const counted = (stream: ByteStream): ByteStream => ({
    remoteAddress: stream.remoteAddress,
    read: () => stream.read(),
    write(bytes) {
      count.bytes += bytes.length;
      return stream.write(bytes);
    },
    close: () => stream.close(),
    abort: (reason) => stream.abort(reason),
    [Symbol.asyncDispose]: () => stream.close(),
  });
  return {
    schemes: driver.schemes,
    dial: async (address, options) => counted(await driver.dial(address, options)),
    listen: (address, onStream) => driver.listen(address, (stream) => onStream(counted(stream))),
  };
}

async function networkTransport(network: {
  node(name: string): PrivacyLayer;
  readonly traffic: { readonly bytes: number };
}): Promise<Transport> {
  return { join: async (name) => network.node(name), bytes: () => network.traffic.bytes, stop: async () => {} };
}
