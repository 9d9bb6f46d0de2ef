import { bytesToBigint, bytesToHex, concatBytes, hexToBytes, uint64ToBytesBE } from '@status/base';
import type { GroupId, PublicKey, SyncId, Transaction, View } from '@status/interfaces';
import { decodeMessage, encodeMessage, type OfferKind, type OfferMessage } from './offer-wire.ts';

/** What waits to go out: something named, or a message. */
export type LineKind = OfferKind | 'message';

/** Something that waits for its time. */
export type Line = {
  readonly kind: LineKind;
  readonly peer: PublicKey;
  readonly id: SyncId;
  /** When `due` was decided, Unix ms. */
  readonly booked: number;
  /** Unix ms. */
  readonly due: number;
  readonly attempts: number;
};

/** Lines under `peer/id`. What is offered and what is sent are the same message of ours, at different moments. */
const TABLES: Readonly<Record<'own' | 'request' | 'ack', string>> = {
  own: 'offer-sync-own-1',
  request: 'offer-sync-requests-1',
  ack: 'offer-sync-acks-1',
};
/** Encodings of messages of ours, under `peer/id`. */
const BODIES = 'offer-sync-bodies-1';
/** Encodings of messages of others that wait for a parent, under `peer/id`. */
const HELD = 'offer-sync-held-1';
/** Messages of others that were accepted, under `peer/id`. */
const ACCEPTED = 'offer-sync-accepted-1';
/** Members of groups, under `group/peer`. */
const MEMBERS = 'offer-sync-members-1';

const KINDS: readonly LineKind[] = ['offer', 'request', 'ack', 'message'];

const tableOf = (kind: LineKind): string => TABLES[kind === 'offer' || kind === 'message' ? 'own' : kind];
const keyOf = (first: Uint8Array, second: Uint8Array): string => `${bytesToHex(first)}/${bytesToHex(second)}`;

/** A line that is due at once. */
export function newLine(kind: LineKind, peer: PublicKey, id: SyncId, now: number): Line {
  return { kind, peer, id, booked: now, due: now, attempts: 0 };
}

/** Writes a line, in place of one of the same table, peer and id. */
export function putLine(tx: Transaction, { kind, peer, id, booked, due, attempts }: Line): void {
  const times = [booked, due].map((time) => uint64ToBytesBE(BigInt(time)));
  tx.put(tableOf(kind), keyOf(peer, id), concatBytes(Uint8Array.of(KINDS.indexOf(kind), attempts), ...times));
}

/** The line of that table. */
export async function getLine(view: View, kind: LineKind, peer: PublicKey, id: SyncId): Promise<Line | undefined> {
  const value = await view.get(tableOf(kind), keyOf(peer, id));
  return value && decodeLine(peer, id, value);
}

/** Takes a line away; of a message of ours, its encoding too. */
export function deleteLine(tx: Transaction, kind: LineKind, peer: PublicKey, id: SyncId): void {
  const key = keyOf(peer, id);
  tx.delete(tableOf(kind), key);
  if (tableOf(kind) === TABLES.own) tx.delete(BODIES, key);
}

/** All that waits: acknowledgements and requests before messages. */
export async function allLines(view: View): Promise<Line[]> {
  const lines: Line[] = [];
  for (const table of [TABLES.ack, TABLES.request, TABLES.own]) {
    for await (const [key, value] of view.entries(table)) {
      const [peer, id] = key.split('/').map(hexToBytes);
      lines.push(decodeLine(peer as PublicKey, id as SyncId, value));
    }
  }
  return lines;
}

/** How many requests wait for a peer. */
export async function countRequests(view: View, peer: PublicKey): Promise<number> {
  let count = 0;
  for await (const _ of view.entries(TABLES.request, { prefix: bytesToHex(peer) })) count++;
  return count;
}

/** Keeps a message of ours for a peer. */
export function putBody(tx: Transaction, peer: PublicKey, id: SyncId, encoded: Uint8Array): void {
  tx.put(BODIES, keyOf(peer, id), encoded);
}

/** The encoding of a message of ours. */
export async function getBody(view: View, peer: PublicKey, id: SyncId): Promise<Uint8Array> {
  return (await view.get(BODIES, keyOf(peer, id))) ?? new Uint8Array();
}

/** Takes away the messages of ours of a group that are for peers who are not in it. */
export async function deleteStrangers(tx: Transaction, group: GroupId, members: readonly PublicKey[]): Promise<void> {
  const names = new Set(members.map(bytesToHex));
  for (const { kind, peer, id } of await allLines(tx)) {
    if (tableOf(kind) !== TABLES.own || names.has(bytesToHex(peer))) continue;
    const message = decodeMessage(await getBody(tx, peer, id));
    if (message?.group !== undefined && bytesToHex(message.group) === bytesToHex(group)) deleteLine(tx, kind, peer, id);
  }
}

/** Keeps a message of a peer until its parents are there. */
export function putHeld(tx: Transaction, peer: PublicKey, id: SyncId, message: OfferMessage): void {
  tx.put(HELD, keyOf(peer, id), encodeMessage(message));
}

/** Messages of a peer that waited for parents, by id in hex; they are not kept any more. */
export async function takeHeld(
  tx: Transaction,
  peer: PublicKey,
): Promise<Map<string, { readonly id: SyncId; readonly message: OfferMessage }>> {
  const held = new Map<string, { readonly id: SyncId; readonly message: OfferMessage }>();
  const prefix = `${bytesToHex(peer)}/`;
  for await (const [key, encoded] of tx.entries(HELD, { prefix })) {
    const name = key.slice(prefix.length);
    held.set(name, { id: hexToBytes(name) as SyncId, message: decodeMessage(encoded)! });
    tx.delete(HELD, key);
  }
  return held;
}

/** Whether a peer's message was accepted. */
export async function isAccepted(view: View, peer: PublicKey, id: SyncId): Promise<boolean> {
  return (await view.get(ACCEPTED, keyOf(peer, id))) !== undefined;
}

/** Remembers that a peer's message was accepted. */
export function putAccepted(tx: Transaction, peer: PublicKey, id: SyncId): void {
  tx.put(ACCEPTED, keyOf(peer, id), new Uint8Array());
}

/** Who is in a group; nobody if it is not open. */
export async function membersOf(view: View, group: GroupId): Promise<PublicKey[]> {
  const members: PublicKey[] = [];
  const prefix = `${bytesToHex(group)}/`;
  for await (const [key] of view.entries(MEMBERS, { prefix })) {
    members.push(hexToBytes(key.slice(prefix.length)) as PublicKey);
  }
  return members;
}

/** Sets who is in a group. */
export async function putMembers(tx: Transaction, group: GroupId, members: readonly PublicKey[]): Promise<void> {
  for (const former of await membersOf(tx, group)) tx.delete(MEMBERS, keyOf(group, former));
  for (const member of members) tx.put(MEMBERS, keyOf(group, member), new Uint8Array());
}

function decodeLine(peer: PublicKey, id: SyncId, value: Uint8Array): Line {
  const [booked, due] = [2, 10].map((at) => Number(bytesToBigint(value.subarray(at, at + 8))));
  return { kind: KINDS[value[0]!]!, peer, id, booked: booked!, due: due!, attempts: value[1]! };
}
