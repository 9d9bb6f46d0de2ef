import type { Transaction } from '@status/interfaces';
import { CHAT_NAME_MAX } from './constants.ts';
import { MessengerError } from './errors.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';

/** A conversation that this account takes part in. */
export interface Chat {
  /** One to one: the other's public key as `0x04…`. Public: its name. */
  readonly chatId: string;
  readonly type: 'one-to-one' | 'public';
  /** False for a public chat that was left: its history stays, nothing new comes in. */
  readonly active: boolean;
  /** Whether this account has written here. Then it listens for the keys that the other publishes; a stranger has no claim to that. */
  readonly written: boolean;
  /** Highest Lamport clock seen here, ms; 0 at first. */
  readonly lastClock: bigint;
}

type ChatRecord = Omit<Chat, 'lastClock'> & { readonly lastClock: string };

const fromRecord = (record: ChatRecord): Chat => ({ ...record, lastClock: BigInt(record.lastClock) });

/**
 * The name, if a public chat may be called so: lower-case letters, digits and dashes, and no public key.
 *
 * @throws {MessengerError} `MESSENGER_CHAT_NAME`.
 */
export function checkChatName(name: string): string {
  if (!/^[a-z0-9-]+$/.test(name) || name.length > CHAT_NAME_MAX || /^0x04[0-9a-f]{128}$/.test(name)) {
    throw new MessengerError(
      'MESSENGER_CHAT_NAME',
      `a public chat's name has 1–${CHAT_NAME_MAX} lower-case letters, digits and dashes`,
    );
  }
  return name;
}

/** The chat with that id, if this account has it. */
export async function getChat(tx: Transaction, chatId: string): Promise<Chat | undefined> {
  const record = await getRecord<ChatRecord>(tx, TABLES.chats, chatId);
  return record && fromRecord(record);
}

/** Stores a chat as it is now. */
export function putChat(tx: Transaction, chat: Chat): void {
  putRecord(tx, TABLES.chats, chat.chatId, { ...chat, lastClock: chat.lastClock.toString() });
}

/** All chats, in the order of their ids. */
export async function listChats(tx: Transaction): Promise<Chat[]> {
  const chats: Chat[] = [];
  for await (const [, bytes] of tx.entries(TABLES.chats)) chats.push(fromRecord(parseRecord(bytes)));
  return chats;
}

/** The chat with that id; a new active one, not stored yet, if there is none. */
export async function openChat(tx: Transaction, chatId: string, type: Chat['type']): Promise<Chat> {
  return (await getChat(tx, chatId)) ?? { chatId, type, active: true, written: false, lastClock: 0n };
}

/** Stores the chat with its clock advanced to `clock`, if that is later. */
export function advanceChat(tx: Transaction, chat: Chat, clock: bigint): void {
  putChat(tx, { ...chat, lastClock: clock > chat.lastClock ? clock : chat.lastClock });
}
