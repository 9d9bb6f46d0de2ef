import type { Transaction, View } from '@status/interfaces';
import { HISTORY_PAGE, HISTORY_PAGE_MAX } from './constants.ts';
import type { Message } from './message.ts';
import { type MessageRecord, messageOf, recordOf } from './message-record.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';

// Clocks sort as text: 20 digits hold every 64-bit integer. Equal clocks are ordered by id (status-go `MessageByChatID`).
const historyKey = (message: Pick<Message, 'chatId' | 'clock' | 'id'>): string =>
  `${message.chatId}/${message.clock.toString().padStart(20, '0')}/${message.id}`;

/** Stores a message; false if one with its id was there already. */
export async function addMessage(tx: Transaction, message: Message): Promise<boolean> {
  if ((await tx.get(TABLES.messageKeys, message.id)) !== undefined) return false;
  putRecord(tx, TABLES.messageKeys, message.id, historyKey(message));
  writeMessage(tx, message);
  return true;
}

/** Stores what became of a message that is there. */
export function writeMessage(tx: Transaction, message: Message): void {
  putRecord(tx, TABLES.messages, historyKey(message), recordOf(message));
}

/** The message with that id, if it is in the history. */
export async function getMessage(view: View, id: string): Promise<Message | undefined> {
  const key = await getRecord<string>(view, TABLES.messageKeys, id);
  const record = key === undefined ? undefined : await getRecord<MessageRecord>(view, TABLES.messages, key);
  return record && messageOf(record);
}

/** Messages of a chat, newest first; `before` is the last message of the page before. */
export async function listMessages(
  view: View,
  chatId: string,
  page: { readonly limit?: number; readonly before?: Pick<Message, 'clock' | 'id'> } = {},
): Promise<Message[]> {
  const limit = Math.min(page.limit ?? HISTORY_PAGE, HISTORY_PAGE_MAX);
  const prefix = `${chatId}/`;
  const range = page.before
    ? { gte: prefix, lt: historyKey({ chatId, ...page.before }), reverse: true, limit }
    : { prefix, reverse: true, limit };
  const messages: Message[] = [];
  for await (const [, bytes] of view.entries(TABLES.messages, range)) messages.push(messageOf(parseRecord(bytes)));
  return messages;
}
