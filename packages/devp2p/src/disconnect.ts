import { decodeRlp, encodeRlp, RlpError, rlpListItems, rlpNumber, uintToRlp } from '@status/base/rlp';
import type { DisconnectReason } from '@status/interfaces';
import { SnappyError, snappyUncompress } from './snappy.ts';

/** Reasons on the wire (RLPx, "Disconnect"). */
export const DISCONNECT_CODES: Readonly<Record<DisconnectReason, number>> = {
  requested: 0x00,
  networkError: 0x01,
  protocolBreach: 0x02,
  uselessPeer: 0x03,
  tooManyPeers: 0x04,
  alreadyConnected: 0x05,
  incompatibleVersion: 0x06,
  nullIdentity: 0x07,
  quitting: 0x08,
  unexpectedIdentity: 0x09,
  self: 0x0a,
  timeout: 0x0b,
  subprotocolError: 0x10,
};

const REASONS: ReadonlyMap<number, DisconnectReason> = new Map(
  Object.entries(DISCONNECT_CODES).map(([reason, code]) => [code, reason as DisconnectReason]),
);

/** The most that a compressed reason may inflate to, in bytes; real ones take two. */
const MAX_REASON_LENGTH = 64;

/** The payload of a Disconnect, before compression: a list of the code. */
export function encodeDisconnect(reason: DisconnectReason): Uint8Array {
  return encodeRlp([uintToRlp(DISCONNECT_CODES[reason])]);
}

/**
 * The code that a peer gives, whatever it makes of the rules: a list or a bare integer, compressed or not, before Hello or after.
 * `undefined` if nothing can be made out. Never throws.
 */
export function readDisconnectCode(payload: Uint8Array): number | undefined {
  return readPlainCode(payload) ?? readCompressedCode(payload);
}

/** The reason of a code. What a peer says in codes that nobody assigned, or not at all, is that it wanted to go. */
export function disconnectReason(code: number | undefined): DisconnectReason {
  return (code === undefined ? undefined : REASONS.get(code)) ?? 'requested';
}

/** Whether a value is one of the reasons. */
export function isDisconnectReason(value: unknown): value is DisconnectReason {
  return typeof value === 'string' && Object.hasOwn(DISCONNECT_CODES, value);
}

/** A subprotocol may blame its peer with a reason of its own; else it is the subprotocol that failed. */
export function reasonOf(error: unknown): DisconnectReason {
  const reason = error instanceof Error && 'reason' in error ? error.reason : undefined;
  return isDisconnectReason(reason) ? reason : 'subprotocolError';
}

function readPlainCode(payload: Uint8Array): number | undefined {
  try {
    const item = decodeRlp(payload);
    if (item.kind === 'string') return rlpNumber(item);
    const [first] = rlpListItems(item);
    return first === undefined ? DISCONNECT_CODES.requested : rlpNumber(first);
  } catch (error) {
    if (error instanceof RlpError) return undefined;
    throw error;
  }
}

function readCompressedCode(payload: Uint8Array): number | undefined {
  try {
    return readPlainCode(snappyUncompress(payload, MAX_REASON_LENGTH));
  } catch (error) {
    if (error instanceof SnappyError) return undefined;
    throw error;
  }
}
