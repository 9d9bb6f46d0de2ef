import { bytesToHex, equalBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';
import { CHAIN_SLACK } from './constants.ts';
import type { NumberedKey, RatchetReceived, RatchetState } from './double-ratchet.ts';
import { cancelExpiry, scheduleExpiry } from './expiry.ts';
import type { RatchetHeader } from './header.ts';
import type { RatchetLimits } from './limits.ts';
import { CHAINS, MESSAGE_KEYS, type MessageKeyRecord, readRecord, type SessionRecord, writeRecord } from './records.ts';

/**
 * Where a message stands in what the session has seen.
 * - `unknown` – its chain is not known: it begins a new one, or is not of this session.
 * - `ahead` – its number is still to come.
 * - `over` – its chain ended before its number.
 * - `passed` – its number was passed, its key is kept or gone.
 */
export type Position =
  | { readonly kind: 'unknown' | 'ahead' | 'over' }
  | { readonly kind: 'passed'; readonly sequence: number; readonly key?: MessageKeyRecord };

/** Finds a message's place and, where it was passed, its key. */
export async function locateMessage(
  tx: Transaction,
  id: string,
  state: RatchetState,
  header: RatchetHeader,
): Promise<Position> {
  let sequence: number;
  if (equalBytes(header.key, state.remote)) {
    if (header.n >= state.receiveCount) return { kind: 'ahead' };
    sequence = state.keysCount - state.receiveCount + header.n;
  } else {
    const chain = await readRecord(tx, CHAINS, chainKey(id, header.key));
    if (chain === undefined) return { kind: 'unknown' };
    if (header.n >= chain.count) return { kind: 'over' };
    sequence = chain.base + header.n;
  }
  const key = await readRecord(tx, MESSAGE_KEYS, messageKeyKey(id, sequence));
  return { kind: 'passed', sequence, ...(key && { key }) };
}

/** Whether a session has seen a ratchet key of its peer. */
export async function knowsRatchetKey(
  tx: Transaction,
  id: string,
  state: RatchetState,
  ratchetKey: Uint8Array,
): Promise<boolean> {
  return equalBytes(ratchetKey, state.remote) || (await tx.get(CHAINS.name, chainKey(id, ratchetKey))) !== undefined;
}

/** What a session's record counts about its message keys. */
export type KeyCounts = Pick<SessionRecord, 'stored' | 'oldest' | 'chains'>;

/** Whose keys they are: the session's id, and the key of its record, which is noted beside the deadlines of keys that were used. */
export type KeyOwner = { readonly id: string; readonly sessionKey: string };

/** What decides for how long keys are kept. */
export type KeyPolicy = {
  readonly limits: RatchetLimits;
  /** Unix ms. */
  readonly now: number;
};

/**
 * Keeps the keys that a received message brought, its own among them, and drops the oldest beyond the limits, as the reference does: first all but
 * the newest `maxMessageKeysPerSession`, then those whose number is `maxKeep` or more below the count of all.
 */
export async function keepMessageKeys(
  tx: Transaction,
  owner: KeyOwner,
  counts: KeyCounts,
  received: RatchetReceived,
  policy: KeyPolicy,
): Promise<KeyCounts> {
  const { id } = owner;
  const { limits, now } = policy;
  const own = received.messageKeys.at(-1)!;
  for (const { sequence, messageKey } of received.messageKeys) {
    const usedAt = sequence === own.sequence ? now : 0;
    writeRecord(tx, MESSAGE_KEYS, messageKeyKey(id, sequence), { messageKey, usedAt });
  }
  scheduleConfirmation(tx, owner, own.sequence, policy);

  const { keysCount } = received.state;
  const chains = await keepChain(tx, id, counts.chains, received, limits);
  let stored = counts.stored + received.messageKeys.length;
  let { oldest } = counts;
  const excess = stored - limits.maxMessageKeysPerSession;
  if (excess > 0) {
    const dropped = await dropKeys(tx, { prefix: `${id}/`, limit: excess });
    stored -= dropped.length;
    oldest = sequenceOf(dropped.at(-1)!) + 1;
  }
  const last = keysCount - limits.maxKeep;
  if (last >= oldest) {
    const dropped = await dropKeys(tx, { gte: `${id}/`, lt: messageKeyKey(id, last + 1) });
    stored -= dropped.length;
    oldest = keysCount;
    for await (const [key] of tx.entries(MESSAGE_KEYS.name, { prefix: `${id}/`, limit: 1 })) oldest = sequenceOf(key);
  }
  return { stored, oldest, chains };
}

/** Marks a kept key as used, from when on it waits for its confirmation. */
export function markUsed(
  tx: Transaction,
  owner: KeyOwner,
  { sequence, messageKey }: NumberedKey,
  policy: KeyPolicy,
): void {
  writeRecord(tx, MESSAGE_KEYS, messageKeyKey(owner.id, sequence), { messageKey, usedAt: policy.now });
  scheduleConfirmation(tx, owner, sequence, policy);
}

/** Destroys a key. Returns whether there was one. */
export async function destroyMessageKey(
  tx: Transaction,
  id: string,
  sequence: number,
  limits: RatchetLimits,
): Promise<boolean> {
  const key = messageKeyKey(id, sequence);
  const record = await readRecord(tx, MESSAGE_KEYS, key);
  if (record === undefined) return false;
  tx.delete(MESSAGE_KEYS.name, key);
  cancelExpiry(tx, record.usedAt + limits.confirmationDeadline, { kind: 'message-key', id: key });
  record.messageKey.fill(0);
  return true;
}

/** Destroys all keys and chains of a session that dies. */
export async function destroyMessageKeys(tx: Transaction, id: string): Promise<void> {
  await dropKeys(tx, { prefix: `${id}/` });
  const chains: string[] = [];
  for await (const [key] of tx.entries(CHAINS.name, { prefix: `${id}/` })) chains.push(key);
  for (const key of chains) tx.delete(CHAINS.name, key);
}

/** Session id and sequence number from a key's name. */
export function parseMessageKeyKey(key: string): { readonly id: string; readonly sequence: number } {
  return { id: key.slice(0, key.indexOf('/')), sequence: sequenceOf(key) };
}

/** Remembers an ended chain. Chains none of whose keys can be kept any more are swept out together, once there are many. */
async function keepChain(
  tx: Transaction,
  id: string,
  chains: number,
  received: RatchetReceived,
  limits: RatchetLimits,
): Promise<number> {
  const { endedChain, state } = received;
  if (endedChain === undefined) return chains;
  const { key, base, count } = endedChain;
  writeRecord(tx, CHAINS, chainKey(id, key), { base, count });
  if (chains < limits.maxKeep + CHAIN_SLACK) return chains + 1;
  const dead: string[] = [];
  for await (const [name, bytes] of tx.entries(CHAINS.name, { prefix: `${id}/` })) {
    const chain = CHAINS.decode(bytes);
    if (chain.base + chain.count <= state.keysCount - limits.maxKeep) dead.push(name);
  }
  for (const name of dead) tx.delete(CHAINS.name, name);
  return chains + 1 - dead.length;
}

async function dropKeys(tx: Transaction, range: Parameters<Transaction['entries']>[1]): Promise<readonly string[]> {
  const dropped: string[] = [];
  for await (const [key] of tx.entries(MESSAGE_KEYS.name, range)) dropped.push(key);
  for (const key of dropped) tx.delete(MESSAGE_KEYS.name, key);
  return dropped;
}

function scheduleConfirmation(
  tx: Transaction,
  { id, sessionKey }: KeyOwner,
  sequence: number,
  { limits, now }: KeyPolicy,
): void {
  const expiry = { kind: 'message-key', id: messageKeyKey(id, sequence), subject: sessionKey } as const;
  scheduleExpiry(tx, now + limits.confirmationDeadline, expiry);
}

function messageKeyKey(id: string, sequence: number): string {
  return `${id}/${sequence.toString(16).padStart(8, '0')}`;
}

function sequenceOf(key: string): number {
  return Number.parseInt(key.slice(-8), 16);
}

function chainKey(id: string, ratchetKey: Uint8Array): string {
  return `${id}/${bytesToHex(ratchetKey)}`;
}
