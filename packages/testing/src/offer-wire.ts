import { bytesToBigint, concatBytes, equalBytes, uint64ToBytesBE } from '@status/base';
import { keccak256 } from '@status/crypto';
import type { GroupId, SyncId } from '@status/interfaces';

/** What a packet may say of a message that it only names. */
export type OfferKind = 'offer' | 'request' | 'ack';

/** A message on the wire. */
export type OfferMessage = {
  readonly group?: GroupId;
  readonly ephemeral: boolean;
  /** Unix ms. */
  readonly appended: bigint;
  readonly parents: readonly SyncId[];
  readonly body: Uint8Array;
};

/** One of the things that a packet consists of. */
export type OfferElement =
  | { readonly kind: OfferKind; readonly id: SyncId }
  | { readonly kind: 'message'; readonly id: SyncId; readonly message: OfferMessage };

/** Elements of one packet that are looked at. */
const MOST_ELEMENTS = 1000;
const MAGIC = Uint8Array.of(0x6f, 0x66, 0x66, 0x31);
const KINDS = ['offer', 'request', 'ack', 'message'] as const;
const ID_LENGTH = 32;

/** Bytes that begin every packet. */
export const OVERHEAD: number = MAGIC.length;

/** Bytes of a packet: `'off1'`, then for each element `kind (1) ‖ length (4) ‖ content`, which is an id (32) or an encoded message. */
export function encodePacket(elements: readonly Uint8Array[]): Uint8Array {
  return concatBytes(MAGIC, ...elements);
}

/** An element that names a message. */
export function encodeNaming(kind: OfferKind, id: SyncId): Uint8Array {
  return encodeElement(KINDS.indexOf(kind), id);
}

/** An element that is a message, given its encoding. */
export function encodeCarrying(message: Uint8Array): Uint8Array {
  return encodeElement(KINDS.indexOf('message'), message);
}

/** `ephemeral (1) ‖ appended (8) ‖ length of the group (1) ‖ group ‖ number of parents (1) ‖ parents (32 each) ‖ body`. */
export function encodeMessage({ group, ephemeral, appended, parents, body }: OfferMessage): Uint8Array {
  const groupBytes = group ?? new Uint8Array();
  return concatBytes(
    Uint8Array.of(ephemeral ? 1 : 0),
    uint64ToBytesBE(appended),
    Uint8Array.of(groupBytes.length),
    groupBytes,
    Uint8Array.of(parents.length),
    ...parents,
    body,
  );
}

/** The id (32) of a message, by its encoding. */
export function offerMessageId(encoded: Uint8Array): SyncId {
  return keccak256(encoded) as SyncId;
}

/** The message in its encoding, or `undefined` if it is none. */
export function decodeMessage(encoded: Uint8Array): OfferMessage | undefined {
  const groupEnd = 10 + (encoded[9] ?? 0);
  const parentsEnd = groupEnd + 1 + (encoded[groupEnd] ?? 0) * ID_LENGTH;
  if (encoded[0]! > 1 || encoded.length <= parentsEnd) return undefined;
  const parents: SyncId[] = [];
  for (let at = groupEnd + 1; at < parentsEnd; at += ID_LENGTH) parents.push(idAt(encoded, at));
  const group = encoded.slice(10, groupEnd) as Uint8Array as GroupId;
  return {
    ...(group.length > 0 && { group }),
    ephemeral: encoded[0] === 1,
    appended: bytesToBigint(encoded.subarray(1, 9)),
    parents,
    body: encoded.slice(parentsEnd),
  };
}

/** What a packet holds, and how many elements of it are none. `undefined` if it is no packet. */
export function decodePacket(
  bytes: Uint8Array,
): { readonly elements: readonly OfferElement[]; readonly dropped: number } | undefined {
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC)) return undefined;
  const elements: OfferElement[] = [];
  let dropped = 0;
  for (let at = MAGIC.length; at < bytes.length; ) {
    const content = at + 5;
    const end = content + Number(bytesToBigint(bytes.subarray(at + 1, content)));
    // Where the next element begins is not known any more.
    if (bytes.length < content || end > bytes.length) return { elements, dropped: dropped + 1 };
    const element = elements.length < MOST_ELEMENTS ? decodeElement(bytes[at]!, bytes.slice(content, end)) : undefined;
    if (element === undefined) dropped++;
    else elements.push(element);
    at = end;
  }
  return { elements, dropped };
}

function decodeElement(number: number, content: Uint8Array): OfferElement | undefined {
  const kind = KINDS[number];
  if (kind === undefined) return undefined;
  if (kind !== 'message') return content.length === ID_LENGTH ? { kind, id: idAt(content, 0) } : undefined;
  const message = decodeMessage(content);
  return message && { kind, id: offerMessageId(content), message };
}

function encodeElement(kind: number, content: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, content.length);
  return concatBytes(Uint8Array.of(kind), length, content);
}

function idAt(bytes: Uint8Array, at: number): SyncId {
  return bytes.slice(at, at + ID_LENGTH) as Uint8Array as SyncId;
}
