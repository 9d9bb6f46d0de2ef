import { bytesToHex, hexToBytes } from '@status/base';
import type { PostReceipt, Protection, Store, Transaction } from '@status/interfaces';
import type { Background } from './background.ts';
import { POST_ATTEMPTS, POST_RETRY_MS } from './constants.ts';
import type { Dispatcher, Fate } from './dispatcher.ts';
import { getRecord, putRecord, TABLES } from './records.ts';
import { partitionRoute, publicChatRoute, type Route } from './routing.ts';

/** A sealed message that no data sync looks after. */
export interface OutboxEntry {
  readonly messageId: string;
  /** Public: the chat's name. One to one: the recipient's public key as `0x04…`. */
  readonly to:
    | { readonly kind: 'public'; readonly chatId: string }
    | { readonly kind: 'direct'; readonly publicKey: string };
  readonly bytes: Uint8Array;
  readonly protection: Protection;
}

type EntryRecord = Omit<OutboxEntry, 'bytes'> & { readonly bytes: string; readonly attempts: number };

/** What the outbox tells the messenger. */
export interface OutboxHooks {
  onFate(tx: Transaction, messageId: string, fate: Fate): Promise<void>;
  onGivenUp(tx: Transaction, messageId: string): Promise<void>;
  onPosted(entry: OutboxEntry, route: Route, receipt: PostReceipt): void;
}

/**
 * Messages without data sync wait here until they left for a peer, and are posted again while they have not: through a
 * time without peers, and through a crash. Their bytes are final, so posting them twice uses no key twice, and
 * receivers tell the double by its id.
 */
export class Outbox {
  readonly #store: Store;
  readonly #dispatcher: Dispatcher;
  readonly #background: Background;
  readonly #hooks: OutboxHooks;

  constructor(store: Store, dispatcher: Dispatcher, background: Background, hooks: OutboxHooks) {
    this.#store = store;
    this.#dispatcher = dispatcher;
    this.#background = background;
    this.#hooks = hooks;
  }

  /** Takes a message and posts it after the commit, in the background, as often as it takes. */
  add(tx: Transaction, entry: OutboxEntry): void {
    this.#write(tx, { ...entry, bytes: bytesToHex(entry.bytes), attempts: 1 });
    tx.afterCommit(() => this.#background.run(this.#post(entry)));
  }

  /** Posts what an earlier run left behind. */
  async resume(): Promise<void> {
    const ids = await this.#store.transaction(async (tx) => {
      const found: string[] = [];
      for await (const [messageId] of tx.entries(TABLES.outbox)) found.push(messageId);
      return found;
    });
    for (const id of ids) this.#background.run(this.#retry(id));
  }

  async #retry(messageId: string): Promise<void> {
    const entry = await this.#store.transaction((tx) => this.#take(tx, messageId));
    if (entry !== undefined) await this.#post(entry);
  }

  async #post(entry: OutboxEntry): Promise<void> {
    const { messageId } = entry;
    const recipient = entry.to.kind === 'direct' ? hexToBytes(entry.to.publicKey) : undefined;
    const route = entry.to.kind === 'public' ? publicChatRoute(entry.to.chatId) : partitionRoute(recipient!);
    const onFate = (fate: Fate): void => this.#happened(messageId, fate);
    let receipt: PostReceipt;
    try {
      receipt = await this.#dispatcher.post(route, recipient, entry.bytes, onFate, this.#background.signal);
    } catch (error) {
      this.#background.later(POST_RETRY_MS, () => this.#retry(messageId));
      throw error;
    }
    this.#hooks.onPosted(entry, route, receipt);
  }

  /** The entry, with one more attempt on its account; `undefined` if it is gone or used up. */
  async #take(tx: Transaction, messageId: string): Promise<OutboxEntry | undefined> {
    const record = await getRecord<EntryRecord>(tx, TABLES.outbox, messageId);
    if (record === undefined) return undefined;
    if (record.attempts >= POST_ATTEMPTS) {
      tx.delete(TABLES.outbox, messageId);
      await this.#hooks.onGivenUp(tx, messageId);
      return undefined;
    }
    this.#write(tx, { ...record, attempts: record.attempts + 1 });
    return { ...record, bytes: hexToBytes(record.bytes) };
  }

  #happened(messageId: string, fate: Fate): void {
    const note = async (tx: Transaction): Promise<void> => {
      await this.#hooks.onFate(tx, messageId, fate);
      // A peer has it, or had its whole life to pass it on.
      const isOver = fate === 'confirmed' || fate === 'done';
      if (isOver && (await tx.get(TABLES.outbox, messageId)) !== undefined) tx.delete(TABLES.outbox, messageId);
    };
    this.#background.run(fate === 'lost' ? this.#retry(messageId) : this.#store.transaction(note));
  }

  #write(tx: Transaction, record: EntryRecord): void {
    putRecord(tx, TABLES.outbox, record.messageId, { ...record });
  }
}
