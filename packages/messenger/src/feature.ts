import { bytesTo0x, equalBytes } from '@status/base';
import type { ChatPlace, ConversationId, Protection, PublicKey, Transaction } from '@status/interfaces';
import { type Chat, getChat, isMember, openChat } from './chat.ts';
import { groupConversation, pairId } from './conversation.ts';
import type { Carrier } from './listening.ts';

/**
 * What a messenger does with one kind of message. A value: handed to a messenger, it is all that a new kind needs beside the kind itself, which the data layer
 * is given.
 *
 * What it tells, it tells by itself, after the commit (`tx.afterCommit`). Sending is `Messenger.send` with its kind.
 */
export interface Feature<Content = unknown> {
  /** Name of the kind. `Content` is what the data layer's kind of that name decodes to. */
  readonly kind: string;
  /**
   * Takes a message that is valid, within the transaction of its envelope: whatever it writes commits together with the state of the layers below. It rejects only
   * if the store does; what a peer did wrong is a reason for which nothing was taken. The same message may come more than once.
   */
  receive(tx: Transaction, incoming: Incoming<Content>): Promise<Taken>;
}

/** A message that came in, and how. */
export interface Incoming<Content = unknown> {
  /** `0x` and 64 hex digits. */
  readonly id: string;
  readonly content: Content;
  /** Us. */
  readonly self: PublicKey;
  /** Who signed the message, or if nobody did, who sent it. */
  readonly author: PublicKey;
  /** Who sent the envelope. */
  readonly sender: PublicKey;
  /** False: deniable, not to be passed on. */
  readonly signed: boolean;
  readonly carrier: Carrier;
  readonly protection: Protection;
  /** The conversation that it was sealed for, where the security layer knows. */
  readonly conversation?: ConversationId;
  /** When the transport says it was sent, Unix ms. */
  readonly sentAt: number;
}

/** What became of a message: taken, with the ids under which it is in the history, or dropped for a reason (a stable code). */
export type Taken = { readonly messageIds: readonly string[] } | { readonly dropped: string };

/** Where a message says that it belongs. */
export interface Claim {
  readonly place: ChatPlace;
  readonly chatId: string;
}

/**
 * The chat that a message belongs to, or why to none.
 *
 * It follows from the way the message came, not from what it says. A public one belongs to the chat on whose topic it came. A private one is only taken from the
 * person who signed the envelope, and only if it was written to us, or to a group of ours that this person is in: a signed message can be passed on to others.
 */
export async function chatFor(
  tx: Transaction,
  { place, chatId }: Claim,
  incoming: Omit<Incoming, 'content'>,
): Promise<{ readonly chat: Chat } | { readonly dropped: string }> {
  const { carrier, self, author, sender } = incoming;
  switch (carrier.kind) {
    case 'public': {
      if (place !== 'public' || chatId !== carrier.chatId) return { dropped: 'WRONG_CHAT' };
      const chat = await getChat(tx, chatId);
      return chat?.active && chat.type === 'public' ? { chat } : { dropped: 'CHAT_NOT_JOINED' };
    }
    case 'contact-code':
      return { dropped: 'WRONG_CARRIER' };
    case 'direct':
      if (!equalBytes(author, sender)) return { dropped: 'AUTHOR_NOT_SENDER' };
      if (place === 'group') return groupFor(tx, chatId, incoming);
      if (place !== 'one-to-one' || chatId !== bytesTo0x(self)) return { dropped: 'WRONG_CHAT' };
      if (!isSealedFor(incoming, pairId(self, sender))) return { dropped: 'WRONG_CONVERSATION' };
      return { chat: await openChat(tx, bytesTo0x(author), 'one-to-one') };
  }
}

async function groupFor(
  tx: Transaction,
  chatId: string,
  incoming: Omit<Incoming, 'content'>,
): Promise<{ readonly chat: Chat } | { readonly dropped: string }> {
  const { self, author, sender } = incoming;
  const chat = await getChat(tx, chatId);
  if (chat === undefined || chat.type !== 'group' || !chat.active) return { dropped: 'CHAT_NOT_JOINED' };
  if (!isMember(chat, author)) return { dropped: 'NOT_A_MEMBER' };
  // What data sync carries between two is sealed for the two, whatever it is about.
  const { id } = groupConversation(self, chatId, [], 'none');
  if (!isSealedFor(incoming, id, pairId(self, sender))) return { dropped: 'WRONG_CONVERSATION' };
  return { chat };
}

function isSealedFor({ conversation }: Omit<Incoming, 'content'>, ...ids: readonly ConversationId[]): boolean {
  return conversation === undefined || ids.includes(conversation);
}
