import { bytesToHex, utf8ToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { SyncDue, SyncPacket, SyncReceived } from '@status/interfaces';
import { createMapStore, type MapStore, type TestEnvironment, testEnvironment } from '@status/testing';
import { createMvds, type MvdsOptions, type MvdsPayload } from '../src/index.ts';

export const START = 1_599_480_000_000;

const keyOf = (byte: number): Uint8Array => publicKeyOf(new Uint8Array(32).fill(byte));
export const ALICE: Uint8Array = keyOf(1);
export const BOB: Uint8Array = keyOf(2);
export const CAROL: Uint8Array = keyOf(3);

export const text = utf8ToBytes;
export const hex = bytesToHex;

/** A payload of the elements given. */
export function payloadOf(elements: Partial<MvdsPayload>): MvdsPayload {
  return { acks: [], offers: [], requests: [], messages: [], ...elements };
}

/** One peer: its layer, its store, and what its app accepted. */
export interface Node {
  readonly self: Uint8Array;
  readonly store: MapStore;
  readonly environment: TestEnvironment;
  /** Bodies accepted, in order, as text. */
  readonly inbox: string[];
  append(peer: Uint8Array, body: string, now?: number): Promise<Uint8Array>;
  /** Receives, and accepts everything in the same transaction unless told otherwise. */
  receive(from: Uint8Array, bytes: Uint8Array, now?: number, accept?: boolean): Promise<SyncReceived>;
  due(now?: number): Promise<SyncDue>;
  /** What is due, reported as sent. */
  flush(now?: number): Promise<readonly SyncPacket[]>;
  sent(packet: SyncPacket, now?: number): Promise<void>;
  failed(packet: SyncPacket, now?: number): Promise<void>;
  accept(from: Uint8Array, id: Uint8Array, now?: number): Promise<void>;
  forget(peer: Uint8Array, id: Uint8Array): Promise<void>;
  nextDue(): Promise<number | undefined>;
}

export function createNode(self: Uint8Array, options: MvdsOptions = {}, seed: string | number = hex(self)): Node {
  const store = createMapStore();
  const environment = testEnvironment({ seed, start: START });
  const sync = createMvds({ self, environment, options });
  const inbox: string[] = [];
  const node: Node = {
    self,
    store,
    environment,
    inbox,
    append: (peer, body, now = START) => store.transaction((tx) => sync.append(tx, peer, text(body), now)),
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
    due: (now = START) => store.transaction((tx) => sync.due(tx, now)),
    async flush(now = START) {
      const { packets } = await node.due(now);
      for (const packet of packets) await node.sent(packet, now);
      return packets;
    },
    sent: (packet, now = START) => store.transaction((tx) => sync.sent(tx, packet, now)),
    failed: (packet, now = START) => store.transaction((tx) => sync.failed(tx, packet, now)),
    accept: (from, id, now = START) => store.transaction((tx) => sync.accept(tx, from, id, now)),
    forget: (peer, id) => store.transaction((tx) => sync.forget(tx, peer, id)),
    nextDue: () => store.transaction((tx) => sync.nextDue(tx)),
  };
  return node;
}
