import { copyBytes, Emitter } from '@status/base';
import { type PrivateKey, type PublicKey, publicKeyOf, publicKeyToXY, wipe } from '@status/crypto';
import type {
  ByteStream,
  Cancel,
  DisconnectReason,
  Environment,
  Host,
  HostEvents,
  Peer,
  StreamDriver,
  StreamListener,
  Subprotocol,
} from '@status/interfaces';
import { createBackoff } from './backoff.ts';
import { compareCapabilities, formatCapability } from './capability.ts';
import { Connection, type ConnectionEnd } from './connection.ts';
import {
  DEFAULT_CLIENT,
  DEFAULT_INBOUND_BUFFER,
  DEFAULT_MAX_PEERS,
  DEFAULT_MAX_PENDING,
  DIAL_TIMEOUT,
  HANDSHAKE_TIMEOUT,
  LASTING_CONNECTION,
  MAX_CAPABILITY_NAME_LENGTH,
  MAX_MESSAGE_LENGTH,
  P2P_VERSION,
} from './constants.ts';
import { Deadline } from './deadline.ts';
import { type Enode, EnodeError, formatEnode, nodeName, parseEnode } from './enode.ts';
import { ConnectError, HostError, StreamError } from './errors.ts';
import { HandshakeError } from './handshake.ts';
import type { Hello } from './hello.ts';
import { openTransport, type Transport } from './transport.ts';
import { abortable, pause } from './waiting.ts';

/** What a host is made of. */
export type RlpxHostOptions = {
  /** The node's static key, 32 bytes: its name, and what it decrypts handshakes with. */
  readonly privateKey: PrivateKey;
  readonly environment: Environment;
  readonly driver: StreamDriver;
  /** Where to listen; without it the host only dials. Port 0 lets the platform choose. */
  readonly listen?: {
    readonly host: string;
    readonly port: number;
    /** The host to name in the own address, where the one listened on means nothing to others. */
    readonly advertise?: string;
  };
  /** What the host calls itself in Hello. */
  readonly client?: string;
  /** Peers at which inbound ones are turned away with `tooManyPeers` (25). Those that this host dials may come on top. */
  readonly maxPeers?: number;
  /** Inbound streams in handshake or Hello at one time (50); for one more the one that has taken longest is dropped. */
  readonly maxPending?: number;
  /** Bytes that may wait in each session before the host stops reading from its peer (2 MiB). */
  readonly inboundBuffer?: number;
  /** The greatest payload, in bytes, that is taken from a peer (2²⁴ − 1). */
  readonly maxMessageLength?: number;
};

/** A node that speaks RLPx over the streams of a driver. Throws `CRYPTO_PRIVATE_KEY` for a key that is none. */
export function createRlpxHost(options: RlpxHostOptions): Host {
  return new RlpxHost(options);
}

/** A connection that was admitted: it holds its peer's place from the handshake on. */
type Entry = {
  readonly connection: Connection;
  /** Set when Hello was exchanged and the world was told. */
  peer?: Peer;
  /** Rejects if it never comes to that. */
  readonly greeted: Promise<Peer>;
  readonly ended: Promise<ConnectionEnd>;
};

/** What a connection comes to that was gone before anyone could ask. */
const GONE: Promise<ConnectionEnd> = Promise.resolve({ reason: 'networkError', remote: false });

/** A node that can be dialled. */
type Target = Required<Enode>;

/** A dial under way, and how many wait for it. */
type Attempt = { readonly peer: Promise<Peer>; readonly controller: AbortController; waiting: number };

class RlpxHost implements Host {
  readonly #options: RlpxHostOptions;
  readonly #privateKey: PrivateKey;
  readonly #publicKey: PublicKey;
  readonly #id: string;
  readonly #events: Emitter<HostEvents>;
  readonly #subprotocols: Subprotocol[] = [];
  /** By name of the node. */
  readonly #entries = new Map<string, Entry>();
  /** Connections that will replace the entry of their node if they get through Hello. */
  readonly #challengers = new Map<string, Entry>();
  readonly #attempts = new Map<string, Attempt>();
  /** Work that may hold a stream: what `stop` waits for. */
  readonly #work = new Set<Promise<unknown>>();
  /** Of everything that is not a connection yet: what `stop` aborts. */
  readonly #controllers = new Set<AbortController>();
  #wanted: { readonly target: Target; readonly controller: AbortController }[] = [];
  /** Inbound streams in handshake or Hello, with what aborts each, in the order in which they came. */
  readonly #pending = new Map<ByteStream, AbortController>();
  #state: 'new' | 'starting' | 'running' | 'stopped' = 'new';
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #listener: StreamListener | undefined;

  constructor(options: RlpxHostOptions) {
    this.#options = options;
    this.#privateKey = copyBytes(options.privateKey);
    this.#publicKey = publicKeyOf(this.#privateKey);
    this.#id = nodeName(this.#publicKey);
    this.#events = new Emitter(options.environment.logger);
  }

  get address(): string | undefined {
    if (this.#listener === undefined) return undefined;
    const { host: bound, port } = this.#listener;
    const host = this.#options.listen?.advertise ?? (bound === '0.0.0.0' || bound === '::' ? '127.0.0.1' : bound);
    return formatEnode({ publicKey: this.#publicKey, endpoint: { host, tcp: port, udp: port } });
  }

  on<Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void): Cancel {
    return this.#events.on(name, listener);
  }

  register(subprotocol: Subprotocol): void {
    if (this.#state !== 'new') throw new HostError('P2P_RUNNING', 'subprotocols are registered before the start');
    if (!hasWireForm(subprotocol)) {
      const { name, version, length } = subprotocol;
      throw new HostError('P2P_SUBPROTOCOL', `no devp2p capability: ${name}/${version} with ${length} codes`);
    }
    if (this.#subprotocols.some((other) => compareCapabilities(other, subprotocol) === 0)) {
      throw new HostError('P2P_SUBPROTOCOL', `${formatCapability(subprotocol)} is registered already`);
    }
    this.#subprotocols.push(subprotocol);
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new HostError('P2P_RUNNING', 'a host starts once');
    this.#state = 'starting';
    this.#starting = this.#listen();
    try {
      await this.#starting;
    } catch (error) {
      if (this.#isStopped()) throw notRunning();
      this.#state = 'new';
      throw error;
    }
    if (this.#isStopped()) throw notRunning();
    this.#state = 'running';
    for (const { target, controller } of this.#wanted.splice(0)) this.#hold(this.#keep(target, controller));
  }

  async dial(address: string, options: { signal?: AbortSignal } = {}): Promise<Peer> {
    if (this.#state !== 'running') throw notRunning();
    return this.#dial(parseTarget(address), options.signal);
  }

  /** @throws {EnodeError} for an address that is none. */
  maintain(address: string): Cancel {
    const target = parseTarget(address);
    if (this.#isStopped()) throw notRunning();
    const controller = new AbortController();
    if (this.#state === 'running') this.#hold(this.#keep(target, controller));
    else this.#wanted.push({ target, controller });
    return () => controller.abort();
  }

  peers(): readonly Peer[] {
    return [...this.#entries.values()].flatMap(({ peer }) => peer ?? []);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #isStopped(): boolean {
    return this.#state === 'stopped';
  }

  async #listen(): Promise<void> {
    const { driver, listen } = this.#options;
    if (listen === undefined) return;
    if (driver.listen === undefined) throw new StreamError('P2P_LISTEN_FAILED', 'these streams can only be dialled');
    const listener = await driver.listen(listen, (stream) => this.#accept(stream));
    if (this.#isStopped()) await listener.close();
    else this.#listener = listener;
  }

  async #stop(): Promise<void> {
    this.#state = 'stopped';
    await this.#starting?.catch(ignore);
    const listener = this.#listener;
    this.#listener = undefined;
    for (const controller of this.#controllers) controller.abort(notRunning());
    for (const { connection } of this.#entries.values()) void connection.disconnect('quitting');
    await listener?.close();
    // Work that ends may leave a goodbye behind, which is work too.
    while (this.#work.size > 0) await Promise.all(this.#work);
    wipe(this.#privateKey);
  }

  /** Keeps in mind that `stop` has to wait for this. */
  #hold(work: Promise<unknown>): void {
    const settled = work.catch(ignore);
    this.#work.add(settled);
    void settled.then(() => this.#work.delete(settled));
  }

  #accept(stream: ByteStream): void {
    const { environment, maxPending = DEFAULT_MAX_PENDING } = this.#options;
    if (this.#isStopped() || maxPending <= 0) {
      environment.metrics.count('devp2p_refused_streams');
      stream.abort();
      return;
    }
    if (this.#pending.size >= maxPending) this.#makeWay(stream);
    const controller = new AbortController();
    this.#pending.set(stream, controller);
    this.#hold(
      this.#establish(stream, undefined, controller)
        .catch((error: unknown) => this.#fail(stream.remoteAddress, error, controller.signal))
        .finally(() => {
          this.#pending.delete(stream);
        }),
    );
  }

  /**
   * Drops the pending stream that has taken longest, of those from the newcomer's own address if there are any. Who means to talk is through in a
   * moment; who only holds places loses them, to nobody's harm but that of his own address.
   */
  #makeWay(newcomer: ByteStream): void {
    const address = hostOf(newcomer);
    const streams = [...this.#pending.keys()];
    const slowest = streams.find((stream) => hostOf(stream) === address) ?? streams[0]!;
    this.#options.environment.metrics.count('devp2p_refused_streams');
    this.#pending.get(slowest)!.abort();
    this.#pending.delete(slowest);
  }

  /** Joins the dial that is under way, or begins one; it ends early when the last who waits for it leaves. */
  async #dial(target: Target, signal: AbortSignal | undefined): Promise<Peer> {
    signal?.throwIfAborted();
    const id = nodeName(target.publicKey);
    const connected = this.#entries.get(id)?.peer;
    if (connected !== undefined) return connected;
    const attempt = this.#attempts.get(id) ?? this.#begin(id, target);
    attempt.waiting++;
    try {
      return await abortable(attempt.peer, signal);
    } finally {
      attempt.waiting--;
      if (attempt.waiting === 0 && signal?.aborted) {
        this.#forget(id, attempt);
        attempt.controller.abort(signal.reason);
      }
    }
  }

  #begin(id: string, target: Target): Attempt {
    const controller = new AbortController();
    const attempt: Attempt = { peer: this.#reach(id, target, controller), controller, waiting: 0 };
    this.#attempts.set(id, attempt);
    this.#hold(
      attempt.peer
        .catch((error: unknown) => this.#fail(formatEnode(target), error, controller.signal))
        .finally(() => this.#forget(id, attempt)),
    );
    return attempt;
  }

  #forget(id: string, attempt: Attempt): void {
    if (this.#attempts.get(id) === attempt) this.#attempts.delete(id);
  }

  /** A connection to a node: ours, or the one that the node opened to us meanwhile. */
  async #reach(id: string, target: Target, controller: AbortController): Promise<Peer> {
    if (id === this.#id) throw new ConnectError('dial', 'self', false);
    const { signal } = controller;
    this.#controllers.add(controller);
    try {
      const stream = await this.#openStream(target, signal);
      const rival = this.#entries.get(id);
      if (rival === undefined) return await this.#establish(stream, target, controller);
      stream.abort();
      return await rival.greeted;
    } catch (error) {
      signal.throwIfAborted();
      const survivor = this.#entries.get(id);
      if (survivor === undefined || !(error instanceof ConnectError) || error.reason !== 'alreadyConnected')
        throw error;
      return await survivor.greeted;
    } finally {
      this.#controllers.delete(controller);
    }
  }

  async #openStream({ endpoint }: Target, signal: AbortSignal): Promise<ByteStream> {
    const { driver, environment } = this.#options;
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    const deadline = new Deadline(environment.clock, () =>
      controller.abort(new StreamError('P2P_DIAL_FAILED', 'too slow')),
    );
    deadline.set(DIAL_TIMEOUT);
    try {
      signal.throwIfAborted();
      const stream = await driver.dial({ host: endpoint.host, port: endpoint.tcp }, { signal: controller.signal });
      if (!controller.signal.aborted) return stream;
      stream.abort();
      throw controller.signal.reason;
    } catch (cause) {
      throw new ConnectError('dial', deadline.pending ? 'networkError' : 'timeout', false, { cause });
    } finally {
      deadline.clear();
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Handshake and Hello on an open stream, under one deadline. Nothing stays open if it rejects. */
  async #establish(stream: ByteStream, target: Target | undefined, controller: AbortController): Promise<Peer> {
    const { signal } = controller;
    let entry: Entry | undefined;
    const giveUp = (reason: DisconnectReason): void => {
      if (entry === undefined) stream.abort();
      else entry.connection.drop(reason);
    };
    const onAbort = (): void => giveUp('requested');
    const deadline = new Deadline(this.#options.environment.clock, () => giveUp('timeout'));
    this.#controllers.add(controller);
    signal.addEventListener('abort', onAbort);
    deadline.set(HANDSHAKE_TIMEOUT);
    try {
      const transport = await this.#shakeHands(stream, target).catch((cause: unknown) => {
        stream.abort();
        throw handshakeFailure(cause, !deadline.pending);
      });
      entry = this.#admit(transport, target);
      return await entry.greeted;
    } finally {
      deadline.clear();
      signal.removeEventListener('abort', onAbort);
      this.#controllers.delete(controller);
    }
  }

  #shakeHands(stream: ByteStream, target: Target | undefined): Promise<Transport> {
    const { random } = this.#options.environment;
    const privateKey = this.#privateKey;
    return openTransport(
      stream,
      target ? { privateKey, random, remotePublicKey: target.publicKey } : { privateKey, random },
    );
  }

  /**
   * Gives a peer its place, before any Hello, and begins to greet it.
   *
   * @throws {ConnectError} if there is no place; the peer was told.
   */
  #admit(transport: Transport, target: Target | undefined): Entry {
    const {
      environment,
      inboundBuffer = DEFAULT_INBOUND_BUFFER,
      maxMessageLength = MAX_MESSAGE_LENGTH,
    } = this.#options;
    let announceEnd: (end: ConnectionEnd) => void = () => {};
    const ended = new Promise<ConnectionEnd>((resolve) => {
      announceEnd = resolve;
    });
    const connection = new Connection({
      transport,
      environment,
      hello: this.#hello(),
      subprotocols: this.#subprotocols,
      inboundBuffer,
      maxMessageLength,
      onEnd: (end) => {
        announceEnd(end);
        if (entry !== undefined) this.#leave(entry, end);
      },
    });
    this.#hold(connection.closed);
    let entry: Entry | undefined;
    const rival = this.#entries.get(connection.id);
    const refusal = this.#refusal(connection, rival);
    if (refusal !== undefined) {
      void connection.disconnect(refusal);
      throw new ConnectError('hello', refusal, false);
    }
    entry = { connection, ended, greeted: Promise.resolve().then(() => this.#greet(entry!, target)) };
    (rival === undefined ? this.#entries : this.#challengers).set(connection.id, entry);
    return entry;
  }

  /**
   * Why a connection cannot stay. Where both nodes have dialled, both keep what the node with the lower name has begun. The other connection
   * goes only when Hello has come through on this one: a peer that keeps whatever came first then refuses it, and both keep that.
   */
  #refusal(connection: Connection, rival: Entry | undefined): DisconnectReason | undefined {
    if (this.#isStopped()) return 'quitting';
    if (connection.id === this.#id) return 'self';
    if (rival !== undefined) {
      const bothDialled = connection.inbound !== rival.connection.inbound;
      const begunByLower = connection.inbound === connection.id < this.#id;
      const challenges = bothDialled && begunByLower && !this.#challengers.has(connection.id);
      return challenges ? undefined : 'alreadyConnected';
    }
    const { maxPeers = DEFAULT_MAX_PEERS } = this.#options;
    return connection.inbound && this.#entries.size >= maxPeers ? 'tooManyPeers' : undefined;
  }

  async #greet(entry: Entry, target: Target | undefined): Promise<Peer> {
    const { logger, metrics } = this.#options.environment;
    const peer = await entry.connection.greet(target?.endpoint);
    if (this.#challengers.get(peer.id) === entry) {
      this.#challengers.delete(peer.id);
      const rival = this.#entries.get(peer.id);
      this.#entries.set(peer.id, entry);
      void rival?.connection.disconnect('alreadyConnected');
    }
    entry.peer = peer;
    logger.info('a peer has connected', { peer: peer.id, inbound: peer.inbound });
    metrics.gauge('devp2p_peers', this.peers().length);
    this.#events.emit('connected', peer);
    entry.connection.start();
    return peer;
  }

  #leave(entry: Entry, { reason, remote }: ConnectionEnd): void {
    const { connection, peer } = entry;
    const challenger = this.#challengers.get(connection.id);
    if (challenger === entry) {
      this.#challengers.delete(connection.id);
    } else if (this.#entries.get(connection.id) === entry) {
      this.#challengers.delete(connection.id);
      if (challenger === undefined) this.#entries.delete(connection.id);
      else this.#entries.set(connection.id, challenger);
    }
    if (peer === undefined) return;
    const { logger, metrics } = this.#options.environment;
    logger.info('a peer has gone', { peer: peer.id, reason, remote });
    metrics.gauge('devp2p_peers', this.peers().length);
    metrics.count('devp2p_disconnects', 1, { reason });
    this.#events.emit('disconnected', { peer, reason, remote });
  }

  #fail(address: string, error: unknown, signal: AbortSignal): void {
    if (signal.aborted || !(error instanceof ConnectError)) return;
    const { stage, reason } = error;
    const { logger, metrics } = this.#options.environment;
    logger.debug('a connection failed', { address, stage, reason, remote: error.remote });
    metrics.count('devp2p_failures', 1, { stage, reason });
    this.#events.emit('failed', { address, stage, error });
  }

  /** Dials and re-dials until told otherwise, or until dialling can never help. */
  async #keep(target: Target, controller: AbortController): Promise<void> {
    const { clock, random } = this.#options.environment;
    const { signal } = controller;
    const id = nodeName(target.publicKey);
    const backoff = createBackoff(random);
    this.#controllers.add(controller);
    try {
      while (!signal.aborted) {
        let crowded: boolean;
        try {
          await this.#dial(target, signal);
          const since = clock.now();
          const end = await abortable(this.#entries.get(id)?.ended ?? GONE, signal);
          if (clock.now() - since >= LASTING_CONNECTION) backoff.reset();
          crowded = end.reason === 'tooManyPeers';
        } catch (error) {
          if (error instanceof ConnectError && error.reason === 'self') return;
          crowded = error instanceof ConnectError && error.reason === 'tooManyPeers';
        }
        await pause(clock, backoff.next(crowded), signal);
      }
    } finally {
      this.#controllers.delete(controller);
    }
  }

  #hello(): Hello {
    return {
      version: P2P_VERSION,
      client: this.#options.client ?? DEFAULT_CLIENT,
      capabilities: [...this.#subprotocols].sort(compareCapabilities),
      listenPort: this.#listener?.port ?? 0,
      nodeId: publicKeyToXY(this.#publicKey),
    };
  }
}

function hasWireForm({ name, version, length }: Subprotocol): boolean {
  const printable = /^[!-.0-~]+$/.test(name) && name.length <= MAX_CAPABILITY_NAME_LENGTH;
  return printable && Number.isSafeInteger(version) && version >= 0 && Number.isSafeInteger(length) && length > 0;
}

function hostOf({ remoteAddress }: ByteStream): string {
  return remoteAddress.slice(0, remoteAddress.lastIndexOf(':'));
}

function parseTarget(address: string): Target {
  const { publicKey, endpoint } = parseEnode(address);
  if (endpoint === undefined) throw new EnodeError('ENODE_HOST', 'the enode does not say where to dial');
  return { publicKey, endpoint };
}

function handshakeFailure(cause: unknown, late: boolean): ConnectError {
  if (late) return new ConnectError('handshake', 'timeout', false, { cause });
  if (cause instanceof HandshakeError) return new ConnectError('handshake', 'protocolBreach', false, { cause });
  const remote = cause instanceof StreamError && cause.code === 'P2P_STREAM_CLOSED';
  return new ConnectError('handshake', 'networkError', remote, { cause });
}

function notRunning(): HostError {
  return new HostError('P2P_NOT_RUNNING', 'the host does not run');
}

function ignore(): void {}
