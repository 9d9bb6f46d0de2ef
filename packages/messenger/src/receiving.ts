import { bytesTo0x } from '@status/base';
import type {
  DataLayer,
  DeviceEvent,
  InboundMessage,
  NegotiatedSecret,
  Opened,
  OpenedMessage,
  PublicKey,
  SealedMessage,
  SecurityLayer,
  SyncId,
  SyncLayer,
  Transaction,
} from '@status/interfaces';
import type { Feature, Taken } from './feature.ts';
import type { Carrier } from './listening.ts';

/** The layers, the features and the identity that an inbound message meets. */
export interface ReceivingParts {
  readonly self: PublicKey;
  readonly security: SecurityLayer;
  readonly transportOnly: SecurityLayer;
  readonly sync: SyncLayer;
  readonly data: DataLayer;
  /** By the kind that they take. */
  readonly features: ReadonlyMap<string, Feature>;
}

/** What one inbound envelope came to. Everything in it is already written to the transaction, but not yet committed. */
export interface Received {
  /** Ids of the messages that are in the history now. */
  readonly messageIds: readonly string[];
  /** Ids of data sync that the sender acknowledged. */
  readonly delivered: readonly SyncId[];
  readonly secrets: readonly NegotiatedSecret[];
  readonly deviceEvents: readonly DeviceEvent[];
  /** What the security layer wants to answer. */
  readonly replies: readonly SealedMessage[];
  /** Data sync may have something to say (an acknowledgement, at least). */
  readonly syncDue: boolean;
  /** Why something in it was dropped, as stable codes. */
  readonly dropped: readonly string[];
  readonly opened?: OpenedMessage;
}

const NOTHING: Received = {
  messageIds: [],
  delivered: [],
  secrets: [],
  deviceEvents: [],
  replies: [],
  syncDue: false,
  dropped: [],
};

/** An inbound message and how it came. */
interface Arrival {
  readonly inbound: InboundMessage;
  readonly sender: PublicKey;
  readonly carrier: Carrier;
  readonly now: number;
}

/**
 * The way in: envelope → security → data sync → application message → feature, within one transaction.
 *
 * Rejects only if the store does. What a peer did wrong is in `dropped`; what may be kept of a bad message (a verified bundle,
 * the other bodies of a packet) is kept.
 */
export async function receiveInbound(
  tx: Transaction,
  parts: ReceivingParts,
  inbound: InboundMessage,
  carrier: Carrier,
  now: number,
): Promise<Received> {
  const { sender } = inbound;
  if (sender === undefined) return { ...NOTHING, dropped: ['UNSIGNED'] };
  const arrival: Arrival = { inbound, sender, carrier, now };
  const { layer, opened } = await openWith(tx, parts, arrival);
  const { deviceEvents, replies } = opened;
  if (!opened.ok) return { ...NOTHING, deviceEvents, replies, dropped: [opened.reason] };
  const found = { ...NOTHING, deviceEvents, replies, secrets: opened.secrets, opened };
  // Nothing private comes by a public way, nothing public by a private one.
  const isDirect = carrier.kind === 'direct';
  if (isDirect ? opened.protection.open : opened.protection.confidential) {
    return { ...found, dropped: ['WRONG_CARRIER'] };
  }
  const taken = await takePayload(tx, parts, arrival, opened, layer === parts.security && isDirect);
  // What could decrypt the message again may go: it commits together with what was decrypted.
  if (opened.receipt !== undefined) await layer.confirm(tx, opened.receipt);
  return { ...found, ...taken };
}

/** Bytes that the security layer does not know as its own may be a message sent without it, on a private way only. */
async function openWith(
  tx: Transaction,
  { security, transportOnly }: ReceivingParts,
  { sender, inbound, carrier }: Arrival,
): Promise<{ readonly layer: SecurityLayer; readonly opened: Opened }> {
  const opened = await security.open(tx, sender, inbound.payload);
  const isForeign = !opened.ok && opened.reason === 'NOT_RECOGNISED' && carrier.kind === 'direct';
  if (!isForeign) return { layer: security, opened };
  return { layer: transportOnly, opened: await transportOnly.open(tx, sender, inbound.payload) };
}

/** @param secured whether acknowledgements and retransmissions in it are to be believed: what this composition's own security layer let through. */
async function takePayload(
  tx: Transaction,
  parts: ReceivingParts,
  arrival: Arrival,
  opened: OpenedMessage,
  secured: boolean,
): Promise<Partial<Received>> {
  const { payload } = opened;
  const { sender, now } = arrival;
  const received =
    secured && payload !== undefined && payload.length > 0
      ? await parts.sync.receive(tx, sender, payload, now)
      : undefined;
  if (received?.recognised !== true) {
    // The transport proved who it is: any sign of life will do.
    await parts.sync.heard(tx, sender, now);
    const syncDue = (await parts.sync.nextDue(tx)) !== undefined;
    if (payload === undefined || payload.length === 0) return { syncDue };
    const { messageIds, dropped } = await takeBodies(tx, parts, arrival, opened, [payload]);
    return { syncDue, messageIds, dropped };
  }
  const bodies = received.messages.map(({ body }) => body);
  const { early, ...taken } = await takeBodies(tx, parts, arrival, opened, bodies);
  // Stored, known or refused for good: in each case the sender can stop. What is only too early is to come again.
  for (const { id, body } of received.messages) {
    if (!early.includes(body)) await parts.sync.accept(tx, sender, id, now);
  }
  const ignored = Array.from({ length: received.dropped }, () => 'SYNC_ELEMENT');
  return { ...taken, dropped: [...ignored, ...taken.dropped], delivered: received.delivered, syncDue: true };
}

/** What a body came to: what its feature made of it, or why none got it and whether that `passes`. */
type TakenBody = Taken | { readonly dropped: string; readonly passes?: true };

/** What bodies came to; `early`: those that would be in order later. */
type TakenBodies = {
  readonly messageIds: readonly string[];
  readonly dropped: readonly string[];
  readonly early: readonly Uint8Array[];
};

async function takeBodies(
  tx: Transaction,
  parts: ReceivingParts,
  arrival: Arrival,
  opened: OpenedMessage,
  bodies: readonly Uint8Array[],
): Promise<TakenBodies> {
  const messageIds: string[] = [];
  const dropped: string[] = [];
  const early: Uint8Array[] = [];
  for (const body of bodies) {
    const taken = await takeBody(tx, parts, arrival, opened, body);
    if ('dropped' in taken) dropped.push(taken.dropped);
    else messageIds.push(...taken.messageIds);
    if ('passes' in taken && taken.passes) early.push(body);
  }
  return { messageIds, dropped, early };
}

/** Hands the application message in a body to the feature that takes its kind. */
async function takeBody(
  tx: Transaction,
  { data, features, self }: ReceivingParts,
  { inbound, sender, carrier }: Arrival,
  { protection, conversation }: OpenedMessage,
  body: Uint8Array,
): Promise<TakenBody> {
  const unwrapped = data.unwrap(body, sender);
  if (!unwrapped.ok) return { dropped: unwrapped.reason };
  const { id, author, signed, message } = unwrapped;
  const feature = features.get(message.kind);
  if (feature === undefined) return { dropped: message.kind === 'unknown' ? 'UNKNOWN_TYPE' : 'NO_FEATURE' };
  const { sentAt } = inbound;
  const issue = data.validate(message, { sentAt });
  if (issue !== undefined) return { dropped: issue.reason, ...(issue.passes && { passes: true }) };
  return feature.receive(tx, {
    ...{ id: bytesTo0x(id), content: message.content, self, author, sender, signed, carrier, protection, sentAt },
    ...(conversation !== undefined && { conversation }),
  });
}
