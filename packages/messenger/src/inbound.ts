import { bytesTo0x, equalBytes } from '@status/base';
import type {
  ApplicationMessage,
  ChatMessage,
  DataLayer,
  DeviceEvent,
  InboundMessage,
  NegotiatedSecret,
  Opened,
  Protection,
  SecurityLayer,
  SyncLayer,
  Transaction,
} from '@status/interfaces';
import { advanceChat, getChat, openChat } from './chat.ts';
import { MESSAGE_TYPE } from './constants.ts';
import type { Carrier } from './mailbox.ts';
import { addMessage, type Message } from './message.ts';

/** The layers and the identity that an inbound message meets. */
export interface InboundLayers {
  readonly self: Uint8Array;
  readonly security: SecurityLayer;
  readonly transportOnly: SecurityLayer;
  readonly sync: SyncLayer;
  readonly data: DataLayer;
}

/** What one inbound envelope came to. Everything in it is already written to the transaction, but not yet committed. */
export interface InboundOutcome {
  readonly messages: readonly Message[];
  /** Ids of data sync that the sender acknowledged. */
  readonly delivered: readonly Uint8Array[];
  readonly secrets: readonly NegotiatedSecret[];
  readonly devices: readonly DeviceEvent[];
  /** The sender cannot reach us with the keys it has: it should be sent ours. */
  readonly advertise: boolean;
  /** Data sync has something to say (an acknowledgement, at least). */
  readonly syncDue: boolean;
  /** Why something in it was dropped, as stable codes. */
  readonly dropped: readonly string[];
  readonly opened?: Extract<Opened, { ok: true }>;
}

/**
 * The way in: envelope → security → data sync → application message → chat, within one transaction.
 *
 * Rejects only if the store does. What a peer did wrong is in `dropped`; what may be kept of a bad message (a verified bundle,
 * the other bodies of a packet) is kept.
 */
export async function receiveInbound(
  tx: Transaction,
  layers: InboundLayers,
  inbound: InboundMessage,
  carrier: Carrier,
  now: number,
): Promise<InboundOutcome> {
  const { sender } = inbound;
  if (sender === undefined) return nothing('UNSIGNED');

  const { opened, secured } = await open(tx, layers, sender, inbound.payload, carrier);
  if (!opened.ok) {
    return { ...nothing(opened.reason), advertise: opened.advertise, devices: opened.devices };
  }
  const found = { secrets: opened.secrets, devices: opened.devices, advertise: false, opened };
  // Nothing private comes by a public way, nothing public by a private one.
  if ((opened.protection === 'public') !== (carrier.kind !== 'direct')) {
    return { ...nothing('WRONG_CARRIER'), ...found };
  }
  if (opened.payload === undefined || opened.payload.length === 0) {
    if (opened.receipt) await layers.security.confirm(tx, opened.receipt);
    return { ...nothing(), ...found };
  }

  const context: BodyContext = { layers, inbound, sender, carrier, protection: opened.protection };
  const messages: Message[] = [];
  const dropped: string[] = [];
  let delivered: readonly Uint8Array[] = [];
  let syncDue = false;

  // Acknowledgements and retransmissions are believed only if the security layer of this composition let them through.
  const synced = secured && opened.protection !== 'public';
  const received = synced ? await layers.sync.receive(tx, sender, opened.payload, now) : undefined;
  if (received?.recognised) {
    delivered = received.delivered;
    syncDue = true;
    for (let i = 0; i < received.dropped; i++) dropped.push('SYNC_ELEMENT');
    for (const { id, body } of received.messages) {
      const outcome = await storeBody(tx, context, body);
      if (typeof outcome === 'string') dropped.push(outcome);
      else messages.push(outcome);
      // Stored, known or refused for good: in each case the sender can stop.
      await layers.sync.accept(tx, sender, id, now);
    }
  } else {
    const outcome = await storeBody(tx, context, opened.payload);
    if (typeof outcome === 'string') dropped.push(outcome);
    else messages.push(outcome);
  }
  // What could decrypt the message again may go: it commits together with what was decrypted.
  if (opened.receipt) await layers.security.confirm(tx, opened.receipt);
  return { ...found, messages, delivered, syncDue, dropped };
}

const nothing = (...dropped: string[]): InboundOutcome => ({
  messages: [],
  delivered: [],
  secrets: [],
  devices: [],
  advertise: false,
  syncDue: false,
  dropped,
});

/** Bytes that the security layer does not know as its own may be a message sent without it, on a private way only. */
async function open(
  tx: Transaction,
  layers: InboundLayers,
  sender: Uint8Array,
  bytes: Uint8Array,
  carrier: Carrier,
): Promise<{ readonly opened: Opened; readonly secured: boolean }> {
  const opened = await layers.security.open(tx, sender, bytes);
  if (opened.ok || opened.reason !== 'NOT_RECOGNISED' || carrier.kind !== 'direct') return { opened, secured: true };
  return { opened: await layers.transportOnly.open(tx, sender, bytes), secured: false };
}

interface BodyContext {
  readonly layers: InboundLayers;
  readonly inbound: InboundMessage;
  readonly sender: Uint8Array;
  readonly carrier: Carrier;
  readonly protection: Protection;
}

/** Stores the application message in a body. Returns it, or why nothing was stored. */
async function storeBody(tx: Transaction, context: BodyContext, body: Uint8Array): Promise<Message | string> {
  const { layers, inbound, sender, carrier } = context;
  const unwrapped = layers.data.unwrap(body, sender);
  if (!unwrapped.ok) return unwrapped.reason;
  if (unwrapped.message.kind !== 'chat') return ignored(unwrapped.message);
  const { chat } = unwrapped.message;
  const issue = layers.data.validate(unwrapped.message, { sentAt: inbound.sentAt });
  if (issue !== undefined) return issue.reason;

  const author = bytesTo0x(unwrapped.author);
  const place = placeOf(chat, carrier, context, unwrapped.author);
  if ('reason' in place) return place.reason;
  const known = await getChat(tx, place.chatId);
  if (place.type === 'public' && !known?.active) return 'CHAT_NOT_JOINED';

  const message: Message = {
    id: bytesTo0x(unwrapped.id),
    chatId: place.chatId,
    from: author,
    text: chat.text,
    clock: chat.clock,
    timestamp: chat.timestamp,
    messageType: chat.messageType,
    contentType: chat.contentType,
    responseTo: chat.responseTo,
    outgoing: false,
    status: 'received',
    protection: context.protection,
  };
  if (!(await addMessage(tx, message))) return 'DUPLICATE';
  advanceChat(tx, known ?? (await openChat(tx, place.chatId, place.type)), chat.clock);
  return message;
}

const ignored = (message: Exclude<ApplicationMessage, { kind: 'chat' }>): string =>
  message.kind === 'contact-code' ? 'CONTACT_CODE' : 'UNKNOWN_TYPE';

type Place = { readonly chatId: string; readonly type: 'one-to-one' | 'public' } | { readonly reason: string };

/**
 * The chat that a message may go to follows from the way it came, not from what it says. A private message is only
 * taken from the person who signed the envelope, and only if it was written to us: a signed payload can be passed on to others.
 */
function placeOf(chat: ChatMessage, carrier: Carrier, { layers, sender }: BodyContext, author: Uint8Array): Place {
  switch (carrier.kind) {
    case 'public':
      if (chat.messageType !== MESSAGE_TYPE.public || chat.chatId !== carrier.chatId) return { reason: 'WRONG_CHAT' };
      return { chatId: carrier.chatId, type: 'public' };
    case 'direct':
      if (!equalBytes(author, sender)) return { reason: 'AUTHOR_NOT_SENDER' };
      if (chat.messageType !== MESSAGE_TYPE.oneToOne || chat.chatId !== bytesTo0x(layers.self)) {
        return { reason: 'WRONG_CHAT' };
      }
      return { chatId: bytesTo0x(author), type: 'one-to-one' };
    case 'contact-code':
      return { reason: 'WRONG_CARRIER' };
  }
}
