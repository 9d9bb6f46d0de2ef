import { bytesTo0x, Emitter, hexToBytes } from '@status/base';
import { parsePublicKey, publicKeyOf } from '@status/crypto';
import type {
  ApplicationMessage,
  Cancel,
  DataLayer,
  Environment,
  EventSource,
  InboundMessage,
  NegotiatedSecret,
  PrivacyLayer,
  Protection,
  Sealed,
  SecurityLayer,
  Store,
  SyncLayer,
  Transaction,
} from '@status/interfaces';
import { StatusError } from '@status/interfaces';
import { Advertiser } from './advertiser.ts';
import { Background } from './background.ts';
import { advanceChat, type Chat, checkChatName, getChat, listChats, openChat, putChat } from './chat.ts';
import { CLOCK_LEAD_MAX, MESSAGE_TYPE, STORE_ATTEMPTS, STORE_RETRY_MS, TEXT_PLAIN } from './constants.ts';
import { addSecret, listContacts, listSecrets, putContact } from './contact.ts';
import { Dispatcher, type Fate } from './dispatcher.ts';
import { MessengerError } from './errors.ts';
import { type InboundOutcome, receiveInbound } from './inbound.ts';
import { type Carrier, type DeriveKey, Mailbox } from './mailbox.ts';
import { addMessage, advanceMessage, listMessages, type Message, type MessageStatus } from './message.ts';
import { Outbox, type OutboxEntry } from './outbox.ts';
import {
  contactCodeRoute,
  keyOfName,
  negotiatedRoute,
  partitionRoute,
  personalRoute,
  publicChatRoute,
} from './routing.ts';
import { SyncPump } from './sync-pump.ts';
import { inboundTrace, type LayerTrace, outboundTrace } from './trace.ts';

/** The layers a messenger is made of, each behind its seam, and what it needs besides. */
export interface MessengerParts {
  /** Identity (chat) private key, 32 bytes. */
  readonly identity: Uint8Array;
  readonly environment: Environment;
  readonly store: Store;
  readonly privacy: PrivacyLayer;
  readonly security: SecurityLayer;
  /** For messages without end-to-end sessions: marks what it lets through. */
  readonly transportOnly: SecurityLayer;
  readonly sync: SyncLayer;
  readonly data: DataLayer;
  readonly options?: MessengerOptions;
}

/** What an app may decide about its messenger. */
export interface MessengerOptions {
  /** Whether one-to-one messages use the security layer unless a send says otherwise; default true. */
  readonly forwardSecrecy?: boolean;
  /**
   * How the keys of names are made; default `keyOfName`, which holds up everything else for tens of milliseconds each. On real
   * time hand in `keyOfNameAsync`; under a virtual clock the default keeps everything on one thread.
   */
  readonly deriveKey?: DeriveKey;
}

/** What a messenger tells. Events about stored things fire after the commit. */
export type MessengerEvents = {
  /** A message of somebody else is in the history; once for each. */
  message: Message;
  /** An own message came further. */
  status: { readonly messageId: string; readonly status: MessageStatus; readonly protection: Protection | undefined };
  /** A device of somebody became known (from now on messages to it are end-to-end sessions), or gave way to newer ones. */
  device: { readonly kind: 'added' | 'rotated-out'; readonly publicKey: string; readonly installationId: string };
  /** Something inbound was dropped; `reason` is a stable code. */
  dropped: { readonly reason: string };
  /** What each layer did with one envelope, for inspectors. */
  trace: LayerTrace;
};

/** What was stored for a message that is on its way. */
export interface SendResult {
  /** `0x` and 64 hex digits. */
  readonly messageId: string;
  readonly clock: bigint;
}

/** A text for one person. */
export interface DirectText {
  /** Recipient's public key, 33 or 65 bytes. */
  readonly to: Uint8Array;
  readonly text: string;
  /** Id of the message that this one answers. */
  readonly responseTo?: string;
  /** Overrides the default for this message: false sends it with the transport's encryption only. */
  readonly forwardSecrecy?: boolean;
}

/** A text for a public chat that was joined. */
export interface PublicText {
  readonly chat: string;
  readonly text: string;
  readonly responseTo?: string;
}

/**
 * A messenger over five layers that it knows by interface only.
 *
 * Every inbound envelope is one transaction; every outbound state is committed before its ciphertext leaves. After a
 * crash at any point, starting again on the same store loses nothing that was accepted and tells no message twice.
 */
export class Messenger implements EventSource<MessengerEvents> {
  readonly publicKey: Uint8Array;
  readonly #self: string;
  readonly #parts: MessengerParts;
  readonly #emitter: Emitter<MessengerEvents>;
  readonly #background: Background;
  readonly #mailbox: Mailbox;
  readonly #dispatcher: Dispatcher;
  readonly #pump: SyncPump;
  readonly #outbox: Outbox;
  readonly #advertiser: Advertiser;
  #starting: Promise<void> | undefined;

  constructor(parts: MessengerParts) {
    const { environment, privacy, store, identity } = parts;
    this.#parts = parts;
    this.publicKey = publicKeyOf(identity);
    this.#self = bytesTo0x(this.publicKey);
    this.#emitter = new Emitter(environment.logger);
    this.#background = new Background(environment);
    this.#mailbox = new Mailbox(privacy, store, identity, parts.options?.deriveKey ?? keyOfName, (message, carrier) =>
      this.#background.run(this.#receive(message, carrier)),
    );
    this.#dispatcher = new Dispatcher(privacy, this.#mailbox, identity, environment);
    this.#pump = this.#createPump();
    this.#outbox = this.#createOutbox();
    this.#advertiser = new Advertiser(
      parts,
      this.publicKey,
      this.#dispatcher,
      this.#background,
      (sealed, route, receipt) => {
        const steps = { messageIds: [], peer: this.#self, route: 'contact-code', sealed } as const;
        this.#emitter.emit('trace', outboundTrace(steps, route, receipt));
      },
    );
  }

  on<Name extends keyof MessengerEvents>(name: Name, listener: (event: MessengerEvents[Name]) => void): Cancel {
    return this.#emitter.on(name, listener);
  }

  /**
   * Listens on the routes of this account and takes up what an earlier run left undone. Keys that people publish are listened
   * for soon after: a route whose key was never derived costs tens of milliseconds. A second call does nothing more.
   *
   * @throws {MessengerError} `MESSENGER_STOPPED`: a messenger lives once.
   */
  async start(): Promise<void> {
    this.#background.signal.throwIfAborted();
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    await this.#starting;
  }

  /** Finishes what is under way and lets go of every layer; the layers and the store are the caller's to close. */
  async stop(): Promise<void> {
    this.#mailbox.close();
    this.#pump.stop();
    await this.#background.stop(new MessengerError('MESSENGER_STOPPED', 'the messenger was stopped'));
    this.#dispatcher.close();
  }

  /**
   * Joins a public chat: its messages are received and it may be written to. Returns its chat id.
   *
   * @throws {MessengerError} `MESSENGER_CHAT_NAME`.
   */
  async join(name: string): Promise<string> {
    const chatId = checkChatName(name);
    await this.#parts.store.transaction(async (tx) =>
      putChat(tx, { ...(await openChat(tx, chatId, 'public')), active: true }),
    );
    await this.#listenForChat(chatId);
    return chatId;
  }

  /**
   * Leaves a public chat; its history stays. Returns its chat id.
   *
   * @throws {MessengerError} `MESSENGER_CHAT_NAME`, `MESSENGER_NOT_JOINED`.
   */
  async leave(name: string): Promise<string> {
    const chatId = checkChatName(name);
    await this.#parts.store.transaction(async (tx) =>
      putChat(tx, { ...(await joinedChat(tx, chatId)), active: false }),
    );
    this.#mailbox.ignore(publicChatRoute(chatId), 'chat');
    return chatId;
  }

  /** Listens for the keys that a person (33 or 65 bytes) publishes, so that the first message to them opens a session. */
  async addContact(publicKey: Uint8Array): Promise<string> {
    const contact = parsePublicKey(publicKey);
    await this.#parts.store.transaction(async (tx) => putContact(tx, contact, this.#now()));
    await this.#listenForKeys(contact, 'contact');
    return bytesTo0x(contact);
  }

  /**
   * Stores a message for one person and returns; it is sealed and sent in the background.
   *
   * @throws {MessengerError} `MESSENGER_INVALID_MESSAGE`; `CryptoError` for a key that is none.
   */
  async sendDirect({ to, text, responseTo = '', forwardSecrecy }: DirectText): Promise<SendResult> {
    const { store, transportOnly, options } = this.#parts;
    const recipient = parsePublicKey(to);
    const chatId = bytesTo0x(recipient);
    const draft = { chatId, type: 'one-to-one', text, responseTo } as const;
    if (chatId === this.#self) return this.#noteToSelf(draft);
    const secured = forwardSecrecy ?? options?.forwardSecrecy ?? true;
    const message = await store.transaction(async (tx) => {
      const { message, wrapped } = await this.#compose(tx, draft);
      if (secured) {
        await this.#keep(tx, message);
        await this.#pump.append(tx, recipient, wrapped, message.id);
      } else {
        const sealed = await transportOnly.seal(tx, { kind: 'members', publicKeys: [recipient] }, wrapped);
        await this.#queue(tx, message, sealed, { kind: 'direct', publicKey: chatId });
      }
      return message;
    });
    // The first message does not wait for keys that may never be published.
    this.#background.run(this.#listenForKeys(recipient, 'chat'));
    if (secured) this.#pump.trigger();
    return { messageId: message.id, clock: message.clock };
  }

  /**
   * Stores a message for a public chat and returns; it is sent in the background.
   *
   * @throws {MessengerError} `MESSENGER_CHAT_NAME`, `MESSENGER_NOT_JOINED`, `MESSENGER_INVALID_MESSAGE`.
   */
  async sendPublic({ chat, text, responseTo = '' }: PublicText): Promise<SendResult> {
    const { security, store } = this.#parts;
    const chatId = checkChatName(chat);
    const message = await store.transaction(async (tx) => {
      await joinedChat(tx, chatId);
      const { message, wrapped } = await this.#compose(tx, { chatId, type: 'public', text, responseTo });
      await this.#queue(tx, message, await security.seal(tx, { kind: 'public' }, wrapped), { kind: 'public', chatId });
      return message;
    });
    return { messageId: message.id, clock: message.clock };
  }

  /** Every chat of this account, in the order of their ids. */
  chats(): Promise<Chat[]> {
    return this.#parts.store.transaction(listChats);
  }

  /** Messages of a chat, newest first; `before` continues behind the last message of a page. */
  messages(chatId: string, page?: { readonly limit?: number; readonly before?: Message }): Promise<Message[]> {
    return this.#parts.store.transaction((tx) => listMessages(tx, chatId, page));
  }

  /**
   * Publishes our keys on the contact-code topic when that is due (soon if never, else every 6 hours), from now on. Call it
   * when the first peer is there.
   */
  advertise(): Promise<void> {
    return this.#advertiser.start();
  }

  #createPump(): SyncPump {
    const { store } = this.#parts;
    return new SyncPump(this.#parts, this.#dispatcher, this.#background, {
      onSecret: (tx, secret) => this.#keepSecret(tx, secret),
      onSealed: async (tx, messageIds, protection) => {
        for (const id of messageIds) this.#tell(tx, await advanceMessage(tx, id, { protection }));
      },
      onFate: (messageIds, fate) => {
        if (messageIds.length > 0) this.#background.run(store.transaction((tx) => this.#advance(tx, messageIds, fate)));
      },
      onGivenUp: async (tx, id) => this.#tell(tx, await advanceMessage(tx, id, { status: 'expired' })),
      onPosted: ({ packet, sealed, route, messageIds }, receipt) => {
        const { bytes, messages, acknowledged } = packet;
        const sync = { messages: messages.length, acknowledged: acknowledged.length, bytes: bytes.length };
        const kind = route.encryption === 'symmetric' ? 'negotiated' : 'partition';
        const steps = { messageIds, peer: bytesTo0x(packet.peer), route: kind, sealed, sync } as const;
        this.#emitter.emit('trace', outboundTrace(steps, route, receipt));
      },
    });
  }

  #createOutbox(): Outbox {
    return new Outbox(this.#parts.store, this.#dispatcher, this.#background, {
      onFate: (tx, messageId, fate) => this.#advance(tx, [messageId], fate),
      onGivenUp: async (tx, id) => this.#tell(tx, await advanceMessage(tx, id, { status: 'expired' })),
      onPosted: (entry, route, receipt) => {
        const open = entry.to.kind === 'public';
        const peer = entry.to.kind === 'public' ? entry.to.chatId : entry.to.publicKey;
        const kind = open ? 'public' : 'partition';
        const steps = { messageIds: [entry.messageId], peer, route: kind, sealed: entry } as const;
        this.#emitter.emit('trace', outboundTrace(steps, route, receipt));
      },
    });
  }

  /** Makes a message, judges it as its receivers will, and notes its clock in its chat; storing it is the caller's. */
  async #compose(tx: Transaction, draft: Draft): Promise<{ message: Message; wrapped: Uint8Array }> {
    const { data, identity } = this.#parts;
    const chat = await openChat(tx, draft.chatId, draft.type);
    const now = this.#now();
    // Nobody who is far ahead, nor a jump of our own time, may push our clocks to where peers refuse them.
    const { clock, timestamp } = data.nextClock(lesser(chat.lastClock, BigInt(now + CLOCK_LEAD_MAX)), now);
    const messageType = draft.type === 'public' ? MESSAGE_TYPE.public : MESSAGE_TYPE.oneToOne;
    const { text, chatId, responseTo } = draft;
    const content = { clock, timestamp, text, responseTo, chatId, messageType, contentType: TEXT_PLAIN };
    const application: ApplicationMessage = { kind: 'chat', chat: { ...content, ensName: '' } };
    const issue = data.validate(application, { sentAt: now });
    if (issue !== undefined) throw new MessengerError('MESSENGER_INVALID_MESSAGE', `${issue.field}: ${issue.reason}`);
    const { id, bytes } = data.wrap(application, identity);
    advanceChat(tx, { ...chat, written: true }, clock);
    const message: Message = { ...content, id: bytesTo0x(id), from: this.#self, outgoing: true, status: 'sending' };
    return { message, wrapped: bytes };
  }

  /** Stores an own message. */
  async #keep(tx: Transaction, message: Message): Promise<void> {
    await addMessage(tx, message);
    this.#tell(tx, message);
  }

  /** A message to oneself needs no layer below: it is where it belongs. */
  async #noteToSelf(draft: Draft): Promise<SendResult> {
    return this.#parts.store.transaction(async (tx) => {
      const { message } = await this.#compose(tx, draft);
      await this.#keep(tx, { ...message, status: 'delivered', protection: 'transport-only' });
      return { messageId: message.id, clock: message.clock };
    });
  }

  async #queue(tx: Transaction, message: Message, { messages }: Sealed, to: OutboxEntry['to']): Promise<void> {
    const [sealed] = messages;
    if (sealed === undefined) throw new Error('a security layer sealed a message for nobody');
    const { bytes, protection } = sealed;
    this.#outbox.add(tx, { messageId: message.id, to, bytes, protection });
    await this.#keep(tx, { ...message, protection });
  }

  async #start(): Promise<void> {
    const known = await this.#parts.store.transaction(async (tx) => {
      await this.#mailbox.recall(tx);
      return { chats: await listChats(tx), contacts: await listContacts(tx), secrets: await listSecrets(tx) };
    });
    await this.#mailbox.listen(partitionRoute(this.publicKey), { kind: 'direct' }, 'self');
    await this.#mailbox.listen(personalRoute(this.publicKey), { kind: 'direct' }, 'self');
    for (const secret of known.secrets) await this.#listenForSecret(secret);
    for (const chat of known.chats) if (chat.type === 'public' && chat.active) await this.#listenForChat(chat.chatId);
    this.#background.signal.throwIfAborted();
    this.#background.run(this.#listenForPeople(known.chats, known.contacts));
    await this.#outbox.resume();
    this.#pump.trigger();
  }

  /** Lets others have their turn before each key that has to be derived. */
  async #listenForPeople(chats: readonly Chat[], contacts: readonly Uint8Array[]): Promise<void> {
    const written = chats.filter(
      ({ type, written, chatId }) => type === 'one-to-one' && written && chatId !== this.#self,
    );
    const people = [
      ...contacts.map((publicKey) => ({ publicKey, reason: 'contact' })),
      ...written.map(({ chatId }) => ({ publicKey: hexToBytes(chatId), reason: 'chat' })),
    ];
    for (const { publicKey, reason } of people) {
      if (this.#mailbox.isCostly(contactCodeRoute(publicKey))) await this.#background.pause(0);
      await this.#listenForKeys(publicKey, reason);
    }
  }

  /** Takes one envelope in; tries again while the disk refuses, so that a full one does not cost messages. */
  async #receive(inbound: InboundMessage, carrier: Carrier): Promise<void> {
    if (this.#dispatcher.isOwn(inbound.hash)) return;
    const { environment } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#takeIn(inbound, carrier);
      } catch (error) {
        const refused = error instanceof StatusError && error.code === 'STORE_FAILED';
        if (!refused || attempt === STORE_ATTEMPTS || this.#background.signal.aborted) throw error;
        environment.logger.error('the store refuses an inbound message, trying again', { attempt });
        await this.#background.pause(STORE_RETRY_MS);
      }
    }
  }

  async #takeIn(inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const layers = { ...this.#parts, self: this.publicKey };
    const outcome = await this.#parts.store.transaction(async (tx) => {
      const received = await receiveInbound(tx, layers, inbound, carrier, this.#now());
      await this.#settle(tx, received, inbound, carrier);
      return received;
    });
    // The peer uses the new route once it has heard from us; nobody else's message waits for its key.
    for (const { secret } of outcome.secrets) this.#background.run(this.#listenForSecret(secret));
    if (outcome.syncDue) this.#pump.trigger();
    if (outcome.advertise && inbound.sender) this.#background.run(this.#advertiser.answer(inbound.sender));
  }

  /** Writes what follows from an inbound message, and lets its events wait for the commit. */
  async #settle(tx: Transaction, outcome: InboundOutcome, inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const { metrics } = this.#parts.environment;
    for (const secret of outcome.secrets) await addSecret(tx, secret);
    if (inbound.sender !== undefined) {
      const delivered = await this.#pump.delivered(tx, inbound.sender, outcome.delivered);
      for (const id of delivered) this.#tell(tx, await advanceMessage(tx, id, { status: 'delivered' }));
    }
    tx.afterCommit(() => {
      const trace = inboundTrace(outcome, inbound, carrier);
      if (trace !== undefined) this.#emitter.emit('trace', trace);
      for (const { kind, publicKey, installationId } of outcome.devices) {
        this.#emitter.emit('device', { kind, publicKey: bytesTo0x(publicKey), installationId });
      }
      for (const message of outcome.messages) this.#emitter.emit('message', message);
      for (const reason of outcome.dropped) {
        metrics.count('messenger_dropped_total', 1, { reason });
        this.#emitter.emit('dropped', { reason });
      }
    });
  }

  async #keepSecret(tx: Transaction, secret: NegotiatedSecret): Promise<void> {
    if (await addSecret(tx, secret)) tx.afterCommit(() => this.#background.run(this.#listenForSecret(secret.secret)));
  }

  #listenForSecret(secret: Uint8Array): Promise<void> {
    return this.#mailbox.listen(negotiatedRoute(secret), { kind: 'direct' }, 'secret');
  }

  #listenForKeys(publicKey: Uint8Array, reason: string): Promise<void> {
    return this.#mailbox.listen(contactCodeRoute(publicKey), { kind: 'contact-code', publicKey }, reason);
  }

  #listenForChat(chatId: string): Promise<void> {
    return this.#mailbox.listen(publicChatRoute(chatId), { kind: 'public', chatId }, 'chat');
  }

  async #advance(tx: Transaction, messageIds: readonly string[], fate: Fate): Promise<void> {
    if (fate !== 'sent' && fate !== 'confirmed') return;
    for (const id of messageIds) this.#tell(tx, await advanceMessage(tx, id, { status: fate }));
  }

  /** Announces an own message's progress once it is on disk. */
  #tell(tx: Transaction, message: Message | undefined): void {
    if (message === undefined) return;
    const { id: messageId, status, protection } = message;
    tx.afterCommit(() => this.#emitter.emit('status', { messageId, status, protection }));
  }

  #now(): number {
    return this.#parts.environment.clock.now();
  }
}

interface Draft {
  readonly chatId: string;
  readonly type: Chat['type'];
  readonly text: string;
  readonly responseTo: string;
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);

async function joinedChat(tx: Transaction, chatId: string): Promise<Chat> {
  const chat = await getChat(tx, chatId);
  if (!chat?.active) throw new MessengerError('MESSENGER_NOT_JOINED', `join the public chat "${chatId}" first`);
  return chat;
}

/** Composes the layers into a messenger. Nothing happens before `start`. */
export function createMessenger(parts: MessengerParts): Messenger {
  return new Messenger(parts);
}
