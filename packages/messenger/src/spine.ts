import { bytesTo0x, type Emitter, hexToBytes } from '@status/base';
import { parsePublicKey, publicKeyOf } from '@status/crypto';
import type { MeetingSecret, NegotiatedSecret, PublicKey, SyncCarrier, Transaction } from '@status/interfaces';
import { Advertiser } from './advertiser.ts';
import { Background } from './background.ts';
import { type Chat, listChats } from './chat.ts';
import { chatFeature } from './chat-feature.ts';
import { POST_RETRY_MS } from './constants.ts';
import { addSecret, listContacts, listSecrets } from './contact.ts';
import { contactCodeFeature } from './contact-code-feature.ts';
import { Dispatcher } from './dispatcher.ts';
import type { OutgoingEnvelope } from './envelope.ts';
import { MessengerError } from './errors.ts';
import type { MessengerEvents } from './events.ts';
import type { Feature } from './feature.ts';
import { Intake } from './intake.ts';
import { KeyRing } from './key-ring.ts';
import { Listening } from './listening.ts';
import { Notes } from './notes.ts';
import { Outbox } from './outbox.ts';
import type { MessengerParts } from './parts.ts';
import { Postings } from './postings.ts';
import { advanceProgress, noteProtection } from './progress.ts';
import {
  contactCodeRoute,
  keyOfName,
  negotiatedRoute,
  partitionRoute,
  personalRoute,
  publicChatRoute,
} from './routing.ts';
import { Sending } from './sending.ts';
import { SyncPump } from './sync-pump.ts';
import { Telling } from './telling.ts';
import { outboundTrace } from './trace.ts';

/**
 * What holds a messenger together: it makes the rooms out of the layers, says what each tells the others, and begins and ends their lives.
 *
 * Sizes and waits follow the transport's traits.
 */
export class Spine {
  readonly self: PublicKey;
  readonly sending: Sending;
  readonly telling: Telling;
  readonly background: Background;
  readonly #parts: MessengerParts;
  readonly #keys: KeyRing;
  readonly #listening: Listening;
  readonly #dispatcher: Dispatcher;
  readonly #notes: Notes;
  readonly #postings: Postings;
  readonly #pump: SyncPump;
  readonly #outbox: Outbox;
  readonly #advertiser: Advertiser;
  #starting: Promise<void> | undefined;

  constructor(parts: MessengerParts, emitter: Emitter<MessengerEvents>) {
    const { identity, environment, store, privacy, options } = parts;
    this.#parts = parts;
    this.self = publicKeyOf(identity);
    this.telling = new Telling(emitter, environment.metrics);
    this.background = new Background(environment);
    this.#keys = new KeyRing(store, options?.deriveKey ?? keyOfName);
    this.#dispatcher = new Dispatcher(privacy, this.#keys, identity, environment);
    this.#notes = new Notes(store, this.background, environment);
    this.#postings = new Postings(this.#dispatcher, this.background, environment);
    this.#pump = this.#createPump();
    this.#outbox = this.#createOutbox();
    this.sending = this.#createSending();
    this.#advertiser = this.#createAdvertiser();
    const intake = this.#createIntake();
    this.#listening = new Listening({
      ...{ privacy, identity, environment, keys: this.#keys, background: this.background },
      receive: (message, carrier) => this.background.run(intake.receive(message, carrier)),
    });
  }

  /** Listens on every route of the account, those of people one after the other and last, and takes up what was left. Again, the same. */
  async start(): Promise<void> {
    this.background.signal.throwIfAborted();
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    await this.#starting;
  }

  async stop(): Promise<void> {
    this.#listening.close();
    this.#pump.stop();
    await this.background.stop(new MessengerError('MESSENGER_STOPPED', 'the messenger was stopped'));
    this.#dispatcher.close();
  }

  /** Publishes our keys when that is due, from now on. */
  advertise(): Promise<void> {
    return this.#advertiser.start();
  }

  /** Somebody is in a group no more, of which data sync knows. */
  abandon(tx: Transaction, peer: PublicKey, chatId: string): Promise<void> {
    return this.#pump.abandon(tx, peer, chatId);
  }

  /** Data sync may have something to send. */
  pump(): void {
    this.#pump.trigger();
  }

  listenForChat(chatId: string): Promise<void> {
    return this.#listening.listen(publicChatRoute(chatId), { kind: 'public', chatId }, 'chat');
  }

  ignoreChat(chatId: string): void {
    this.#listening.ignore(publicChatRoute(chatId), 'chat');
  }

  listenForKeys(publicKey: PublicKey, reason: string): Promise<void> {
    return this.#listening.listen(contactCodeRoute(publicKey), { kind: 'contact-code', publicKey }, reason);
  }

  /** Listens for the keys of several people, in the background; others have their turn before each key that has to be derived. */
  listenForPeople(people: readonly { readonly publicKey: PublicKey; readonly reason: string }[]): void {
    const listen = async (): Promise<void> => {
      for (const { publicKey, reason } of people) {
        if (this.#keys.isCostly(contactCodeRoute(publicKey))) await this.background.pause(0);
        // On a slow transport each takes its time: the next need not wait for that.
        this.background.run(this.listenForKeys(publicKey, reason));
      }
    };
    this.background.run(listen());
  }

  async #start(): Promise<void> {
    const known = await this.#parts.store.read(async (view) => {
      await this.#keys.recall(view);
      return { chats: await listChats(view), contacts: await listContacts(view), secrets: await listSecrets(view) };
    });
    const routes = [partitionRoute(this.self), personalRoute(this.self)];
    const ready = [
      ...routes.map((route) => this.#listening.listen(route, { kind: 'direct' }, 'self')),
      ...known.secrets.map((secret) => this.#listenForSecret(secret)),
      ...known.chats
        .filter(({ type, active }) => type === 'public' && active)
        .map(({ chatId }) => this.listenForChat(chatId)),
    ];
    this.listenForPeople(peopleOf(known.chats, known.contacts, bytesTo0x(this.self)));
    // Awaited together: what fails first would else be unheard of while the other goes on, and an unheard rejection ends the process.
    await Promise.all([...ready, this.#outbox.resume().then(() => this.#pump.trigger())]);
    this.background.signal.throwIfAborted();
  }

  #listenForSecret(secret: MeetingSecret): Promise<void> {
    return this.#listening.listen(negotiatedRoute(secret), { kind: 'direct' }, 'secret');
  }

  /** Keeps a secret before anything goes out by it. */
  async #keepSecret(tx: Transaction, secret: NegotiatedSecret): Promise<void> {
    if (await addSecret(tx, secret)) {
      tx.afterCommit(() => this.background.run(this.#listenForSecret(secret.secret)));
    }
  }

  /** Writes down what nobody waits for. */
  #note(work: (tx: Transaction) => Promise<void>): void {
    this.background.run(this.#notes.write(work));
  }

  get #refusalPause(): number {
    return Math.max(POST_RETRY_MS, this.#parts.privacy.traits.typicalLatency);
  }

  #createPump(): SyncPump {
    const { sync, security, store, environment, privacy } = this.#parts;
    const { maxPayload, typicalLatency } = privacy.traits;
    const carrier: SyncCarrier = { maxPacket: security.payloadLimit(maxPayload), latency: typicalLatency };
    const layers = { sync, security, store, environment, carrier };
    return new SyncPump(
      { ...layers, self: this.self, postings: this.#postings, background: this.background },
      {
        onSecret: (tx, secret) => this.#keepSecret(tx, secret),
        onSealed: async (tx, messageIds, protection) => {
          for (const id of messageIds) this.telling.step(tx, await noteProtection(tx, id, protection));
        },
        onProgress: (messageIds, peer, progress) => {
          if (messageIds.length === 0) return;
          this.#note(async (tx) => {
            for (const id of messageIds) this.telling.step(tx, await advanceProgress(tx, id, peer, progress));
          });
        },
        onGivenUp: async (tx, id, peer) => this.telling.step(tx, await advanceProgress(tx, id, peer, 'expired')),
        onPosted: ({ packet, messageIds }, envelope, receipt) => {
          const { peer, bytes, messages, trace } = packet;
          const steps = { messages: messages.length, bytes: bytes.length, ...trace };
          this.#trace({ messageIds, peer: bytesTo0x(peer), sync: steps }, envelope, receipt);
        },
      },
    );
  }

  #createOutbox(): Outbox {
    const { store } = this.#parts;
    const parts = { store, notes: this.#notes, postings: this.#postings, background: this.background };
    return new Outbox(
      { ...parts, refusalPause: this.#refusalPause },
      {
        onProgress: (id, recipient, progress) => {
          this.#note(async (tx) => this.telling.step(tx, await advanceProgress(tx, id, recipient, progress)));
        },
        onGivenUp: async (tx, id, recipient) =>
          this.telling.step(tx, await advanceProgress(tx, id, recipient, 'expired')),
        onPosted: (id, envelope, receipt) => {
          const peer = envelope.recipient === undefined ? envelope.route.name : bytesTo0x(envelope.recipient);
          this.#trace({ messageIds: [id], peer }, envelope, receipt);
        },
      },
    );
  }

  #createSending(): Sending {
    const { identity, environment, data, security, transportOnly, privacy } = this.#parts;
    return new Sending({
      ...{ identity, environment, data, security, transportOnly, self: this.self },
      ...{ outbox: this.#outbox, pump: this.#pump, maxSealed: privacy.traits.maxPayload },
      onSecret: (tx, secret) => this.#keepSecret(tx, secret),
    });
  }

  #createAdvertiser(): Advertiser {
    const { identity, environment, store, data, security } = this.#parts;
    return new Advertiser({
      ...{ identity, environment, store, data, security, self: this.self },
      ...{ postings: this.#postings, background: this.background },
      onPosted: (envelope, receipt) => {
        const trace = { messageIds: [], peer: bytesTo0x(this.self), route: 'contact-code' } as const;
        this.telling.trace(outboundTrace(trace, envelope, receipt));
      },
    });
  }

  #createIntake(): Intake {
    const { environment, store, security, transportOnly, sync, data, features = [] } = this.#parts;
    const own: readonly Feature<never>[] = [
      chatFeature((tx, message) => this.telling.message(tx, message)),
      contactCodeFeature,
    ];
    const taking = new Map([...own, ...features].map((feature) => [feature.kind, feature as Feature]));
    return new Intake({
      receiving: { ...{ security, transportOnly, sync, data, self: this.self }, features: taking },
      ...{ environment, store, postings: this.#postings, pump: this.#pump, background: this.background },
      telling: this.telling,
      refusalPause: this.#refusalPause,
      isOwn: ({ hash }) => this.#dispatcher.isOwn(hash),
      // Nobody else's message waits for the key of that route.
      onSecret: ({ secret }) => void this.background.run(this.#listenForSecret(secret)),
    });
  }

  #trace(
    steps: Omit<Parameters<typeof outboundTrace>[0], 'route'>,
    envelope: OutgoingEnvelope,
    receipt: Parameters<typeof outboundTrace>[2],
  ): void {
    this.telling.trace(outboundTrace({ ...steps, route: routeKind(envelope) }, envelope, receipt));
  }
}

/** Whose keys are listened for: contacts', and those of people who were written to; a stranger who wrote has no claim to that. */
function peopleOf(
  chats: readonly Chat[],
  contacts: readonly PublicKey[],
  self: string,
): { readonly publicKey: PublicKey; readonly reason: string }[] {
  const keysOf = ({ chatId, type, members }: Chat): readonly string[] => (type === 'group' ? members : [chatId]);
  const written = chats.filter(({ type, written, active }) =>
    type === 'group' ? active : type !== 'public' && written,
  );
  return [
    ...contacts.map((publicKey) => ({ publicKey, reason: 'contact' })),
    ...written
      .flatMap(keysOf)
      .filter((key) => key !== self)
      .map((key) => ({ publicKey: parsePublicKey(hexToBytes(key)), reason: 'chat' })),
  ];
}

function routeKind({ route, recipient }: OutgoingEnvelope): 'public' | 'partition' | 'negotiated' {
  if (recipient === undefined) return 'public';
  return route.encryption === 'symmetric' ? 'negotiated' : 'partition';
}
