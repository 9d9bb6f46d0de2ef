import { bytesToHex, hexToBytes, utf8ToBytes } from '@status/base';
import { decodeRlp, encodeRlp, rlpBytes, rlpListItems, rlpNumber, uintToRlp } from '@status/base/rlp';
import type { ConversationId, PublicKey, Transaction } from '@status/interfaces';
import type { GroupPlace } from './group-wire.ts';

/** Our key in a conversation, and for whom it is. */
export type OwnKey = {
  readonly generation: Uint8Array;
  readonly seed: Uint8Array;
  /** Number of the next message. */
  readonly next: number;
  /** Those who may have it, as hex of their identity keys, in order. */
  readonly members: readonly string[];
  /** Those of them that said that they have it. */
  readonly holders: readonly string[];
};

/** A message that came: its key is missing, or it was opened, or that was confirmed and the box is gone. */
export type Received = {
  readonly state: 'waiting' | 'opened' | 'confirmed';
  /** Hash (32) of the ciphertext that the payload came out of, its own or its key's: only that gives it again. Empty before. */
  readonly openedBy: Uint8Array;
  readonly box: Uint8Array;
};

const OWN = 'group-own-1';
const KEYS = 'group-keys-1';
const RECEIVED = 'group-received-1';
const STATES = ['waiting', 'opened', 'confirmed'] as const;

/** Messages of a sender in a conversation that wait for their keys at most; further ones are not kept. */
const MAX_WAITING = 64;

/** Generations of a sender's keys in a conversation that are kept, the newest. */
const MAX_GENERATIONS = 8;

/** Our key in a conversation. */
export async function loadOwnKey(tx: Transaction, conversation: ConversationId): Promise<OwnKey | undefined> {
  const bytes = await tx.get(OWN, nameOf(conversation));
  if (bytes === undefined) return undefined;
  const [generation, seed, next, members, holders] = rlpListItems(decodeRlp(bytes));
  return {
    generation: rlpBytes(generation!),
    seed: rlpBytes(seed!),
    next: rlpNumber(next!),
    members: rlpListItems(members!).map((item) => bytesToHex(rlpBytes(item))),
    holders: rlpListItems(holders!).map((item) => bytesToHex(rlpBytes(item))),
  };
}

/** Writes our key in a conversation. */
export function saveOwnKey(tx: Transaction, conversation: ConversationId, key: OwnKey): void {
  const { generation, seed, next, members, holders } = key;
  tx.put(
    OWN,
    nameOf(conversation),
    encodeRlp([generation, seed, uintToRlp(next), members.map(hexToBytes), holders.map(hexToBytes)]),
  );
}

/** The key (32) of a generation of a sender. */
export async function loadKey(tx: Transaction, sender: PublicKey, place: GroupPlace): Promise<Uint8Array | undefined> {
  const bytes = await tx.get(KEYS, generationOf(sender, place));
  return bytes && rlpBytes(rlpListItems(decodeRlp(bytes))[1]!);
}

/** Keeps the key of a generation; the oldest beyond the bound go, with what is known of their messages. */
export async function saveKey(tx: Transaction, sender: PublicKey, place: GroupPlace, seed: Uint8Array): Promise<void> {
  const known: { readonly key: string; readonly order: number }[] = [];
  for await (const [key, bytes] of tx.entries(KEYS, { prefix: senderOf(sender, place) })) {
    known.push({ key, order: rlpNumber(rlpListItems(decodeRlp(bytes))[0]!) });
  }
  known.sort((x, y) => y.order - x.order);
  for (const { key } of known.slice(MAX_GENERATIONS - 1)) {
    tx.delete(KEYS, key);
    for await (const [message] of tx.entries(RECEIVED, { prefix: `${key}/` })) tx.delete(RECEIVED, message);
  }
  tx.put(KEYS, generationOf(sender, place), encodeRlp([uintToRlp((known[0]?.order ?? 0) + 1), seed]));
}

/** Names a message among all that were received; what a receipt holds. */
export function receivedName(sender: PublicKey, place: GroupPlace): string {
  return `${generationOf(sender, place)}/${place.n.toString(16).padStart(8, '0')}`;
}

/** What is known of a message. */
export async function loadReceived(tx: Transaction, name: string): Promise<Received | undefined> {
  const bytes = await tx.get(RECEIVED, name);
  if (bytes === undefined) return undefined;
  const [state, openedBy, box] = rlpListItems(decodeRlp(bytes));
  return { state: STATES[rlpNumber(state!)]!, openedBy: rlpBytes(openedBy!), box: rlpBytes(box!) };
}

/** Writes what is known of a message. */
export function saveReceived(tx: Transaction, name: string, { state, openedBy, box }: Received): void {
  tx.put(RECEIVED, name, encodeRlp([uintToRlp(STATES.indexOf(state)), openedBy, box]));
}

/** Keeps a message until its key comes, if there is room. */
export async function saveWaiting(
  tx: Transaction,
  sender: PublicKey,
  place: GroupPlace & { readonly box: Uint8Array },
): Promise<void> {
  let waiting = 0;
  for await (const [name] of tx.entries(RECEIVED, { prefix: senderOf(sender, place) })) {
    if ((await loadReceived(tx, name))?.state === 'waiting') waiting++;
  }
  if (waiting >= MAX_WAITING) return;
  saveReceived(tx, receivedName(sender, place), { state: 'waiting', openedBy: new Uint8Array(), box: place.box });
}

function nameOf(conversation: ConversationId): string {
  return bytesToHex(utf8ToBytes(conversation));
}

function senderOf(sender: PublicKey, { conversation }: GroupPlace): string {
  return `${nameOf(conversation)}/${bytesToHex(sender)}/`;
}

function generationOf(sender: PublicKey, place: GroupPlace): string {
  return `${senderOf(sender, place)}${bytesToHex(place.generation)}`;
}
