import { bytesToHex } from '@status/base';
import {
  type Cancel,
  type DisconnectReason,
  type Environment,
  type Peer,
  StatusError,
  type Subprotocol,
} from '@status/interfaces';
import { formatCapability, matchCapabilities } from './capability.ts';
import {
  ANSWER_TIMEOUT,
  BASE_CODES,
  BASE_PROTOCOL_LENGTH,
  LINGER_TIMEOUT,
  MAX_CODE_LENGTH,
  MAX_FRAME_LENGTH,
  MAX_HELLO_LENGTH,
  PING_INTERVAL,
  READ_SLICE,
  READ_TIMEOUT,
  SNAPPY_VERSION,
  WRITE_TIMEOUT,
} from './constants.ts';
import { Deadline } from './deadline.ts';
import { disconnectReason, encodeDisconnect, readDisconnectCode, reasonOf } from './disconnect.ts';
import { type EnodeEndpoint, formatEnode, listeningEndpoint, nodeName } from './enode.ts';
import { ConnectError, SessionEndError } from './errors.ts';
import { FrameError, type FrameMessage } from './frame.ts';
import { decodeHello, encodeHello, type Hello, HelloError } from './hello.ts';
import { Pulse } from './pulse.ts';
import { CapabilitySession } from './session.ts';
import { maxCompressedLength, snappyCompress, snappyUncompress } from './snappy.ts';
import type { Transport } from './transport.ts';

/** Why a connection is over. `remote` says whether the peer ended it; `error` is what we saw, if anything. */
export type ConnectionEnd = { readonly reason: DisconnectReason; readonly remote: boolean; readonly error?: unknown };

/** What a connection is made of. */
export type ConnectionOptions = {
  readonly transport: Transport;
  readonly environment: Environment;
  /** Ours. */
  readonly hello: Hello;
  readonly subprotocols: readonly Subprotocol[];
  /** Bytes that may wait in each session. */
  readonly inboundBuffer: number;
  /** The greatest payload, in bytes, that is inflated. */
  readonly maxMessageLength: number;
  /** Whether this host could dial the port that a peer names in its Hello, which is one of a plain enode. */
  readonly dialsPlain: boolean;
  /** Called once, in the same turn in which the connection ends. */
  readonly onEnd: (end: ConnectionEnd) => void;
};

/** What is known of a peer before it says anything. */
export type Acquaintance = {
  /** Where it was dialled, if it was. */
  readonly endpoint?: EnodeEndpoint;
  /** Name of the peer source that it was found by, if it was. */
  readonly source?: string;
};

/** How the stream goes: behind a Disconnect, in peace without one, or at once. */
type Farewell = 'tell' | 'close' | 'drop';

type Route = {
  readonly protocol: Subprotocol;
  readonly offset: number;
  readonly length: number;
  readonly session: CapabilitySession;
};

/** An empty list: the payload of Ping and Pong. */
const EMPTY_LIST = Uint8Array.of(0xc0);

/**
 * One peer on one stream, after the handshake: Hello, the base protocol, and the sessions of the capabilities that both have.
 *
 * `greet` once, then `start`. Whatever goes wrong ends the connection, exactly once; what a peer does makes no method throw but `greet`.
 */
export class Connection {
  /** The peer's name, 128 hex digits. */
  readonly id: string;
  readonly inbound: boolean;
  /** Resolves when the connection has ended and its stream is gone. */
  readonly closed: Promise<void>;
  readonly #options: ConnectionOptions;
  readonly #pulse: Pulse;
  readonly #readDeadline: Deadline;
  readonly #writeDeadline: Deadline;
  readonly #lastWordsDeadline: Deadline;
  #resolveClosed: () => void = () => {};
  #routes: readonly Route[] = [];
  #openSessions = 0;
  #snappy = false;
  #writing = 0;
  #pongPending = false;
  /** When the work for the peer began that goes on without a rest; time in which nothing was there to read does not count. */
  #turn: number;
  #cancelPing: Cancel = () => {};
  #end: ConnectionEnd | undefined;

  constructor(options: ConnectionOptions) {
    const { clock } = options.environment;
    this.#options = options;
    this.id = nodeName(options.transport.remotePublicKey);
    this.inbound = options.transport.inbound;
    this.#turn = clock.elapsed();
    this.#pulse = new Pulse(clock);
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.#readDeadline = new Deadline(clock, () => this.#finish({ reason: 'timeout', remote: false }, 'tell'));
    this.#writeDeadline = new Deadline(clock, () => this.#finish({ reason: 'timeout', remote: false }, 'drop'));
    this.#lastWordsDeadline = new Deadline(clock, () =>
      this.#finish({ reason: 'networkError', remote: false }, 'drop'),
    );
  }

  /**
   * Exchanges Hello and agrees on capabilities.
   *
   * @throws {ConnectError} of stage `hello`, for whatever ended the connection.
   */
  async greet(acquaintance: Acquaintance = {}): Promise<Peer> {
    const { hello, maxMessageLength, transport } = this.#options;
    transport.decoder.maxLength = MAX_HELLO_LENGTH + MAX_CODE_LENGTH;
    void this.#transmit(BASE_CODES.hello, encodeHello(hello)).catch(ignore);
    const remote = await this.#receiveHello();
    const peer = remote === undefined ? undefined : this.#meet(remote, acquaintance);
    if (peer === undefined || this.#end !== undefined) throw this.#connectError();
    transport.decoder.maxLength = Math.min(MAX_FRAME_LENGTH, maxCompressedLength(maxMessageLength) + MAX_CODE_LENGTH);
    return peer;
  }

  /** Runs the sessions, the pings and the reading. */
  start(): void {
    if (this.#end !== undefined) return;
    this.#schedulePing();
    this.#openSessions = this.#routes.length;
    for (const route of this.#routes) void this.#runSession(route);
    void this.#readMessages();
  }

  /** Says why, then closes; resolves when the stream is gone. Does nothing more once the connection has ended. */
  disconnect(reason: DisconnectReason): Promise<void> {
    this.#finish({ reason, remote: false }, 'tell');
    return this.closed;
  }

  /** Gives up without a word. */
  drop(reason: DisconnectReason): void {
    this.#finish({ reason, remote: false }, 'drop');
  }

  /** Whether a message of the peer came at that moment, in elapsed ms, or later. */
  heardSince(moment: number): boolean {
    return this.#pulse.since(moment);
  }

  /** Asks the peer for a sign of life; `false` after 1 s without one, or when the connection ends. */
  answers(): Promise<boolean> {
    // Before Hello there is nothing to ask: the peer owes us that.
    if (this.#routes.length > 0) void this.#transmit(BASE_CODES.ping, EMPTY_LIST).catch(ignore);
    return this.#pulse.next(ANSWER_TIMEOUT);
  }

  async #receiveHello(): Promise<Hello | undefined> {
    const message = await this.#receive();
    if (message === undefined) return undefined;
    if (message.code === BASE_CODES.disconnect) {
      this.#finishRemotely(message);
      return undefined;
    }
    if (message.code !== BASE_CODES.hello) {
      this.#finish({ reason: 'protocolBreach', remote: false }, 'tell');
      return undefined;
    }
    try {
      return decodeHello(message.payload);
    } catch (error) {
      const nobody = error instanceof HelloError && error.code === 'HELLO_IDENTITY';
      this.#finish({ reason: nobody ? 'nullIdentity' : 'protocolBreach', remote: false, error }, 'tell');
      return undefined;
    }
  }

  /** What a Hello means for us. Ends the connection if it means nothing good. */
  #meet(remote: Hello, { endpoint, source }: Acquaintance): Peer | undefined {
    const { dialsPlain, subprotocols, transport } = this.#options;
    const publicKey = transport.remotePublicKey;
    // From here on the peer expects compression of everything, a Disconnect too (EIP-706).
    this.#snappy = remote.version >= SNAPPY_VERSION;
    if (bytesToHex(remote.nodeId) !== this.id) {
      this.#finish({ reason: 'unexpectedIdentity', remote: false }, 'tell');
      return undefined;
    }
    const ranges = matchCapabilities(subprotocols, remote.capabilities, BASE_PROTOCOL_LENGTH);
    if (ranges.length === 0) {
      this.#finish({ reason: 'uselessPeer', remote: false }, 'tell');
      return undefined;
    }
    const { remoteAddress } = transport.stream;
    const reachable = endpoint ?? (dialsPlain ? listeningEndpoint(remoteAddress, remote.listenPort) : undefined);
    const peer: Peer = {
      id: this.id,
      address: formatEnode(reachable === undefined ? { publicKey } : { publicKey, endpoint: reachable }),
      remoteAddress,
      client: remote.client,
      capabilities: remote.capabilities.map(formatCapability),
      inbound: this.inbound,
      ...(source === undefined ? {} : { source }),
    };
    this.#routes = ranges.map((range) => ({
      ...range,
      session: this.#createSession(peer, range.offset, range.length),
    }));
    return peer;
  }

  #createSession(peer: Peer, offset: number, length: number): CapabilitySession {
    return new CapabilitySession({
      peer,
      length,
      inboundBuffer: this.#options.inboundBuffer,
      send: ({ code, payload }) => this.#transmit(offset + code, payload),
      disconnect: (reason) => this.disconnect(reason),
    });
  }

  async #runSession({ protocol, session }: Route): Promise<void> {
    try {
      await protocol.onSession(session);
    } catch (error) {
      const { logger } = this.#options.environment;
      if (this.#end === undefined) {
        // Errors of ours have a type when a peer is to blame, which is nothing to wake anybody for.
        logger[error instanceof StatusError ? 'info' : 'warn']('a subprotocol failed', {
          peer: this.id,
          protocol: formatCapability(protocol),
          error: String(error),
        });
      }
      this.#finish({ reason: reasonOf(error), remote: false, error }, 'tell');
      return;
    }
    this.#openSessions--;
    if (this.#openSessions === 0) this.#finish({ reason: 'quitting', remote: false }, 'tell');
    else session.end(new SessionEndError('quitting', false));
  }

  async #readMessages(): Promise<void> {
    for (let message = await this.#receive(); message !== undefined; message = await this.#receive()) {
      await this.#dispatch(message);
      await this.#giveWay();
    }
  }

  /** What has arrived is read without waiting for the system, so a peer that never stops talking would keep the others from being heard. */
  async #giveWay(): Promise<void> {
    const { clock } = this.#options.environment;
    if (clock.elapsed() - this.#turn < READ_SLICE) return;
    await new Promise<void>((resolve) => clock.schedule(0, resolve));
    this.#turn = clock.elapsed();
  }

  /** The next message, or `undefined` once the connection has ended. */
  async #receive(): Promise<FrameMessage | undefined> {
    const { environment, transport } = this.#options;
    while (this.#end === undefined) {
      try {
        const message = transport.decoder.read();
        if (message !== undefined) {
          this.#readDeadline.clear();
          this.#pulse.beat();
          return message;
        }
        // The deadline is for a whole message: portions of one do not move it.
        if (!this.#readDeadline.pending) this.#readDeadline.set(READ_TIMEOUT);
        const idleSince = environment.clock.elapsed();
        const chunk = await transport.stream.read();
        this.#turn += environment.clock.elapsed() - idleSince;
        if (chunk === null) {
          this.#finish({ reason: 'networkError', remote: true }, 'close');
        } else {
          environment.metrics.count('devp2p_received_bytes', chunk.length);
          transport.decoder.push(chunk);
        }
      } catch (error) {
        if (!(error instanceof FrameError)) this.#finish({ reason: 'networkError', remote: false, error }, 'drop');
        // Bytes that do not authenticate are not our peer's, who deserves no answer to them.
        else if (error.code === 'RLPX_MAC') this.#finish({ reason: 'protocolBreach', remote: false, error }, 'drop');
        else this.#finish({ reason: 'protocolBreach', remote: false, error }, 'tell');
      }
    }
    return undefined;
  }

  /** Resolves when the next message may be read: the back-pressure of a session that is not consumed. */
  async #dispatch(message: FrameMessage): Promise<void> {
    const { code } = message;
    if (code === BASE_CODES.disconnect) return this.#finishRemotely(message);
    if (code === BASE_CODES.ping) return this.#pong();
    if (code < BASE_PROTOCOL_LENGTH) return;
    const route = this.#routes.find(({ offset, length }) => code >= offset && code < offset + length);
    if (route === undefined) return this.#finish({ reason: 'protocolBreach', remote: false }, 'tell');
    let { payload } = message;
    try {
      if (this.#snappy) payload = snappyUncompress(payload, this.#options.maxMessageLength);
    } catch (error) {
      return this.#finish({ reason: 'protocolBreach', remote: false, error }, 'tell');
    }
    await route.session.deliver({ code: code - route.offset, payload });
  }

  /** Answers a ping, unless an answer still waits to be written: then one will do for both. */
  #pong(): void {
    if (this.#pongPending) return;
    this.#pongPending = true;
    const done = (): void => {
      this.#pongPending = false;
    };
    this.#transmit(BASE_CODES.pong, EMPTY_LIST).then(done, done);
  }

  #schedulePing(): void {
    this.#cancelPing = this.#options.environment.clock.schedule(PING_INTERVAL, () => {
      void this.#transmit(BASE_CODES.ping, EMPTY_LIST).catch(ignore);
      this.#schedulePing();
    });
  }

  /** Frames are made and written in the order of calls; resolves when there is room for more. */
  async #transmit(code: number, payload: Uint8Array): Promise<void> {
    if (this.#end !== undefined) throw sessionEnd(this.#end);
    const { environment, transport } = this.#options;
    const frame = this.#frame(code, payload);
    environment.metrics.count('devp2p_sent_bytes', frame.length);
    if (this.#writing++ === 0) this.#writeDeadline.set(WRITE_TIMEOUT);
    try {
      await transport.stream.write(frame);
    } catch (error) {
      // What the peer said before it stopped listening may still be unread, and tell more than that we cannot answer.
      if (this.#end === undefined && !this.#lastWordsDeadline.pending) this.#lastWordsDeadline.set(LINGER_TIMEOUT);
      throw sessionEnd(this.#end ?? { reason: 'networkError', remote: false, error });
    } finally {
      this.#writing--;
      if (this.#writing === 0) this.#writeDeadline.clear();
      else if (this.#end === undefined) this.#writeDeadline.set(WRITE_TIMEOUT);
    }
  }

  #frame(code: number, payload: Uint8Array): Uint8Array {
    return this.#options.transport.encoder.encode(code, this.#snappy ? snappyCompress(payload) : payload);
  }

  #finishRemotely(message: FrameMessage): void {
    this.#finish({ reason: disconnectReason(readDisconnectCode(message.payload)), remote: true }, 'close');
  }

  #finish(end: ConnectionEnd, farewell: Farewell): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#readDeadline.clear();
    this.#writeDeadline.clear();
    this.#lastWordsDeadline.clear();
    this.#cancelPing();
    this.#pulse.end();
    for (const { session } of this.#routes) session.end(sessionEnd(end));
    void this.#shut(end.reason, farewell);
    this.#options.onEnd(end);
  }

  async #shut(reason: DisconnectReason, farewell: Farewell): Promise<void> {
    const { environment, transport } = this.#options;
    const { stream } = transport;
    if (farewell === 'drop') stream.abort();
    if (farewell === 'tell') {
      void stream.write(this.#frame(BASE_CODES.disconnect, encodeDisconnect(reason))).catch(ignore);
    }
    const cancel = environment.clock.schedule(LINGER_TIMEOUT, () => stream.abort());
    await stream.close().catch(ignore);
    cancel();
    this.#resolveClosed();
  }

  #connectError(): ConnectError {
    const { reason, remote, error } = this.#end ?? { reason: 'networkError', remote: false };
    return new ConnectError('hello', reason, remote, error === undefined ? undefined : { cause: error });
  }
}

function sessionEnd({ reason, remote }: ConnectionEnd): SessionEndError {
  return new SessionEndError(reason, remote);
}

function ignore(): void {}
