import type { ContentType, MessageType, Protection, Transaction } from '@status/interfaces';
import { HISTORY_PAGE, HISTORY_PAGE_MAX } from './constants.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';

/**
 * How far an own message has come; it never goes back:
 * - `sending` – stored here; `sent` – left for a peer; `confirmed` – a peer said that it took it;
 * - `expired` – given up, unless an acknowledgement comes late;
 * - `delivered` – the recipient's data sync acknowledged it.
 *
 * Messages of others are `received`.
 */
export type MessageStatus = 'sending' | 'sent' | 'confirmed' | 'delivered' | 'expired' | 'received';

/** A message in the history. Ids are `0x` and 64 hex digits, keys `0x04…`. */
export interface Message {
  readonly id: string;
  readonly chatId: string;
  readonly from: string;
  readonly text: string;
  readonly clock: bigint;
  /** Author's time, Unix ms. */
  readonly timestamp: bigint;
  readonly messageType: MessageType;
  readonly contentType: ContentType;
  readonly responseTo: string;
  readonly outgoing: boolean;
  readonly status: MessageStatus;
  /** Absent until an own message was sealed. */
  readonly protection?: Protection;
}

type MessageRecord = Omit<Message, 'clock' | 'timestamp'> & { readonly clock: string; readonly timestamp: string };

const RANK: Record<MessageStatus, number> = {
  sending: 0,
  sent: 1,
  confirmed: 2,
  expired: 3,
  delivered: 4,
  received: 5,
};

// Clocks sort as text: 20 digits hold every 64-bit integer. Equal clocks are ordered by id (status-go `MessageByChatID`).
const historyKey = (message: Pick<Message, 'chatId' | 'clock' | 'id'>): string =>
  `${message.chatId}/${message.clock.toString().padStart(20, '0')}/${message.id}`;

const write = (tx: Transaction, message: Message): void =>
  putRecord(tx, TABLES.messages, historyKey(message), {
    ...message,
    clock: message.clock.toString(),
    timestamp: message.timestamp.toString(),
  });

const read = (record: MessageRecord): Message => ({
  ...record,
  clock: BigInt(record.clock),
  timestamp: BigInt(record.timestamp),
});

/** Stores a message; false if one with its id was there already. */
export async function addMessage(tx: Transaction, message: Message): Promise<boolean> {
  if ((await tx.get(TABLES.messageKeys, message.id)) !== undefined) return false;
  putRecord(tx, TABLES.messageKeys, message.id, historyKey(message));
  write(tx, message);
  return true;
}

/** The message with that id, if it is in the history. */
export async function getMessage(tx: Transaction, id: string): Promise<Message | undefined> {
  const key = await getRecord<string>(tx, TABLES.messageKeys, id);
  const record = key === undefined ? undefined : await getRecord<MessageRecord>(tx, TABLES.messages, key);
  return record && read(record);
}

/** Notes progress of an own message. Returns it as it is now, or `undefined` if nothing changed. */
export async function advanceMessage(
  tx: Transaction,
  id: string,
  progress: { readonly status?: MessageStatus; readonly protection?: Protection },
): Promise<Message | undefined> {
  const message = await getMessage(tx, id);
  if (message === undefined) return undefined;
  const status = progress.status && RANK[progress.status] > RANK[message.status] ? progress.status : message.status;
  const protection = progress.protection ?? message.protection;
  if (status === message.status && protection === message.protection) return undefined;
  const next: Message = { ...message, status, ...(protection && { protection }) };
  write(tx, next);
  return next;
}

/** Messages of a chat, newest first; `before` is the last message of the page before. */
export async function listMessages(
  tx: Transaction,
  chatId: string,
  page: { readonly limit?: number; readonly before?: Pick<Message, 'clock' | 'id'> } = {},
): Promise<Message[]> {
  const limit = Math.min(page.limit ?? HISTORY_PAGE, HISTORY_PAGE_MAX);
  const prefix = `${chatId}/`;
  const range = page.before
    ? { gte: prefix, lt: historyKey({ chatId, ...page.before }), reverse: true, limit }
    : { prefix, reverse: true, limit };
  const messages: Message[] = [];
  for await (const [, bytes] of tx.entries(TABLES.messages, range)) messages.push(read(parseRecord(bytes)));
  return messages;
}
