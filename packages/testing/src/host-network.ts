import { Channel, copyBytes, Emitter } from '@status/base';
import {
  type Cancel,
  type DisconnectReason,
  type Environment,
  type Host,
  type HostEvents,
  type Packet,
  type Peer,
  type Session,
  StatusError,
  type Subprotocol,
} from '@status/interfaces';

/**
 * What hosts in memory refuse. Codes: `P2P_DIAL_FAILED`, `P2P_HELLO_FAILED`, `P2P_NOT_RUNNING`, `P2P_PACKET`, `P2P_RUNNING`,
 * `P2P_SESSION_ENDED`, `P2P_SUBPROTOCOL`.
 */
export class MemoryHostError extends StatusError {}

/** Hosts that reach each other in memory. */
export interface HostNetwork {
  /** A host with this name, which is its peer id; its address is `memory:<name>` while it runs. A stopped host gives the name free. */
  host(name: string): Host;
}

/** Bytes of packets that wait for a consumer before the sender waits. */
const INBOUND_BUFFER = 256 * 1024;

/** What a packet counts for besides its payload, in bytes. */
const PACKET_OVERHEAD = 16;

/** ms until a connection that is kept alive is dialled again, growing by two each time. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

const SCHEME = 'memory:';

/**
 * Hosts without streams, handshakes or frames: the same promises as those of devp2p, kept by handing packets over. What runs on a host
 * (Whisper, say) runs on these too, a thousand in one process.
 */
export function createHostNetwork(environment: Environment): HostNetwork {
  const running = new Map<string, MemoryHost>();
  return { host: (name) => new MemoryHost(name, environment, running) };
}

class MemoryHost implements Host {
  readonly name: string;
  readonly subprotocols: Subprotocol[] = [];
  readonly events: Emitter<HostEvents>;
  readonly ends = new Map<string, ConnectionEnd>();
  readonly environment: Environment;
  readonly #network: Map<string, MemoryHost>;
  readonly #kept = new Set<() => void>();
  #state: 'new' | 'running' | 'stopped' = 'new';

  constructor(name: string, environment: Environment, network: Map<string, MemoryHost>) {
    this.name = name;
    this.environment = environment;
    this.events = new Emitter(environment.logger);
    this.#network = network;
  }

  get address(): string | undefined {
    return this.#state === 'running' ? SCHEME + this.name : undefined;
  }

  on<Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void): Cancel {
    return this.events.on(name, listener);
  }

  register(subprotocol: Subprotocol): void {
    if (this.#state !== 'new') throw new MemoryHostError('P2P_RUNNING', 'subprotocols are registered before the start');
    if (this.subprotocols.some((other) => capability(other) === capability(subprotocol))) {
      throw new MemoryHostError('P2P_SUBPROTOCOL', `${capability(subprotocol)} is registered already`);
    }
    this.subprotocols.push(subprotocol);
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new MemoryHostError('P2P_RUNNING', 'a host starts once');
    if (this.#network.has(this.name)) throw new MemoryHostError('P2P_RUNNING', `${this.name} runs already`);
    this.#network.set(this.name, this);
    this.#state = 'running';
    for (const begin of this.#kept) begin();
  }

  async dial(address: string, { signal }: { signal?: AbortSignal } = {}): Promise<Peer> {
    if (this.#state !== 'running') throw new MemoryHostError('P2P_NOT_RUNNING', 'the host does not run');
    signal?.throwIfAborted();
    const connected = this.ends.get(address.slice(SCHEME.length));
    if (connected !== undefined) return connected.peer;
    try {
      return connect(this, this.#reach(address));
    } catch (error) {
      const failure = error as MemoryHostError;
      const stage = failure.code === 'P2P_HELLO_FAILED' ? 'hello' : 'dial';
      this.events.emit('failed', { address, stage, error: failure });
      throw error;
    }
  }

  maintain(address: string): Cancel {
    let timer: Cancel | undefined;
    let pause = FIRST_PAUSE;
    const wait = (): void => {
      timer = this.environment.clock.schedule(pause, begin);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
    const begin = (): void => {
      timer = undefined;
      this.dial(address).then(
        (peer) => {
          pause = FIRST_PAUSE;
          stopListening?.();
          stopListening = this.on('disconnected', (event) => {
            if (event.peer.id === peer.id && timer === undefined) wait();
          });
        },
        () => {
          if (this.#kept.has(begin)) wait();
        },
      );
    };
    let stopListening: Cancel | undefined;
    this.#kept.add(begin);
    if (this.#state === 'running') begin();
    return () => {
      this.#kept.delete(begin);
      timer?.();
      stopListening?.();
    };
  }

  peers(): readonly Peer[] {
    return [...this.ends.values()].map(({ peer }) => peer);
  }

  async stop(): Promise<void> {
    if (this.#state === 'running') this.#network.delete(this.name);
    this.#state = 'stopped';
    this.#kept.clear();
    for (const end of [...this.ends.values()]) end.finish('quitting');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #reach(address: string): MemoryHost {
    const name = address.slice(SCHEME.length);
    const host = address.startsWith(SCHEME) ? this.#network.get(name) : undefined;
    if (host === undefined) throw new MemoryHostError('P2P_DIAL_FAILED', `nobody listens at ${address}`);
    if (host === this) throw new MemoryHostError('P2P_DIAL_FAILED', 'a host does not dial itself');
    return host;
  }
}

/** One side of a connection. */
type ConnectionEnd = {
  readonly peer: Peer;
  /** Ends the connection from this side. */
  finish(reason: DisconnectReason): void;
  /** The connection has ended, whoever did it. */
  leave(reason: DisconnectReason, remote: boolean): void;
};

/** Joins two hosts and runs what they share; what the one that dialled calls the other. */
function connect(dialler: MemoryHost, listener: MemoryHost): Peer {
  const shared = sharedSubprotocols(dialler.subprotocols, listener.subprotocols);
  if (shared.length === 0) throw new MemoryHostError('P2P_HELLO_FAILED', 'the hosts share no subprotocol');
  const link = { ended: false, open: shared.length };
  const sides = [
    { host: dialler, peer: peerOf(listener, false) },
    { host: listener, peer: peerOf(dialler, true) },
  ] as const;
  const sessions = shared.map((pair) => {
    const channels = [inboundChannel(), inboundChannel()] as const;
    const [first, second] = [0, 1].map((side) => {
      const { length } = pair[side]!;
      return new MemorySession(sides[side]!.peer, length, channels[side]!, channels[1 - side]!, (reason) =>
        ends[side]!.finish(reason),
      );
    });
    return [first!, second!] as const;
  });
  const ends = sides.map(({ host, peer }, side): ConnectionEnd => {
    const finish = (reason: DisconnectReason): void => {
      if (link.ended) return;
      link.ended = true;
      ends[side]!.leave(reason, false);
      ends[1 - side]!.leave(reason, true);
    };
    return {
      peer,
      finish,
      leave(reason, remote) {
        host.ends.delete(peer.id);
        for (const pair of sessions) pair[side]!.end(reason);
        host.events.emit('disconnected', { peer, reason, remote });
      },
    };
  });
  for (const [side, { host, peer }] of sides.entries()) host.ends.set(peer.id, ends[side]!);
  for (const { host, peer } of sides) host.events.emit('connected', peer);
  for (const [index, pair] of shared.entries()) {
    for (const side of [0, 1] as const) {
      const session = sessions[index]![side];
      Promise.resolve()
        .then(() => pair[side].onSession(session))
        .then(
          () => {
            session.end('quitting');
            sessions[index]![1 - side]!.end('quitting');
            if (sessions.every(([own]) => own.signal.aborted)) ends[side]!.finish('quitting');
          },
          (error: unknown) => ends[side]!.finish(reasonOf(error)),
        );
    }
  }
  return sides[0].peer;
}

class MemorySession implements Session {
  readonly peer: Peer;
  readonly #length: number;
  readonly #inbound: Channel<Packet>;
  readonly #outbound: Channel<Packet>;
  readonly #finish: (reason: DisconnectReason) => void;
  readonly #controller = new AbortController();

  constructor(
    peer: Peer,
    length: number,
    inbound: Channel<Packet>,
    outbound: Channel<Packet>,
    finish: (reason: DisconnectReason) => void,
  ) {
    this.peer = peer;
    this.#length = length;
    this.#inbound = inbound;
    this.#outbound = outbound;
    this.#finish = finish;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async send({ code, payload }: Packet): Promise<void> {
    this.signal.throwIfAborted();
    if (!Number.isInteger(code) || code < 0 || code >= this.#length) {
      throw new MemoryHostError('P2P_PACKET', `packet code ${code}, the protocol has ${this.#length}`);
    }
    await this.#outbound.push({ code, payload: copyBytes(payload) });
    this.signal.throwIfAborted();
  }

  async disconnect(reason: DisconnectReason): Promise<void> {
    this.#finish(reason);
  }

  /** What waits can still be read; nothing else happens. */
  end(reason: DisconnectReason): void {
    if (this.signal.aborted) return;
    this.#controller.abort(new MemoryHostError('P2P_SESSION_ENDED', `the session has ended: ${reason}`));
    this.#inbound.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<Packet> {
    return this.#inbound[Symbol.asyncIterator]();
  }
}

/** For each name that both know the highest version that both know. */
function sharedSubprotocols(
  own: readonly Subprotocol[],
  theirs: readonly Subprotocol[],
): (readonly [Subprotocol, Subprotocol])[] {
  const pairs = new Map<string, readonly [Subprotocol, Subprotocol]>();
  for (const mine of own) {
    const other = theirs.find((candidate) => capability(candidate) === capability(mine));
    const best = pairs.get(mine.name);
    if (other !== undefined && (best === undefined || best[0].version < mine.version))
      pairs.set(mine.name, [mine, other]);
  }
  return [...pairs.values()];
}

function peerOf(host: MemoryHost, inbound: boolean): Peer {
  return {
    id: host.name,
    address: SCHEME + host.name,
    client: 'memory',
    capabilities: host.subprotocols.map(capability),
    inbound,
  };
}

function capability({ name, version }: Subprotocol): string {
  return `${name}/${version}`;
}

function inboundChannel(): Channel<Packet> {
  return new Channel(INBOUND_BUFFER, ({ payload }) => payload.length + PACKET_OVERHEAD);
}

/** A peer's misbehaviour brings its reason along; anything else is the subprotocol's own failure. */
function reasonOf(error: unknown): DisconnectReason {
  const { reason } = Object(error) as { readonly reason?: DisconnectReason };
  return typeof reason === 'string' ? reason : 'subprotocolError';
}
