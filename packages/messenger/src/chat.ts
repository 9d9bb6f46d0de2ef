import { bytesTo0x, hexToBytes } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import type { PublicKey, Transaction, View } from '@status/interfaces';
import { CHAT_NAME_MAX, GROUP_ID_MAX } from './constants.ts';
import { type Conversation, directConversation, groupConversation, publicConversation } from './conversation.ts';
import { MessengerError } from './errors.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';

/** A conversation that this account takes part in. */
export interface Chat {
  /** One to one: the other's public key as `0x04…`. Public: its name. Group: the id that its members share. */
  readonly chatId: string;
  readonly type: Conversation['place'];
  /** False for a public chat or group that was left: its history stays, nothing new comes in. */
  readonly active: boolean;
  /** Whether this account has written here. Then it listens for the keys that the other publishes; a stranger has no claim to that. */
  readonly written: boolean;
  /** Highest Lamport clock seen here, ms; 0 at first. */
  readonly lastClock: bigint;
  /** Lamport clock of the last message that this account wrote here; 0 at first. */
  readonly ownClock: bigint;
  /** Members of a group (`0x04…`), us among them; none of another chat. */
  readonly members: readonly string[];
}

type ChatRecord = Omit<Chat, 'lastClock' | 'ownClock' | 'members'> & {
  readonly lastClock: string;
  readonly ownClock?: string;
  readonly members?: readonly string[];
};

const fromRecord = (record: ChatRecord): Chat => ({
  members: [],
  ...record,
  lastClock: BigInt(record.lastClock),
  ownClock: BigInt(record.ownClock ?? 0),
});

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

/**
 * The id, if a group may have it: printable ASCII without blanks and slashes, and nothing that names another sort of chat.
 *
 * @throws {MessengerError} `MESSENGER_GROUP`.
 */
export function checkGroupId(chatId: string): string {
  const isFree = !/^0x04[0-9a-f]{128}$/.test(chatId);
  if (!/^[!-.0-~]+$/.test(chatId) || chatId.length > GROUP_ID_MAX || !isFree) {
    throw new MessengerError(
      'MESSENGER_GROUP',
      `a group's id has 1–${GROUP_ID_MAX} printable ASCII characters, no "/"`,
    );
  }
  return chatId;
}

/** The chat with that id, if this account has it. */
export async function getChat(view: View, chatId: string): Promise<Chat | undefined> {
  const record = await getRecord<ChatRecord>(view, TABLES.chats, chatId);
  return record && fromRecord(record);
}

/** Stores a chat as it is now. */
export function putChat(tx: Transaction, chat: Chat): void {
  putRecord(tx, TABLES.chats, chat.chatId, {
    ...chat,
    lastClock: chat.lastClock.toString(),
    ownClock: chat.ownClock.toString(),
  });
}

/** All chats, in the order of their ids. */
export async function listChats(view: View): Promise<Chat[]> {
  const chats: Chat[] = [];
  for await (const [, bytes] of view.entries(TABLES.chats)) chats.push(fromRecord(parseRecord(bytes)));
  return chats;
}

/** The chat with that id; a new active one, not stored yet, if there is none. */
export async function openChat(view: View, chatId: string, type: Chat['type']): Promise<Chat> {
  const known = await getChat(view, chatId);
  return known ?? { chatId, type, active: true, written: false, lastClock: 0n, ownClock: 0n, members: [] };
}

/** Stores the chat with its clock advanced to `clock`, if that is later. */
export function advanceChat(tx: Transaction, chat: Chat, clock: bigint): void {
  putChat(tx, { ...chat, lastClock: clock > chat.lastClock ? clock : chat.lastClock });
}

/**
 * The conversation of a chat, as it stands.
 *
 * @throws {MessengerError} `MESSENGER_NOT_JOINED` for a public chat or a group that was left.
 */
export function conversationOf(self: PublicKey, chat: Chat, groupSync: Conversation['sync']): Conversation {
  const { chatId, type, active, members } = chat;
  if (!active) throw new MessengerError('MESSENGER_NOT_JOINED', `join or open the chat "${chatId}" first`);
  switch (type) {
    case 'public':
      return publicConversation(chatId);
    case 'one-to-one':
      return directConversation(self, keyOf(chatId));
    case 'group':
      return groupConversation(self, chatId, members.map(keyOf), groupSync);
  }
}

const keyOf = (hex: string): PublicKey => parsePublicKey(hexToBytes(hex));

/** Whether somebody is a member of a group. */
export function isMember({ members }: Chat, publicKey: PublicKey): boolean {
  return members.includes(bytesTo0x(publicKey));
}
