import { equalBytes } from '@status/base';
import { compressPublicKey } from '@status/crypto';
import type { DeviceEvent, Opened, OpenFailure, PublicKey, Transaction } from '@status/interfaces';
import { NO_INSTALLATION } from './constants.ts';
import { openDirect } from './direct-opening.ts';
import { RatchetError } from './errors.ts';
import { loadInstallations } from './installations.ts';
import { type Learned, learn } from './learning.ts';
import type { OwnContext } from './own-context.ts';
import { DH, PUBLIC } from './protections.ts';
import { type DirectMessage, decodeProtocolMessage, type ProtocolMessage } from './protocol-message.ts';
import type { RatchetReceipt } from './receipts.ts';
import { replyTo } from './replies.ts';
import { settle } from './settling.ts';
import { traceOf } from './trace.ts';

/** Opens what came from an identity. Bundles in it are kept, whatever becomes of the rest. */
export async function open(
  tx: Transaction,
  sender: PublicKey,
  bytes: Uint8Array,
  context: OwnContext,
): Promise<Opened<RatchetReceipt>> {
  const message = decode(bytes);
  if (message === undefined) return failed('NOT_RECOGNISED');
  const peer = compressPublicKey(sender);
  const isOwn = equalBytes(peer, context.identity);
  if (isOwn && message.installationId === context.installationId) return failed('OWN_ECHO');
  const learned = await learn(tx, peer, message, context);
  const { publicMessage, directMessages } = message;
  if (publicMessage !== undefined || directMessages.size === 0) return openPublic(message, learned);
  const direct = directMessages.get(context.installationId) ?? directMessages.get(NO_INSTALLATION);
  const opened =
    direct === undefined
      ? failed(isOwn ? 'OWN_UNPAIRED' : 'DEVICE_NOT_FOUND', learned.deviceEvents)
      : await openForUs(tx, sender, message, direct, learned, context);
  if (opened.ok || isOwn) return opened;
  return { ...opened, replies: await replyTo(tx, sender, opened.reason, context) };
}

/** The public part of a message, or a message that brought only keys. */
function openPublic(message: ProtocolMessage, { sound, deviceEvents }: Learned): Opened<RatchetReceipt> {
  const { publicMessage: payload, directMessages } = message;
  if (payload === undefined && !sound) return failed('BAD_BUNDLE', deviceEvents);
  const remarks = [...remarksOn(sound), ...(directMessages.size > 0 ? ['AMBIGUOUS'] : [])];
  return {
    ...openedFrom(message),
    ...(payload && { payload }),
    protection: PUBLIC,
    secrets: [],
    deviceEvents,
    remarks,
  };
}

/** The part of a message that is for this installation. */
async function openForUs(
  tx: Transaction,
  sender: PublicKey,
  message: ProtocolMessage,
  direct: DirectMessage,
  learned: Learned,
  context: OwnContext,
): Promise<Opened<RatchetReceipt>> {
  const peer = compressPublicKey(sender);
  const opened = await openDirect(tx, peer, message.installationId, direct, context);
  if (!opened.ok) return failed(opened.reason, learned.deviceEvents);
  const { plaintext: payload, protection, replayed, receipt } = opened;
  const isStepBack = protection === DH && (await knowsSession(tx, peer));
  const remarks = [...remarksOn(learned.sound), ...(isStepBack ? ['FALLBACK_DESPITE_SESSION'] : [])];
  const settled = await settle(tx, sender, message, opened, learned, context);
  return {
    ...openedFrom(message),
    ...settled,
    payload,
    protection,
    replayed,
    receipt,
    remarks,
    trace: traceOf(direct),
  };
}

function decode(bytes: Uint8Array): ProtocolMessage | undefined {
  try {
    return decodeProtocolMessage(bytes);
  } catch (error) {
    if (error instanceof RatchetError) return undefined;
    throw error;
  }
}

/** What is the same of every message that opens. */
function openedFrom({ installationId }: ProtocolMessage) {
  return { ok: true, replayed: false, replies: [], ...(installationId !== '' && { device: installationId }) } as const;
}

function failed(reason: string, deviceEvents: readonly DeviceEvent[] = []): OpenFailure {
  return { ok: false, reason, deviceEvents, replies: [] };
}

function remarksOn(sound: boolean): readonly string[] {
  return sound ? [] : ['BAD_BUNDLE'];
}

/** Whether an installation of an identity has a session with us: a message without one is then a step back. */
async function knowsSession(tx: Transaction, peer: Uint8Array): Promise<boolean> {
  return (await loadInstallations(tx, peer)).some(({ session }) => session !== undefined);
}
