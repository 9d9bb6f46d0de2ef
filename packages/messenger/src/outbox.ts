import { bytesToHex, hexToBytes } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import type { PostReceipt, PublicKey, Store, Transaction } from '@status/interfaces';
import type { Background } from './background.ts';
import { POST_ATTEMPTS } from './constants.ts';
import type { OutgoingEnvelope } from './envelope.ts';
import type { Notes } from './notes.ts';
import type { Posting, Postings, Progress } from './postings.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';
import { partitionRoute, publicChatRoute, routeOf } from './routing.ts';

/** What the outbox keeps messages with, and how it posts them. */
export interface OutboxParts {
  readonly store: Store;
  readonly notes: Notes;
  readonly postings: Postings;
  readonly background: Background;
  /** How long to wait before an envelope that the transport refused is tried again, ms. */
  readonly refusalPause: number;
}

/** What the outbox tells the messenger, of messages by their id. */
export interface OutboxHooks {
  onProgress(messageId: string, recipient: PublicKey | undefined, progress: Progress): void;
  /** No peer took an envelope as often as it was offered. */
  onGivenUp(tx: Transaction, messageId: string, recipient: PublicKey | undefined): Promise<void>;
  onPosted(messageId: string, envelope: OutgoingEnvelope, receipt: PostReceipt): void;
}

/** An envelope that waits, under `<message>/<number>`. */
type EnvelopeRecord = {
  readonly route: string;
  readonly encryption: 'symmetric' | 'asymmetric';
  /** Public key in hex. */
  readonly recipient?: string;
  /** Hex. */
  readonly bytes: string;
  readonly protection: string;
  readonly attempts: number;
};

/** How the first version wrote the one envelope of a message, under `<message>`: where it goes as a chat. */
type FirstRecord = Pick<EnvelopeRecord, 'bytes' | 'protection' | 'attempts'> & {
  readonly to:
    | { readonly kind: 'public'; readonly chatId: string }
    | { readonly kind: 'direct'; readonly publicKey: string };
};

/**
 * Messages without data sync wait here until they left for a peer: through a time without peers, and through a crash. The posting is that of
 * `Postings`; what is added is that it is remembered, and that it ends.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #hooks: OutboxHooks;
  /** Messages that were posted before what an earlier run left was taken up, and so are none of it; `undefined` afterwards. */
  #early: Set<string> | undefined = new Set();

  constructor(parts: OutboxParts, hooks: OutboxHooks) {
    this.#parts = parts;
    this.#hooks = hooks;
  }

  /** Takes a message and posts it after the commit, in the background, as often as it takes. */
  add(tx: Transaction, messageId: string, envelopes: readonly OutgoingEnvelope[]): void {
    const keys = envelopes.map((_, index) => `${messageId}/${index}`);
    for (const [index, key] of keys.entries()) putRecord(tx, TABLES.outbox, key, recordOf(envelopes[index]!));
    tx.afterCommit(() => {
      this.#early?.add(messageId);
      this.#post(messageId, envelopes, keys);
    });
  }

  /** Posts what an earlier run left behind, once. A start is no attempt: only an envelope that lived its time is. */
  async resume(): Promise<void> {
    const waiting = new Map<string, { readonly keys: string[]; readonly envelopes: OutgoingEnvelope[] }>();
    await this.#parts.store.read(async (view) => {
      for await (const [key, bytes] of view.entries(TABLES.outbox)) {
        const messageId = key.split('/')[0]!;
        const entry = waiting.get(messageId) ?? { keys: [], envelopes: [] };
        waiting.set(messageId, entry);
        entry.keys.push(key);
        entry.envelopes.push(envelopeOf(renewed(parseRecord(bytes))));
      }
    });
    const early = this.#early;
    this.#early = undefined;
    for (const [messageId, { envelopes, keys }] of waiting) {
      if (early?.has(messageId) === false) this.#post(messageId, envelopes, keys);
    }
  }

  /** @param keys of the envelopes' records */
  #post(messageId: string, envelopes: readonly OutgoingEnvelope[], keys: readonly string[]): void {
    const { notes, postings, background, refusalPause } = this.#parts;
    const posting: Posting = {
      key: `message:${messageId}`,
      envelopes,
      refusalPause,
      mayRepeat: (index) => notes.write((tx) => this.#count(tx, messageId, keys[index]!)),
      onPosted: (envelope, receipt) => this.#hooks.onPosted(messageId, envelope, receipt),
      onProgress: (recipient, progress) => this.#hooks.onProgress(messageId, recipient, progress),
      onSettled: (index) => {
        background.run(notes.write(async (tx) => tx.delete(TABLES.outbox, keys[index]!)));
      },
    };
    background.run(postings.post(posting));
  }

  /** Puts one more attempt on an envelope's account; false if it is gone or was used up. */
  async #count(tx: Transaction, messageId: string, key: string): Promise<boolean> {
    const stored = await getRecord<EnvelopeRecord | FirstRecord>(tx, TABLES.outbox, key);
    if (stored === undefined) return false;
    const record = renewed(stored);
    if (record.attempts < POST_ATTEMPTS) {
      putRecord(tx, TABLES.outbox, key, { ...record, attempts: record.attempts + 1 });
      return true;
    }
    tx.delete(TABLES.outbox, key);
    await this.#hooks.onGivenUp(tx, messageId, envelopeOf(record).recipient);
    return false;
  }
}

function recordOf({ route, recipient, bytes, protection }: OutgoingEnvelope): EnvelopeRecord {
  return {
    route: route.name,
    encryption: route.encryption,
    ...(recipient && { recipient: bytesToHex(recipient) }),
    bytes: bytesToHex(bytes),
    protection,
    attempts: 1,
  };
}

function envelopeOf({ route, encryption, recipient, bytes, protection }: EnvelopeRecord): OutgoingEnvelope {
  return {
    route: routeOf(route, encryption),
    ...(recipient !== undefined && { recipient: keyOf(recipient) }),
    bytes: hexToBytes(bytes),
    protection,
  };
}

function renewed(record: EnvelopeRecord | FirstRecord): EnvelopeRecord {
  if (!('to' in record)) return record;
  const { to, ...rest } = record;
  const recipient = to.kind === 'direct' ? to.publicKey : undefined;
  const { name, encryption } = to.kind === 'public' ? publicChatRoute(to.chatId) : partitionRoute(keyOf(to.publicKey));
  return { ...rest, route: name, encryption, ...(recipient !== undefined && { recipient }) };
}

const keyOf = (hex: string): PublicKey => parsePublicKey(hexToBytes(hex));
