import type { Cancel } from './environment.ts';
import type { Cancellable } from './errors.ts';
import type { EventSource } from './events.ts';

/**
 * Codes that every implementation of this seam uses: `P2P_ADDRESS` (a text that is no address, or of a scheme that nobody serves),
 * `P2P_DIAL_FAILED`, `P2P_HANDSHAKE_FAILED`, `P2P_HELLO_FAILED` (how far a connection came), `P2P_LISTEN_FAILED`, `P2P_NOT_RUNNING` (before `start`
 * and after `stop`), `P2P_RUNNING` (too late for that), `P2P_SUBPROTOCOL` (has no form on this wire, or is there already), `P2P_PACKET` (a code or
 * size that the subprotocol does not have), `P2P_SESSION_ENDED`, `P2P_STREAM_CLOSED` (this end closed it), `P2P_STREAM_BROKEN`.
 */
export type P2pErrorCode =
  | 'P2P_ADDRESS'
  | 'P2P_DIAL_FAILED'
  | 'P2P_HANDSHAKE_FAILED'
  | 'P2P_HELLO_FAILED'
  | 'P2P_LISTEN_FAILED'
  | 'P2P_NOT_RUNNING'
  | 'P2P_RUNNING'
  | 'P2P_SUBPROTOCOL'
  | 'P2P_PACKET'
  | 'P2P_SESSION_ENDED'
  | 'P2P_STREAM_CLOSED'
  | 'P2P_STREAM_BROKEN';

/**
 * A reliable, ordered, two-way stream of bytes: all that RLPx needs to know of TCP, a WebSocket or a pipe in memory.
 *
 * - `read` resolves with the next bytes in whatever portions they arrive (never empty; a plain `Uint8Array` that is the reader's
 *   own), or `null` once the other side has ended and everything was read. At most one `read` is pending at a time (a second one is the caller's
 *   mistake and rejects). It rejects when the stream broke (`P2P_STREAM_BROKEN`).
 * - `write` takes ownership of the array (the caller must not change it afterwards) and resolves when there is room for
 *   more: awaiting it is the back-pressure. Bytes go out in the order of the calls, awaited or not. No bytes are nothing written. It rejects once the
 *   stream is closed (`P2P_STREAM_CLOSED`) or broken (`P2P_STREAM_BROKEN`).
 * - `close` sends what was written before, also by a `write` that still waits for room, ends this side, and resolves when the stream is gone, which
 *   may wait for the other side to read and to end too. Nothing is read here any more, and a pending `read` resolves with `null`.
 * - `abort` drops the stream at once: what was written may be lost, the other side's `read` ends or rejects, what waits at this side rejects with
 *   `reason`, or `P2P_STREAM_CLOSED` without one; what is called later fails as after `close`. The other side does not learn the reason.
 * - Both may be called in any state and any number of times; an `abort` cuts short a `close` that waits. A `read` after either settles. This is also how
 *   waiting for a stream is cancelled. Who reads `null` closes too: whether something can still be written then is not promised.
 *
 * Acid test. *TCP*: a socket that is paused while nobody reads. *A WebSocket*: every binary message is a portion, a text message breaks
 * the stream; a `write` waits while `bufferedAmount` is above a bound, and `read` keeps what comes in, up to a bound at which
 * the stream breaks, since the platform cannot be paused. *Memory*: two bounded queues. Nothing here says packet, port or handshake.
 */
export interface ByteStream extends AsyncDisposable {
  /**
   * The address of the other end in the form of the driver, such as `tcp://192.0.2.1:50123`: for logs, and, by its host, for limits per
   * machine. Whether it can be dialled there is another matter.
   */
  readonly remoteAddress: string;
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(reason?: Error): void;
}

/**
 * Makes byte streams of one kind. A driver holds no protocol knowledge; a host may have several and picks one by the scheme of an address.
 *
 * Addresses of streams are URLs `scheme://host:port`, where the driver likes with a path behind; what a host is – an IP address, a DNS name, a
 * mere name in memory – is the driver's affair.
 */
export interface StreamDriver {
  /** What its addresses begin with, in lower case and without `://`, such as `['tcp']` or `['ws', 'wss']`. At least one. */
  readonly schemes: readonly string[];
  /**
   * Opens a stream. Rejects with `P2P_ADDRESS` for an address that is none of its own, `P2P_DIAL_FAILED` if nobody can be reached there, or with the
   * signal's reason; nothing stays open then. Once it has resolved, the signal means nothing to the stream.
   */
  dial(address: string, options?: Cancellable): Promise<ByteStream>;
  /**
   * Accepts streams until the listener is closed. Absent where the platform cannot listen (a browser tab). Port 0 lets the platform choose.
   * `onStream` must not throw. Rejects with `P2P_ADDRESS`, or `P2P_LISTEN_FAILED` if the address is taken or not this machine's.
   */
  listen?(address: string, onStream: (stream: ByteStream) => void): Promise<StreamListener>;
}

/** A listening socket. Closing it takes nobody any more, gives the address free, and leaves accepted streams alone; again, it does nothing. */
export interface StreamListener extends AsyncDisposable {
  /** Where it really listens: with port 0 asked for, the port that was given. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Sends and receives single packets of bytes that may be lost, doubled and reordered (UDP). Addresses are as for streams: `udp://host:port`.
 *
 * Acid test. *UDP*: a socket. *Memory*: a table of names. What discovery needs, and nothing of discovery.
 */
export interface DatagramDriver {
  readonly schemes: readonly string[];
  /**
   * Binds a socket until it is closed; port 0 lets the platform choose. `onDatagram` must not throw. Rejects with `P2P_ADDRESS` or
   * `P2P_LISTEN_FAILED`.
   */
  bind(address: string, onDatagram: (datagram: Datagram) => void): Promise<DatagramSocket>;
}

/** One packet that arrived; `bytes` are the receiver's own. `from` is the `address` of the socket that sent it, to answer to; anybody can forge it. */
export interface Datagram {
  readonly from: string;
  readonly bytes: Uint8Array;
}

/** A bound socket. */
export interface DatagramSocket extends AsyncDisposable {
  /** Where it really is bound. */
  readonly address: string;
  /** Bytes that fit one packet at most, whatever the way to the other end would take: 1280, the most that discovery sends, or more. */
  readonly maxLength: number;
  /**
   * Hands one packet to the platform, which may lose it without a word. The array is the caller's again once it resolves. Rejects with `P2P_ADDRESS`,
   * `P2P_PACKET` if it is longer than `maxLength`, `P2P_STREAM_CLOSED` after `close`.
   */
  send(to: string, bytes: Uint8Array): Promise<void>;
  /** Nothing is received any more, and the address is free. Again, the same. */
  close(): Promise<void>;
}

/** One message of a subprotocol. `code` counts from 0 within the subprotocol, whatever was negotiated beside it. */
export interface Packet {
  readonly code: number;
  readonly payload: Uint8Array;
}

/**
 * A protocol that a host runs with every peer that speaks it too.
 *
 * `length` is the number of packet codes, fixed by the protocol's specification. A host whose streams are named by text
 * instead of numbered codes (libp2p) opens one stream `/<name>/<version>` and frames packets on it with their code in front.
 */
export interface Subprotocol {
  readonly name: string;
  readonly version: number;
  readonly length: number;
  /**
   * Called for each connected peer that shares this protocol; of several versions of one name the highest that both have. The session lasts
   * until the promise settles or the peer is gone. Resolving ends it in peace, as `quitting` (with the last of its sessions a connection ends too);
   * rejecting ends the connection and tells the peer why: the error's `reason` if that is a `DisconnectReason`, else `subprotocolError`.
   */
  onSession(session: Session): Promise<void>;
}

/**
 * One subprotocol's conversation with one peer.
 *
 * Packets come in order, and those sent before a disconnect come before it. They are buffered up to a bound; a consumer that does
 * not read makes the host stop reading from that peer (on a stream that cannot be paused, such as a WebSocket's, the connection then breaks at
 * the stream's own bound). Iteration ends (without error) when the session does, after the packets that came before. Only one consumer iterates.
 */
export interface Session extends AsyncIterable<Packet> {
  readonly peer: Peer;
  /** Aborted when the session has ended; its reason is a `StatusError` `P2P_SESSION_ENDED` with the `DisconnectReason` as its `reason`. */
  readonly signal: AbortSignal;
  /**
   * Resolves when the packet was handed to the stream and there is room for more; the payload is the host's from the call on. Rejects with
   * `P2P_PACKET` for a code outside of the protocol, `P2P_SESSION_ENDED` once the session ended, which also ends a `send` that waits.
   */
  send(packet: Packet): Promise<void>;
  /** Says why, then closes the connection to this peer with all of its subprotocols. Resolves when that is done; again, the same. */
  disconnect(reason: DisconnectReason): Promise<void>;
}

/** Somebody we are connected with. */
export interface Peer {
  /** Opaque name of the node, equal for equal nodes; for devp2p the 128 hex digits of its public key. */
  readonly id: string;
  /** An address under which this host could dial the peer again, if one is known; for devp2p an `enode://` URL. */
  readonly address: string;
  /** Where its stream comes from, as the stream tells it. */
  readonly remoteAddress: string;
  /** What the peer calls its software; chosen by the peer, so fit for display only after cleaning. */
  readonly client: string;
  /** Protocols the peer said it speaks, such as `shh/6`. */
  readonly capabilities: readonly string[];
  readonly inbound: boolean;
  /** Name of the peer source whose candidate it was; absent where it came by itself, or somebody asked for it by address. */
  readonly source?: string;
}

/** Why a connection ended. A host maps these to its wire (devp2p: reason codes 0x00–0x10). */
export type DisconnectReason =
  | 'requested'
  | 'networkError'
  | 'protocolBreach'
  | 'uselessPeer'
  | 'tooManyPeers'
  | 'alreadyConnected'
  | 'incompatibleVersion'
  | 'nullIdentity'
  | 'quitting'
  | 'unexpectedIdentity'
  | 'self'
  | 'timeout'
  | 'subprotocolError';

/**
 * Finds nodes that could be dialled: discovery, a list in DNS, a file, peers of peers.
 *
 * A host asks for the next candidate only when it has room for a peer, so a source that works for each of them (walks a network, asks a server) does so
 * at the pace of the dialling. For how many there is room is for whoever makes the host to say. Candidates may repeat; the host knows whom it has. A
 * source that is exhausted ends its iteration, one that has nothing *now* keeps the host waiting.
 */
export interface PeerSource {
  /** For people and logs, such as `discv4`; told of each peer as `Peer.source`. */
  readonly name: string;
  /** Begins to look; at most once at a time. Ends when the signal is aborted. What it throws ends the source and is logged. */
  candidates(options: { readonly signal: AbortSignal }): AsyncIterable<PeerCandidate>;
}

/** A node that a source found. */
export interface PeerCandidate {
  /** In the form of the host that dials. */
  readonly address: string;
}

/** What a host tells. */
export type HostEvents = {
  connected: Peer;
  /** `remote` says whether the peer ended it. */
  disconnected: { readonly peer: Peer; readonly reason: DisconnectReason; readonly remote: boolean };
  /** A dial or a handshake that came to nothing; `stage` names how far it came. */
  failed: { readonly address: string; readonly stage: 'dial' | 'handshake' | 'hello'; readonly error: Error };
  /** The own addresses are others than before: it began to listen, stopped, or learned how it is seen from outside. */
  addresses: { readonly addresses: readonly string[] };
};

/**
 * A node of the network: finds, dials and accepts peers, and runs subprotocols with them.
 *
 * Acid test. *RLPx*: over any `ByteStream`; capability offsets, snappy and pings stay inside. *libp2p*: `register` becomes
 * a stream handler per protocol name, addresses are multiaddrs, `Peer.id` a peer id; packet codes become a one-byte prefix
 * on the stream. Nothing here says enode, frame or Hello.
 */
export interface Host extends EventSource<HostEvents>, AsyncDisposable {
  /** Own addresses that others can dial, one for each way in; none while (or where) the host does not listen. May change: see the event. */
  readonly addresses: readonly string[];
  /** Adds a subprotocol. Only before `start` (`P2P_RUNNING` afterwards); throws `P2P_SUBPROTOCOL` for one that is there already. */
  register(subprotocol: Subprotocol): void;
  /**
   * Begins to listen (if configured so) and to dial. Rejects with `P2P_LISTEN_FAILED`; it may then be started again. Else a host starts once: again, and
   * after `stop`, it rejects with `P2P_RUNNING`.
   */
  start(): Promise<void>;
  /**
   * Connects once. Resolves when subprotocols run; for a peer that is connected already, at once and with that peer. Who asks for a peer that is being
   * dialled may wait along; neither the signal of somebody else nor a wrong address that he knows makes this dial fail. Rejects with
   * the signal's reason, or a `StatusError` that tells how far it came: `P2P_ADDRESS`, `P2P_DIAL_FAILED` (for our own address too),
   * `P2P_HANDSHAKE_FAILED`, `P2P_HELLO_FAILED`; with `P2P_NOT_RUNNING` before `start` and after `stop`.
   */
  dial(address: string, options?: Cancellable): Promise<Peer>;
  /**
   * Keeps a connection to that address alive: dials, and re-dials with growing pauses, until cancelled. Throws `P2P_ADDRESS` for a text that is no
   * address. Before `start` it is remembered. Cancelling leaves a connection that stands alone.
   */
  maintain(address: string): Cancel;
  /**
   * Dials candidates of a source while there is room for peers, until cancelled or the source ends. Before `start` it is remembered. A candidate that
   * cannot be reached costs a `failed` event and a pause, one whose address is none the pause alone.
   */
  draw(source: PeerSource): Cancel;
  /** Everybody whose subprotocols run now. */
  peers(): readonly Peer[];
  /** Tells peers that we quit, closes every connection and the listeners. Resolves when nothing is left open; again, the same. */
  stop(): Promise<void>;
}
