import { copyBytes, equalBytes } from '@status/base';
import { compressPublicKey, generatePrivateKey, wipe } from '@status/crypto';
import { type DeviceResult, type Protection, StatusError, type Transaction } from '@status/interfaces';
import { NO_INSTALLATION, NONCE_LENGTH, REKEY_AFTER_SILENCE } from './constants.ts';
import { encryptFallback } from './dh.ts';
import { generateKeyPair, initiateRatchet, wipeState } from './double-ratchet.ts';
import { RatchetError } from './errors.ts';
import { activeInstallations, type Installation, loadInstallations, saveInstallation } from './installations.ts';
import type { OwnContext } from './own-context.ts';
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

/** A payload encrypted for one identity. */
export type SealedDirect = {
  readonly directMessages: ReadonlyMap<string, DirectMessage>;
  readonly protection: Protection;
  readonly devices: readonly DeviceResult[];
  /** The installations that were to be served; none for a fallback message. */
  readonly served: readonly Installation[];
};

/**
 * Encrypts a payload for an identity (65): for each of its newest installations on a session, or, if it has none that can be served, for the identity
 * key.
 *
 * @throws {RatchetError} `RATCHET_NO_DEVICE` if there are installations and each of them failed: a weaker protection is not chosen because something
 * is broken.
 */
export async function sealDirect(
  tx: Transaction,
  publicKey: Uint8Array,
  payload: Uint8Array,
  context: OwnContext,
): Promise<SealedDirect> {
  const recipient = compressPublicKey(publicKey);
  const known = await loadInstallations(tx, recipient);
  const served = activeInstallations(known.filter(isUsable), context.limits.maxInstallations);
  if (served.length === 0) return sealFallback(publicKey, payload, context);

  const directMessages = new Map<string, DirectMessage>();
  const devices: DeviceResult[] = [];
  for (const installation of served) {
    const { installationId } = installation;
    try {
      directMessages.set(installationId, await sealForInstallation(tx, recipient, installation, payload, context));
      devices.push({ publicKey, installationId, ok: true });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      devices.push({ publicKey, installationId, ok: false, reason: error.code });
    }
  }
  if (directMessages.size === 0) {
    throw new RatchetError('RATCHET_NO_DEVICE', 'no installation of a recipient can be served');
  }
  return { directMessages, protection: 'ratchet', devices, served };
}

/** Whether there is a way to encrypt for an installation. */
function isUsable({ preKey, session }: Installation): boolean {
  return preKey !== undefined || session !== undefined;
}

function sealFallback(recipient: Uint8Array, payload: Uint8Array, { random }: OwnContext): SealedDirect {
  const ephemeralPrivate = generatePrivateKey(random);
  const message = encryptFallback(ephemeralPrivate, recipient, random.bytes(NONCE_LENGTH), payload);
  wipe(ephemeralPrivate);
  const direct = { dh: message.ephemeral, payload: message.payload };
  return { directMessages: new Map([[NO_INSTALLATION, direct]]), protection: 'dh', devices: [], served: [] };
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
  if (preKey === undefined) throw new RatchetError('RATCHET_NO_DEVICE', 'the installation has no prekey');
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
