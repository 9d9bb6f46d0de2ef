import { decodeProtobuf, encodeProtobuf, ProtobufError } from '@status/base/protobuf';
import protobuf from 'protobufjs/minimal.js';
import { type Bundle, bundleFromWire, bundleToWire } from './bundle.ts';
import { MAX_MESSAGE_LENGTH } from './constants.ts';
import { RatchetError } from './errors.ts';
import { encryption } from './generated/ratchet.js';
import type { RatchetHeader } from './header.ts';
import { isInstallationId } from './installation-id.ts';

/** What the security layer hands to the transport. Specs, 5 – Secure Transport; reference: `ProtocolMessage`. */
export type ProtocolMessage = {
  /** The sending installation, as it calls itself; empty if it does not. */
  readonly installationId: string;
  readonly bundles: readonly Bundle[];
  /** Keyed by the installation that shall read it, or `none`. */
  readonly directMessages: ReadonlyMap<string, DirectMessage>;
  /** Readable by everybody. Empty is a message too. */
  readonly publicMessage?: Uint8Array;
};

/** A payload for one installation, with the headers that say how it is encrypted. */
export type DirectMessage = {
  readonly x3dh?: SessionHeader;
  readonly ratchet?: RatchetHeader & Pick<SessionHeader, 'id'>;
  /** The ephemeral (33) of a fallback message. */
  readonly dh?: Uint8Array;
  readonly payload: Uint8Array;
};

/** How a session began. */
export type SessionHeader = {
  /** The initiator's ephemeral (33). */
  readonly key: Uint8Array;
  /** The responder's signed prekey (33). */
  readonly id: Uint8Array;
};

const NO_BYTES = new Uint8Array();
const LENGTH_DELIMITED = 2;
/** The fields of the message, each length-delimited. Another form under these numbers belongs to another message. */
const FIELDS: ReadonlySet<number> = new Set([2, 3, 101, 102]);

/**
 * Wire bytes of a message. Installation ids must be sound (`isInstallationId`); entries are written in the map's order, which means nothing to
 * a reader.
 */
export function encodeProtocolMessage(message: ProtocolMessage): Uint8Array {
  const { installationId, bundles, directMessages, publicMessage } = message;
  return encodeProtobuf(encryption.ProtocolMessage, {
    installationId,
    bundles: bundles.map(bundleToWire),
    directMessage: [...directMessages].map(([key, value]) => ({ key, value: directToWire(value) })),
    ...(publicMessage && { publicMessage }),
  });
}

/**
 * A message from its wire bytes: lengths and keys inside are not judged yet. Unknown fields are skipped; of two entries for one installation the last
 * counts, one without a value does not.
 *
 * @throws {RatchetError} `RATCHET_MESSAGE` for bytes over 16 MiB, bytes that are not protobuf, that use the message's field numbers in another
 * form, or that hold nothing but a sender's name that could be none.
 */
export function decodeProtocolMessage(bytes: Uint8Array): ProtocolMessage {
  if (bytes.length > MAX_MESSAGE_LENGTH) throw notAMessage();
  const wire = decodeWire(bytes);
  // Field 2 alone may just as well be bytes of another message.
  const isBare = wire.bundles.length === 0 && wire.directMessage.length === 0 && wire.publicMessage == null;
  if (isBare && !isInstallationId(wire.installationId)) throw notAMessage();
  const directMessages = new Map<string, DirectMessage>();
  for (const { key, value } of wire.directMessage) {
    if (value != null) directMessages.set(key ?? '', directFromWire(value));
  }
  return {
    installationId: wire.installationId,
    bundles: wire.bundles.map((bundle) => bundleFromWire(bundle as encryption.Bundle)),
    directMessages,
    ...(wire.publicMessage != null && { publicMessage: wire.publicMessage }),
  };
}

function decodeWire(bytes: Uint8Array): encryption.ProtocolMessage {
  try {
    requireFields(bytes);
    return decodeProtobuf(encryption.ProtocolMessage, bytes);
  } catch (cause) {
    if (cause instanceof RatchetError) throw cause;
    if (cause instanceof ProtobufError || cause instanceof Error) throw notAMessage(cause);
    throw cause;
  }
}

/** Looks at the outermost fields only: the generated decoder would take a field in another form for an unknown one. */
function requireFields(bytes: Uint8Array): void {
  const reader = new protobuf.Reader(bytes);
  let found = false;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const wireType = tag & 7;
    if (FIELDS.has(tag >>> 3)) {
      if (wireType !== LENGTH_DELIMITED) throw notAMessage();
      found = true;
    }
    reader.skipType(wireType);
  }
  if (!found) throw notAMessage();
}

function directToWire(message: DirectMessage): encryption.DirectMessageProtocol.$Properties {
  const { x3dh, ratchet, dh, payload } = message;
  return {
    ...(x3dh && { X3DHHeader: { key: x3dh.key, id: x3dh.id } }),
    ...(ratchet && { DRHeader: { key: ratchet.key, n: ratchet.n, pn: ratchet.pn, id: ratchet.id } }),
    payload,
    ...(dh && { DHHeader: { key: dh } }),
  };
}

function directFromWire(wire: encryption.DirectMessageProtocol.$Properties): DirectMessage {
  const { X3DHHeader: x3dh, DRHeader: ratchet, DHHeader: dh, payload } = wire;
  return {
    ...(x3dh != null && { x3dh: { key: x3dh.key ?? NO_BYTES, id: x3dh.id ?? NO_BYTES } }),
    ...(ratchet != null && {
      ratchet: { key: ratchet.key ?? NO_BYTES, n: ratchet.n ?? 0, pn: ratchet.pn ?? 0, id: ratchet.id ?? NO_BYTES },
    }),
    ...(dh != null && { dh: dh.key ?? NO_BYTES }),
    payload: payload ?? NO_BYTES,
  };
}

function notAMessage(cause?: unknown): RatchetError {
  return new RatchetError('RATCHET_MESSAGE', 'not a protocol message', { cause });
}
