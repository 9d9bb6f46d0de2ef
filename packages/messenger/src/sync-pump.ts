import { bytesToHex } from '@status/base';
import type {
  Cancel,
  Environment,
  NegotiatedSecret,
  PostReceipt,
  Protection,
  SealedMessage,
  SecurityLayer,
  Store,
  SyncLayer,
  SyncPacket,
  Transaction,
} from '@status/interfaces';
import type { Background } from './background.ts';
import { ROUND_RETRY_MS, SYNC_GATHER_MS } from './constants.ts';
import type { Dispatcher, Fate } from './dispatcher.ts';
import { getRecord, putRecord, TABLES } from './records.ts';
import { negotiatedRoute, partitionRoute, type Route } from './routing.ts';

/** The layers that the pump moves packets between. */
export interface SyncPumpParts {
  readonly sync: SyncLayer;
  readonly security: SecurityLayer;
  readonly store: Store;
  readonly environment: Environment;
}

/** What the pump tells the messenger. Message ids are those of the data layer. */
export interface SyncPumpHooks {
  /** A secret was used or learned: listen on its route before anything goes out there. */
  onSecret(tx: Transaction, secret: NegotiatedSecret): Promise<void>;
  onSealed(tx: Transaction, messageIds: readonly string[], protection: Protection): Promise<void>;
  onFate(messageIds: readonly string[], fate: Fate): void;
  onGivenUp(tx: Transaction, messageId: string): Promise<void>;
  onPosted(prepared: PreparedPacket, receipt: PostReceipt): void;
}

/** A packet of data sync, sealed and committed, with the data layer's ids of the messages in it. */
export interface PreparedPacket {
  readonly packet: SyncPacket;
  readonly sealed: SealedMessage;
  readonly route: Route;
  readonly messageIds: readonly string[];
}

const syncKey = (peer: Uint8Array, syncId: Uint8Array): string => `${bytesToHex(peer)}/${bytesToHex(syncId)}`;

/**
 * Moves what data sync has due through the security layer onto the wire.
 *
 * Order is everything: packets are sealed and **committed**, then posted, then noted as sent. A crash before the post costs a
 * retransmission under fresh keys, never a keystream used twice; a crash after it costs a double that the receiver knows.
 *
 * A packet that found no peer in its envelope's life is posted again as it is. Sealing it anew each time would use up the
 * attempts of data sync, and the message keys that the recipient is ready to skip, in a few minutes without a network.
 */
export class SyncPump {
  readonly #sync: SyncLayer;
  readonly #security: SecurityLayer;
  readonly #store: Store;
  readonly #dispatcher: Dispatcher;
  readonly #environment: Environment;
  readonly #hooks: SyncPumpHooks;
  readonly #background: Background;
  /** The newest packet for each peer (hex), while it has not left: this one is kept in the air. */
  readonly #unsent = new Map<string, PreparedPacket>();
  #timer: { readonly at: number; readonly cancel: Cancel } | undefined;
  #running = false;
  #again = false;

  constructor(parts: SyncPumpParts, dispatcher: Dispatcher, background: Background, hooks: SyncPumpHooks) {
    this.#sync = parts.sync;
    this.#security = parts.security;
    this.#store = parts.store;
    this.#environment = parts.environment;
    this.#dispatcher = dispatcher;
    this.#background = background;
    this.#hooks = hooks;
  }

  /** Hands a message to data sync; the caller triggers the pump after the commit. */
  async append(tx: Transaction, peer: Uint8Array, body: Uint8Array, messageId: string): Promise<void> {
    const syncId = await this.#sync.append(tx, peer, body, this.#environment.clock.now());
    putRecord(tx, TABLES.syncIds, syncKey(peer, syncId), messageId);
  }

  /** The data layer's ids of what a peer acknowledged; each is told once. */
  async delivered(tx: Transaction, peer: Uint8Array, syncIds: readonly Uint8Array[]): Promise<string[]> {
    const messageIds: string[] = [];
    for (const syncId of syncIds) {
      const messageId = await this.#messageId(tx, peer, syncId);
      if (messageId === undefined) continue;
      messageIds.push(messageId);
      tx.delete(TABLES.syncIds, syncKey(peer, syncId));
    }
    return messageIds;
  }

  /** Looks for work soon; calls that come close together share one look, and its packets. */
  trigger(delay: number = SYNC_GATHER_MS): void {
    if (this.#background.signal.aborted) return;
    const at = this.#environment.clock.now() + delay;
    if (this.#timer !== undefined) {
      if (this.#timer.at <= at) return;
      this.#timer.cancel();
    }
    const cancel = this.#environment.clock.schedule(delay, () => {
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
    this.#background.run(
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
    const prepared = await this.#store.transaction((tx) => this.#prepare(tx));
    for (const item of prepared) {
      if (this.#background.signal.aborted) return;
      await this.#post(item);
    }
    const next = await this.#store.transaction((tx) => this.#sync.nextDue(tx));
    if (next !== undefined) this.trigger(Math.max(SYNC_GATHER_MS, next - this.#environment.clock.now()));
  }

  async #prepare(tx: Transaction): Promise<PreparedPacket[]> {
    const now = this.#environment.clock.now();
    const { packets, givenUp } = await this.#sync.due(tx, now);
    for (const { peer, id } of givenUp) {
      const messageId = await this.#messageId(tx, peer, id);
      await this.#sync.forget(tx, peer, id);
      tx.delete(TABLES.syncIds, syncKey(peer, id));
      tx.afterCommit(() => this.#unsent.delete(bytesToHex(peer)));
      if (messageId !== undefined) await this.#hooks.onGivenUp(tx, messageId);
    }
    const prepared: PreparedPacket[] = [];
    for (const packet of packets) {
      try {
        const { messages, secrets } = await this.#security.seal(
          tx,
          { kind: 'members', publicKeys: [packet.peer] },
          packet.bytes,
        );
        for (const secret of secrets) await this.#hooks.onSecret(tx, secret);
        const agreed = secrets.find((secret) => secret.agreed);
        const route = agreed ? negotiatedRoute(agreed.secret) : partitionRoute(packet.peer);
        const messageIds = await this.#messageIds(tx, packet);
        for (const sealed of messages) {
          await this.#hooks.onSealed(tx, messageIds, sealed.protection);
          prepared.push({ packet, sealed, route, messageIds });
        }
      } catch (error) {
        // One peer that cannot be reached must not keep the others waiting.
        this.#environment.logger.warn('a packet could not be sealed', { error: String(error) });
        await this.#sync.failed(tx, packet, now);
      }
    }
    return prepared;
  }

  async #post(prepared: PreparedPacket): Promise<void> {
    const { packet } = prepared;
    this.#unsent.set(bytesToHex(packet.peer), prepared);
    try {
      const receipt = await this.#carry(prepared);
      await this.#store.transaction((tx) => this.#sync.sent(tx, packet, this.#environment.clock.now()));
      this.#hooks.onPosted(prepared, receipt);
    } catch (error) {
      this.#settled(prepared);
      if (this.#background.signal.aborted) return;
      this.#environment.logger.warn('a packet could not be posted', { error: String(error) });
      await this.#store.transaction((tx) => this.#sync.failed(tx, packet, this.#environment.clock.now()));
    }
  }

  #carry(prepared: PreparedPacket): Promise<PostReceipt> {
    const { packet, sealed, route } = prepared;
    const onFate = (fate: Fate): void => this.#happened(prepared, fate);
    return this.#dispatcher.post(route, packet.peer, sealed.bytes, onFate, this.#background.signal);
  }

  #happened(prepared: PreparedPacket, fate: Fate): void {
    this.#hooks.onFate(prepared.messageIds, fate);
    if (fate !== 'lost') this.#settled(prepared);
    // What was in an older packet is in a newer one, or comes when data sync hears from the peer.
    else if (this.#isNewest(prepared)) this.#background.run(this.#carry(prepared));
  }

  #isNewest(prepared: PreparedPacket): boolean {
    return this.#unsent.get(bytesToHex(prepared.packet.peer)) === prepared;
  }

  #settled(prepared: PreparedPacket): void {
    if (this.#isNewest(prepared)) this.#unsent.delete(bytesToHex(prepared.packet.peer));
  }

  #messageId(tx: Transaction, peer: Uint8Array, syncId: Uint8Array): Promise<string | undefined> {
    return getRecord<string>(tx, TABLES.syncIds, syncKey(peer, syncId));
  }

  async #messageIds(tx: Transaction, packet: SyncPacket): Promise<string[]> {
    const ids: string[] = [];
    for (const syncId of packet.messages) {
      const messageId = await this.#messageId(tx, packet.peer, syncId);
      if (messageId !== undefined) ids.push(messageId);
    }
    return ids;
  }
}
