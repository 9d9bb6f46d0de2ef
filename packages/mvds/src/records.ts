import { bytesToHex, hexToBytes } from '@status/base';
import { decodeProtobuf, encodeProtobuf } from '@status/base/protobuf';
import type { PublicKey, SyncId, Transaction, View } from '@status/interfaces';
import { WaitingPeer, WaitingRow } from './generated/records.js';
import { requirePeer } from './group.ts';
import type { Trials } from './retry.ts';

/** What waits to go out: acknowledgements, requests, messages. A packet is filled in this order. */
export type Kind = 'ack' | 'request' | 'message';

/** An element that waits. */
export type Row = Trials & {
  /** ms of the layer's own time. */
  readonly dueAt: number;
};

/**
 * The tables, with `peer` and `id` in hex, `kind` a letter, and `time` in ms as 15 digits (of the layer's own time; in seen-age as it was told):
 *
 * | table | key | value |
 * |---|---|---|
 * | rows | peer/kind/id | the row |
 * | due | peer/kind/time/id | – |
 * | bodies | peer/id | the message, encoded |
 * | peers | peer | who has rows: how many, and when the first is due |
 * | agenda | time/peer | – |
 * | seen | peer/id | the time, as in keys |
 * | seen-age | time/peer/id | – |
 * | clock | `latest` | the layer's own time, see `Timeline` |
 *
 * The agenda finds the peers whose time has come, and `due` their rows in order: neither touches what is not due yet, nor more of
 * it than fits a packet.
 */
export const TABLES = {
  rows: 'mvds-rows-1',
  due: 'mvds-due-1',
  bodies: 'mvds-bodies-1',
  peers: 'mvds-peers-1',
  agenda: 'mvds-agenda-1',
  seen: 'mvds-seen-1',
  seenAge: 'mvds-seen-age-1',
  clock: 'mvds-clock-1',
} as const;

const LETTERS: Readonly<Record<Kind, string>> = { ack: 'a', request: 'r', message: 'm' };
const KINDS: readonly Kind[] = ['ack', 'request', 'message'];
/** Digits of a time in keys. */
export const TIME_DIGITS = 15;
const LATEST = 10 ** TIME_DIGITS - 1;
const NOTHING: Uint8Array = new Uint8Array();

/** A time as text that sorts like it. */
export function timeKey(time: number): string {
  return String(Math.min(Math.max(0, Math.floor(time)), LATEST)).padStart(TIME_DIGITS, '0');
}

/**
 * The rows of one peer, as long as one operation works on them. Nothing is kept beside the transaction.
 *
 * Changes to rows are written at once; `save` puts the peer at its new place in the agenda.
 */
export interface Ledger {
  /** Whether nothing waits for the peer. */
  readonly isEmpty: boolean;
  /** How many rows of each kind wait: what is empty need not be looked into. */
  readonly waiting: Readonly<Record<Kind, number>>;
  /** ms of the last packet from the peer; 0 if none came since something waits. */
  heardAt: number;
  /** ms before which nothing is sent to the peer. */
  notBefore: number;
  get(kind: Kind, id: SyncId): Promise<Row | undefined>;
  add(kind: Kind, id: SyncId, row: Row): void;
  replace(kind: Kind, id: SyncId, previous: Row, row: Row): void;
  remove(kind: Kind, id: SyncId, previous: Row): void;
  save(): Promise<void>;
}

/** Opens the rows of a peer (65 bytes). @throws {MvdsError} `SYNC_PEER`. */
export async function openLedger(tx: Transaction, peer: PublicKey): Promise<Ledger> {
  const name = bytesToHex(requirePeer(peer));
  const stored = await tx.get(TABLES.peers, name);
  const before = stored === undefined ? undefined : decodeProtobuf(WaitingPeer, stored);
  const bookedAt = before === undefined ? undefined : Math.max(before.firstDueAt, before.notBefore);
  let first = before?.firstDueAt;
  let mayBeLater = false;
  const waiting = { ack: before?.acks ?? 0, request: before?.requests ?? 0, message: before?.messages ?? 0 };

  const keys = (kind: Kind, id: SyncId, row: Row): readonly [row: string, due: string] => {
    const lane = `${name}/${LETTERS[kind]}/`;
    return [lane + bytesToHex(id), `${lane}${timeKey(row.dueAt)}/${bytesToHex(id)}`];
  };
  const write = (kind: Kind, id: SyncId, row: Row): void => {
    const [rowKey, dueKey] = keys(kind, id, row);
    tx.put(TABLES.rows, rowKey, encodeProtobuf(WaitingRow, row));
    tx.put(TABLES.due, dueKey, NOTHING);
    first = Math.min(first ?? row.dueAt, row.dueAt);
  };
  const unbook = (kind: Kind, id: SyncId, row: Row): void => {
    tx.delete(TABLES.due, keys(kind, id, row)[1]);
    if (first === undefined || row.dueAt <= first) mayBeLater = true;
  };

  const ledger: Ledger = {
    get isEmpty() {
      return first === undefined;
    },
    waiting,
    heardAt: before?.heardAt ?? 0,
    notBefore: before?.notBefore ?? 0,
    async get(kind, id) {
      if (before === undefined && first === undefined) return undefined;
      const row = await tx.get(TABLES.rows, `${name}/${LETTERS[kind]}/${bytesToHex(id)}`);
      return row === undefined ? undefined : decodeRow(row);
    },
    add(kind, id, row) {
      write(kind, id, row);
      waiting[kind]++;
    },
    replace(kind, id, previous, row) {
      unbook(kind, id, previous);
      write(kind, id, row);
    },
    remove(kind, id, previous) {
      unbook(kind, id, previous);
      tx.delete(TABLES.rows, keys(kind, id, previous)[0]);
      if (kind === 'message') tx.delete(TABLES.bodies, bodyKey(peer, id));
      waiting[kind]--;
    },
    async save() {
      if (mayBeLater) first = await firstDue(tx, name, waiting);
      if (bookedAt !== undefined) tx.delete(TABLES.agenda, `${timeKey(bookedAt)}/${name}`);
      if (first === undefined) {
        tx.delete(TABLES.peers, name);
        return;
      }
      const { heardAt, notBefore } = ledger;
      const { ack: acks, request: requests, message: messages } = waiting;
      const record = { firstDueAt: first, notBefore, heardAt, acks, requests, messages };
      tx.put(TABLES.peers, name, encodeProtobuf(WaitingPeer, record));
      tx.put(TABLES.agenda, `${timeKey(Math.max(first, notBefore))}/${name}`, NOTHING);
    },
  };
  return ledger;
}

/** The key of a peer's message in the tables of bodies and of seen ids. */
export function bodyKey(peer: PublicKey, id: SyncId): string {
  return `${bytesToHex(peer)}/${bytesToHex(id)}`;
}

/** How many rows of each kind wait for a peer. */
export async function waitingFor(view: View, peer: PublicKey): Promise<Ledger['waiting']> {
  const stored = await view.get(TABLES.peers, bytesToHex(peer));
  const { acks, requests, messages } = decodeProtobuf(WaitingPeer, stored ?? NOTHING);
  return { ack: acks, request: requests, message: messages };
}

/** Peers that have something due by `now`, longest waiting first. */
export async function* duePeers(view: View, now: number): AsyncGenerator<PublicKey, void, undefined> {
  for await (const [key] of view.entries(TABLES.agenda, { lt: timeKey(now + 1) })) {
    yield hexToBytes(key.slice(TIME_DIGITS + 1)) as PublicKey;
  }
}

/** When the first peer has something due, ms of the layer's own time. */
export async function firstInAgenda(view: View): Promise<number | undefined> {
  for await (const [key] of view.entries(TABLES.agenda, { limit: 1 })) return Number(key.slice(0, TIME_DIGITS));
  return undefined;
}

/** Rows of a peer that are due by `now`, longest waiting first. */
export function dueRows(
  view: View,
  peer: PublicKey,
  kind: Kind,
  now: number,
): AsyncGenerator<readonly [id: SyncId, row: Row], void, undefined> {
  const lane = `${bytesToHex(peer)}/${LETTERS[kind]}/`;
  return rowsOf(view, lane, { prefix: lane, lt: lane + timeKey(now + 1) });
}

/** At most `limit` rows of a peer that are due after `time`, soonest first. */
export function rowsAfter(
  view: View,
  peer: PublicKey,
  kind: Kind,
  time: number,
  limit: number,
): AsyncGenerator<readonly [id: SyncId, row: Row], void, undefined> {
  const lane = `${bytesToHex(peer)}/${LETTERS[kind]}/`;
  return rowsOf(view, lane, { prefix: lane, gte: lane + timeKey(time + 1), limit });
}

/** Puts an element among those that wait, due at `now` of the layer's own time, unless it is there. */
export async function queue(ledger: Ledger, kind: Kind, id: SyncId, now: number): Promise<void> {
  if ((await ledger.get(kind, id)) !== undefined) return;
  ledger.add(kind, id, { attempts: 0, failures: 0, createdAt: now, sentAt: 0, dueAt: now });
}

async function* rowsOf(
  view: View,
  lane: string,
  range: { readonly prefix: string; readonly gte?: string; readonly lt?: string; readonly limit?: number },
): AsyncGenerator<readonly [id: SyncId, row: Row], void, undefined> {
  for await (const [key] of view.entries(TABLES.due, range)) {
    const id = key.slice(lane.length + TIME_DIGITS + 1);
    const row = await view.get(TABLES.rows, lane + id);
    if (row !== undefined) yield [hexToBytes(id) as SyncId, decodeRow(row)];
  }
}

async function firstDue(view: View, name: string, waiting: Ledger['waiting']): Promise<number | undefined> {
  let first: number | undefined;
  for (const kind of KINDS) {
    if (waiting[kind] === 0) continue;
    const lane = `${name}/${LETTERS[kind]}/`;
    for await (const [key] of view.entries(TABLES.due, { prefix: lane, limit: 1 })) {
      const time = Number(key.slice(lane.length, lane.length + TIME_DIGITS));
      first = Math.min(first ?? time, time);
    }
  }
  return first;
}

function decodeRow(bytes: Uint8Array): Row {
  const { attempts, failures, createdAt, sentAt, dueAt } = decodeProtobuf(WaitingRow, bytes);
  return { attempts, failures, createdAt, sentAt, dueAt };
}
