import { abortable, bytesTo0x, Emitter, equalBytes, hexToBytes } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import type { Cancel, Cancellable, EventSource, PublicKey, Transaction } from '@status/interfaces';
import {
  type Chat,
  checkChatName,
  checkGroupId,
  conversationOf,
  getChat,
  listChats,
  openChat,
  putChat,
} from './chat.ts';
import { putContact } from './contact.ts';
import { type Conversation, directConversation, groupConversation } from './conversation.ts';
import { MessengerError } from './errors.ts';
import type { MessengerEvents } from './events.ts';
import { listMessages } from './history.ts';
import type { Message, MessageStatus } from './message.ts';
import type { MessengerParts } from './parts.ts';
import { listProgress } from './progress.ts';
import { type Draft, groupIdOf, type Saying, type SendResult } from './sending.ts';
import { Spine } from './spine.ts';

/** A text for one person. */
export interface DirectText extends Cancellable {
  /** Recipient's public key, 33 or 65 bytes. */
  readonly to: Uint8Array;
  readonly text: string;
  /** Id of the message that this one answers. */
  readonly responseTo?: string;
  /** Overrides the default for this message: false sends it with the transport's encryption only. */
  readonly forwardSecrecy?: boolean;
}

/** A text for a public chat that was joined, or a group that was opened. */
export interface ChatText extends Cancellable {
  readonly chat: string;
  readonly text: string;
  readonly responseTo?: string;
}

/** A group: who is in it, and the id under which all of them know it. */
export interface Group extends Cancellable {
  /** 1–200 printable ASCII characters without `/`; the reference's are `<uuid>-<creator's key>`. */
  readonly chatId: string;
  /** Public keys of the others, 33 or 65 bytes each; ours may be among them. */
  readonly members: readonly Uint8Array[];
}

/**
 * A messenger over five layers that it knows by interface only.
 *
 * Every inbound envelope is one transaction; every outbound state is committed before its ciphertext leaves. After a
 * crash at any point, starting again on the same store loses nothing that was accepted and tells no message twice.
 *
 * Whatever waits takes a `signal`: aborted, the call rejects with its reason. What was stored by then stays stored and goes on in the background.
 */
export class Messenger implements EventSource<MessengerEvents> {
  readonly publicKey: PublicKey;
  readonly #parts: MessengerParts;
  readonly #emitter: Emitter<MessengerEvents>;
  readonly #spine: Spine;

  constructor(parts: MessengerParts) {
    this.#parts = parts;
    this.#emitter = new Emitter(parts.environment.logger);
    this.#spine = new Spine(parts, this.#emitter);
    this.publicKey = this.#spine.self;
  }

  on<Name extends keyof MessengerEvents>(name: Name, listener: (event: MessengerEvents[Name]) => void): Cancel {
    return this.#emitter.on(name, listener);
  }

  /**
   * Listens on the routes of this account and takes up what an earlier run left undone. Resolves when messages to us will arrive, on a slow transport
   * after its while; nothing else waits for that. Keys that people publish are listened for soon after: a route whose key was never derived
   * costs tens of milliseconds. A second call does nothing more.
   *
   * @throws {MessengerError} `MESSENGER_STOPPED`: a messenger lives once.
   */
  async start({ signal }: Cancellable = {}): Promise<void> {
    await abortable(this.#spine.start(), signal);
  }

  /** Finishes what is under way and lets go of every layer; the layers and the store are the caller's to close. */
  stop(): Promise<void> {
    return this.#spine.stop();
  }

  /**
   * Joins a public chat: resolves with its chat id when its messages are received; it may be written to.
   *
   * @throws {MessengerError} `MESSENGER_CHAT_NAME`.
   */
  async join(name: string, { signal }: Cancellable = {}): Promise<string> {
    const chatId = checkChatName(name);
    await this.#parts.store.transaction(
      async (tx) => {
        const known = await openChat(tx, chatId, 'public');
        if (known.type !== 'public') {
          throw new MessengerError('MESSENGER_CHAT_NAME', 'another sort of chat has that name');
        }
        putChat(tx, { ...known, active: true });
      },
      { ...(signal && { signal }) },
    );
    await abortable(this.#spine.listenForChat(chatId), signal);
    return chatId;
  }

  /**
   * Leaves a public chat or a group; its history stays. Returns its chat id.
   *
   * @throws {MessengerError} `MESSENGER_NOT_JOINED`.
   */
  async leave(chatId: string): Promise<string> {
    const { type } = await this.#parts.store.transaction(async (tx) => {
      const chat = await getChat(tx, chatId);
      if (!chat?.active || chat.type === 'one-to-one') {
        throw new MessengerError('MESSENGER_NOT_JOINED', `join or open the chat "${chatId}" first`);
      }
      putChat(tx, { ...chat, active: false });
      return chat;
    });
    if (type === 'public') this.#spine.ignoreChat(chatId);
    return chatId;
  }

  /**
   * Takes part in a group: what its members say there is received, and it may be written to. Each member opens it for themselves, with the same id and members;
   * opening it again with others changes who they are. Where data sync knows the group (`groupSync`), what has not come to whom it leaves out is given up.
   *
   * @throws {MessengerError} `MESSENGER_GROUP`; `CryptoError` for a member that is no key.
   */
  async openGroup({ chatId, members: keys, signal }: Group): Promise<string> {
    const { store, sync, environment, options } = this.#parts;
    checkGroupId(chatId);
    const members = keys.map(parsePublicKey);
    const conversation = groupConversation(this.publicKey, chatId, members, options?.groupSync ?? 'pairs');
    await store.transaction(
      async (tx) => {
        const known = await openChat(tx, chatId, 'group');
        if (known.type !== 'group') throw new MessengerError('MESSENGER_GROUP', 'another sort of chat has that id');
        const everybody = [this.publicKey, ...conversation.members].map(bytesTo0x);
        putChat(tx, { ...known, active: true, members: everybody });
        if (conversation.sync !== 'group') return;
        await sync.setMembers(tx, groupIdOf(chatId), conversation.members, environment.clock.now());
        const removed = known.members.filter((member) => !everybody.includes(member));
        for (const member of removed) await this.#spine.abandon(tx, parsePublicKey(hexToBytes(member)), chatId);
      },
      { ...(signal && { signal }) },
    );
    this.#spine.listenForPeople(conversation.members.map((publicKey) => ({ publicKey, reason: 'chat' })));
    return chatId;
  }

  /** Listens for the keys that a person (33 or 65 bytes) publishes, so that the first message to them opens a session. */
  async addContact(publicKey: Uint8Array, { signal }: Cancellable = {}): Promise<string> {
    const { store, environment } = this.#parts;
    const contact = parsePublicKey(publicKey);
    const now = environment.clock.now();
    await store.transaction(async (tx) => putContact(tx, contact, now), { ...(signal && { signal }) });
    await abortable(this.#spine.listenForKeys(contact, 'contact'), signal);
    return bytesTo0x(contact);
  }

  /**
   * Stores a message for one person and returns; it is sealed and sent in the background.
   *
   * @throws {MessengerError} `MESSENGER_INVALID_MESSAGE`, `MESSENGER_TOO_LARGE`; `CryptoError` for a key that is none.
   */
  async sendDirect({ to, text, responseTo = '', forwardSecrecy, signal }: DirectText): Promise<SendResult> {
    const secured = forwardSecrecy ?? this.#parts.options?.forwardSecrecy ?? true;
    const recipient = parsePublicKey(to);
    const conversation = directConversation(this.publicKey, recipient, secured);
    const sent = await this.#say(async () => conversation, { text, responseTo }, signal);
    // The first message does not wait for keys that may never be published.
    if (!equalBytes(recipient, this.publicKey)) {
      this.#spine.listenForPeople([{ publicKey: recipient, reason: 'chat' }]);
    }
    return sent;
  }

  /**
   * Stores a message for a public chat and returns; it is sent in the background.
   *
   * @throws {MessengerError} `MESSENGER_NOT_JOINED`, `MESSENGER_INVALID_MESSAGE`, `MESSENGER_TOO_LARGE`.
   */
  async sendPublic({ chat, text, responseTo = '', signal }: ChatText): Promise<SendResult> {
    const chatId = checkChatName(chat);
    return this.#say((tx) => this.#joined(tx, chatId, 'public'), { text, responseTo }, signal);
  }

  /**
   * Stores a message for a group and returns; it is sent in the background, and its progress told for each member.
   *
   * @throws {MessengerError} `MESSENGER_NOT_JOINED`, `MESSENGER_INVALID_MESSAGE`, `MESSENGER_TOO_LARGE`, `MESSENGER_UNREACHABLE`.
   */
  async sendGroup({ chat, text, responseTo = '', signal }: ChatText): Promise<SendResult> {
    return this.#say((tx) => this.#joined(tx, chat, 'group'), { text, responseTo }, signal);
  }

  /**
   * Sends a message of any kind that the data layer has, the way messages of that chat go. It is in no history; what its receivers do with it is for their
   * features to say.
   *
   * @throws {MessengerError} `MESSENGER_NO_CHAT`, `MESSENGER_NOT_JOINED`, `MESSENGER_INVALID_MESSAGE`, `MESSENGER_TOO_LARGE`, `MESSENGER_UNREACHABLE`.
   */
  async send<Content>(draft: Draft<Content> & { readonly chat: string } & Cancellable): Promise<SendResult> {
    const { chat, signal } = draft;
    const sent = await this.#parts.store.transaction(
      async (tx) => {
        const known = await getChat(tx, chat);
        if (known === undefined) throw new MessengerError('MESSENGER_NO_CHAT', 'there is no chat of that id');
        return this.#spine.sending.send(tx, this.#conversationOf(known), draft as Draft);
      },
      { ...(signal && { signal }) },
    );
    this.#spine.pump();
    return sent;
  }

  /** Every chat of this account, in the order of their ids. */
  chats(options: Cancellable = {}): Promise<Chat[]> {
    return this.#parts.store.read(listChats, options);
  }

  /** Messages of a chat, newest first; `before` continues behind the last message of a page. */
  messages(
    chatId: string,
    page: { readonly limit?: number; readonly before?: Message } & Cancellable = {},
  ): Promise<Message[]> {
    const { signal } = page;
    return this.#parts.store.read((view) => listMessages(view, chatId, page), { ...(signal && { signal }) });
  }

  /** How far an own message of a group has come for each of its members (`0x04…`). */
  recipients(messageId: string): Promise<ReadonlyMap<string, MessageStatus>> {
    return this.#parts.store.read((view) => listProgress(view, messageId));
  }

  /**
   * Publishes our keys on the contact-code topic when that is due (soon if never, else every 6 hours), from now on. Call it
   * when the first peer is there.
   */
  advertise(): Promise<void> {
    return this.#spine.advertise();
  }

  /** Stores what is said in a conversation that the store may know, and sends it on its way. */
  async #say(
    conversationIn: (tx: Transaction) => Promise<Conversation>,
    saying: Saying,
    signal: AbortSignal | undefined,
  ): Promise<SendResult> {
    const { sending, telling } = this.#spine;
    const { id, clock } = await this.#parts.store.transaction(
      async (tx) => {
        const conversation = await conversationIn(tx);
        const message = await sending.say(tx, conversation, saying);
        telling.written(tx, message);
        return message;
      },
      { ...(signal && { signal }) },
    );
    this.#spine.pump();
    return { messageId: id, clock };
  }

  async #joined(tx: Transaction, chatId: string, type: Chat['type']): Promise<Conversation> {
    const chat = await getChat(tx, chatId);
    if (chat?.type === type) return this.#conversationOf(chat);
    throw new MessengerError('MESSENGER_NOT_JOINED', `join or open the chat "${chatId}" first`);
  }

  #conversationOf(chat: Chat): Conversation {
    return conversationOf(this.publicKey, chat, this.#parts.options?.groupSync ?? 'pairs');
  }
}

/** Composes the layers into a messenger. Nothing happens before `start`. */
export function createMessenger(parts: MessengerParts): Messenger {
  return new Messenger(parts);
}
