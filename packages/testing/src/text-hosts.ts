import { abortable, bytesToHex, Emitter } from '@status/base';
import type {
  ByteStream,
  Cancel,
  Cancellable,
  Environment,
  Host,
  HostEvents,
  Peer,
  PeerSource,
  StreamDriver,
  StreamListener,
  Subprotocol,
} from '@status/interfaces';
import { capability, MemoryHostError, requireNew, sharedSubprotocols } from './host-rules.ts';
import { MAX_DRAWN, type MemoryHostOptions, Pursuits } from './pursuits.ts';
import { createStreamDriver } from './streams.ts';
import { TextConnection } from './text-connection.ts';
import { answerDial, completeDial, type Introduction, openTo, requireWelcome } from './text-negotiation.ts';
import { TextStream } from './text-stream.ts';
import { type NetworkTraffic, TrafficCounter } from './traffic.ts';

/** Hosts whose streams are named by text. */
export interface TextHostNetwork {
  /** A host with this name; its address is `/memory/<name>` while it runs. A stopped host gives the name free. */
  host(name: string, options?: MemoryHostOptions): Host;
  readonly traffic: NetworkTraffic;
}

/** ms for a connection to come about. */
const OPENING_TIMEOUT = 5000;

/** Packet codes that one byte tells apart. */
const MAX_CODES = 256;

/**
 * Hosts in the shape of libp2p, in memory: addresses are paths, each protocol has a stream of its own that is asked for by name, `/shh/6`, and
 * packets have their code in front of them. Nothing of it is like devp2p, and what runs on a host runs on these.
 */
export function createTextHostNetwork(environment: Environment): TextHostNetwork {
  const driver = createStreamDriver();
  const traffic = new TrafficCounter();
  return {
    host: (name, { maxDrawn = MAX_DRAWN } = {}) => new TextHost({ name, environment, driver, traffic, maxDrawn }),
    traffic,
  };
}

type TextHostOptions = {
  readonly name: string;
  readonly environment: Environment;
  readonly driver: Required<StreamDriver>;
  readonly traffic: TrafficCounter;
  readonly maxDrawn: number;
};

/** A dial under way, and how many wait for it. */
type Dial = { readonly peer: Promise<Peer>; readonly controller: AbortController; waiting: number };

/** An inbound connection whose protocols are still being asked for. */
type Opening = { attach(protocol: string, stream: TextStream): boolean };

class TextHost implements Host {
  readonly #options: TextHostOptions;
  readonly #address: string;
  readonly #subprotocols: Subprotocol[] = [];
  readonly #events: Emitter<HostEvents>;
  readonly #pursuits: Pursuits;
  /** By id of the peer. */
  readonly #connections = new Map<string, TextConnection>();
  /** By the name that the dialler gave to the connection. */
  readonly #openings = new Map<string, Opening>();
  readonly #dials = new Map<string, Dial>();
  readonly #stopped = new AbortController();
  #state: 'new' | 'running' | 'stopped' = 'new';
  #listener: StreamListener | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: TextHostOptions) {
    const { environment, maxDrawn, name } = options;
    this.#options = options;
    this.#address = `/memory/${name}`;
    this.#events = new Emitter(environment.logger);
    this.#pursuits = new Pursuits({
      environment,
      maxDrawn,
      dial: (address, signal, source) => this.#dial(address, signal, source),
      peers: () => this.peers(),
      isKnown: (address) => address === this.#address || this.peers().some((peer) => peer.address === address),
    });
  }

  get addresses(): readonly string[] {
    return this.#listener === undefined ? [] : [this.#address];
  }

  on<Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void): Cancel {
    return this.#events.on(name, listener);
  }

  register(subprotocol: Subprotocol): void {
    if (this.#state !== 'new') throw new MemoryHostError('P2P_RUNNING', 'subprotocols are registered before the start');
    requireNew(this.#subprotocols, subprotocol);
    if (!/^[!-.0-~]+$/.test(subprotocol.name) || subprotocol.length > MAX_CODES) {
      throw new MemoryHostError('P2P_SUBPROTOCOL', `${capability(subprotocol)} names no stream, or has too many codes`);
    }
    this.#subprotocols.push(subprotocol);
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new MemoryHostError('P2P_RUNNING', 'a host starts once');
    const accept = (stream: ByteStream): void => void this.#accept(new TextStream(stream)).catch(() => stream.abort());
    this.#listener = await this.#options.driver.listen(streamAddress(this.#address), accept);
    this.#state = 'running';
    this.#events.emit('addresses', { addresses: this.addresses });
    this.#pursuits.start();
  }

  async dial(address: string, { signal }: Cancellable = {}): Promise<Peer> {
    return this.#dial(address, signal);
  }

  maintain(address: string): Cancel {
    streamAddress(address);
    this.#requireNotStopped();
    return this.#pursuits.maintain(address);
  }

  draw(source: PeerSource): Cancel {
    this.#requireNotStopped();
    return this.#pursuits.draw(source);
  }

  peers(): readonly Peer[] {
    return [...this.#connections.values()].map(({ peer }) => peer);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #stop(): Promise<void> {
    this.#state = 'stopped';
    this.#stopped.abort(notRunning());
    this.#pursuits.stop();
    const listener = this.#listener;
    this.#listener = undefined;
    if (listener !== undefined) this.#events.emit('addresses', { addresses: [] });
    await listener?.close();
    await Promise.all([...this.#connections.values()].map((connection) => connection.disconnect('quitting')));
  }

  get #introduction(): Introduction {
    const { name } = this.#options;
    return {
      id: `peer-${name}`,
      client: 'text',
      address: this.#address,
      protocols: this.#subprotocols.map(capability),
    };
  }

  async #dial(address: string, signal: AbortSignal | undefined, source?: string): Promise<Peer> {
    if (this.#state !== 'running') throw notRunning();
    const target = streamAddress(address);
    signal?.throwIfAborted();
    const connected = this.peers().find((peer) => peer.address === address);
    if (connected !== undefined) return connected;
    const dial = this.#dials.get(address) ?? this.#begin(target, address, source);
    dial.waiting++;
    try {
      return await abortable(dial.peer, signal);
    } finally {
      dial.waiting--;
      if (dial.waiting === 0 && signal?.aborted) {
        this.#forget(address, dial);
        dial.controller.abort(signal.reason);
      }
    }
  }

  /** Begins a dial that others may join; it ends early when nobody waits for it any more. */
  #begin(target: string, address: string, source: string | undefined): Dial {
    const controller = new AbortController();
    const peer = this.#opened(controller.signal, (opening) => this.#reach(target, address, opening, source));
    const dial: Dial = { peer, controller, waiting: 0 };
    this.#dials.set(address, dial);
    void peer
      .catch((error: unknown) => {
        const isUnwanted = controller.signal.aborted || this.#stopped.signal.aborted;
        if (!isUnwanted && error instanceof MemoryHostError) this.#tellFailure(address, error);
      })
      .finally(() => this.#forget(address, dial));
    return dial;
  }

  #forget(address: string, dial: Dial): void {
    if (this.#dials.get(address) === dial) this.#dials.delete(address);
  }

  #tellFailure(address: string, error: MemoryHostError): void {
    const stage = error.code === 'P2P_DIAL_FAILED' ? 'dial' : error.code === 'P2P_HELLO_FAILED' ? 'hello' : 'handshake';
    this.#events.emit('failed', { address, stage, error });
  }

  /** Connects as the one who dials: introductions first, then a stream for each protocol. */
  async #reach(target: string, address: string, opening: AbortSignal, source: string | undefined): Promise<Peer> {
    if (address === this.#address) throw new MemoryHostError('P2P_DIAL_FAILED', 'a host does not dial itself');
    const connection = bytesToHex(this.#options.environment.random.bytes(8));
    const open = (name: string): Promise<TextStream> => openTo(this.#options.driver, target, connection, name, opening);
    const control = await open('/control/1');
    const { introduction, refusal } = await completeDial(control, this.#introduction);
    if (refusal === 'alreadyConnected') return this.#awaitPeer(introduction.id, opening);
    requireWelcome(refusal);
    const shared = sharedSubprotocols(this.#subprotocols, introduction.protocols);
    const streams = new Map<Subprotocol, TextStream>();
    for (const protocol of shared) streams.set(protocol, await open(`/${capability(protocol)}`));
    opening.throwIfAborted();
    const peer = { ...this.#peer(introduction, control, false), ...(source === undefined ? {} : { source }) };
    return this.#connect(peer, control, streams);
  }

  /** A stream that somebody has opened: a connection begins, or gets one of its protocols. */
  async #accept(stream: TextStream): Promise<void> {
    const [, version, connection, name] = /^(\/text\/1) (\S+) (\S+)$/.exec((await stream.readLine()) ?? '') ?? [];
    const isControl = name === '/control/1';
    if (
      version === undefined ||
      this.#state !== 'running' ||
      !(isControl || this.#openings.get(connection!)?.attach(name!, stream))
    ) {
      await stream.writeLine('na');
      await stream.close();
      return;
    }
    await stream.writeLine(name!);
    if (isControl) await this.#opened(undefined, (opening) => this.#welcome(stream, connection!, opening));
  }

  /** Connects as the one who was dialled. */
  async #welcome(control: TextStream, connection: string, opening: AbortSignal): Promise<void> {
    opening.addEventListener('abort', () => control.abort());
    const introduction = await answerDial(
      control,
      this.#introduction,
      (other) => {
        // Where both have dialled, what the lower name has begun stays.
        const keepsOwn = this.#dials.has(other.address) && this.#introduction.id < other.id;
        return keepsOwn || this.#connections.has(other.id) ? 'alreadyConnected' : undefined;
      },
      this.#subprotocols,
    );
    if (introduction === undefined) return;
    const shared = sharedSubprotocols(this.#subprotocols, introduction.protocols);
    const streams = new Map<Subprotocol, TextStream>();
    await new Promise<void>((resolve, reject) => {
      opening.addEventListener('abort', () => reject(opening.reason));
      this.#openings.set(connection, {
        attach: (name, stream) => {
          const protocol = shared.find((each) => `/${capability(each)}` === name);
          if (protocol === undefined || streams.has(protocol)) return false;
          streams.set(protocol, stream);
          if (streams.size === shared.length) resolve();
          return true;
        },
      });
    }).finally(() => this.#openings.delete(connection));
    // In the order in which the dialler has them, by which both count.
    const ordered = new Map(shared.map((protocol) => [protocol, streams.get(protocol)!]));
    this.#connect(this.#peer(introduction, control, true), control, ordered);
  }

  #connect(peer: Peer, control: TextStream, streams: ReadonlyMap<Subprotocol, TextStream>): Peer {
    const { environment, name, traffic } = this.#options;
    const connection = new TextConnection({
      clock: environment.clock,
      peer,
      control,
      streams,
      onSent: (bytes) => traffic.sent(name, bytes),
      onReceived: (bytes) => traffic.received(name, bytes),
      onEnd: (reason, remote) => {
        this.#connections.delete(peer.id);
        this.#events.emit('disconnected', { peer, reason, remote });
        this.#pursuits.wake();
      },
    });
    this.#connections.set(peer.id, connection);
    this.#events.emit('connected', peer);
    connection.run();
    return peer;
  }

  /** The connection that the other side prefers to ours. */
  #awaitPeer(id: string, opening: AbortSignal): Promise<Peer> {
    const there = this.#connections.get(id);
    if (there !== undefined) return Promise.resolve(there.peer);
    return new Promise((resolve, reject) => {
      const cancel = this.on('connected', (peer) => {
        if (peer.id !== id) return;
        cancel();
        resolve(peer);
      });
      opening.addEventListener('abort', () => {
        cancel();
        reject(opening.reason);
      });
    });
  }

  /** Work on a connection that has not come about: it ends with the host, with the caller's patience, or when it takes too long. */
  async #opened<Result>(
    signal: AbortSignal | undefined,
    work: (opening: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const controller = new AbortController();
    const ends = [this.#stopped.signal, ...(signal === undefined ? [] : [signal])];
    const onAbort = (): void => controller.abort(ends.find((end) => end.aborted)?.reason);
    for (const end of ends) end.addEventListener('abort', onAbort);
    const late = new MemoryHostError('P2P_HANDSHAKE_FAILED', 'the peer takes too long');
    const cancel = this.#options.environment.clock.schedule(OPENING_TIMEOUT, () => controller.abort(late));
    try {
      return await work(controller.signal);
    } catch (error) {
      // What was under way has failed as its stream was dropped; what counts is why.
      const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
      controller.abort(reason);
      throw reason;
    } finally {
      cancel();
      for (const end of ends) end.removeEventListener('abort', onAbort);
    }
  }

  #peer({ id, client, address, protocols }: Introduction, { remoteAddress }: TextStream, inbound: boolean): Peer {
    return { id, address, remoteAddress, client, capabilities: protocols, inbound };
  }

  #requireNotStopped(): void {
    if (this.#state === 'stopped') throw notRunning();
  }
}

/** Where the streams of a host are. @throws {MemoryHostError} `P2P_ADDRESS` */
function streamAddress(address: string): string {
  const name = /^\/memory\/([\w-]+)$/.exec(address)?.[1];
  if (name === undefined) throw new MemoryHostError('P2P_ADDRESS', 'expected /memory/<name>');
  return `memory://${name}:1`;
}

function notRunning(): MemoryHostError {
  return new MemoryHostError('P2P_NOT_RUNNING', 'the host does not run');
}
