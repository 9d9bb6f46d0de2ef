import { bytesToHex, concatBytes, equalBytes, hexToBytes } from '@status/base';
import { keccak256, wipe } from '@status/crypto';
import type { Transaction } from '@status/interfaces';
import { COMPRESSED_KEY_LENGTH, MAX_CANDIDATES } from './constants.ts';
import {
  decryptKept,
  type KeyPair,
  type RatchetFailure,
  type RatchetSent,
  type RatchetState,
  ratchetDecrypt,
  ratchetEncrypt,
  wipeState,
} from './double-ratchet.ts';
import type { RatchetHeader } from './header.ts';
import type { RatchetLimits } from './limits.ts';
import {
  destroyMessageKey,
  destroyMessageKeys,
  keepMessageKeys,
  knowsRatchetKey,
  locateMessage,
  markUsed,
} from './message-keys.ts';
import { readRecord, SESSIONS, type SessionRecord, writeRecord } from './records.ts';

/** What tells one session from all others, on both sides alike. Points are compressed (33). */
export type SessionName = {
  /** The identity at the other end. */
  readonly peer: Uint8Array;
  /** The responder's signed prekey. */
  readonly preKey: Uint8Array;
  /** The initiator's ephemeral. */
  readonly ephemeral: Uint8Array;
};

/** A session: its name, its id (32 hex digits) and its record. */
export type Session = SessionName & SessionRecord & { readonly id: string };

/** What operations on a session need beside it. */
export type SessionContext = {
  /** Our identity (33). */
  readonly identity: Uint8Array;
  readonly limits: RatchetLimits;
  /** Unix ms. */
  readonly now: number;
  readonly freshKeyPair: () => KeyPair;
};

/** A message that was decrypted on a session. */
export type SessionReceived = {
  readonly ok: true;
  readonly plaintext: Uint8Array;
  /** Number of the message's key, for `confirmMessage`. */
  readonly sequence: number;
  /** It was decrypted before and its key still waits for confirmation. */
  readonly replayed: boolean;
  /** Whether it is the newest that was received: a message that comes late says nothing about where the peer is now. */
  readonly advanced: boolean;
  readonly session: Session;
};

/** How a session counts its messages before the first. */
const NOTHING_YET = { acknowledged: false, receivedAt: 0, stored: 0, oldest: 0, chains: 0 } as const;

/** A session with its first state, not stored yet. */
export function newSession(
  name: SessionName,
  initiator: boolean,
  installationId: string,
  state: RatchetState,
  context: SessionContext,
): Session {
  const id = sessionId(context.identity, initiator, name);
  return { ...name, id, initiator, installationId, createdAt: context.now, ...NOTHING_YET, state };
}

/** Reads a session. */
export async function loadSession(
  tx: Transaction,
  name: SessionName,
  context: Pick<SessionContext, 'identity'>,
): Promise<Session | undefined> {
  const record = await readRecord(tx, SESSIONS, sessionKey(name));
  return record && { ...name, id: sessionId(context.identity, record.initiator, name), ...record };
}

/** Writes a session. */
export function saveSession(tx: Transaction, session: Session): void {
  const { peer, preKey, ephemeral, id, ...record } = session;
  writeRecord(tx, SESSIONS, sessionKey({ peer, preKey, ephemeral }), record);
}

/** Encrypts on a session and writes its next state. */
export function encryptOn(tx: Transaction, session: Session, plaintext: Uint8Array): Omit<RatchetSent, 'state'> {
  const { state, ...sent } = ratchetEncrypt(session.state, plaintext);
  saveSession(tx, { ...session, state });
  state.sendChainKey.fill(0);
  return sent;
}

/** Decrypts on a session and writes what follows from it; a failure writes nothing. The session given must not be used again if it succeeds. */
export async function decryptOn(
  tx: Transaction,
  session: Session,
  header: RatchetHeader,
  ciphertext: Uint8Array,
  context: SessionContext,
): Promise<SessionReceived | RatchetFailure> {
  const { limits, now } = context;
  const owner = { id: session.id, sessionKey: sessionKey(session) };
  const position = await locateMessage(tx, session.id, session.state, header);
  if (position.kind === 'over') return { ok: false, reason: 'AUTH_FAILED' };
  if (position.kind === 'passed') {
    const { key, sequence } = position;
    if (key === undefined) return { ok: false, reason: 'DUPLICATE' };
    const kept = decryptKept(key.messageKey, header, ciphertext);
    const replayed = key.usedAt > 0;
    if (kept.ok && !replayed) markUsed(tx, owner, { sequence, messageKey: key.messageKey }, context);
    key.messageKey.fill(0);
    return kept.ok ? { ...kept, sequence, replayed, advanced: false, session } : kept;
  }

  const received = ratchetDecrypt(session.state, header, ciphertext, context.freshKeyPair, limits.maxSkip);
  if (!received.ok) return received;
  const counts = await keepMessageKeys(tx, owner, session, received, context);
  const { sequence } = received.messageKeys.at(-1)!;
  for (const { messageKey } of received.messageKeys) messageKey.fill(0);
  const next = { ...session, ...counts, state: received.state, acknowledged: true, receivedAt: now };
  saveSession(tx, next);
  return { ok: true, plaintext: received.plaintext, sequence, replayed: false, advanced: true, session: next };
}

/** Destroys the key of a message that was decrypted. A message or session that is gone is no error. */
export async function confirmMessage(
  tx: Transaction,
  name: SessionName,
  sequence: number,
  context: Pick<SessionContext, 'identity' | 'limits'>,
): Promise<void> {
  const session = await loadSession(tx, name, context);
  if (session === undefined) return;
  if (await destroyMessageKey(tx, session.id, sequence, context.limits)) {
    saveSession(tx, { ...session, stored: session.stored - 1 });
  }
  wipeState(session.state);
}

/** The sessions that a message may belong to, the last used first. */
export type Candidates = {
  /** The session that its X3DH header names, and those that know its ratchet key. */
  readonly likely: readonly Session[];
  /** Others to the same prekey, on which it would begin a new chain; those of the installation it names come first. */
  readonly possible: readonly Session[];
};

/** Finds the sessions with a peer that a message to a prekey may belong to, a bounded number. */
export async function candidateSessions(
  tx: Transaction,
  peer: Uint8Array,
  header: RatchetHeader & { readonly id: Uint8Array },
  ephemeral: Uint8Array | undefined,
  installationId: string,
  context: Pick<SessionContext, 'identity'>,
): Promise<Candidates> {
  const likely: Session[] = [];
  const possible: Session[] = [];
  for await (const [key, bytes] of tx.entries(SESSIONS.name, {
    prefix: `${bytesToHex(peer)}/${bytesToHex(header.id)}/`,
  })) {
    const session = sessionFrom(key, bytes, context);
    const isNamed = ephemeral !== undefined && equalBytes(session.ephemeral, ephemeral);
    const isLikely = isNamed || (await knowsRatchetKey(tx, session.id, session.state, header.key));
    (isLikely ? likely : possible).push(session);
  }
  const isSpeaker = (session: Session): number => Number(session.installationId === installationId);
  likely.sort((a, b) => lastUsed(b) - lastUsed(a));
  possible.sort((a, b) => isSpeaker(b) - isSpeaker(a) || lastUsed(b) - lastUsed(a));
  for (const { state } of [...likely.splice(MAX_CANDIDATES), ...possible.splice(MAX_CANDIDATES)]) wipeState(state);
  return { likely, possible };
}

/** Makes room beside others for a session that is new: those with the same peer used longest ago go, with all their keys. Returns what went. */
export async function evictSessions(
  tx: Transaction,
  fresh: SessionName,
  context: Pick<SessionContext, 'identity' | 'limits'>,
): Promise<readonly Session[]> {
  const sessions: Session[] = [];
  for await (const [key, bytes] of tx.entries(SESSIONS.name, { prefix: `${bytesToHex(fresh.peer)}/` })) {
    const session = sessionFrom(key, bytes, context);
    wipeState(session.state);
    if (key !== sessionKey(fresh)) sessions.push(session);
  }
  sessions.sort((a, b) => lastUsed(b) - lastUsed(a));
  const evicted = sessions.slice(Math.max(0, context.limits.maxSessions - 1));
  for (const session of evicted) {
    tx.delete(SESSIONS.name, sessionKey(session));
    await destroyMessageKeys(tx, session.id);
  }
  return evicted;
}

/** The key of a session's record. */
export function sessionKey({ peer, preKey, ephemeral }: SessionName): string {
  return `${bytesToHex(peer)}/${bytesToHex(preKey)}/${bytesToHex(ephemeral)}`;
}

/** The name in the key of a session's record. */
export function parseSessionKey(key: string): SessionName {
  const [peer, preKey, ephemeral] = key.split('/').map(hexToBytes);
  return { peer: peer!, preKey: preKey!, ephemeral: ephemeral! };
}

/** How an installation's record points to the session to send on: prekey and ephemeral (66). */
export function sessionPointer({ preKey, ephemeral }: Pick<SessionName, 'preKey' | 'ephemeral'>): Uint8Array {
  return concatBytes(preKey, ephemeral);
}

/** The session that such a pointer names. */
export function pointedSession(peer: Uint8Array, pointer: Uint8Array): SessionName {
  return {
    peer,
    preKey: pointer.subarray(0, COMPRESSED_KEY_LENGTH),
    ephemeral: pointer.subarray(COMPRESSED_KEY_LENGTH),
  };
}

/** The same 16 bytes (in hex) on both sides, from public values: who began it with whom, by which prekey and ephemeral. */
function sessionId(identity: Uint8Array, initiator: boolean, { peer, preKey, ephemeral }: SessionName): string {
  const parties = initiator ? [identity, peer] : [peer, identity];
  return bytesToHex(keccak256(...parties, preKey, ephemeral).subarray(0, 16));
}

function sessionFrom(key: string, bytes: Uint8Array, context: Pick<SessionContext, 'identity'>): Session {
  const name = parseSessionKey(key);
  const record = SESSIONS.decode(bytes);
  wipe(bytes);
  return { ...name, id: sessionId(context.identity, record.initiator, name), ...record };
}

function lastUsed(session: Session): number {
  return Math.max(session.receivedAt, session.createdAt);
}
