import { bytesToHex, equalBytes } from '@status/base';
import type { Store, SyncDue, SyncLayer, SyncReceived } from '@status/interfaces';
import { damages } from '../damage.ts';
import { seededRandom } from '../seeded-random.ts';
import { VIRTUAL_START } from '../virtual-clock.ts';
import {
  type Case,
  check,
  checkAbsent,
  checkBytes,
  checkList,
  checkPlain,
  checkSame,
  rolledBack,
  type Waiting,
  within,
} from './case.ts';

/** One end of a synchronisation. */
export type SyncPeer = {
  readonly layer: SyncLayer;
  /** A store of its own, in which nobody else writes. */
  readonly store: Store;
  /** What others call this peer, 65 bytes. */
  readonly publicKey: Uint8Array;
};

/** Two ends that have not met. */
export type SyncSubject = {
  readonly a: SyncPeer;
  readonly b: SyncPeer;
  /** A public key (65 bytes) that is neither's. */
  readonly stranger: Uint8Array;
  close(): Promise<void>;
};

/** What this synchronisation can do. */
export type SyncManifest = Waiting & {
  /** Acknowledges, and sends again what was not acknowledged. */
  readonly reliable?: boolean;
  /** Tells bytes of another protocol from its own (`recognised`). */
  readonly recognises?: boolean;
  /** Gives up in the end, within `givesUpWithin`. */
  readonly givesUp?: boolean;
  /** ms within which it has given up (default 30 days). */
  readonly givesUpWithin?: number;
};

const NOW = VIRTUAL_START;
const MONTH = 30 * 24 * 60 * 60 * 1000;
/** Ways of each kind to damage a packet. */
const DAMAGES = 400;

const random = seededRandom('sync compliance');
const BODIES = [1, 2, 32, 1000, 100_000].map((length) => random.bytes(length));

/** The promises of the seam `SyncLayer`, between two ends over a carrier that the suite plays itself. */
export function syncCompliance(setup: () => Promise<SyncSubject>, manifest: SyncManifest = {}): Case[] {
  const withPeers: WithPeers = (name, body) => ({
    name: `sync: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await within(body(subject), name, manifest);
      } finally {
        await subject.close();
      }
    },
  });
  return [
    ...commonCases(withPeers, manifest),
    ...(manifest.reliable === true ? reliableCases(withPeers, manifest) : []),
  ];
}

type WithPeers = (name: string, body: (subject: SyncSubject) => Promise<void>) => Case;

function commonCases(withPeers: WithPeers, manifest: SyncManifest): Case[] {
  return [
    withPeers('says what it is', async ({ a }) => check(a.layer.name.length > 0, 'the name is empty')),
    withPeers('with nothing appended nothing is due', async ({ a }) => {
      const { packets, givenUp } = await due(a, NOW);
      checkSame(packets.length, 0, 'packets');
      checkSame(givenUp.length, 0, 'messages given up');
      checkAbsent(await nextDue(a), 'time of the next packet');
    }),
    withPeers('a body is due at once, and arrives as it was', async ({ a, b }) => {
      for (const body of BODIES) {
        const id = await append(a, b.publicKey, body, NOW);
        check(id.length > 0, 'the id is empty');
        check(((await nextDue(a)) ?? Number.POSITIVE_INFINITY) <= NOW, 'the body is not due at once');
        const packet = await onlyPacket(a, NOW);
        checkBytes(packet.peer, b.publicKey, 'peer of the packet');
        checkPlain(packet.bytes, 'packet');
        checkList(hexes(packet.messages), [bytesToHex(id)], 'messages of the packet');
        const received = await receive(b, a.publicKey, packet.bytes, NOW);
        checkSame(received.recognised, true, 'recognised');
        checkSame(received.dropped, 0, 'dropped');
        checkList(hexes(received.messages.map((message) => message.body)), [bytesToHex(body)], 'bodies');
        await a.store.transaction((tx) => a.layer.sent(tx, packet, NOW));
        for (const message of received.messages) await accept(b, a.publicKey, message.id, NOW);
        await deliverAll(b, a, NOW);
      }
    }),
    withPeers('asking what is due changes nothing', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const first = await onlyPacket(a, NOW);
      const second = await onlyPacket(a, NOW);
      checkBytes(second.bytes, first.bytes, 'packet asked for again');
    }),
    withPeers('nothing is due twice once it was sent', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      await send(a, NOW);
      checkSame((await due(a, NOW)).packets.length, 0, 'packets right after the first was sent');
    }),
    withPeers('there is at most one packet for a peer, and one for each that waits', async ({ a, b, stranger }) => {
      for (const body of BODIES.slice(0, 3)) {
        await append(a, b.publicKey, body, NOW);
        await append(a, stranger, body, NOW);
      }
      const { packets } = await due(a, NOW);
      checkList(
        hexes(packets.map(({ peer }) => peer)).sort(),
        hexes([b.publicKey, stranger]).sort(),
        'peers of packets',
      );
    }),
    withPeers('several bodies for one peer all arrive', async ({ a, b }) => {
      for (const [i, body] of BODIES.entries()) await append(a, b.publicKey, body, NOW + i);
      const received = await deliverAll(a, b, NOW + BODIES.length);
      checkList(hexes(received).sort(), hexes(BODIES).sort(), 'bodies');
    }),
    withPeers('a packet that could not be handed on is due again soon', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const packet = await onlyPacket(a, NOW);
      await a.store.transaction((tx) => a.layer.failed(tx, packet, NOW));
      const again = await nextDue(a);
      check(again !== undefined && again - NOW <= 60_000, `due again at ${again}, failed at ${NOW}`);
      checkBytes((await onlyPacket(a, Math.max(again, NOW))).peer, b.publicKey, 'peer of the packet');
    }),
    withPeers('a forgotten message is not due any more', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODIES[2]!, NOW);
      await a.store.transaction((tx) => a.layer.forget(tx, b.publicKey, id));
      checkSame((await due(a, NOW + MONTH)).packets.length, 0, 'packets');
      checkAbsent(await nextDue(a), 'time of the next packet');
    }),
    withPeers('forgetting and accepting what nobody knows does nothing', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const unknown = random.bytes(32);
      await a.store.transaction((tx) => a.layer.forget(tx, b.publicKey, unknown));
      await accept(b, a.publicKey, unknown, NOW);
      checkList(hexes(await deliverAll(a, b, NOW)), hexes([BODIES[2]!]), 'bodies');
    }),
    withPeers('all state is in the transaction: what is rolled back did not happen', async ({ a, b }) => {
      await rolledBack(a.store, (tx) => a.layer.append(tx, b.publicKey, BODIES[1]!, NOW));
      checkAbsent(await nextDue(a), 'time of the next packet after an append that was rolled back');
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const packet = await onlyPacket(a, NOW);
      await rolledBack(a.store, (tx) => a.layer.sent(tx, packet, NOW));
      checkBytes((await onlyPacket(a, NOW)).bytes, packet.bytes, 'packet whose sending was rolled back');
      await rolledBack(b.store, (tx) => b.layer.receive(tx, a.publicKey, packet.bytes, NOW));
      const { messages } = await receive(b, a.publicKey, packet.bytes, NOW);
      checkList(
        hexes(messages.map(({ body }) => body)),
        hexes([BODIES[2]!]),
        'bodies after a receipt that was rolled back',
      );
    }),
    withPeers('bodies and packets are copied', async ({ a, b }) => {
      const body = BODIES[2]!.slice();
      await a.store.transaction(async (tx) => {
        await a.layer.append(tx, b.publicKey, body, NOW);
        body.fill(0);
      });
      const bytes = (await onlyPacket(a, NOW)).bytes.slice();
      const { messages } = await receive(b, a.publicKey, bytes, NOW);
      bytes.fill(0);
      checkList(hexes(messages.map((message) => message.body)), hexes([BODIES[2]!]), 'bodies');
    }),
    withPeers('nothing that a peer can send makes receive reject', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const { bytes } = await onlyPacket(a, NOW);
      for (const damaged of damages(bytes, DAMAGES)) {
        const received = await rolledBack(b.store, (tx) => b.layer.receive(tx, a.publicKey, damaged, NOW));
        checkReceived(received);
      }
    }),
    withPeers('bytes of another protocol are told, as declared', async ({ a, b }) => {
      const foreign = await receive(b, a.publicKey, Uint8Array.of(0xff, 0xff, 0xff, 0xff), NOW);
      checkSame(foreign.recognised, manifest.recognises !== true, 'recognised');
    }),
    withPeers('a clock that goes back stops nothing', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[1]!, NOW);
      await send(a, NOW);
      const earlier = NOW - MONTH;
      await due(a, earlier);
      await append(a, b.publicKey, BODIES[2]!, earlier);
      check(hexes(await deliverAll(a, b, earlier)).includes(bytesToHex(BODIES[2]!)), 'the later body did not arrive');
    }),
  ];
}

function reliableCases(withPeers: WithPeers, manifest: SyncManifest): Case[] {
  return [
    withPeers('both ends give a message the same id', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODIES[2]!, NOW);
      const { messages } = await receive(b, a.publicKey, (await onlyPacket(a, NOW)).bytes, NOW);
      checkBytes(messages[0]?.id, id, 'id at the receiver');
    }),
    withPeers('nothing is acknowledged before it is accepted', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const { messages } = await receive(b, a.publicKey, (await send(a, NOW))!, NOW);
      for (const packet of (await due(b, NOW + MONTH)).packets) {
        checkSame(packet.acknowledged.length, 0, 'acknowledgements before accept');
      }
      await accept(b, a.publicKey, messages[0]!.id, NOW);
      const packet = await onlyPacket(b, NOW);
      checkList(hexes(packet.acknowledged), hexes([messages[0]!.id]), 'acknowledgements after accept');
    }),
    withPeers('an acknowledged message is delivered, once, and never due again', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODIES[2]!, NOW);
      await transfer(a, b, NOW);
      const acknowledgement = (await send(b, NOW))!;
      const received = await receive(a, b.publicKey, acknowledgement, NOW);
      checkList(hexes(received.delivered), hexes([id]), 'delivered');
      checkSame(received.messages.length, 0, 'messages in an acknowledgement');
      checkSame((await due(a, NOW + MONTH)).packets.length, 0, 'packets');
      checkAbsent(await nextDue(a), 'time of the next packet');
      const again = await receive(a, b.publicKey, acknowledgement, NOW);
      checkSame(again.delivered.length, 0, 'messages delivered by the same acknowledgement again');
    }),
    withPeers('a message that is not acknowledged is due again, and no earlier than it says', async ({ a, b }) => {
      const id = await append(a, b.publicKey, BODIES[2]!, NOW);
      await send(a, NOW);
      const next = await nextDue(a);
      check(next !== undefined && next > NOW, `sent at ${NOW}, due again at ${next}`);
      checkSame((await due(a, next - 1)).packets.length, 0, 'packets before their time');
      checkList(hexes((await onlyPacket(a, next)).messages), hexes([id]), 'messages');
    }),
    withPeers(
      'a message that comes again after it was accepted is acknowledged again, not handed up',
      async ({ a, b }) => {
        await append(a, b.publicKey, BODIES[2]!, NOW);
        const bytes = (await send(a, NOW))!;
        const [message] = (await receive(b, a.publicKey, bytes, NOW)).messages;
        await accept(b, a.publicKey, message!.id, NOW);
        await send(b, NOW);
        const again = await receive(b, a.publicKey, bytes, NOW + 1000);
        checkSame(again.messages.length, 0, 'messages handed up again');
        checkList(hexes((await onlyPacket(b, NOW + 1000)).acknowledged), hexes([message!.id]), 'acknowledgements');
      },
    ),
    withPeers('a message that comes again before it was accepted is handed up again', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const bytes = (await send(a, NOW))!;
      await receive(b, a.publicKey, bytes, NOW);
      checkSame((await receive(b, a.publicKey, bytes, NOW)).messages.length, 1, 'messages');
    }),
    withPeers('accepting twice is accepting once', async ({ a, b }) => {
      await append(a, b.publicKey, BODIES[2]!, NOW);
      const [message] = (await receive(b, a.publicKey, (await send(a, NOW))!, NOW)).messages;
      await accept(b, a.publicKey, message!.id, NOW);
      await accept(b, a.publicKey, message!.id, NOW);
      checkList(hexes((await onlyPacket(b, NOW)).acknowledged), hexes([message!.id]), 'acknowledgements');
    }),
    withPeers('somebody else cannot acknowledge', async ({ a, b, stranger }) => {
      const id = await append(a, b.publicKey, BODIES[2]!, NOW);
      await transfer(a, b, NOW);
      const received = await receive(a, stranger, (await send(b, NOW))!, NOW);
      checkSame(received.delivered.length, 0, 'delivered');
      const next = await nextDue(a);
      check(next !== undefined, 'the message is not due any more');
      checkList(hexes((await onlyPacket(a, next)).messages), hexes([id]), 'messages still due');
    }),
    withPeers('every message arrives once over a carrier that loses and doubles', (subject) => lossyRun(subject)),
    ...(manifest.givesUp === true
      ? [
          withPeers('a message that nobody takes is given up, and told until it is forgotten', async ({ a, b }) => {
            const id = await append(a, b.publicKey, BODIES[2]!, NOW);
            const end = NOW + (manifest.givesUpWithin ?? MONTH);
            let now = NOW;
            while ((await due(a, now)).givenUp.length === 0) {
              check(now < end, `not given up by ${new Date(end).toISOString()}`);
              await send(a, now);
              now = Math.min(end, Math.max(now, (await nextDue(a)) ?? end));
            }
            for (let times = 0; times < 2; times++) {
              const { givenUp, packets } = await due(a, now);
              checkList(hexes(givenUp.map((message) => message.id)), hexes([id]), 'given up');
              checkBytes(givenUp[0]?.peer, b.publicKey, 'peer of what was given up');
              checkSame(packets.length, 0, 'packets');
            }
            await a.store.transaction((tx) => a.layer.forget(tx, b.publicKey, id));
            checkSame((await due(a, now)).givenUp.length, 0, 'messages given up after they were forgotten');
          }),
        ]
      : []),
  ];
}

/** Forty bodies in both directions, through a carrier that loses two packets of five and doubles some. */
async function lossyRun({ a, b }: SyncSubject): Promise<void> {
  const dice = seededRandom('lossy run');
  const arrived = new Map<SyncPeer, string[]>([
    [a, []],
    [b, []],
  ]);
  const expected = new Map<SyncPeer, string[]>([
    [a, []],
    [b, []],
  ]);
  for (let i = 0; i < 20; i++) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const body = dice.bytes(40);
      expected.get(to)!.push(bytesToHex(body));
      await append(from, to.publicKey, body, NOW + i);
    }
  }
  let now = NOW + 20;
  for (let steps = 0; ; steps++) {
    check(steps < 5000, 'the two ends do not come to rest');
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const bytes = await send(from, now);
      const fate = dice.bytes(1)[0]!;
      for (let copies = bytes === undefined || fate < 100 ? 0 : fate < 130 ? 2 : 1; copies > 0; copies--) {
        const { messages } = await receive(to, from.publicKey, bytes!, now);
        for (const { id, body } of messages) {
          arrived.get(to)!.push(bytesToHex(body));
          await accept(to, from.publicKey, id, now);
        }
      }
    }
    const times = [await nextDue(a), await nextDue(b)].filter((time) => time !== undefined);
    if (times.length === 0) break;
    now = Math.max(now, Math.min(...times));
  }
  for (const peer of [a, b]) checkList(arrived.get(peer)!.sort(), expected.get(peer)!.sort(), 'bodies');
}

const hexes = (list: readonly Uint8Array[]): string[] => list.map(bytesToHex);

function append(peer: SyncPeer, to: Uint8Array, body: Uint8Array, now: number): Promise<Uint8Array> {
  return peer.store.transaction((tx) => peer.layer.append(tx, to, body, now));
}

function receive(peer: SyncPeer, from: Uint8Array, bytes: Uint8Array, now: number): Promise<SyncReceived> {
  return peer.store.transaction((tx) => peer.layer.receive(tx, from, bytes, now));
}

function accept(peer: SyncPeer, from: Uint8Array, id: Uint8Array, now: number): Promise<void> {
  return peer.store.transaction((tx) => peer.layer.accept(tx, from, id, now));
}

function due(peer: SyncPeer, now: number): Promise<SyncDue> {
  return peer.store.transaction((tx) => peer.layer.due(tx, now));
}

function nextDue(peer: SyncPeer): Promise<number | undefined> {
  return peer.store.transaction((tx) => peer.layer.nextDue(tx));
}

async function onlyPacket(peer: SyncPeer, now: number): Promise<SyncDue['packets'][number]> {
  const { packets } = await due(peer, now);
  checkSame(packets.length, 1, 'packets');
  return packets[0]!;
}

/** Takes what is due and reports it as sent; the bytes of the one packet, if there is one. */
async function send(peer: SyncPeer, now: number): Promise<Uint8Array | undefined> {
  return peer.store.transaction(async (tx) => {
    const { packets } = await peer.layer.due(tx, now);
    for (const packet of packets) await peer.layer.sent(tx, packet, now);
    return packets[0]?.bytes.slice();
  });
}

/** Carries one packet over and accepts what is in it; the bodies. */
async function transfer(from: SyncPeer, to: SyncPeer, now: number): Promise<Uint8Array[]> {
  const bytes = await send(from, now);
  if (bytes === undefined) return [];
  const { messages } = await receive(to, from.publicKey, bytes, now);
  for (const { id } of messages) await accept(to, from.publicKey, id, now);
  return messages.map(({ body }) => body);
}

/** Carries packets over until none is due at that moment; the bodies. */
async function deliverAll(from: SyncPeer, to: SyncPeer, now: number): Promise<Uint8Array[]> {
  const bodies: Uint8Array[] = [];
  for (let packets = 0; (await due(from, now)).packets.length > 0; packets++) {
    check(packets < 100, 'packets at one moment do not end');
    bodies.push(...(await transfer(from, to, now)));
  }
  return bodies;
}

function checkReceived(received: SyncReceived): void {
  checkSame(typeof received.recognised, 'boolean', 'type of recognised');
  check(Number.isSafeInteger(received.dropped) && received.dropped >= 0, `dropped is ${received.dropped}`);
  for (const { id, body, group } of received.messages) {
    check(id.length > 0, 'an id is empty');
    checkPlain(body, 'body');
    checkPlain(group, 'group');
  }
  checkSame(received.delivered.length, 0, 'messages delivered by damaged bytes');
  check(
    received.messages.every(({ id }, i) => received.messages.findIndex((other) => equalBytes(other.id, id)) === i),
    'one packet handed up a message twice',
  );
}
