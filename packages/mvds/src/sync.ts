import { bytesToHex, copyBytes, equalBytes } from '@status/base';
import type {
  Environment,
  SyncDue,
  SyncLayer,
  SyncMessage,
  SyncPacket,
  SyncReceived,
  Transaction,
} from '@status/interfaces';
import {
  type DecodedPayload,
  decodeMessage,
  decodePayload,
  ENCODED_ID_LENGTH,
  encodedMessageLength,
  encodeMessage,
  encodePayload,
  type MvdsMessage,
} from './codec.ts';
import {
  ID_LENGTH,
  MESSAGES_PER_PACKET,
  PACKET_SIZE,
  PACKETS_PER_DUE,
  PRUNE_PAUSE,
  PRUNED_PER_ACCEPT,
  REQUESTS_PER_PEER,
  SEEN_FOR,
  WOKEN_PER_PACKET,
} from './constants.ts';
import { MvdsError } from './errors.ts';
import { pairGroupId } from './group.ts';
import { messageId } from './message-id.ts';
import {
  bodyKey,
  duePeers,
  dueRows,
  firstInAgenda,
  isSeen,
  type Kind,
  type Ledger,
  openLedger,
  prune,
  type Row,
  remember,
  rowsAfter,
  TABLES,
} from './records.ts';
import { canWake, DEFAULT_RETRY, dueAfterAttempt, dueAfterFailure, isGivenUp, type RetryPolicy } from './retry.ts';

/** What may be decided about the synchronisation. */
export type MvdsOptions = {
  /** When to send again; what is left out is that of `DEFAULT_RETRY`. */
  readonly retry?: Partial<RetryPolicy>;
  /** Largest packet in bytes, unless one message alone is larger. Default `PACKET_SIZE`. */
  readonly packetSize?: number;
  /** Packets that one call of `due` builds at most. Default `PACKETS_PER_DUE`. */
  readonly packetsPerDue?: number;
  /** Offered messages that are asked for at a time, per peer. Default `REQUESTS_PER_PEER`. */
  readonly requestsPerPeer?: number;
  /** How long ids of accepted messages are kept after they last came, ms. Default `SEEN_FOR`. */
  readonly seenFor?: number;
};

/** What MVDS needs to know. */
export type MvdsConfig = {
  /** Own public key, 65 bytes. */
  readonly self: Uint8Array;
  readonly environment: Environment;
  readonly options?: MvdsOptions;
};

const EMPTY: DecodedPayload = { acks: [], offers: [], requests: [], messages: [], dropped: 0 };

/**
 * Minimum Viable Data Synchronisation in batch mode, as the Status Protocol uses it: one group per pair of identities, peers are public keys
 * of 65 bytes. Offers and requests of others are answered; own ones are made only to answer an offer.
 *
 * All state is in the transactions, but for when to clean up next. Every method throws `MvdsError` `MVDS_PEER` for a peer that is no such key.
 */
export function createMvds({ self, environment, options = {} }: MvdsConfig): SyncLayer {
  const retry: RetryPolicy = { ...DEFAULT_RETRY, ...options.retry };
  const packetSize = options.packetSize ?? PACKET_SIZE;
  const packetsPerDue = options.packetsPerDue ?? PACKETS_PER_DUE;
  const requestsPerPeer = options.requestsPerPeer ?? REQUESTS_PER_PEER;
  const seenFor = options.seenFor ?? SEEN_FOR;
  const own = copyBytes(self);
  pairGroupId(own, own);
  let nextPrune = 0;

  /** Evenly between 0 and 1. */
  const chance = (): number => new DataView(environment.random.bytes(4).buffer).getUint32(0) / 2 ** 32;

  const count = (tx: Transaction, name: string, by: number): void => {
    if (by > 0) tx.afterCommit(() => environment.metrics.count(name, by));
  };

  const takeAcks = async (ledger: Ledger, acks: readonly Uint8Array[]): Promise<Uint8Array[]> => {
    const delivered: Uint8Array[] = [];
    for (const id of acks) {
      const row = await ledger.get('message', id);
      if (row === undefined) continue;
      ledger.remove('message', id, row);
      delivered.push(id);
    }
    return delivered;
  };

  const takeRequests = async (ledger: Ledger, requests: readonly Uint8Array[], now: number): Promise<void> => {
    for (const id of requests) {
      const row = await ledger.get('message', id);
      if (row !== undefined && row.dueAt > now) ledger.replace('message', id, row, { ...row, dueAt: now });
    }
  };

  /** Returns how many offers were too many. */
  const takeOffers = async (
    tx: Transaction,
    ledger: Ledger,
    from: Uint8Array,
    offers: readonly Uint8Array[],
    now: number,
  ): Promise<number> => {
    let dropped = 0;
    for (const id of offers) {
      if (await isSeen(tx, from, id, now)) await queue(ledger, 'ack', id, now);
      else if (ledger.waiting.request < requestsPerPeer) await queue(ledger, 'request', id, now);
      else if ((await ledger.get('request', id)) === undefined) dropped++;
    }
    return dropped;
  };

  const takeMessages = async (
    tx: Transaction,
    ledger: Ledger,
    from: Uint8Array,
    messages: readonly MvdsMessage[],
    now: number,
  ): Promise<{ readonly fresh: SyncMessage[]; readonly duplicates: number; readonly dropped: number }> => {
    const fresh = new Map<string, SyncMessage>();
    let duplicates = 0;
    let dropped = Math.max(0, messages.length - MESSAGES_PER_PACKET);
    const group = messages.length > 0 ? pairGroupId(own, from) : undefined;
    for (const message of messages.slice(0, MESSAGES_PER_PACKET)) {
      // A group of others must not take root here: their ids are no secret, and the reference passes such messages on.
      if (group === undefined || !equalBytes(message.groupId, group) || message.body.length === 0) {
        dropped++;
        continue;
      }
      const id = messageId(message);
      const name = bytesToHex(id);
      if (fresh.has(name)) {
        duplicates++;
      } else if (await isSeen(tx, from, id, now)) {
        duplicates++;
        await queue(ledger, 'ack', id, now);
      } else {
        fresh.set(name, { id, group, body: message.body });
        const request = await ledger.get('request', id);
        if (request !== undefined) ledger.remove('request', id, request);
      }
    }
    return { fresh: [...fresh.values()], duplicates, dropped };
  };

  /** Forgets ids that are too old. To look for them costs as much as all the rest of an `accept`, so it is not done each time. */
  const forgetOld = async (tx: Transaction, now: number): Promise<void> => {
    if (now < nextPrune && nextPrune - now <= PRUNE_PAUSE) return;
    const pruned = await prune(tx, now - seenFor, PRUNED_PER_ACCEPT);
    nextPrune = pruned < PRUNED_PER_ACCEPT ? now + PRUNE_PAUSE : 0;
  };

  /** A peer that was silent is there again: what waits for it has a better chance now than at the time planned. */
  const wake = async (tx: Transaction, ledger: Ledger, from: Uint8Array, now: number): Promise<void> => {
    if (ledger.isEmpty) return;
    const elapsed = now - ledger.heardAt;
    const wasSilent = ledger.heardAt === 0 || elapsed < 0 || elapsed >= retry.silence;
    ledger.heardAt = now;
    if (!wasSilent) return;
    const sleeping: (readonly [Uint8Array, Row])[] = [];
    for await (const entry of rowsAfter(tx, from, 'message', now + retry.wakeWithin, WOKEN_PER_PACKET)) {
      if (canWake(retry, entry[1], now)) sleeping.push(entry);
    }
    for (const [id, row] of sleeping) {
      ledger.replace('message', id, row, { ...row, dueAt: now + Math.floor(chance() * retry.wakeWithin) });
    }
  };

  /** What goes into the packet for a peer: what waited longest, as much as fits. */
  const collect = async (
    tx: Transaction,
    peer: Uint8Array,
    now: number,
  ): Promise<{ readonly packet: SyncPacket | undefined; readonly givenUp: SyncDue['givenUp'] }> => {
    const acks: Uint8Array[] = [];
    const requests: Uint8Array[] = [];
    const ids: Uint8Array[] = [];
    const messages: MvdsMessage[] = [];
    const givenUp: { readonly peer: Uint8Array; readonly id: Uint8Array }[] = [];
    const { waiting } = await openLedger(tx, peer);
    let size = 0;
    for (const [kind, list] of [
      ['ack', acks],
      ['request', requests],
    ] as const) {
      if (waiting[kind] === 0) continue;
      for await (const [id] of dueRows(tx, peer, kind, now)) {
        if (size > 0 && size + ENCODED_ID_LENGTH > packetSize) break;
        list.push(id);
        size += ENCODED_ID_LENGTH;
      }
    }
    for await (const [id, row] of waiting.message === 0 ? [] : dueRows(tx, peer, 'message', now)) {
      const body = isGivenUp(retry, row, now) ? undefined : await tx.get(TABLES.bodies, bodyKey(peer, id));
      if (body === undefined) {
        givenUp.push({ peer, id });
        continue;
      }
      const length = encodedMessageLength(body.length);
      if (size > 0 && size + length > packetSize) break;
      ids.push(id);
      messages.push(decodeMessage(body));
      size += length;
    }
    if (size === 0) return { packet: undefined, givenUp };
    const bytes = encodePayload({ acks, offers: [], requests, messages });
    return { packet: { peer, bytes, messages: ids, acknowledged: acks }, givenUp };
  };

  return {
    name: 'mvds',

    async append(tx, peer, body, now) {
      if (body.length === 0) throw new MvdsError('MVDS_BODY', 'a body has at least one byte');
      const message = { groupId: pairGroupId(own, peer), timestamp: BigInt(Math.floor(now / 1000)), body };
      const id = messageId(message);
      const ledger = await openLedger(tx, peer);
      if ((await ledger.get('message', id)) === undefined) {
        ledger.add('message', id, newRow(now));
        tx.put(TABLES.bodies, bodyKey(peer, id), encodeMessage(message));
        await ledger.save();
      }
      return id;
    },

    async receive(tx, from, bytes, now): Promise<SyncReceived> {
      const payload = bytes.length === 0 ? EMPTY : decodePayload(bytes);
      if (payload === undefined) return { recognised: false, messages: [], delivered: [], dropped: 0 };
      const ledger = await openLedger(tx, from);
      const delivered = await takeAcks(ledger, payload.acks);
      await takeRequests(ledger, payload.requests, now);
      const tooMany = await takeOffers(tx, ledger, from, payload.offers, now);
      const { fresh, duplicates, dropped } = await takeMessages(tx, ledger, from, payload.messages, now);
      await wake(tx, ledger, from, now);
      await ledger.save();
      const ignored = payload.dropped + tooMany + dropped;
      count(tx, 'mvds_elements_dropped', ignored);
      count(tx, 'mvds_messages_duplicate', duplicates);
      count(tx, 'mvds_messages_delivered', delivered.length);
      return { recognised: true, messages: fresh, delivered, dropped: ignored };
    },

    async accept(tx, from, id, now) {
      requireId(id);
      const ledger = await openLedger(tx, from);
      if (await isSeen(tx, from, id, now)) return;
      remember(tx, from, id, now);
      await queue(ledger, 'ack', id, now);
      await ledger.save();
      await forgetOld(tx, now);
    },

    async due(tx, now) {
      const packets: SyncPacket[] = [];
      const givenUp: { readonly peer: Uint8Array; readonly id: Uint8Array }[] = [];
      for await (const peer of duePeers(tx, now)) {
        const collected = await collect(tx, peer, now);
        givenUp.push(...collected.givenUp);
        if (collected.packet !== undefined) packets.push(collected.packet);
        if (packets.length >= packetsPerDue) break;
      }
      return { packets, givenUp };
    },

    async sent(tx, packet, now) {
      const ledger = await openLedger(tx, packet.peer);
      ledger.notBefore = 0;
      for (const id of packet.acknowledged) {
        const row = await ledger.get('ack', id);
        if (row !== undefined) ledger.remove('ack', id, row);
      }
      for (const id of requestsIn(packet)) {
        const row = await ledger.get('request', id);
        if (row === undefined) continue;
        const tried = afterAttempt(retry, row, now, chance());
        if (tried.attempts >= retry.requestAttempts) ledger.remove('request', id, row);
        else ledger.replace('request', id, row, tried);
      }
      let repeated = 0;
      for (const id of packet.messages) {
        const row = await ledger.get('message', id);
        if (row === undefined) continue;
        if (row.attempts > 0) repeated++;
        ledger.replace('message', id, row, afterAttempt(retry, row, now, chance()));
      }
      await ledger.save();
      count(tx, 'mvds_messages_sent', packet.messages.length);
      count(tx, 'mvds_messages_repeated', repeated);
    },

    async failed(tx, packet, now) {
      const ledger = await openLedger(tx, packet.peer);
      // The peer as a whole waits, and what was in the packet waits longer: what the layers below never take must not hold up the rest.
      ledger.notBefore = dueAfterFailure(retry, 1, now);
      const elements: readonly (readonly [Kind, readonly Uint8Array[]])[] = [
        ['ack', packet.acknowledged],
        ['request', requestsIn(packet)],
        ['message', packet.messages],
      ];
      for (const [kind, ids] of elements) {
        for (const id of ids) {
          const row = await ledger.get(kind, id);
          if (row === undefined) continue;
          const failures = row.failures + 1;
          ledger.replace(kind, id, row, { ...row, failures, dueAt: dueAfterFailure(retry, failures, now) });
        }
      }
      await ledger.save();
    },

    async forget(tx, peer, id) {
      const ledger = await openLedger(tx, peer);
      const row = await ledger.get('message', id);
      if (row === undefined) return;
      ledger.remove('message', id, row);
      await ledger.save();
    },

    nextDue: (tx) => firstInAgenda(tx),
  };
}

function newRow(now: number): Row {
  return { attempts: 0, failures: 0, createdAt: now, sentAt: 0, dueAt: now };
}

async function queue(ledger: Ledger, kind: Kind, id: Uint8Array, now: number): Promise<void> {
  if ((await ledger.get(kind, id)) === undefined) ledger.add(kind, id, newRow(now));
}

function afterAttempt(retry: RetryPolicy, row: Row, now: number, chance: number): Row {
  const tried = { ...row, attempts: row.attempts + 1, failures: 0, sentAt: now };
  return { ...tried, dueAt: dueAfterAttempt(retry, tried, now, chance) };
}

/** The seam's packets do not list what they ask for; their bytes do. */
function requestsIn(packet: SyncPacket): readonly Uint8Array[] {
  return decodePayload(packet.bytes)?.requests ?? [];
}

function requireId(id: Uint8Array): void {
  if (id.length !== ID_LENGTH) throw new MvdsError('MVDS_ID', `an id has ${ID_LENGTH} bytes, not ${id.length}`);
}
