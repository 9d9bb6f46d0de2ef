import type { Emitter } from '@status/base';
import type {
  ByteStream,
  DisconnectReason,
  Environment,
  HostEvents,
  Peer,
  PrivateKey,
  Subprotocol,
} from '@status/interfaces';
import type { Target } from './addressing.ts';
import { type Acquaintance, Connection, type ConnectionEnd } from './connection.ts';
import { HANDSHAKE_TIMEOUT } from './constants.ts';
import { Deadline } from './deadline.ts';
import { ConnectError, StreamError } from './errors.ts';
import { HandshakeError } from './handshake.ts';
import type { Hello } from './hello.ts';
import { hostOf } from './stream-address.ts';
import type { Tasks } from './tasks.ts';
import { openTransport, type Transport } from './transport.ts';

/** What admission goes by. */
export type AdmissionOptions = {
  readonly environment: Environment;
  readonly privateKey: PrivateKey;
  /** The own name, 128 hex digits. */
  readonly id: string;
  readonly maxPeers: number;
  readonly maxPending: number;
  readonly inboundBuffer: number;
  readonly maxMessageLength: number;
  readonly dialsPlain: boolean;
  readonly subprotocols: readonly Subprotocol[];
  /** What this host says of itself now. */
  readonly hello: () => Hello;
  readonly isStopped: () => boolean;
  readonly events: Emitter<HostEvents>;
  readonly tasks: Tasks;
};

/** A connection that was admitted: it holds its peer's place from the handshake on. */
export type Entry = {
  readonly connection: Connection;
  /** Name of the source that the peer was found by, if it was. */
  readonly source?: string;
  /** Set when Hello was exchanged and the world was told. */
  peer?: Peer;
  /** Rejects if it never comes to that. */
  readonly greeted: Promise<Peer>;
  readonly ended: Promise<ConnectionEnd>;
};

/** Who gets a place: streams on their way to a connection, connections by node, and which of two stays where both nodes have dialled. */
export class Admission {
  readonly #options: AdmissionOptions;
  /** By name of the node. */
  readonly #entries = new Map<string, Entry>();
  /** Connections that will replace the entry of their node if they get through Hello, some of them only if that one is dead. */
  readonly #challengers = new Map<string, Entry>();
  /** Inbound streams in handshake or Hello, with what aborts each, in the order in which they came. */
  readonly #pending = new Map<ByteStream, AbortController>();
  #onVacancy: () => void = () => {};

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Places that are taken, by peers and by those who are about to be. */
  get size(): number {
    return this.#entries.size;
  }

  /** How many of these were found by sources. */
  get drawn(): number {
    let count = 0;
    for (const { source } of this.#entries.values()) if (source !== undefined) count++;
    return count;
  }

  entry(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  peers(): readonly Peer[] {
    return [...this.#entries.values()].flatMap(({ peer }) => peer ?? []);
  }

  /** Calls back whenever a place has become free; one caller only. */
  onVacancy(callback: () => void): void {
    this.#onVacancy = callback;
  }

  /** Tells everybody, and lets go of them. */
  dismiss(reason: DisconnectReason): void {
    for (const { connection } of this.#entries.values()) void connection.disconnect(reason);
  }

  /** Takes a stream that somebody has opened to us. */
  accept(stream: ByteStream): void {
    const { environment, isStopped, maxPending, tasks } = this.#options;
    if (isStopped() || maxPending <= 0) {
      environment.metrics.count('devp2p_refused_streams');
      stream.abort();
      return;
    }
    if (this.#pending.size >= maxPending) this.#makeWay(stream);
    const controller = new AbortController();
    this.#pending.set(stream, controller);
    tasks.hold(
      tasks
        .run(controller, () => this.establish(stream, undefined, controller.signal))
        .catch((error: unknown) => this.fail(stream.remoteAddress, error, controller.signal))
        .finally(() => {
          this.#pending.delete(stream);
        }),
    );
  }

  /**
   * Handshake and Hello on an open stream, under one deadline: with the node that was dialled, or with whoever has dialled us. Nothing stays
   * open if it rejects, as it does when the signal aborts.
   *
   * @throws {ConnectError}
   */
  async establish(stream: ByteStream, target: Target | undefined, signal: AbortSignal, source?: string): Promise<Peer> {
    let entry: Entry | undefined;
    const giveUp = (reason: DisconnectReason): void => {
      if (entry === undefined) stream.abort();
      else entry.connection.drop(reason);
    };
    const onAbort = (): void => giveUp('requested');
    const { clock } = this.#options.environment;
    const deadline = new Deadline(clock, () => giveUp('timeout'));
    const since = clock.elapsed();
    signal.addEventListener('abort', onAbort);
    deadline.set(HANDSHAKE_TIMEOUT);
    try {
      const transport = await this.#shakeHands(stream, target).catch((cause: unknown) => {
        stream.abort();
        throw handshakeFailure(cause, !deadline.pending);
      });
      const acquaintance = {
        ...(target === undefined ? {} : { endpoint: target.endpoint }),
        ...(source === undefined ? {} : { source }),
      };
      entry = this.#admit(transport, acquaintance, since);
      return await entry.greeted;
    } finally {
      deadline.clear();
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Tells of a connection that came to nothing, unless somebody wanted it so. */
  fail(address: string, error: unknown, signal: AbortSignal): void {
    if (signal.aborted || !(error instanceof ConnectError)) return;
    const { stage, reason } = error;
    const { environment, events } = this.#options;
    environment.logger.debug('a connection failed', { address, stage, reason, remote: error.remote });
    environment.metrics.count('devp2p_failures', 1, { stage, reason });
    events.emit('failed', { address, stage, error });
  }

  /**
   * Drops the pending stream that has taken longest, of those from the newcomer's own address if there are any. Who means to talk is through in a
   * moment; who only holds places loses them, to nobody's harm but that of his own address.
   */
  #makeWay(newcomer: ByteStream): void {
    const host = hostOf(newcomer.remoteAddress);
    const streams = [...this.#pending.keys()];
    const slowest = streams.find((stream) => hostOf(stream.remoteAddress) === host) ?? streams[0]!;
    this.#options.environment.metrics.count('devp2p_refused_streams');
    this.#pending.get(slowest)!.abort();
    this.#pending.delete(slowest);
  }

  #shakeHands(stream: ByteStream, target: Target | undefined): Promise<Transport> {
    const { environment, privateKey } = this.#options;
    const { random } = environment;
    return openTransport(
      stream,
      target ? { privateKey, random, remotePublicKey: target.publicKey } : { privateKey, random },
    );
  }

  /**
   * Gives a peer its place, before any Hello, and begins to greet it. `since`: when its stream was there, in elapsed ms.
   *
   * @throws {ConnectError} if there is no place; the peer was told.
   */
  #admit(transport: Transport, acquaintance: Acquaintance, since: number): Entry {
    const { dialsPlain, environment, hello, inboundBuffer, maxMessageLength, subprotocols, tasks } = this.#options;
    let announceEnd: (end: ConnectionEnd) => void = () => {};
    const ended = new Promise<ConnectionEnd>((resolve) => {
      announceEnd = resolve;
    });
    const connection = new Connection({
      transport,
      environment,
      hello: hello(),
      subprotocols,
      inboundBuffer,
      maxMessageLength,
      dialsPlain,
      onEnd: (end) => {
        announceEnd(end);
        if (entry !== undefined) this.#leave(entry, end);
      },
    });
    tasks.hold(connection.closed);
    let entry: Entry | undefined;
    const rival = this.#entries.get(connection.id);
    const doubted = rival !== undefined && this.#isDoubtful(rival, connection, since) ? rival : undefined;
    const refusal = this.#refusal(connection, rival, doubted !== undefined);
    if (refusal !== undefined) {
      void connection.disconnect(refusal);
      throw new ConnectError('hello', refusal, false);
    }
    const { source } = acquaintance;
    entry = {
      connection,
      ...(source === undefined ? {} : { source }),
      ended,
      greeted: Promise.resolve().then(() => this.#greet(entry!, acquaintance, doubted)),
    };
    (rival === undefined ? this.#entries : this.#challengers).set(connection.id, entry);
    return entry;
  }

  /**
   * Why a connection cannot stay. Where both nodes have dialled, both keep what the node with the lower name has begun. The other connection
   * goes only when Hello has come through on this one: a peer that keeps whatever came first then refuses it, and both keep that.
   */
  #refusal(connection: Connection, rival: Entry | undefined, doubtful: boolean): DisconnectReason | undefined {
    const { id, isStopped, maxPeers } = this.#options;
    if (isStopped()) return 'quitting';
    if (connection.id === id) return 'self';
    if (rival !== undefined) {
      const challenges = doubtful || this.#outranks(connection, rival);
      return challenges && !this.#challengers.has(connection.id) ? undefined : 'alreadyConnected';
    }
    return connection.inbound && this.#entries.size >= maxPeers ? 'tooManyPeers' : undefined;
  }

  /** Whether both nodes have dialled, and this is what the one with the lower name has begun. */
  #outranks(connection: Connection, rival: Entry): boolean {
    const begunByLower = connection.inbound === connection.id < this.#options.id;
    return connection.inbound !== rival.connection.inbound && begunByLower;
  }

  /**
   * Whether a connection may be dead without our knowing: its node has opened another, and has said nothing on it since. Whoever is about to say
   * Hello on one that we have dialled is only just as far as the other.
   */
  #isDoubtful(rival: Entry, connection: Connection, since: number): boolean {
    const underWay = rival.peer === undefined && rival.connection.inbound !== connection.inbound;
    return !underWay && !this.#outranks(connection, rival) && !rival.connection.heardSince(since);
  }

  /** @param doubted the connection that makes way for this one unless it shows at once that it lives */
  async #greet(entry: Entry, acquaintance: Acquaintance, doubted?: Entry): Promise<Peer> {
    const { environment, events } = this.#options;
    if (doubted !== undefined && (await doubted.connection.answers())) {
      void entry.connection.disconnect('alreadyConnected');
      throw new ConnectError('hello', 'alreadyConnected', false);
    }
    const peer = await entry.connection.greet(acquaintance);
    if (this.#challengers.get(peer.id) === entry) {
      this.#challengers.delete(peer.id);
      const rival = this.#entries.get(peer.id);
      this.#entries.set(peer.id, entry);
      void rival?.connection.disconnect('alreadyConnected');
    }
    entry.peer = peer;
    environment.logger.info('a peer has connected', { peer: peer.id, inbound: peer.inbound });
    environment.metrics.gauge('devp2p_peers', this.peers().length);
    events.emit('connected', peer);
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
    if (peer !== undefined) this.#tellOfEnd(peer, reason, remote);
    this.#onVacancy();
  }

  #tellOfEnd(peer: Peer, reason: DisconnectReason, remote: boolean): void {
    const { environment, events } = this.#options;
    environment.logger.info('a peer has gone', { peer: peer.id, reason, remote });
    environment.metrics.gauge('devp2p_peers', this.peers().length);
    environment.metrics.count('devp2p_disconnects', 1, { reason });
    events.emit('disconnected', { peer, reason, remote });
  }
}

function handshakeFailure(cause: unknown, late: boolean): ConnectError {
  if (late) return new ConnectError('handshake', 'timeout', false, { cause });
  if (cause instanceof HandshakeError) return new ConnectError('handshake', 'protocolBreach', false, { cause });
  const remote = cause instanceof StreamError && cause.code === 'P2P_STREAM_CLOSED';
  return new ConnectError('handshake', 'networkError', remote, { cause });
}
