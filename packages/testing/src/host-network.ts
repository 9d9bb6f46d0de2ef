import { drawUint16, Emitter } from '@status/base';
import type {
  Cancel,
  Cancellable,
  Environment,
  Host,
  HostEvents,
  Peer,
  PeerSource,
  Subprotocol,
} from '@status/interfaces';
import { createLink, type LinkEnd, type LinkQuality } from './host-link.ts';
import { capability, MemoryHostError, requireNew, sharedSubprotocols } from './host-rules.ts';
import { MAX_DRAWN, type MemoryHostOptions, Pursuits } from './pursuits.ts';
import { type NetworkTraffic, TrafficCounter } from './traffic.ts';

/** What the links of a network are like. Without anything a packet is there in the same turn. */
export type HostNetworkOptions = {
  /** ms from one host to another; of two, the least and the most, drawn for each link. A dial takes a round trip. */
  readonly latency?: number | readonly [least: number, most: number];
  /** Bytes per second of each link in each direction. */
  readonly bandwidth?: number;
};

/** Hosts that reach each other in memory. */
export interface HostNetwork {
  /** A host with this name, which is its peer id; its address is `memory:<name>` while it runs. A stopped host gives the name free. */
  host(name: string, options?: MemoryHostOptions): Host;
  /** What has gone over the links. Goes on counting. */
  readonly traffic: NetworkTraffic;
}

const SCHEME = 'memory:';

/**
 * Hosts without streams, handshakes or frames: the same promises as those of devp2p, kept by handing packets over. What runs on a host
 * (Whisper, say) runs on these too, ten thousand in one process, and under virtual time each packet takes as long as its link makes it.
 */
export function createHostNetwork(environment: Environment, options: HostNetworkOptions = {}): HostNetwork {
  const running = new Map<string, MemoryHost>();
  const traffic = new TrafficCounter();
  const { latency = 0, bandwidth } = options;
  const [least, most] = typeof latency === 'number' ? [latency, latency] : latency;
  const drawQuality = (): LinkQuality => {
    const drawn = least === most ? least : Math.round(least + (most - least) * fraction(environment));
    return { clock: environment.clock, latency: drawn, bandwidth };
  };
  const network: Network = { environment, running, traffic, drawQuality };
  return {
    host: (name, { maxDrawn = MAX_DRAWN } = {}) => new MemoryHost(name, network, maxDrawn),
    traffic,
  };
}

type Network = {
  readonly environment: Environment;
  readonly running: Map<string, MemoryHost>;
  readonly traffic: TrafficCounter;
  readonly drawQuality: () => LinkQuality;
};

class MemoryHost implements Host {
  readonly #name: string;
  readonly #network: Network;
  readonly #subprotocols: Subprotocol[] = [];
  readonly #events: Emitter<HostEvents>;
  readonly #links = new Map<string, LinkEnd>();
  readonly #pursuits: Pursuits;
  /** Aborted when the host stops. */
  readonly #stopped = new AbortController();
  #state: 'new' | 'running' | 'stopped' = 'new';

  constructor(name: string, network: Network, maxDrawn: number) {
    this.#name = name;
    this.#network = network;
    this.#events = new Emitter(network.environment.logger);
    this.#pursuits = new Pursuits({
      environment: network.environment,
      maxDrawn,
      dial: (address, signal, source) => this.#dial(address, signal, source),
      peers: () => this.peers(),
      isKnown: (address) => address === SCHEME + name || this.#links.has(address.slice(SCHEME.length)),
    });
  }

  get addresses(): readonly string[] {
    return this.#state === 'running' ? [SCHEME + this.#name] : [];
  }

  on<Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void): Cancel {
    return this.#events.on(name, listener);
  }

  register(subprotocol: Subprotocol): void {
    if (this.#state !== 'new') throw new MemoryHostError('P2P_RUNNING', 'subprotocols are registered before the start');
    requireNew(this.#subprotocols, subprotocol);
    this.#subprotocols.push(subprotocol);
  }

  async start(): Promise<void> {
    const { running } = this.#network;
    if (this.#state !== 'new') throw new MemoryHostError('P2P_RUNNING', 'a host starts once');
    if (running.has(this.#name)) throw new MemoryHostError('P2P_LISTEN_FAILED', `${this.#name} runs already`);
    running.set(this.#name, this);
    this.#state = 'running';
    this.#events.emit('addresses', { addresses: this.addresses });
    this.#pursuits.start();
  }

  async dial(address: string, { signal }: Cancellable = {}): Promise<Peer> {
    return this.#dial(address, signal);
  }

  maintain(address: string): Cancel {
    nameOf(address);
    this.#requireNotStopped();
    return this.#pursuits.maintain(address);
  }

  draw(source: PeerSource): Cancel {
    this.#requireNotStopped();
    return this.#pursuits.draw(source);
  }

  peers(): readonly Peer[] {
    return [...this.#links.values()].map(({ peer }) => peer);
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    if (this.#state === 'running') this.#network.running.delete(this.#name);
    const hadAddresses = this.addresses.length > 0;
    this.#state = 'stopped';
    this.#stopped.abort(notRunning());
    this.#pursuits.stop();
    for (const link of [...this.#links.values()]) link.finish('quitting');
    if (hadAddresses) this.#events.emit('addresses', { addresses: [] });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #dial(address: string, signal: AbortSignal | undefined, source?: string): Promise<Peer> {
    if (this.#state !== 'running') throw notRunning();
    signal?.throwIfAborted();
    const name = nameOf(address);
    const connected = this.#links.get(name);
    if (connected !== undefined) return connected.peer;
    try {
      const quality = this.#network.drawQuality();
      this.#reach(name);
      if (quality.latency > 0) await this.#roundTrip(quality, signal);
      return this.#links.get(name)?.peer ?? this.#connect(this.#reach(name), quality, source);
    } catch (error) {
      if (error instanceof MemoryHostError && !signal?.aborted && !this.#stopped.signal.aborted) {
        const stage = error.code === 'P2P_HELLO_FAILED' ? 'hello' : 'dial';
        this.#events.emit('failed', { address, stage, error });
      }
      throw error;
    }
  }

  /** @throws the reason of whatever ends it early */
  #roundTrip({ clock, latency }: LinkQuality, signal: AbortSignal | undefined): Promise<void> {
    const ends = [this.#stopped.signal, ...(signal === undefined ? [] : [signal])];
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        cancel();
        for (const end of ends) end.removeEventListener('abort', settle);
        const aborted = ends.find((end) => end.aborted);
        if (aborted === undefined) resolve();
        else reject(aborted.reason);
      };
      const cancel = clock.schedule(2 * latency, settle);
      for (const end of ends) end.addEventListener('abort', settle);
    });
  }

  #reach(name: string): MemoryHost {
    const host = this.#network.running.get(name);
    if (host === undefined) throw new MemoryHostError('P2P_DIAL_FAILED', `nobody listens at ${SCHEME}${name}`);
    if (host === this) throw new MemoryHostError('P2P_DIAL_FAILED', 'a host does not dial itself');
    return host;
  }

  /** Joins two hosts and runs what they share. */
  #connect(other: MemoryHost, quality: LinkQuality, source: string | undefined): Peer {
    const shared = [this.#sharedWith(other), other.#sharedWith(this)] as const;
    if (shared[0].length === 0) throw new MemoryHostError('P2P_HELLO_FAILED', 'the hosts share no subprotocol');
    const side = (host: MemoryHost, peer: Peer, index: 0 | 1): Parameters<typeof createLink>[1] => ({
      peer,
      subprotocols: shared[index],
      onSent: (bytes) => this.#network.traffic.sent(host.#name, bytes),
      onReceived: (bytes) => this.#network.traffic.received(host.#name, bytes),
      onEnd: (reason, remote) => {
        host.#links.delete(peer.id);
        host.#events.emit('disconnected', { peer, reason, remote });
        host.#pursuits.wake();
      },
    });
    const links = createLink(
      quality,
      side(this, { ...other.#asPeer(false), ...(source === undefined ? {} : { source }) }, 0),
      side(other, this.#asPeer(true), 1),
    );
    const [near, far] = links;
    this.#links.set(near.peer.id, near);
    other.#links.set(far.peer.id, far);
    this.#events.emit('connected', near.peer);
    other.#events.emit('connected', far.peer);
    for (const link of links) link.run();
    return near.peer;
  }

  #sharedWith(other: MemoryHost): readonly Subprotocol[] {
    return sharedSubprotocols(this.#subprotocols, other.#subprotocols.map(capability));
  }

  #asPeer(inbound: boolean): Peer {
    const address = SCHEME + this.#name;
    return {
      id: this.#name,
      address,
      remoteAddress: address,
      client: 'memory',
      capabilities: this.#subprotocols.map(capability),
      inbound,
    };
  }

  #requireNotStopped(): void {
    if (this.#state === 'stopped') throw notRunning();
  }
}

/** @throws {MemoryHostError} `P2P_ADDRESS` */
function nameOf(address: string): string {
  const name = address.startsWith(SCHEME) ? address.slice(SCHEME.length) : '';
  if (name === '') throw new MemoryHostError('P2P_ADDRESS', 'expected memory:<name>');
  return name;
}

function notRunning(): MemoryHostError {
  return new MemoryHostError('P2P_NOT_RUNNING', 'the host does not run');
}

/** Chance from 0 up to but not 1, of 16 bits. */
function fraction({ random }: Environment): number {
  return drawUint16(random) / 0x1_00_00;
}
