import { type DisconnectReason, StatusError } from '@status/interfaces';

/**
 * A stream or a listener that did not come about, or broke.
 *
 * Codes: `P2P_DIAL_FAILED`, `P2P_LISTEN_FAILED`, `P2P_STREAM_CLOSED` (use after the end), `P2P_STREAM_BROKEN`.
 */
export class StreamError extends StatusError {}

/** How far a connection came: the stream, the encrypted handshake, the exchange of Hello. */
export type ConnectStage = 'dial' | 'handshake' | 'hello';

const STAGE_CODES: Readonly<Record<ConnectStage, string>> = {
  dial: 'P2P_DIAL_FAILED',
  handshake: 'P2P_HANDSHAKE_FAILED',
  hello: 'P2P_HELLO_FAILED',
};

/**
 * A connection that did not come about. Codes, one per stage: `P2P_DIAL_FAILED`, `P2P_HANDSHAKE_FAILED`, `P2P_HELLO_FAILED`.
 *
 * `reason` is why, in the terms of the seam; `remote` says whether the peer ended it.
 */
export class ConnectError extends StatusError {
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
export class SessionEndError extends StatusError {
  readonly reason: DisconnectReason;
  readonly remote: boolean;

  constructor(reason: DisconnectReason, remote: boolean) {
    super('P2P_SESSION_ENDED', `the session has ended: ${reason}, ${remote ? 'by the peer' : 'by us'}`);
    this.reason = reason;
    this.remote = remote;
  }
}

/**
 * A host or session used in a way that cannot be.
 *
 * Codes: `P2P_NOT_RUNNING` (before `start` or after `stop`), `P2P_RUNNING` (a registration after `start`, a second `start`),
 * `P2P_SUBPROTOCOL` (a subprotocol without wire form, or twice the same), `P2P_PACKET` (a code outside of the subprotocol, a
 * payload of more than 2²⁴ − 1 bytes).
 */
export class HostError extends StatusError {}
