import { bytesToHex, utf8ToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { PublicKey, SyncCarrier, SyncDue, SyncId, SyncPacket, SyncReceived } from '@status/interfaces';
import { createMapStore, type MapStore, type TestEnvironment, testEnvironment } from '@status/testing';
import { createMvds, type MvdsOptions, type MvdsReceipt } from '../src/index.ts';
import { type DecodedPayload, decodePayload, type MvdsPayload } from '../src/wire.ts';

export const START = 1_599_480_000_000;

/** Whisper's, as far as data sync can tell. */
export const CARRIER: SyncCarrier = { maxPacket: 100_000, latency: 1_000 };

export const keyOf = (byte: number): PublicKey => publicKeyOf(new Uint8Array(32).fill(byte));
export const ALICE: PublicKey = keyOf(1);
export const BOB: PublicKey = keyOf(2);
export const CAROL: PublicKey = keyOf(3);

export const text = utf8ToBytes;
export const hex = bytesToHex;

/** An id of 32 such bytes. */
export const idOf = (byte: number, length = 32): SyncId => new Uint8Array(length).fill(byte) as SyncId;

/** What is in a packet of the layer's own. */
export function payloadIn(packet: { readonly bytes: Uint8Array } | undefined): DecodedPayload {
  return decodePayload(packet!.bytes)!;
}

/** A payload of the elements given. */
export function payloadOf(elements: Partial<MvdsPayload>): MvdsPayload {
  return { acks: [], offers: [], requests: [], messages: [], ...elements };
}

/** One peer: its layer, its store, and what its app accepted. */
export interface Node {
  readonly self: PublicKey;
  readonly store: MapStore;
  readonly environment: TestEnvironment;
  /** Bodies accepted, in order, as text. */
  readonly inbox: string[];
  append(peer: PublicKey, body: string, now?: number): Promise<SyncId>;
  /** Receives, and accepts everything in the same transaction unless told otherwise. */
  receive(from: PublicKey, bytes: Uint8Array, now?: number, accept?: boolean): Promise<SyncReceived>;
  heard(from: PublicKey, now?: number): Promise<void>;
  due(now?: number, carrier?: SyncCarrier): Promise<SyncDue<MvdsReceipt>>;
  /** What is due, reported as sent. */
  flush(now?: number, carrier?: SyncCarrier): Promise<readonly SyncPacket<MvdsReceipt>[]>;
  sent(packet: SyncPacket<MvdsReceipt>, now?: number, carrier?: SyncCarrier): Promise<void>;
  failed(packet: SyncPacket<MvdsReceipt>, now?: number): Promise<void>;
  accept(from: PublicKey, id: SyncId, now?: number): Promise<void>;
  forget(peer: PublicKey, id: SyncId): Promise<void>;
  nextDue(): Promise<number | undefined>;
}

export function createNode(self: PublicKey, options: MvdsOptions = {}, seed: string | number = hex(self)): Node {
  const store = createMapStore();
  const environment = testEnvironment({ seed, start: START });
  const sync = createMvds({ self, environment, options });
  const inbox: string[] = [];
  const node: Node = {
    self,
    store,
    environment,
    inbox,
    append: (peer, body, now = START) =>
      store.transaction((tx) => sync.append(tx, { to: { kind: 'peer', peer }, body: text(body) }, now)),
    receive: (from, bytes, now = START, accept = true) =>
      store.transaction(async (tx) => {
        const received = await sync.receive(tx, from, bytes, now);
        if (!accept) return received;
        for (const { id, body } of received.messages) {
          await sync.accept(tx, from, id, now);
          inbox.push(new TextDecoder().decode(body));
        }
        return received;
      }),
    heard: (from, now = START) => store.transaction((tx) => sync.heard(tx, from, now)),
    due: (now = START, carrier = CARRIER) => store.read((view) => sync.due(view, now, carrier)),
    async flush(now = START, carrier = CARRIER) {
      const { packets } = await node.due(now, carrier);
      for (const packet of packets) await node.sent(packet, now, carrier);
      return packets;
    },
    sent: ({ receipt }, now = START, carrier = CARRIER) =>
      store.transaction((tx) => sync.sent(tx, receipt, now, carrier)),
    failed: ({ receipt }, now = START) => store.transaction((tx) => sync.failed(tx, receipt, now)),
    accept: (from, id, now = START) => store.transaction((tx) => sync.accept(tx, from, id, now)),
    forget: (peer, id) => store.transaction((tx) => sync.forget(tx, peer, id)),
    nextDue: () => store.read((view) => sync.nextDue(view)),
  };
  return node;
}
