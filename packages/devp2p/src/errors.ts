import { type DisconnectReason, type P2pErrorCode, StatusError } from '@status/interfaces';

/** What can be wrong with a stream, a listener or a socket; see `StreamError`. */
export type StreamErrorCode = Extract<
  P2pErrorCode,
  'P2P_ADDRESS' | 'P2P_DIAL_FAILED' | 'P2P_LISTEN_FAILED' | 'P2P_PACKET' | 'P2P_STREAM_CLOSED' | 'P2P_STREAM_BROKEN'
>;

/**
 * A stream, listener or datagram socket that did not come about, or broke.
 *
 * Codes: `P2P_ADDRESS` (not one that the driver serves), `P2P_DIAL_FAILED`, `P2P_LISTEN_FAILED`, `P2P_PACKET` (a datagram that is too long),
 * `P2P_STREAM_CLOSED` (use after the end), `P2P_STREAM_BROKEN`.
 */
export class StreamError extends StatusError<StreamErrorCode> {}

/** Something was asked of a stream or socket that this end has closed. */
export function closedError(what: 'stream' | 'socket' = 'stream'): StreamError {
  return new StreamError('P2P_STREAM_CLOSED', `the ${what} was closed`);
}

/** How far a connection came: the stream, the encrypted handshake, the exchange of Hello. */
export type ConnectStage = 'dial' | 'handshake' | 'hello';

/** One code for each stage; see `ConnectError`. */
export type ConnectErrorCode = Extract<P2pErrorCode, 'P2P_DIAL_FAILED' | 'P2P_HANDSHAKE_FAILED' | 'P2P_HELLO_FAILED'>;

const STAGE_CODES: Readonly<Record<ConnectStage, ConnectErrorCode>> = {
  dial: 'P2P_DIAL_FAILED',
  handshake: 'P2P_HANDSHAKE_FAILED',
  hello: 'P2P_HELLO_FAILED',
};

/**
 * A connection that did not come about. Codes, one per stage: `P2P_DIAL_FAILED`, `P2P_HANDSHAKE_FAILED`, `P2P_HELLO_FAILED`.
 *
 * `reason` is why, in the terms of the seam; `remote` says whether the peer ended it.
 */
export class ConnectError extends StatusError<ConnectErrorCode> {
  readonly stage: ConnectStage;
  readonly reason: DisconnectReason;
  readonly remote: boolean;

  constructor(stage: ConnectStage, reason: DisconnectReason, remote: boolean, options?: ErrorOptions) {
    super(STAGE_CODES[stage], `no connection: ${reason} at ${stage}, ${remote ? 'by the peer' : 'by us'}`, options);
    this.stage = stage;
    this.reason = reason;
    this.remote = remote;
  }
}

/** Why a session is over: the abort reason of its signal and what its `send` rejects with. Code: `P2P_SESSION_ENDED`. */
export class SessionEndError extends StatusError<'P2P_SESSION_ENDED'> {
  readonly reason: DisconnectReason;
  readonly remote: boolean;

  constructor(reason: DisconnectReason, remote: boolean) {
    super('P2P_SESSION_ENDED', `the session has ended: ${reason}, ${remote ? 'by the peer' : 'by us'}`);
    this.reason = reason;
    this.remote = remote;
  }
}

/** What a host or session can be used wrongly in; see `HostError`. */
export type HostErrorCode = Extract<
  P2pErrorCode,
  'P2P_ADDRESS' | 'P2P_LISTEN_FAILED' | 'P2P_NOT_RUNNING' | 'P2P_RUNNING' | 'P2P_SUBPROTOCOL' | 'P2P_PACKET'
>;

/**
 * A host or session used in a way that cannot be.
 *
 * Codes: `P2P_ADDRESS` (a text that is no enode, or one that none of the drivers reaches), `P2P_LISTEN_FAILED` (the driver cannot listen),
 * `P2P_NOT_RUNNING` (before `start` or after `stop`), `P2P_RUNNING` (a registration after `start`, a second `start`), `P2P_SUBPROTOCOL` (a
 * subprotocol without wire form or room in Hello, or twice the same), `P2P_PACKET` (a code outside of the subprotocol, a payload that fits in no frame:
 * of more than 2²⁴ − 1 bytes, or a little less if it does not compress).
 */
export class HostError extends StatusError<HostErrorCode> {}
