import { bytesToHex } from '@status/base';
import type {
  Cancel,
  Environment,
  NegotiatedSecret,
  PostReceipt,
  Protection,
  PublicKey,
  Sealed,
  SecurityLayer,
  Store,
  SyncAppend,
  SyncCarrier,
  SyncId,
  SyncLayer,
  SyncPacket,
  Transaction,
} from '@status/interfaces';
import type { Background } from './background.ts';
import { FIRST_CONTACT_EVERY, ROUND_RETRY_MS, SYNC_GATHER_MS } from './constants.ts';
import { pairId } from './conversation.ts';
import { envelopesFor, type OutgoingEnvelope } from './envelope.ts';
import { getMessage } from './history.ts';
import type { Postings, Progress } from './postings.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';
import { negotiatedRoute, partitionRoute, type Route } from './routing.ts';

/** The layers that the pump moves packets between, and what it moves them with. */
export interface SyncPumpParts {
  readonly self: PublicKey;
  readonly sync: SyncLayer;
  readonly security: SecurityLayer;
  readonly store: Store;
  readonly environment: Environment;
  readonly postings: Postings;
  readonly background: Background;
  /** What packets travel by. */
  readonly carrier: SyncCarrier;
}

/** What the pump tells the messenger. Message ids are those of the data layer. */
export interface SyncPumpHooks {
  /** A secret was used or learned: listen on its route before anything goes out there. */
  onSecret(tx: Transaction, secret: NegotiatedSecret): Promise<void>;
  onSealed(tx: Transaction, messageIds: readonly string[], protection: Protection): Promise<void>;
  onProgress(messageIds: readonly string[], peer: PublicKey, progress: Progress): void;
  onGivenUp(tx: Transaction, messageId: string, peer: PublicKey): Promise<void>;
  onPosted(prepared: PreparedPacket, envelope: OutgoingEnvelope, receipt: PostReceipt): void;
}

/** A packet of data sync, sealed and committed, with the data layer's ids of the messages in it. */
export interface PreparedPacket {
  readonly packet: SyncPacket;
  readonly sealed: Sealed;
  readonly messageIds: readonly string[];
}

/**
 * Moves what data sync has due through the security layer onto the wire.
 *
 * Order is everything: packets are sealed and **committed**, then posted, then noted as sent. A crash before the post costs a
 * retransmission under fresh keys, never a keystream used twice; a crash after it costs a double that the receiver knows.
 *
 * A packet that found no peer in its envelope's life is posted again as it is, the newest for each peer. Sealing it anew each time would use up the
 * attempts of data sync, and the message keys that the recipient is ready to skip, in a few minutes without a network.
 */
export class SyncPump {
  readonly #parts: SyncPumpParts;
  readonly #hooks: SyncPumpHooks;
  /** Packets with messages that were posted to a peer (hex), by a secret agreed on, since it last acknowledged one. */
  readonly #unanswered = new Map<string, number>();
  #timer: { readonly at: number; readonly cancel: Cancel } | undefined;
  #running = false;
  #again = false;

  constructor(parts: SyncPumpParts, hooks: SyncPumpHooks) {
    this.#parts = parts;
    this.#hooks = hooks;
  }

  /** Hands a message to data sync, which delivers it to each of the peers; the caller triggers the pump after the commit. */
  async append(tx: Transaction, message: SyncAppend, peers: readonly PublicKey[], messageId: string): Promise<void> {
    const syncId = await this.#parts.sync.append(tx, message, this.#now());
    for (const peer of peers) putRecord(tx, TABLES.syncIds, syncKey(peer, syncId), messageId);
  }

  /** The data layer's ids of what a peer acknowledged; each is told once. */
  async delivered(tx: Transaction, peer: PublicKey, syncIds: readonly SyncId[]): Promise<string[]> {
    const messageIds = await messageIdsOf(tx, peer, syncIds);
    for (const syncId of syncIds) tx.delete(TABLES.syncIds, syncKey(peer, syncId));
    if (syncIds.length > 0) this.#unanswered.delete(bytesToHex(peer));
    return messageIds;
  }

  /** Of a group that a peer is in no more it gets nothing any more: what it has not acknowledged is given up. */
  async abandon(tx: Transaction, peer: PublicKey, chatId: string): Promise<void> {
    const waiting: (readonly [key: string, messageId: string])[] = [];
    for await (const [key, bytes] of tx.entries(TABLES.syncIds, { prefix: syncPrefix(peer) })) {
      waiting.push([key, parseRecord(bytes)]);
    }
    for (const [key, messageId] of waiting) {
      if ((await getMessage(tx, messageId))?.chatId !== chatId) continue;
      tx.delete(TABLES.syncIds, key);
      await this.#hooks.onGivenUp(tx, messageId, peer);
    }
  }

  /** Looks for work soon; calls that come close together share one look, and its packets. */
  trigger(delay: number = SYNC_GATHER_MS): void {
    const { background, environment } = this.#parts;
    if (background.signal.aborted) return;
    const at = environment.clock.elapsed() + delay;
    if (this.#timer !== undefined) {
      if (this.#timer.at <= at) return;
      this.#timer.cancel();
    }
    const cancel = environment.clock.schedule(delay, () => {
      this.#timer = undefined;
      this.#start();
    });
    this.#timer = { at, cancel };
  }

  /** Looks for no more work; a round that is running ends with the background. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #start(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#parts.background.run(
      this.#round()
        .catch((error: unknown) => {
          // Whatever went wrong in this round, there is another one.
          this.trigger(ROUND_RETRY_MS);
          throw error;
        })
        .finally(() => {
          this.#running = false;
          if (this.#again) this.trigger();
          this.#again = false;
        }),
    );
  }

  async #round(): Promise<void> {
    const { store, sync, background } = this.#parts;
    const prepared = await store.transaction((tx) => this.#prepare(tx));
    for (const item of prepared) {
      if (background.signal.aborted) return;
      await this.#post(item);
    }
    const next = await store.read((view) => sync.nextDue(view));
    if (next !== undefined) this.trigger(Math.max(SYNC_GATHER_MS, next - this.#now()));
  }

  /** Seals what is due. A peer whose keys do not let us keeps nobody waiting; whatever else fails undoes all of it. */
  async #prepare(tx: Transaction): Promise<PreparedPacket[]> {
    const { self, sync, security, carrier, environment } = this.#parts;
    const now = this.#now();
    const { packets, givenUp } = await sync.due(tx, now, carrier);
    for (const { peer, id } of givenUp) await this.#giveUp(tx, peer, id);
    const prepared: PreparedPacket[] = [];
    for (const packet of packets) {
      const { peer, bytes } = packet;
      const audience = { kind: 'members', conversation: pairId(self, peer), members: [peer] } as const;
      const sealed = await security.seal(tx, audience, bytes);
      for (const secret of sealed.secrets) await this.#hooks.onSecret(tx, secret);
      if (sealed.messages.length === 0) {
        environment.logger.warn('a packet could not be sealed', { reason: sealed.results[0]?.reason });
        await sync.failed(tx, packet.receipt, now);
        continue;
      }
      const messageIds = await messageIdsOf(tx, peer, packet.messages);
      for (const { protection } of sealed.messages) await this.#hooks.onSealed(tx, messageIds, protection);
      prepared.push({ packet, sealed, messageIds });
    }
    return prepared;
  }

  async #giveUp(tx: Transaction, peer: PublicKey, id: SyncId): Promise<void> {
    const [messageId] = await messageIdsOf(tx, peer, [id]);
    await this.#parts.sync.forget(tx, peer, id);
    tx.delete(TABLES.syncIds, syncKey(peer, id));
    tx.afterCommit(() => this.#parts.postings.forget(postingKey(peer)));
    if (messageId !== undefined) await this.#hooks.onGivenUp(tx, messageId, peer);
  }

  async #post(prepared: PreparedPacket): Promise<void> {
    const { store, sync, carrier, postings, background, environment } = this.#parts;
    const { packet, sealed, messageIds } = prepared;
    const { peer } = packet;
    const route = this.#routeTo(prepared);
    try {
      await postings.post({
        key: postingKey(peer),
        envelopes: envelopesFor(sealed.messages, () => route),
        mayRepeat: async () => true,
        onPosted: (envelope, receipt) => this.#hooks.onPosted(prepared, envelope, receipt),
        onProgress: (_, progress) => this.#hooks.onProgress(messageIds, peer, progress),
      });
    } catch (error) {
      if (background.signal.aborted) return;
      environment.logger.warn('a packet could not be posted', { error: String(error) });
      await store.transaction((tx) => sync.failed(tx, packet.receipt, this.#now()));
      return;
    }
    await store.transaction((tx) => sync.sent(tx, packet.receipt, this.#now(), carrier));
  }

  /**
   * The meeting point that was agreed on, where there is one. A peer that lost its store does not know of it any more and cannot say so: of packets that stay
   * unanswered one in a few goes where everybody listens for first contact.
   */
  #routeTo({ packet: { peer, messages }, sealed }: PreparedPacket): Route {
    const agreed = sealed.secrets.find((secret) => secret.agreed);
    if (agreed === undefined) return partitionRoute(peer);
    if (messages.length === 0) return negotiatedRoute(agreed.secret);
    const unanswered = (this.#unanswered.get(bytesToHex(peer)) ?? 0) + 1;
    this.#unanswered.set(bytesToHex(peer), unanswered);
    return unanswered % FIRST_CONTACT_EVERY === 0 ? partitionRoute(peer) : negotiatedRoute(agreed.secret);
  }

  #now(): number {
    return this.#parts.environment.clock.now();
  }
}

const syncPrefix = (peer: PublicKey): string => `${bytesToHex(peer)}/`;

const syncKey = (peer: PublicKey, syncId: SyncId): string => `${syncPrefix(peer)}${bytesToHex(syncId)}`;

const postingKey = (peer: PublicKey): string => `sync:${bytesToHex(peer)}`;

async function messageIdsOf(tx: Transaction, peer: PublicKey, syncIds: readonly SyncId[]): Promise<string[]> {
  const ids: string[] = [];
  for (const syncId of syncIds) {
    const messageId = await getRecord<string>(tx, TABLES.syncIds, syncKey(peer, syncId));
    if (messageId !== undefined) ids.push(messageId);
  }
  return ids;
}
