import { equalBytes } from '@status/base';
import { CryptoError, wipe } from '@status/crypto';
import type { Protection, Transaction } from '@status/interfaces';
import { COMPRESSED_KEY_LENGTH } from './constants.ts';
import { decryptFallback } from './dh.ts';
import { makeRoom } from './direct-sealing.ts';
import { type KeyPair, type RatchetFailure, respondRatchet, wipeState } from './double-ratchet.ts';
import { fallbackId, recallFallback, rememberFallback } from './fallback-memory.ts';
import { CIPHER_OVERHEAD } from './message-cipher.ts';
import type { OwnContext } from './own-context.ts';
import { ownPreKey } from './own-keys.ts';
import { DH, RATCHET } from './protections.ts';
import type { DirectMessage, SessionHeader } from './protocol-message.ts';
import type { RatchetReceipt } from './receipts.ts';
import { candidateSessions, decryptOn, newSession, type Session, type SessionReceived } from './sessions.ts';
import { isSpent } from './spent-ephemerals.ts';
import { respondX3dh } from './x3dh.ts';

/** A direct message that was opened. */
export type DirectOpened = {
  readonly ok: true;
  readonly plaintext: Uint8Array;
  readonly protection: Protection;
  readonly replayed: boolean;
  readonly receipt: RatchetReceipt;
  /** The session to answer on from now on, if that is the one the message came on. */
  readonly session?: Session;
};

/** Why a direct message did not open. */
export type DirectFailure = {
  readonly ok: false;
  readonly reason: RatchetFailure['reason'] | 'SESSION_NOT_FOUND' | 'UNKNOWN_PREKEY' | 'UNSUPPORTED_HEADER';
};

/** Opens what one installation of a sender (33) sent to this one, by the headers that are there. A failure writes nothing. */
export async function openDirect(
  tx: Transaction,
  sender: Uint8Array,
  installationId: string,
  message: DirectMessage,
  context: OwnContext,
): Promise<DirectOpened | DirectFailure> {
  if (message.ratchet !== undefined) {
    const received = await openOnSession(tx, sender, installationId, { ...message, ratchet: message.ratchet }, context);
    if (!received.ok) return received;
    const { plaintext, replayed, sequence, session, advanced } = received;
    wipeState(session.state);
    const { peer, preKey, ephemeral } = session;
    const receipt = { kind: 'session', session: { peer, preKey, ephemeral }, sequence } as const;
    return { ok: true, plaintext, protection: RATCHET, replayed, receipt, ...(advanced && { session }) };
  }
  if (message.dh === undefined) return { ok: false, reason: 'UNSUPPORTED_HEADER' };

  const fallback = { ephemeral: message.dh, payload: message.payload };
  const opened = decryptFallback(context.identityPrivate, fallback);
  if (!opened.ok) return opened;
  const id = fallbackId(fallback);
  const history = await recallFallback(tx, id);
  if (history === 'confirmed') return { ok: false, reason: 'DUPLICATE' };
  if (history === 'new') rememberFallback(tx, id, context);
  const { plaintext } = opened;
  return { ok: true, plaintext, protection: DH, replayed: history === 'opened', receipt: { kind: 'fallback', id } };
}

type SessionMessage = DirectMessage & { readonly ratchet: NonNullable<DirectMessage['ratchet']> };

async function openOnSession(
  tx: Transaction,
  sender: Uint8Array,
  installationId: string,
  message: SessionMessage,
  context: OwnContext,
): Promise<SessionReceived | DirectFailure> {
  const { ratchet: header, x3dh, payload } = message;
  if (payload.length < CIPHER_OVERHEAD) return { ok: false, reason: 'TRUNCATED' };
  const keys = [header.key, header.id, ...(x3dh ? [x3dh.key, x3dh.id] : [])];
  if (keys.some((key) => key.length !== COMPRESSED_KEY_LENGTH)) return { ok: false, reason: 'INVALID_POINT' };

  const { likely, possible } = await candidateSessions(tx, sender, header, x3dh?.key, installationId, context);
  const known = await tryInTurn(tx, likely, message, context);
  if (known?.ok) return finish(known, possible);
  // Where its place is known, no other session can know better.
  if (known?.reason === 'DUPLICATE') return finish(known, possible);

  const isNamed = likely.some(({ ephemeral }) => x3dh !== undefined && equalBytes(ephemeral, x3dh.key));
  const fresh =
    x3dh === undefined || isNamed ? undefined : await openFresh(tx, sender, installationId, message, x3dh, context);
  if (fresh?.ok) return finish(fresh, possible);
  const unlikely = await tryInTurn(tx, possible, message, context);
  if (unlikely?.ok) return unlikely;
  return known ?? fresh ?? unlikely ?? { ok: false, reason: 'SESSION_NOT_FOUND' };
}

/** Tries sessions until one opens the message; else the first failure, if there was any session. */
async function tryInTurn(
  tx: Transaction,
  sessions: readonly Session[],
  { ratchet: header, payload }: SessionMessage,
  context: OwnContext,
): Promise<SessionReceived | RatchetFailure | undefined> {
  let failure: RatchetFailure | undefined;
  for (const [position, session] of sessions.entries()) {
    const received = await decryptOn(tx, session, header, payload, context);
    wipeState(session.state);
    if (received.ok) return finish(received, sessions.slice(position + 1));
    failure ??= received;
  }
  return failure;
}

/** Wipes the sessions that turned out not to be needed. */
function finish<Result>(result: Result, unused: readonly Session[]): Result {
  for (const { state } of unused) wipeState(state);
  return result;
}

/** Begins the session that an X3DH header proposes, if the message authenticates on it. */
async function openFresh(
  tx: Transaction,
  sender: Uint8Array,
  installationId: string,
  { ratchet: header, payload }: SessionMessage,
  x3dh: SessionHeader,
  context: OwnContext,
): Promise<SessionReceived | DirectFailure> {
  const preKey = await ownPreKey(tx, x3dh.id, context);
  if (preKey === undefined) return { ok: false, reason: 'UNKNOWN_PREKEY' };
  const name = { peer: sender, preKey: x3dh.id, ephemeral: x3dh.key };
  if (!equalBytes(header.id, x3dh.id) || (await isSpent(tx, name))) {
    wipe(preKey.privateKey);
    return { ok: false, reason: 'SESSION_NOT_FOUND' };
  }
  const secret = respond(preKey, sender, x3dh.key, context);
  if (secret === undefined) {
    wipe(preKey.privateKey);
    return { ok: false, reason: 'INVALID_POINT' };
  }
  const session = newSession(name, false, installationId, respondRatchet(secret, preKey), context);
  wipe(secret);
  const received = await decryptOn(tx, session, header, payload, context);
  wipeState(session.state);
  if (received.ok) await makeRoom(tx, name, context);
  return received;
}

function respond(
  preKey: KeyPair,
  sender: Uint8Array,
  ephemeral: Uint8Array,
  { identityPrivate }: OwnContext,
): Uint8Array | undefined {
  try {
    return respondX3dh({
      identityPrivate,
      preKeyPrivate: preKey.privateKey,
      initiatorIdentity: sender,
      initiatorEphemeral: ephemeral,
    });
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
