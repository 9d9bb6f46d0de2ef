import { expect, test } from '@jest/globals';
import { bytesToHex, utf8ToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { SyncCarrier } from '@status/interfaces';
import { createMapStore } from '../src/map-store.ts';
import { createOfferSync, OFFER_ACK_HOLD } from '../src/offer-sync.ts';
import { createVirtualClock } from '../src/virtual-clock.ts';

const MINUTE = 60_000;
const CARRIER: SyncCarrier = { maxPacket: 10_000, latency: 1000 };
const [ALICE, BOB] = [1, 2].map((byte) => publicKeyOf(new Uint8Array(32).fill(byte)));

/** One end, under a clock. */
function createEnd(self = ALICE!, clock = createVirtualClock(), carrier = CARRIER) {
  const layer = createOfferSync();
  const store = createMapStore();
  const inbox: string[] = [];
  const delivered: string[] = [];
  return {
    self,
    inbox,
    delivered,
    append: (text: string, peer = BOB!) =>
      store.transaction((tx) => layer.append(tx, { to: { kind: 'peer', peer }, body: utf8ToBytes(text) }, clock.now())),
    nextDue: () => store.read((view) => layer.nextDue(view)),
    send: () =>
      store.transaction(async (tx) => {
        const { packets } = await layer.due(tx, clock.now(), carrier);
        for (const { receipt } of packets) await layer.sent(tx, receipt, clock.now(), carrier);
        return packets;
      }),
    receive: (from: typeof self, bytes: Uint8Array) =>
      store.transaction(async (tx) => {
        const received = await layer.receive(tx, from, bytes, clock.now());
        for (const { id, body } of received.messages) {
          await layer.accept(tx, from, id, clock.now());
          inbox.push(new TextDecoder().decode(body));
        }
        delivered.push(...received.delivered.map(bytesToHex));
      }),
  };
}

test('a message is offered, asked for, sent, and acknowledged a day later', async () => {
  const clock = createVirtualClock();
  const [alice, bob] = [createEnd(ALICE, clock), createEnd(BOB, clock)];
  const id = await alice.append('hello');
  const [offer] = await alice.send();
  expect(offer!.messages).toEqual([]);
  await bob.receive(ALICE!, offer!.bytes);
  const [request] = await bob.send();
  await alice.receive(BOB!, request!.bytes);
  const [message] = await alice.send();
  expect(message!.messages).toEqual([id]);
  await bob.receive(ALICE!, message!.bytes);
  expect(bob.inbox).toEqual(['hello']);
  expect(await bob.send()).toEqual([]);
  clock.jump(OFFER_ACK_HOLD);
  const [ack] = await bob.send();
  await alice.receive(BOB!, ack!.bytes);
  expect(alice.delivered).toEqual([bytesToHex(id)]);
  expect([await alice.nextDue(), await bob.nextDue()]).toEqual([undefined, undefined]);
});

test('an acknowledgement rides along with whatever goes to its peer', async () => {
  const clock = createVirtualClock();
  const [alice, bob] = [createEnd(ALICE, clock), createEnd(BOB, clock)];
  const id = await alice.append('hello');
  await bob.receive(ALICE!, (await alice.send())[0]!.bytes);
  await alice.receive(BOB!, (await bob.send())[0]!.bytes);
  await bob.receive(ALICE!, (await alice.send())[0]!.bytes);
  await bob.append('hi', ALICE!);
  await alice.receive(BOB!, (await bob.send())[0]!.bytes);
  expect(alice.delivered).toEqual([bytesToHex(id)]);
});

test('over a carrier that takes minutes a conversation goes on, and no body is sent twice', async () => {
  const clock = createVirtualClock();
  const carrier = { ...CARRIER, latency: 7 * MINUTE };
  const ends = [createEnd(ALICE, clock, carrier), createEnd(BOB, clock, carrier)] as const;
  const [alice, bob] = ends;
  let bodies = 0;
  const pump = async (): Promise<void> => {
    for (const [from, to] of [ends, [bob, alice] as const]) {
      for (const { bytes, messages } of await from.send()) {
        bodies += messages.length;
        clock.schedule(carrier.latency, () => void to.receive(from.self, bytes).then(pump));
      }
    }
  };
  for (let i = 0; i < 3; i++) {
    await alice.append(`question ${i}`);
    await bob.append(`answer ${i}`, ALICE!);
    await pump();
    await clock.advance(30 * MINUTE);
  }
  expect(bob.inbox).toEqual(['question 0', 'question 1', 'question 2']);
  expect(alice.inbox).toEqual(['answer 0', 'answer 1', 'answer 2']);
  expect(bodies).toBe(6);
});
