import type { Cancel } from './environment.ts';
import type { EventSource } from './events.ts';

/**
 * A reliable, ordered, two-way stream of bytes: all that RLPx needs to know of TCP, a WebSocket or a pipe in memory.
 *
 * - `read` resolves with the next bytes in whatever portions they arrive (never empty; a plain `Uint8Array` that is the reader's
 *   own), or `null` once the other side has ended and everything was read. At most one `read` is pending at a time. It
 *   rejects when the stream broke.
 * - `write` takes ownership of the array (the caller must not change it afterwards) and resolves when there is room for
 *   more: awaiting it is the back-pressure. It rejects once the stream is closed or broken.
 * - `close` sends what was written, ends this side, and resolves when the stream is gone; `abort` drops it at once.
 *   Both may be called in any state and any number of times. After either, a pending `read` settles.
 *
 * Acid test. *TCP*: a socket that is paused while nobody reads. *A WebSocket*: every binary message is a portion, a text message breaks
 * the stream; a `write` waits while `bufferedAmount` is above a bound, and `read` keeps what comes in, up to a bound at which
 * the stream breaks, since the platform cannot be paused. *Memory*: two bounded queues. Nothing here says packet, port or handshake.
 */
export interface ByteStream extends AsyncDisposable {
  /** Where the other side is, for logs and for limits per address, such as `192.0.2.1:30303`. */
  readonly remoteAddress: string;
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(reason?: Error): void;
}

/** Makes byte streams of one kind. A driver holds no protocol knowledge. */
export interface StreamDriver {
  /**
   * Opens a stream to a host and port.
   * Rejects with `P2P_DIAL_FAILED`, or with the signal's reason when aborted; nothing stays open then.
   */
  dial(
    target: { readonly host: string; readonly port: number },
    options?: { signal?: AbortSignal },
  ): Promise<ByteStream>;
  /**
   * Accepts streams until the listener is closed. Absent where the platform cannot listen (a browser tab).
   * `onStream` must not throw. Rejects with `P2P_LISTEN_FAILED`.
   */
  listen?(
    target: { readonly host: string; readonly port: number },
    onStream: (stream: ByteStream) => void,
  ): Promise<StreamListener>;
}

/** A listening socket. Closing it leaves accepted streams alone. */
export interface StreamListener extends AsyncDisposable {
  /** Where it really listens: with port 0 asked for, the port that was given. */
  readonly host: string;
  readonly port: number;
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
 * instead of numbered codes (libp2p) opens one stream `/<name>/<version>`, frames packets on it and ignores `length`.
 */
export interface Subprotocol {
  readonly name: string;
  readonly version: number;
  readonly length: number;
  /**
   * Called for each connected peer that shares this protocol. The session lasts until the promise settles or the peer is
   * gone. Resolving ends it in peace (with the last of its sessions a connection ends too); rejecting ends the connection and tells
   * the peer why: the error's `reason` if that is a `DisconnectReason`, else `subprotocolError`.
   */
  onSession(session: Session): Promise<void>;
}

/**
 * One subprotocol's conversation with one peer.
 *
 * Packets come in order, and those sent before a disconnect come before it. They are buffered up to a bound; a consumer that does
 * not read makes the host stop reading from that peer. Iteration ends (without error) when the session does. Only one consumer
 * iterates.
 */
export interface Session extends AsyncIterable<Packet> {
  readonly peer: Peer;
  /** Aborted when the session has ended; the `reason` of its error is a `DisconnectReason`. */
  readonly signal: AbortSignal;
  /** Resolves when the packet was handed to the stream and there is room for more; rejects once the session ended. */
  send(packet: Packet): Promise<void>;
  /** Says why, then closes the connection to this peer with all of its subprotocols. */
  disconnect(reason: DisconnectReason): Promise<void>;
}

/** Somebody we are connected with. */
export interface Peer {
  /** Opaque name of the node, equal for equal nodes; for devp2p the 128 hex digits of its public key. */
  readonly id: string;
  /** An address under which this host could dial the peer again, if one is known; for devp2p an `enode://` URL. */
  readonly address: string;
  /** What the peer calls its software; chosen by the peer, so fit for display only after cleaning. */
  readonly client: string;
  /** Protocols the peer said it speaks, such as `shh/6`. */
  readonly capabilities: readonly string[];
  readonly inbound: boolean;
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

/** What a host tells. */
export type HostEvents = {
  connected: Peer;
  /** `remote` says whether the peer ended it. */
  disconnected: { readonly peer: Peer; readonly reason: DisconnectReason; readonly remote: boolean };
  /** A dial or a handshake that came to nothing; `stage` names how far it came. */
  failed: { readonly address: string; readonly stage: 'dial' | 'handshake' | 'hello'; readonly error: Error };
};

/**
 * A node of the network: finds, dials and accepts peers, and runs subprotocols with them.
 *
 * Acid test. *RLPx*: over any `ByteStream`; capability offsets, snappy and pings stay inside. *libp2p*: `register` becomes
 * a stream handler per protocol name, `address` a multiaddr, `Peer.id` a peer id; packet codes become a one-byte prefix
 * on the stream. Nothing here says enode, frame or Hello.
 */
export interface Host extends EventSource<HostEvents>, AsyncDisposable {
  /** Own address that others can dial, or `undefined` while (or where) the host does not listen. */
  readonly address: string | undefined;
  /** Adds a subprotocol. Only before `start`; throws afterwards, and for one that is there already. */
  register(subprotocol: Subprotocol): void;
  /** Begins to listen (if configured so) and to dial. */
  start(): Promise<void>;
  /**
   * Connects once. Resolves when subprotocols run; for a peer that is connected already, at once and with that peer. Rejects with
   * the signal's reason, or a `StatusError` that tells how far it came: `P2P_DIAL_FAILED` (for our own address too),
   * `P2P_HANDSHAKE_FAILED`, `P2P_HELLO_FAILED`; with `P2P_NOT_RUNNING` before `start` and after `stop`.
   */
  dial(address: string, options?: { signal?: AbortSignal }): Promise<Peer>;
  /**
   * Keeps a connection to that address alive: dials, and re-dials with growing pauses, until cancelled. Throws for a text that is no
   * address.
   */
  maintain(address: string): Cancel;
  /** Everybody whose subprotocols run now. */
  peers(): readonly Peer[];
  /** Tells peers that we quit, closes every connection and the listener. Resolves when nothing is left open; again, the same. */
  stop(): Promise<void>;
}
