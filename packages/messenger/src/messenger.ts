import { bytesTo0x, bytesToHex, Emitter, hexToBytes } from '@status/base';
import { parsePublicKey, publicKeyOf } from '@status/crypto';
import type {
  ApplicationMessage,
  Cancel,
  ChatMessage,
  DataLayer,
  Environment,
  EventSource,
  InboundMessage,
  NegotiatedSecret,
  PrivacyLayer,
  Protection,
  SecurityLayer,
  Store,
  SyncLayer,
  Trace,
  Transaction,
} from '@status/interfaces';
import { StatusError } from '@status/interfaces';
import { advanceChat, type Chat, checkChatName, getChat, listChats, openChat, putChat } from './chat.ts';
import {
  ADVERTISE_INTERVAL_MS,
  ADVERTISE_JITTER_MS,
  POST_ATTEMPTS,
  STORE_ATTEMPTS,
  STORE_RETRY_MS,
} from './constants.ts';
import { addSecret, listContacts, listSecrets, putContact } from './contact.ts';
import { Dispatcher, type Fate } from './dispatcher.ts';
import { MessengerError } from './errors.ts';
import { type InboundOutcome, receiveInbound } from './inbound.ts';
import { type Carrier, Mailbox } from './mailbox.ts';
import { addMessage, advanceMessage, listMessages, type Message, type MessageStatus } from './message.ts';
import { deleteOutboxEntry, getOutboxEntry, listOutbox, type OutboxEntry, putOutboxEntry } from './outbox.ts';
import { getRecord, putRecord, TABLES } from './records.ts';
import { contactCodeRoute, negotiatedRoute, partitionRoute, personalRoute, publicChatRoute } from './routing.ts';
import { SyncPump } from './sync-pump.ts';

/** The layers a messenger is made of, each behind its seam, and what it needs besides. */
export interface MessengerParts {
  /** Identity (chat) private key, 32 bytes. */
  readonly identity: Uint8Array;
  readonly environment: Environment;
  readonly store: Store;
  readonly privacy: PrivacyLayer;
  readonly security: SecurityLayer;
  /** For conversations without end-to-end sessions: marks what it lets through. */
  readonly transportOnly: SecurityLayer;
  readonly sync: SyncLayer;
  readonly data: DataLayer;
  readonly options?: MessengerOptions;
}

export interface MessengerOptions {
  /** Whether one-to-one messages use the security layer unless a send says otherwise; default true. */
  readonly forwardSecrecy?: boolean;
  /** Longest random delay before keys are published, ms. */
  readonly advertiseJitterMs?: number;
}

/** What a messenger tells. Events about stored things fire after the commit. */
export type MessengerEvents = {
  /** A message of somebody else is in the history; once for each. */
  message: Message;
  /** An own message came further. */
  status: { readonly messageId: string; readonly status: MessageStatus; readonly protection: Protection | undefined };
  /** A device of somebody became known: from now on messages to it are end-to-end sessions. */
  device: { readonly kind: 'added' | 'rotated-out'; readonly publicKey: string; readonly installationId: string };
  /** Something inbound was dropped; `reason` is a stable code. */
  dropped: { readonly reason: string };
  /** What each layer did with one envelope, for inspectors. */
  trace: LayerTrace;
};

/** One envelope, layer by layer. */
export interface LayerTrace {
  readonly direction: 'in' | 'out';
  /** Ids of the messages in it; none for pure acknowledgements and keys. */
  readonly messageIds: readonly string[];
  readonly peer: string;
  readonly protection: Protection;
  readonly route: 'public' | 'contact-code' | 'partition' | 'negotiated' | 'direct';
  readonly topic: string;
  readonly hash: string;
  readonly sync?: Trace;
  readonly security?: Trace;
  readonly privacy?: Trace;
}

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

const TEXT_PLAIN = 1;

/**
 * A messenger over five layers that it knows by interface only.
 *
 * Every inbound envelope is one transaction; every outbound state is committed before its ciphertext leaves. After a
 * crash at any point, starting again on the same store loses nothing that was accepted and tells no message twice.
 */
export class Messenger implements EventSource<MessengerEvents> {
  readonly publicKey: Uint8Array;
  readonly #parts: MessengerParts;
  readonly #chatIdOfSelf: string;
  readonly #emitter: Emitter<MessengerEvents>;
  readonly #mailbox: Mailbox;
  readonly #dispatcher: Dispatcher;
  readonly #pump: SyncPump;
  readonly #stopping = new AbortController();
  readonly #background = new Set<Promise<void>>();
  readonly #timers = new Set<Cancel>();

  constructor(parts: MessengerParts) {
    this.#parts = parts;
    this.publicKey = publicKeyOf(parts.identity);
    this.#chatIdOfSelf = bytesTo0x(this.publicKey);
    const { environment, privacy, store, identity } = parts;
    this.#emitter = new Emitter(environment.logger);
    this.#mailbox = new Mailbox(privacy, store, identity, (message, carrier) => this.#receive(message, carrier));
    this.#dispatcher = new Dispatcher(privacy, this.#mailbox, identity, environment);
    this.#pump = new SyncPump({
      sync: parts.sync,
      security: parts.security,
      store,
      dispatcher: this.#dispatcher,
      environment,
      signal: this.#stopping.signal,
      hooks: {
        onSecret: (tx, secret) => this.#keepSecret(tx, secret),
        onSealed: async (tx, messageIds, protection) => {
          for (const id of messageIds) this.#tell(tx, await advanceMessage(tx, id, { protection }));
        },
        onFate: (messageIds, fate) => this.#advance(messageIds, fate),
        onGivenUp: async (tx, id) => this.#tell(tx, await advanceMessage(tx, id, { status: 'expired' })),
        onPosted: ({ packet, sealed, route, messageIds }, posted) =>
          this.#emitter.emit('trace', {
            direction: 'out',
            messageIds,
            peer: bytesTo0x(packet.peer),
            protection: sealed.protection,
            route: route.encryption === 'symmetric' ? 'negotiated' : 'partition',
            topic: bytesToHex(route.topic),
            hash: bytesTo0x(posted.hash),
            sync: {
              messages: packet.messages.length,
              acknowledged: packet.acknowledged.length,
              bytes: packet.bytes.length,
            },
            security: { bytes: sealed.bytes.length, ...sealed.trace },
            ...(posted.trace && { privacy: posted.trace }),
          }),
      },
    });
  }

  on<Name extends keyof MessengerEvents>(name: Name, listener: (event: MessengerEvents[Name]) => void): Cancel {
    return this.#emitter.on(name, listener);
  }

  /** Listens on every route of this account and takes up what an earlier run left undone. */
  async start(): Promise<void> {
    const { store } = this.#parts;
    const known = await store.transaction(async (tx) => ({
      chats: await listChats(tx),
      contacts: await listContacts(tx),
      secrets: await listSecrets(tx),
      outbox: await listOutbox(tx),
    }));
    await this.#mailbox.listen(partitionRoute(this.publicKey), { kind: 'direct' }, 'self');
    await this.#mailbox.listen(personalRoute(this.publicKey), { kind: 'direct' }, 'self');
    for (const secret of known.secrets) await this.#listenForSecret(secret);
    for (const chat of known.chats) if (chat.active) await this.#listenForChat(chat);
    for (const contact of known.contacts) await this.#listenForKeys(contact, 'contact');
    for (const entry of known.outbox) this.#inBackground(this.#postEntry(entry.messageId));
    this.#pump.trigger();
  }

  /** Finishes what is under way and lets go of every layer; the layers and the store are the caller's to close. */
  async stop(): Promise<void> {
    this.#stopping.abort(new MessengerError('MESSENGER_STOPPED', 'the messenger was stopped'));
    for (const cancel of this.#timers) cancel();
    this.#mailbox.close();
    await this.#pump.stop();
    await Promise.allSettled([...this.#background]);
    this.#dispatcher.close();
  }

  /** Joins a public chat: its messages are received and it may be written to. Returns its chat id. */
  async join(name: string): Promise<string> {
    const chatId = checkChatName(name);
    const chat = await this.#parts.store.transaction(async (tx) => {
      const opened: Chat = { ...(await openChat(tx, chatId, 'public')), active: true };
      putChat(tx, opened);
      return opened;
    });
    await this.#listenForChat(chat);
    return chatId;
  }

  /** Leaves a public chat; its history stays. Returns its chat id. */
  async leave(name: string): Promise<string> {
    const chatId = checkChatName(name);
    await this.#parts.store.transaction(async (tx) => {
      const chat = await getChat(tx, chatId);
      if (!chat?.active) throw new MessengerError('MESSENGER_NOT_JOINED', `not in the public chat "${chatId}"`);
      putChat(tx, { ...chat, active: false });
    });
    this.#mailbox.ignore(publicChatRoute(chatId), 'chat');
    return chatId;
  }

  /** Listens for the keys that a person publishes, so that the first message to them is an end-to-end session. */
  async addContact(publicKey: Uint8Array): Promise<string> {
    const contact = parsePublicKey(publicKey);
    await this.#parts.store.transaction(async (tx) => putContact(tx, contact, this.#now()));
    await this.#listenForKeys(contact, 'contact');
    return bytesTo0x(contact);
  }

  /** Stores a message for one person and returns; it is sealed and sent in the background. */
  async sendDirect({ to, text, responseTo = '', forwardSecrecy }: DirectText): Promise<SendResult> {
    const recipient = parsePublicKey(to);
    const chatId = bytesTo0x(recipient);
    if (chatId === this.#chatIdOfSelf) return this.#noteToSelf(text, responseTo);
    const secured = forwardSecrecy ?? this.#parts.options?.forwardSecrecy ?? true;
    const { security, transportOnly, store } = this.#parts;
    await this.#listenForKeys(recipient, 'chat');
    const result = await store.transaction(async (tx) => {
      const { message, wrapped } = await this.#compose(tx, { chatId, type: 'one-to-one', text, responseTo });
      if (secured) {
        await this.#pump.append(tx, recipient, wrapped, message.id);
      } else {
        const sealed = await transportOnly.seal(tx, { kind: 'members', publicKeys: [recipient] }, wrapped);
        await this.#queue(tx, message, sealed.messages[0]!, { kind: 'direct', publicKey: chatId });
      }
      return { messageId: message.id, clock: message.clock };
    });
    if (secured) this.#pump.trigger();
    else this.#inBackground(this.#postEntry(result.messageId));
    this.#parts.environment.metrics.count('messenger_sent_total', 1, {
      security: (secured ? security : transportOnly).name,
    });
    return result;
  }

  /** Stores a message for a public chat and returns; it is sent in the background. */
  async sendPublic({ chat, text, responseTo = '' }: PublicText): Promise<SendResult> {
    const chatId = checkChatName(chat);
    const { security, store } = this.#parts;
    const result = await store.transaction(async (tx) => {
      const known = await getChat(tx, chatId);
      if (!known?.active) throw new MessengerError('MESSENGER_NOT_JOINED', `join the public chat "${chatId}" first`);
      const { message, wrapped } = await this.#compose(tx, { chatId, type: 'public', text, responseTo });
      const sealed = await security.seal(tx, { kind: 'public' }, wrapped);
      await this.#queue(tx, message, sealed.messages[0]!, { kind: 'public', chatId });
      return { messageId: message.id, clock: message.clock };
    });
    this.#inBackground(this.#postEntry(result.messageId));
    return result;
  }

  chats(): Promise<Chat[]> {
    return this.#parts.store.transaction(listChats);
  }

  /** Messages of a chat, newest first; `before` continues behind the last message of a page. */
  messages(chatId: string, page?: { readonly limit?: number; readonly before?: Message }): Promise<Message[]> {
    return this.#parts.store.transaction((tx) => listMessages(tx, chatId, page));
  }

  /**
   * Publishes our keys on the contact-code topic, if that is due. Call it when the first peer is there; afterwards it
   * repeats by itself.
   */
  async advertise(): Promise<void> {
    const { environment, store, options } = this.#parts;
    const last = await store.transaction((tx) => getRecord<number>(tx, TABLES.state, 'advertised-at'));
    const dueAt = last === undefined ? this.#now() : last + ADVERTISE_INTERVAL_MS;
    const jitter = options?.advertiseJitterMs ?? ADVERTISE_JITTER_MS;
    const [spread] = environment.random.bytes(1);
    const delay = Math.max(0, dueAt - this.#now()) + Math.floor((jitter * spread!) / 256);
    this.#later(delay, async () => {
      await this.#publishKeys();
      await this.advertise();
    });
  }

  async #publishKeys(): Promise<void> {
    const { data, security, store, identity } = this.#parts;
    const route = contactCodeRoute(this.publicKey);
    const sealed = await store.transaction(async (tx) => {
      const { bytes } = data.wrap({ kind: 'contact-code' }, identity);
      const { messages } = await security.seal(tx, { kind: 'public' }, bytes);
      putRecord(tx, TABLES.state, 'advertised-at', this.#now());
      return messages[0]!;
    });
    const posted = await this.#dispatcher.post(route, undefined, sealed.bytes, () => {}, this.#stopping.signal);
    this.#emitter.emit('trace', {
      direction: 'out',
      messageIds: [],
      peer: this.#chatIdOfSelf,
      protection: sealed.protection,
      route: 'contact-code',
      topic: bytesToHex(route.topic),
      hash: bytesTo0x(posted.hash),
      security: { bytes: sealed.bytes.length, ...sealed.trace },
      ...(posted.trace && { privacy: posted.trace }),
    });
  }

  /** Makes the message, checks it as its receivers will, and stores it with its chat's clock. */
  async #compose(
    tx: Transaction,
    draft: { readonly chatId: string; readonly type: Chat['type']; readonly text: string; readonly responseTo: string },
  ): Promise<{ message: Message; wrapped: Uint8Array }> {
    const { data, identity } = this.#parts;
    const chat = await openChat(tx, draft.chatId, draft.type);
    const { clock, timestamp } = data.nextClock(chat.lastClock, this.#now());
    const content: ChatMessage = {
      clock,
      timestamp,
      text: draft.text,
      responseTo: draft.responseTo,
      ensName: '',
      chatId: draft.chatId,
      messageType: draft.type === 'public' ? 2 : 1,
      contentType: TEXT_PLAIN,
    };
    const application: ApplicationMessage = { kind: 'chat', chat: content };
    const issue = data.validate(application, { sentAt: this.#now() });
    if (issue !== undefined) {
      throw new MessengerError('MESSENGER_INVALID_MESSAGE', `${issue.field}: ${issue.reason}`);
    }
    const { id, bytes } = data.wrap(application, identity);
    const message: Message = {
      id: bytesTo0x(id),
      chatId: draft.chatId,
      from: this.#chatIdOfSelf,
      text: draft.text,
      clock,
      timestamp,
      messageType: content.messageType,
      contentType: content.contentType,
      responseTo: draft.responseTo,
      outgoing: true,
      status: 'sending',
    };
    await addMessage(tx, message);
    advanceChat(tx, chat, clock);
    this.#tell(tx, message);
    return { message, wrapped: bytes };
  }

  /** A message to oneself needs no layer below: it is where it belongs. */
  async #noteToSelf(text: string, responseTo: string): Promise<SendResult> {
    return this.#parts.store.transaction(async (tx) => {
      const draft = { chatId: this.#chatIdOfSelf, type: 'one-to-one', text, responseTo } as const;
      const { message } = await this.#compose(tx, draft);
      this.#tell(tx, await advanceMessage(tx, message.id, { status: 'delivered', protection: 'transport-only' }));
      return { messageId: message.id, clock: message.clock };
    });
  }

  async #queue(
    tx: Transaction,
    message: Message,
    sealed: { readonly bytes: Uint8Array; readonly protection: Protection },
    to: OutboxEntry['to'],
  ): Promise<void> {
    putOutboxEntry(tx, { messageId: message.id, to, bytes: sealed.bytes, attempts: 0 });
    this.#tell(tx, await advanceMessage(tx, message.id, { protection: sealed.protection }));
  }

  /** Posts a queued message, and again when its envelope died before any peer had it. */
  async #postEntry(messageId: string): Promise<void> {
    const { store } = this.#parts;
    const entry = await store.transaction(async (tx) => {
      const found = await getOutboxEntry(tx, messageId);
      if (found === undefined) return undefined;
      if (found.attempts >= POST_ATTEMPTS) {
        deleteOutboxEntry(tx, messageId);
        this.#tell(tx, await advanceMessage(tx, messageId, { status: 'expired' }));
        return undefined;
      }
      putOutboxEntry(tx, { ...found, attempts: found.attempts + 1 });
      return found;
    });
    if (entry === undefined) return;
    const recipient = entry.to.kind === 'direct' ? hexToBytes(entry.to.publicKey) : undefined;
    const route = entry.to.kind === 'public' ? publicChatRoute(entry.to.chatId) : partitionRoute(recipient!);
    const onFate = (fate: Fate): void => {
      if (fate === 'lost') this.#inBackground(this.#postEntry(messageId));
      else this.#advance([messageId], fate);
      if (fate === 'confirmed' || fate === 'done') {
        this.#inBackground(store.transaction(async (tx) => deleteOutboxEntry(tx, messageId)));
      }
    };
    const posted = await this.#dispatcher.post(route, recipient, entry.bytes, onFate, this.#stopping.signal);
    this.#emitter.emit('trace', {
      direction: 'out',
      messageIds: [messageId],
      peer: entry.to.kind === 'public' ? entry.to.chatId : entry.to.publicKey,
      protection: entry.to.kind === 'public' ? 'public' : 'transport-only',
      route: entry.to.kind === 'public' ? 'public' : 'partition',
      topic: bytesToHex(route.topic),
      hash: bytesTo0x(posted.hash),
      security: { bytes: entry.bytes.length },
      ...(posted.trace && { privacy: posted.trace }),
    });
  }

  async #receive(inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const { environment, store } = this.#parts;
    if (this.#dispatcher.isOwn(inbound.hash)) return;
    const layers = { ...this.#parts, self: this.publicKey };
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await store.transaction(async (tx) => {
          const received = await receiveInbound(tx, layers, inbound, carrier, this.#now());
          await this.#settle(tx, received, inbound, carrier);
          return received;
        });
        // A route has to be listened to before the peer's next message comes by it.
        for (const { secret } of outcome.secrets) await this.#listenForSecret(secret);
        if (outcome.syncDue) this.#pump.trigger();
        if (outcome.advertise) this.#inBackground(this.#answerWithKeys(inbound.sender!));
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted || attempt === STORE_ATTEMPTS) throw error;
        if (!(error instanceof StatusError && error.code === 'STORE_FAILED')) throw error;
        environment.logger.error('the store refuses an inbound message, trying again', { attempt });
        await new Promise<void>((resolve) => environment.clock.schedule(STORE_RETRY_MS, resolve));
      }
    }
  }

  /** Writes what follows from an inbound message, and lets its events wait for the commit. */
  async #settle(tx: Transaction, outcome: InboundOutcome, inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const { metrics } = this.#parts.environment;
    for (const secret of outcome.secrets) await addSecret(tx, secret);
    const delivered = await this.#pump.delivered(tx, inbound.sender ?? new Uint8Array(0), outcome.delivered);
    for (const id of delivered) this.#tell(tx, await advanceMessage(tx, id, { status: 'delivered' }));
    tx.afterCommit(() => {
      if (outcome.opened !== undefined) this.#traceInbound(outcome, outcome.opened, inbound, carrier);
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

  #traceInbound(
    outcome: InboundOutcome,
    opened: NonNullable<InboundOutcome['opened']>,
    inbound: InboundMessage,
    carrier: Carrier,
  ): void {
    this.#emitter.emit('trace', {
      direction: 'in',
      messageIds: outcome.messages.map((message) => message.id),
      peer: bytesTo0x(inbound.sender!),
      protection: opened.protection,
      route: carrier.kind,
      topic: bytesToHex(inbound.topic),
      hash: bytesTo0x(inbound.hash),
      sync: { messages: outcome.messages.length, delivered: outcome.delivered.length },
      security: { bytes: inbound.payload.length, ...opened.trace },
      ...(inbound.trace && { privacy: inbound.trace }),
    });
  }

  /** A peer uses keys of ours that we do not have: any sealed message shows it the current ones. */
  async #answerWithKeys(peer: Uint8Array): Promise<void> {
    const { security, store } = this.#parts;
    const sealed = await store.transaction(async (tx) => {
      const { messages } = await security.seal(tx, { kind: 'members', publicKeys: [peer] }, new Uint8Array(0));
      return messages;
    });
    for (const { bytes } of sealed) {
      await this.#dispatcher.post(partitionRoute(peer), peer, bytes, () => {}, this.#stopping.signal);
    }
  }

  async #keepSecret(tx: Transaction, secret: NegotiatedSecret): Promise<void> {
    if (await addSecret(tx, secret)) tx.afterCommit(() => this.#inBackground(this.#listenForSecret(secret.secret)));
  }

  #listenForSecret(secret: Uint8Array): Promise<void> {
    return this.#mailbox.listen(negotiatedRoute(secret), { kind: 'direct' }, 'secret');
  }

  #listenForKeys(publicKey: Uint8Array, reason: string): Promise<void> {
    return this.#mailbox.listen(contactCodeRoute(publicKey), { kind: 'contact-code', publicKey }, reason);
  }

  #listenForChat({ chatId, type }: Chat): Promise<void> {
    if (type === 'public') return this.#mailbox.listen(publicChatRoute(chatId), { kind: 'public', chatId }, 'chat');
    return chatId === this.#chatIdOfSelf ? Promise.resolve() : this.#listenForKeys(hexToBytes(chatId), 'chat');
  }

  #advance(messageIds: readonly string[], fate: Fate): void {
    if ((fate !== 'sent' && fate !== 'confirmed') || messageIds.length === 0) return;
    this.#inBackground(
      this.#parts.store.transaction(async (tx) => {
        for (const id of messageIds) this.#tell(tx, await advanceMessage(tx, id, { status: fate }));
      }),
    );
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

  #later(delay: number, work: () => Promise<void>): void {
    if (this.#stopping.signal.aborted) return;
    const cancel = this.#parts.environment.clock.schedule(delay, () => {
      this.#timers.delete(cancel);
      this.#inBackground(work());
    });
    this.#timers.add(cancel);
  }

  #inBackground(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => {
        if (this.#stopping.signal.aborted) return;
        this.#parts.environment.logger.error('background work of the messenger failed', { error: String(error) });
      })
      .finally(() => this.#background.delete(settled));
    this.#background.add(settled);
  }
}

/** Composes the layers into a messenger. Nothing happens before `start`. */
export function createMessenger(parts: MessengerParts): Messenger {
  return new Messenger(parts);
}
