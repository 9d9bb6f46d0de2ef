import { copyBytes, equalBytes } from '@status/base';
import { CryptoError, compressPublicKey, generatePrivateKey, wipe } from '@status/crypto';
import type { Protection, PublicKey, SealResult, Transaction } from '@status/interfaces';
import { NO_INSTALLATION, NONCE_LENGTH, REKEY_AFTER_SILENCE } from './constants.ts';
import { encryptFallback } from './dh.ts';
import { generateKeyPair, initiateRatchet, wipeState } from './double-ratchet.ts';
import { RatchetError } from './errors.ts';
import { activeInstallations, type Installation, loadInstallations, saveInstallation } from './installations.ts';
import type { OwnContext } from './own-context.ts';
import { DH, RATCHET } from './protections.ts';
import type { DirectMessage } from './protocol-message.ts';
import {
  encryptOn,
  evictSessions,
  loadSession,
  newSession,
  pointedSession,
  type Session,
  type SessionName,
  sessionPointer,
} from './sessions.ts';
import { spendEphemeral } from './spent-ephemerals.ts';
import { initiateX3dh } from './x3dh.ts';

/** A payload encrypted for one identity; for none of its installations if each of them failed. */
export type SealedDirect = {
  readonly directMessages: ReadonlyMap<string, DirectMessage>;
  readonly protection: Protection;
  readonly results: readonly SealResult[];
};

/** The installations of an identity (33) that a message to it is for: the newest to which there is a way. */
export async function servedInstallations(
  tx: Transaction,
  recipient: Uint8Array,
  { limits }: OwnContext,
): Promise<readonly Installation[]> {
  const known = await loadInstallations(tx, recipient);
  return activeInstallations(
    known.filter(({ preKey, session }) => preKey !== undefined || session !== undefined),
    limits.maxInstallations,
  );
}

/**
 * Encrypts a payload for an identity: for each of the installations on its session, or, if there are none, for the identity key. A weaker protection is
 * not chosen because something is broken: where there are installations and each of them failed, nothing is encrypted.
 */
export async function sealDirect(
  tx: Transaction,
  member: PublicKey,
  served: readonly Installation[],
  payload: Uint8Array,
  context: OwnContext,
): Promise<SealedDirect> {
  if (served.length === 0) return sealFallback(member, payload, context);
  const recipient = compressPublicKey(member);
  const directMessages = new Map<string, DirectMessage>();
  const results: SealResult[] = [];
  for (const installation of served) {
    const { installationId: device } = installation;
    try {
      directMessages.set(device, await sealForInstallation(tx, recipient, installation, payload, context));
      results.push({ member, device, ok: true });
    } catch (error) {
      results.push({ member, device, ok: false, reason: failureOfPeer(error) });
    }
  }
  return { directMessages, protection: RATCHET, results };
}

/** The code of a failure that concerns what we hold of one peer. All else, such as a disk that refuses, is thrown on: it must undo everything. */
export function failureOfPeer(error: unknown): string {
  if (error instanceof RatchetError || error instanceof CryptoError) return error.code;
  throw error;
}

function sealFallback(member: PublicKey, payload: Uint8Array, { random }: OwnContext): SealedDirect {
  const ephemeralPrivate = generatePrivateKey(random);
  const message = encryptFallback(ephemeralPrivate, member, random.bytes(NONCE_LENGTH), payload);
  wipe(ephemeralPrivate);
  const direct = { dh: message.ephemeral, payload: message.payload };
  return {
    directMessages: new Map([[NO_INSTALLATION, direct]]),
    protection: DH,
    results: [{ member, ok: true }],
  };
}

async function sealForInstallation(
  tx: Transaction,
  recipient: Uint8Array,
  installation: Installation,
  payload: Uint8Array,
  context: OwnContext,
): Promise<DirectMessage> {
  const open = await sessionToSendOn(tx, recipient, installation, context);
  const session = open ?? (await beginSession(tx, recipient, installation, context));
  try {
    const { header, ciphertext } = encryptOn(tx, session, payload);
    if (open === undefined) {
      saveInstallation(tx, recipient, { ...installation, session: sessionPointer(session) });
    }
    const { preKey: id, ephemeral, initiator, acknowledged } = session;
    // Repeated until something comes back: any one of the messages may be the first to arrive.
    const x3dh = initiator && !acknowledged ? { x3dh: { key: ephemeral, id } } : {};
    // The key outlives the state that is wiped below.
    return { ...x3dh, ratchet: { ...header, key: copyBytes(header.key), id }, payload: ciphertext };
  } finally {
    wipeState(session.state);
  }
}

/** The session that the installation's record points to, unless it has had its day. */
async function sessionToSendOn(
  tx: Transaction,
  recipient: Uint8Array,
  { session: pointer, preKey, preKeyAt }: Installation,
  context: OwnContext,
): Promise<Session | undefined> {
  if (pointer === undefined) return undefined;
  const session = await loadSession(tx, pointedSession(recipient, pointer), context);
  if (session === undefined || preKey === undefined) return session;
  const silence = context.now - session.receivedAt;
  const outdated = session.acknowledged
    ? // The peer has shown a newer prekey since, but has not answered here: begin anew, as the reference does with each prekey.
      preKeyAt > session.receivedAt && silence >= REKEY_AFTER_SILENCE
    : session.initiator && !equalBytes(session.preKey, preKey);
  if (outdated) wipeState(session.state);
  return outdated ? undefined : session;
}

async function beginSession(
  tx: Transaction,
  recipient: Uint8Array,
  { installationId, preKey }: Installation,
  context: OwnContext,
): Promise<Session> {
  if (preKey === undefined) throw new RatchetError('RATCHET_NO_PREKEY', 'the installation has no prekey');
  const ephemeral = generateKeyPair(context.random);
  const secret = initiateX3dh({
    identityPrivate: context.identityPrivate,
    ephemeralPrivate: ephemeral.privateKey,
    responderIdentity: recipient,
    responderPreKey: preKey,
  });
  const state = initiateRatchet(secret, preKey, context.freshKeyPair());
  wipe(secret, ephemeral.privateKey);
  const name = { peer: recipient, preKey, ephemeral: ephemeral.publicKey };
  await makeRoom(tx, name, context);
  return newSession(name, true, installationId, state, context);
}

/** Drops the sessions of a peer that a new one has no room beside. */
export async function makeRoom(tx: Transaction, fresh: SessionName, context: OwnContext): Promise<void> {
  for (const session of await evictSessions(tx, fresh, context)) {
    if (!session.initiator) spendEphemeral(tx, session);
  }
}
