import { bytesTo0x, utf8ToBytes } from '@status/base';
import type {
  ApplicationMessage,
  ChatContent,
  DataLayer,
  Environment,
  GroupId,
  NegotiatedSecret,
  PrivateKey,
  Protection,
  PublicKey,
  SecurityLayer,
  Transaction,
} from '@status/interfaces';
import { advanceChat, type Chat, openChat } from './chat.ts';
import { CLOCK_LEAD_MAX, OWN_CLOCKS_MAX, SYNC_OVERHEAD } from './constants.ts';
import { audienceOf, type Conversation, isAlone } from './conversation.ts';
import { envelopesFor } from './envelope.ts';
import { MessengerError } from './errors.ts';
import { addMessage } from './history.ts';
import type { Message, MessageStatus } from './message.ts';
import type { Outbox } from './outbox.ts';
import { advanceProgress, openProgress } from './progress.ts';
import { weakestOf } from './protection.ts';
import { partitionRoute, publicChatRoute, type Route } from './routing.ts';
import type { SyncPump } from './sync-pump.ts';

/** What a message is made with, and the two ways out. */
export interface SendingParts {
  readonly identity: PrivateKey;
  readonly self: PublicKey;
  readonly environment: Environment;
  readonly data: DataLayer;
  readonly security: SecurityLayer;
  readonly transportOnly: SecurityLayer;
  /** Bytes that a sealed message may have. */
  readonly maxSealed: number;
  readonly outbox: Outbox;
  readonly pump: SyncPump;
  onSecret(tx: Transaction, secret: NegotiatedSecret): Promise<void>;
}

/** What a conversation gives to a message that is written in it. */
export interface Stamp {
  /** Lamport clock, ms. */
  readonly clock: bigint;
  /** Unix ms. */
  readonly timestamp: bigint;
  readonly place: Conversation['place'];
  readonly chatId: string;
}

/** A message to be made: of which kind, and with what in it, which may depend on the clock of its conversation. */
export interface Draft<Content = unknown> {
  readonly kind: string;
  readonly content: Content | ((stamp: Stamp) => Content);
}

/** What was stored for a message that is on its way. */
export interface SendResult {
  /** `0x` and 64 hex digits. */
  readonly messageId: string;
  readonly clock: bigint;
}

/** What somebody says. */
export interface Saying {
  readonly text: string;
  /** Id of the message that it answers, or empty. */
  readonly responseTo: string;
}

/** A message that was made. */
type Made = { readonly id: string; readonly bytes: Uint8Array; readonly stamp: Stamp };

/** How a message went on its way: what it was sealed with (absent: data sync will have it sealed later), and who cannot be reached. */
type Carried = { readonly protection?: Protection; readonly unserved: readonly PublicKey[] };

/** The way out: draft → application message → data sync or security → post, within one transaction. */
export class Sending {
  readonly #parts: SendingParts;

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** Makes a message and sends it on its way; nothing leaves before the commit. It leaves no trace in the history. */
  async send(tx: Transaction, conversation: Conversation, draft: Draft): Promise<SendResult> {
    const made = await this.#make(tx, conversation, draft);
    if (!isAlone(conversation)) await this.#carry(tx, conversation, made);
    return { messageId: made.id, clock: made.stamp.clock };
  }

  /** Says something, and keeps it in the history. */
  async say(tx: Transaction, conversation: Conversation, saying: Saying): Promise<Message> {
    if (isAlone(conversation)) return this.#note(tx, conversation, saying);
    const made = await this.#make(tx, conversation, draftOf(saying));
    const { protection, unserved } = await this.#carry(tx, conversation, made);
    const message = this.#messageOf(made, saying, 'sending', protection);
    await this.#keep(tx, message);
    openProgress(tx, message.id, conversation.members);
    for (const member of unserved) await advanceProgress(tx, message.id, member, 'expired');
    return message;
  }

  /** A message to oneself needs no layer below. */
  async #note(tx: Transaction, conversation: Conversation, saying: Saying): Promise<Message> {
    const made = await this.#make(tx, conversation, draftOf(saying));
    const message = this.#messageOf(made, saying, 'delivered', this.#parts.transportOnly.protections[0]);
    await this.#keep(tx, message);
    return message;
  }

  async #keep(tx: Transaction, message: Message): Promise<void> {
    if (await addMessage(tx, message)) return;
    throw new MessengerError('MESSENGER_INVALID_MESSAGE', 'clock: the same text was said with the same clock before');
  }

  #messageOf({ id, stamp }: Made, saying: Saying, status: MessageStatus, protection: Protection | undefined): Message {
    const from = bytesTo0x(this.#parts.self);
    return {
      ...{ id, from, ...stamp, ...saying, content: 'text', outgoing: true, status },
      ...(protection && { protection }),
    };
  }

  /** Makes a message, judges it as its receivers will, and notes its clock in its chat. */
  async #make(tx: Transaction, { chatId, place }: Conversation, { kind, content }: Draft): Promise<Made> {
    const { data, identity, environment, security, maxSealed } = this.#parts;
    const chat = await openChat(tx, chatId, place);
    const now = environment.clock.now();
    const times = data.nextClock(clockBefore(chat, now), now);
    const stamp: Stamp = { ...times, place, chatId };
    const message: ApplicationMessage = { kind, content: typeof content === 'function' ? content(stamp) : content };
    const issue = data.validate(message, { sentAt: now });
    if (issue !== undefined) throw new MessengerError('MESSENGER_INVALID_MESSAGE', `${issue.field}: ${issue.reason}`);
    const { id, bytes } = data.wrap(message, identity);
    const limit = security.payloadLimit(maxSealed) - SYNC_OVERHEAD;
    if (bytes.length > limit) {
      throw new MessengerError(
        'MESSENGER_TOO_LARGE',
        `${bytes.length} bytes are more than the ${limit} that can be carried`,
      );
    }
    advanceChat(tx, { ...chat, written: true, ownClock: stamp.clock }, stamp.clock);
    return { id: bytesTo0x(id), bytes, stamp };
  }

  /** Hands a message on: to data sync for each member, or sealed to the outbox. */
  async #carry(tx: Transaction, conversation: Conversation, { id, bytes: body }: Made): Promise<Carried> {
    const { pump } = this.#parts;
    const { members, chatId, sync } = conversation;
    switch (sync) {
      case 'none':
        return this.#seal(tx, conversation, id, body);
      case 'group':
        await pump.append(tx, { to: { kind: 'group', group: groupIdOf(chatId) }, body }, members, id);
        return { unserved: [] };
      case 'pairs':
        for (const peer of members) await pump.append(tx, { to: { kind: 'peer', peer }, body }, [peer], id);
        return { unserved: [] };
    }
  }

  async #seal(tx: Transaction, conversation: Conversation, id: string, body: Uint8Array): Promise<Carried> {
    const { security, transportOnly, outbox, onSecret } = this.#parts;
    const layer = conversation.security === 'end-to-end' ? security : transportOnly;
    const { messages, secrets } = await layer.seal(tx, audienceOf(conversation), body);
    if (messages.length === 0) {
      throw new MessengerError('MESSENGER_UNREACHABLE', 'nobody of the audience could read it');
    }
    for (const secret of secrets) await onSecret(tx, secret);
    const routeTo = (recipient: PublicKey | undefined): Route =>
      recipient === undefined ? publicChatRoute(conversation.chatId) : partitionRoute(recipient);
    outbox.add(tx, id, envelopesFor(messages, routeTo));
    const served = new Set(messages.flatMap(({ recipients }) => recipients.map(bytesTo0x)));
    const unserved = conversation.members.filter((member) => !served.has(bytesTo0x(member)));
    return { protection: messages.map(({ protection }) => protection).reduce(weakestOf), unserved };
  }
}

function draftOf(saying: Saying): Draft<ChatContent> {
  return { kind: 'chat', content: (stamp) => ({ ...stamp, ...saying, ensName: '', content: 'text' }) };
}

/** What data sync calls a group. */
export function groupIdOf(chatId: string): GroupId {
  return utf8ToBytes(chatId) as GroupId;
}

/**
 * The clock after which a message is written. Nobody who is far ahead, nor a jump of our own time, may push ours to where peers refuse them; but two of
 * ours have two clocks, or two equal texts would be one message.
 */
function clockBefore({ lastClock, ownClock }: Chat, now: number): bigint {
  const bound = BigInt(now + CLOCK_LEAD_MAX);
  if (lastClock <= bound) return lastClock;
  const isUsable = ownClock > bound && ownClock < bound + OWN_CLOCKS_MAX;
  return isUsable ? ownClock : bound;
}
