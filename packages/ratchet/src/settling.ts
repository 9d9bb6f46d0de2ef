import { equalBytes } from '@status/base';
import { compressPublicKey } from '@status/crypto';
import type { OpenedMessage, PublicKey, Transaction } from '@status/interfaces';
import { CROSSING_ALLOWANCE } from './constants.ts';
import type { DirectOpened } from './direct-opening.ts';
import { wipeState } from './double-ratchet.ts';
import { isInstallationId } from './installation-id.ts';
import {
  activeInstallations,
  type Installation,
  learnSpeaker,
  loadInstallations,
  saveInstallation,
} from './installations.ts';
import type { Learned } from './learning.ts';
import { negotiatedSecret } from './negotiated-secrets.ts';
import type { OwnContext } from './own-context.ts';
import type { ProtocolMessage } from './protocol-message.ts';
import { loadSession, pointedSession, type Session, sessionPointer } from './sessions.ts';

/**
 * What follows from a direct message that opened: on which session its sender is answered, and what secret it has shown to know. Events are those that
 * the bundles brought, and those that this brings.
 */
export async function settle(
  tx: Transaction,
  publicKey: PublicKey,
  message: ProtocolMessage,
  { session }: DirectOpened,
  learned: Learned,
  context: OwnContext,
): Promise<Pick<OpenedMessage, 'secrets' | 'deviceEvents'>> {
  const sender = compressPublicKey(publicKey);
  const deviceEvents = [...learned.deviceEvents];
  let known = await loadInstallations(tx, sender);
  if (session !== undefined && isInstallationId(session.installationId)) {
    if (findById(known, session.installationId) === undefined) {
      deviceEvents.push(...(await learnSpeaker(tx, sender, session.installationId, context)));
      known = await loadInstallations(tx, sender);
    }
    const installation = findById(known, session.installationId);
    if (installation !== undefined) known = replaced(known, await answerOn(tx, sender, installation, session, context));
  }
  if (learned.protocolVersion === 0) return { deviceEvents, secrets: [] };
  const speaker = findById(known, message.installationId);
  if (speaker !== undefined && !speaker.knowsSecret) {
    const next = { ...speaker, knowsSecret: true };
    saveInstallation(tx, sender, next);
    known = replaced(known, next);
  }
  const served = activeInstallations(known, context.limits.maxInstallations);
  return { deviceEvents, secrets: [await negotiatedSecret(tx, publicKey, served, context)] };
}

function findById(known: readonly Installation[], id: string): Installation | undefined {
  return known.find(({ installationId }) => installationId === id);
}

function replaced(known: readonly Installation[], next: Installation): readonly Installation[] {
  return known.map((one) => (one.installationId === next.installationId ? next : one));
}

/**
 * Points an installation to the session that was last received on, so that both sides come to use one.
 *
 * If both began at once, each side knows two new sessions; both take the one with the lesser id. Whoever began that one stays on it while the
 * first few messages of the other come in; a peer that does not come over by then does not know this rule, and is answered where it speaks.
 */
async function answerOn(
  tx: Transaction,
  sender: Uint8Array,
  installation: Installation,
  session: Session,
  context: OwnContext,
): Promise<Installation> {
  const pointer = sessionPointer(session);
  if (installation.session !== undefined) {
    if (equalBytes(installation.session, pointer)) return installation;
    const current = await loadSession(tx, pointedSession(sender, installation.session), context);
    if (current !== undefined) {
      wipeState(current.state);
      const isOurs = current.initiator && !current.acknowledged;
      const isLive = installation.preKey !== undefined && equalBytes(current.preKey, installation.preKey);
      const isCrossing = !session.initiator && session.state.keysCount <= CROSSING_ALLOWANCE;
      if (isOurs && isLive && isCrossing && current.id < session.id) return installation;
    }
  }
  const next = { ...installation, session: pointer };
  saveInstallation(tx, sender, next);
  return next;
}
