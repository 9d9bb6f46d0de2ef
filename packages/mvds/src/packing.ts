import type { PublicKey, SyncCarrier, SyncDue, SyncId, SyncPacket, View } from '@status/interfaces';
import { decodeMessage, ENCODED_ID_LENGTH, encodedMessageLength, encodePayload, type MvdsMessage } from './codec.ts';
import { bodyKey, duePeers, dueRows, type Kind, TABLES, waitingFor } from './records.ts';
import { isGivenUp, type RetryPolicy, retryOver } from './retry.ts';
import type { Settings } from './settings.ts';
import { type Timeline, timelineAt } from './timeline.ts';

/** What a packet holds, for whoever reports what became of it. Of interest to this layer only. */
export type MvdsReceipt = { readonly peer: PublicKey } & { readonly [kind in Kind]: readonly SyncId[] };

/** What goes into packets, and by when. */
type Packing = {
  readonly view: View;
  readonly retry: RetryPolicy;
  /** Bytes of a packet, unless one message alone has more. */
  readonly limit: number;
  /** The layer's own time, ms. */
  readonly now: number;
  /** Until when something must be due to be taken, ms. */
  readonly until: number;
};

type Collected = { readonly packet: SyncPacket<MvdsReceipt> | undefined; readonly givenUp: SyncDue['givenUp'] };

/** What is due for whom. `told` is Unix ms. */
export async function packAll(
  settings: Settings,
  view: View,
  told: number,
  carrier: SyncCarrier,
): Promise<SyncDue<MvdsReceipt>> {
  const time = await timelineAt(view, told);
  const packing: Packing = {
    view,
    retry: retryOver(settings.retry, carrier),
    limit: Math.min(settings.packetSize, carrier.maxPacket),
    now: time.now,
    until: time.now,
  };
  const packets: SyncPacket<MvdsReceipt>[] = [];
  const givenUp: SyncDue['givenUp'][number][] = [];
  for await (const peer of duePeers(view, time.now)) {
    const collected = await collect(packing, peer);
    givenUp.push(...collected.givenUp);
    if (collected.packet !== undefined) packets.push(collected.packet);
    if (packets.length >= settings.packetsPerDue) break;
  }
  if (packets.length === 0) packets.push(...(await packAfterStep(packing, time)));
  return { packets, givenUp };
}

/**
 * After the clock went back: the first packet that waits, at once. How long it should still wait nobody knows; reporting it tells the
 * store the new time, from which on everything else waits for what is left of its wait.
 */
async function packAfterStep(packing: Packing, time: Timeline): Promise<SyncPacket<MvdsReceipt>[]> {
  if (!time.wentBack) return [];
  const until = Number.POSITIVE_INFINITY;
  for await (const peer of duePeers(packing.view, until)) {
    const { packet } = await collect({ ...packing, until }, peer);
    if (packet !== undefined) return [packet];
  }
  return [];
}

/** What goes into the packet for a peer: what waited longest, as much as fits. */
async function collect({ view, retry, limit, now, until }: Packing, peer: PublicKey): Promise<Collected> {
  const held: { readonly [kind in Kind]: SyncId[] } = { ack: [], request: [], message: [] };
  const messages: MvdsMessage[] = [];
  const givenUp: { readonly peer: PublicKey; readonly id: SyncId }[] = [];
  const waiting = await waitingFor(view, peer);
  let size = 0;
  for (const kind of ['ack', 'request'] as const) {
    if (waiting[kind] === 0) continue;
    for await (const [id] of dueRows(view, peer, kind, until)) {
      if (size > 0 && size + ENCODED_ID_LENGTH > limit) break;
      held[kind].push(id);
      size += ENCODED_ID_LENGTH;
    }
  }
  for await (const [id, row] of waiting.message === 0 ? [] : dueRows(view, peer, 'message', until)) {
    if (row.dueAt > now && isGivenUp(retry, row, now)) continue;
    const body = isGivenUp(retry, row, now) ? undefined : await view.get(TABLES.bodies, bodyKey(peer, id));
    if (body === undefined) {
      givenUp.push({ peer, id });
      continue;
    }
    const length = encodedMessageLength(body.length);
    if (size > 0 && size + length > limit) break;
    held.message.push(id);
    messages.push(decodeMessage(body));
    size += length;
  }
  if (size === 0) return { packet: undefined, givenUp };
  const bytes = encodePayload({ acks: held.ack, offers: [], requests: held.request, messages });
  const trace = { acknowledged: held.ack.length, requested: held.request.length };
  return { packet: { peer, bytes, messages: [...held.message], receipt: { peer, ...held }, trace }, givenUp };
}
