import { bytesToHex, equalBytes } from '@status/base';
import type {
  GroupId,
  PublicKey,
  Store,
  SyncAppend,
  SyncCarrier,
  SyncDue,
  SyncId,
  SyncLayer,
  SyncMessage,
  SyncPacket,
  SyncReceived,
  SyncTraits,
} from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { VIRTUAL_START } from '../virtual-clock.ts';
import { type Case, check, checkPlain, checkSame, type Waiting, within } from './case.ts';

/** One end of a synchronisation. */
export type SyncPeer = {
  readonly layer: SyncLayer;
  /** A store of its own, in which nobody else writes. */
  readonly store: Store;
  readonly publicKey: PublicKey;
};

/** Three ends that have not met. */
export type SyncSubject = {
  readonly a: SyncPeer;
  readonly b: SyncPeer;
  readonly c: SyncPeer;
  /** A public key of nobody here. */
  readonly stranger: PublicKey;
  close(): Promise<void>;
};

/** What this synchronisation can do. */
export type SyncManifest = Waiting & {
  /** As the layer itself says. */
  readonly traits: SyncTraits;
  /** Tells bytes of another protocol from its own (`recognised`). */
  readonly recognises?: boolean;
  /** Says what it has before it sends it: with `traits.parents`, a parent that was offered is heard of. */
  readonly offersFirst?: boolean;
  /** Gives up in the end, after two days at the soonest, within `givesUpWithin`. */
  readonly givesUp?: boolean;
  /** ms within which it has given up (default 30 days). */
  readonly givesUpWithin?: number;
};

/** Makes a case of a name and what three fresh ends should do. */
export type WithPeers = (name: string, body: (subject: SyncSubject) => Promise<void>) => Case;

/** The cases of a suite run over what `setup` gives. */
export function withPeers(setup: () => Promise<SyncSubject>, manifest: SyncManifest): WithPeers {
  return (name, body) => ({
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
}

export const NOW: number = VIRTUAL_START;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** A carrier that takes large packets within a second. */
export const CARRIER: SyncCarrier = { maxPacket: 200_000, latency: 1000 };

const random = seededRandom('sync compliance');

/** Bodies of many lengths. */
export const BODIES: readonly Uint8Array[] = [1, 2, 32, 1000, 100_000].map((length) => random.bytes(length));

/** A body of middle length. */
export const BODY: Uint8Array = BODIES[2]!;

/** The name of a group. */
export const GROUP: GroupId = random.bytes(32) as GroupId;

/** An id that nobody has heard of. */
export const unknownId = (): SyncId => random.bytes(32) as SyncId;

/** More virtual time than anything but giving up takes. */
const LONG = 60 * DAY;
const MOST_ROUNDS = 5000;

/** A packet on its way. */
export type Flight = {
  readonly from: SyncPeer;
  readonly to: SyncPeer;
  readonly packet: SyncPacket;
  /** Unix ms at which it was sent. */
  readonly at: number;
};

/** What the carrier and the receivers do; by default all packets arrive once, and everything is accepted. */
export type Play = {
  /** Unix ms at which it begins; default `NOW`. */
  readonly from?: number;
  /** Unix ms after which nothing is sent any more; default two months later. */
  readonly until?: number;
  readonly carrier?: SyncCarrier;
  /** ms that a packet takes; default none. */
  readonly takes?: (flight: Flight) => number;
  /** How often a packet arrives. */
  readonly copies?: (flight: Flight) => number;
  /** As whose packets it arrives. */
  readonly as?: (flight: Flight) => PublicKey;
  readonly accepts?: (message: SyncMessage, to: SyncPeer) => boolean;
};

/** What happened. */
export type Played = {
  readonly flights: readonly Flight[];
  readonly handedUp: readonly { readonly at: SyncPeer; readonly message: SyncMessage; readonly flight: Flight }[];
  readonly delivered: readonly { readonly at: SyncPeer; readonly id: SyncId; readonly by: SyncPeer }[];
  readonly givenUp: readonly { readonly at: SyncPeer; readonly id: SyncId }[];
  readonly dropped: number;
  /** Packets for somebody who is not here. */
  readonly astray: number;
  /** Unix ms at which it ended. */
  readonly end: number;
};

/**
 * Carries packets both ways and lets time pass until all ends are at rest. How many packets go to and fro is the layer's affair: what counts is what
 * comes out of it. What is given up is forgotten.
 */
export async function play(peers: readonly SyncPeer[], options: Play = {}): Promise<Played> {
  const { from = NOW, carrier = CARRIER, copies = () => 1, takes = () => 0 } = options;
  const until = options.until ?? from + LONG;
  const played: Playing = { flights: [], handedUp: [], delivered: [], givenUp: [], dropped: 0, astray: 0, end: from };
  const underWay: { readonly flight: Flight; readonly at: number }[] = [];
  for (let round = 0; ; round++) {
    check(round < MOST_ROUNDS, 'the ends do not come to rest');
    let busy = false;
    for (const peer of peers) {
      // First what arrives: an answer that is there at the moment at which it would be missed is not missed.
      for (const each of underWay.filter(({ at }) => at <= played.end)) {
        underWay.splice(underWay.indexOf(each), 1);
        busy = true;
        await arrive(each.flight, options, played);
      }
      const { packets, givenUp } = await send(peer, played.end, carrier);
      for (const given of givenUp) {
        played.givenUp.push({ at: peer, id: given.id });
        await forget(peer, given.peer, given.id);
      }
      busy ||= packets.length > 0;
      for (const packet of packets) {
        const to = peers.find(({ publicKey }) => equalBytes(publicKey, packet.peer));
        if (to === undefined) {
          played.astray++;
          continue;
        }
        const flight = { from: peer, to, packet, at: played.end };
        played.flights.push(flight);
        for (let times = copies(flight); times > 0; times--) underWay.push({ flight, at: flight.at + takes(flight) });
      }
    }
    if (busy) continue;
    const times = [await soonest(peers), ...underWay.map(({ at }) => at)].filter((time) => time !== undefined);
    const next = Math.min(...times);
    if (next > until) return played;
    check(next > played.end, `due at ${next}, but nothing is at ${played.end}`);
    played.end = next;
  }
}

/** What happened so far. */
type Playing = {
  -readonly [Field in keyof Played]: Played[Field] extends readonly (infer Each)[] ? Each[] : Played[Field];
};

async function arrive(
  flight: Flight,
  { as = ({ from }) => from.publicKey, accepts = () => true }: Play,
  played: Playing,
): Promise<void> {
  const { to, from, packet } = flight;
  const sender = as(flight);
  await to.store.transaction(async (tx) => {
    const received = await to.layer.receive(tx, sender, packet.bytes.slice(), played.end);
    checkReceived(received);
    for (const message of received.messages) {
      played.handedUp.push({ at: to, message, flight });
      if (accepts(message, to)) await to.layer.accept(tx, sender, message.id, played.end);
    }
    for (const id of received.delivered) played.delivered.push({ at: to, id, by: from });
    played.dropped += received.dropped;
  });
}

/** Hands packets to `take`, in all directions, until something comes of one; what came. */
export async function carryUntil<Thing>(
  peers: readonly SyncPeer[],
  take: (flight: Flight) => Promise<readonly Thing[]>,
): Promise<readonly Thing[]> {
  for (let at = NOW, round = 0; ; round++) {
    check(round < 100, 'no packet brought what was waited for');
    let busy = false;
    for (const from of peers) {
      for (const packet of (await send(from, at)).packets) {
        busy = true;
        const to = peers.find(({ publicKey }) => equalBytes(publicKey, packet.peer))!;
        const things = await take({ from, to, packet, at });
        if (things.length > 0) return things;
      }
    }
    if (!busy) at = Math.max(at, (await soonest(peers)) ?? at);
  }
}

async function soonest(peers: readonly SyncPeer[]): Promise<number | undefined> {
  let first: number | undefined;
  for (const peer of peers) {
    const time = await nextDue(peer);
    if (time !== undefined && time < (first ?? Number.POSITIVE_INFINITY)) first = time;
  }
  return first;
}

/** Fails for what no layer may say of a packet. */
export function checkReceived(received: SyncReceived): void {
  checkSame(typeof received.recognised, 'boolean', 'type of recognised');
  check(Number.isSafeInteger(received.dropped) && received.dropped >= 0, `dropped is ${received.dropped}`);
  for (const { id, body, group } of received.messages) {
    check(id.length > 0, 'an id is empty');
    check(body.length > 0, 'a body is empty');
    checkPlain(body, 'body');
    if (group !== undefined) checkPlain(group, 'group');
  }
  const names = hexes(received.messages.map(({ id }) => id));
  checkSame(new Set(names).size, names.length, 'different messages of one packet');
}

/** Bodies handed up at a peer, in order, as hex. */
export function bodiesAt({ handedUp }: Played, peer: SyncPeer): string[] {
  return handedUp.filter(({ at }) => at === peer).map(({ message }) => hexOf(message.body));
}

/** Ids that a peer was told to be delivered, in order, as hex. */
export function deliveredAt({ delivered }: Played, peer: SyncPeer): string[] {
  return delivered.filter(({ at }) => at === peer).map(({ id }) => bytesToHex(id));
}

/** Lower-case hex of each, so that lists of them can be compared; of long ones what a complaint has room for. */
export const hexes = (list: readonly Uint8Array[]): string[] => list.map(hexOf);

function hexOf(bytes: Uint8Array): string {
  return bytes.length > 65 ? `${bytes.length} bytes ${bytesToHex(bytes.subarray(0, 65))}` : bytesToHex(bytes);
}

/** What else a message may have. */
type More = Pick<SyncAppend, 'parents' | 'ephemeral'>;

/** Appends a body for a peer. */
export function append(
  peer: SyncPeer,
  to: PublicKey,
  body: Uint8Array,
  now: number = NOW,
  more: More = {},
): Promise<SyncId> {
  const message: SyncAppend = { to: { kind: 'peer', peer: to }, body, ...more };
  return peer.store.transaction((tx) => peer.layer.append(tx, message, now));
}

/** Appends a body for a group. */
export function appendTo(
  peer: SyncPeer,
  group: GroupId,
  body: Uint8Array,
  now: number = NOW,
  more: More = {},
): Promise<SyncId> {
  const message: SyncAppend = { to: { kind: 'group', group }, body, ...more };
  return peer.store.transaction((tx) => peer.layer.append(tx, message, now));
}

/** Says who is in a group beside the peer. */
export function setMembers(
  peer: SyncPeer,
  group: GroupId,
  members: readonly SyncPeer[],
  now: number = NOW,
): Promise<void> {
  const keys = members.map(({ publicKey }) => publicKey);
  return peer.store.transaction((tx) => peer.layer.setMembers(tx, group, keys, now));
}

/** Takes bytes, and accepts nothing. */
export function receive(peer: SyncPeer, from: PublicKey, bytes: Uint8Array, now: number = NOW): Promise<SyncReceived> {
  return peer.store.transaction((tx) => peer.layer.receive(tx, from, bytes, now));
}

/** Says that a message is stored. */
export function accept(peer: SyncPeer, from: PublicKey, id: SyncId, now: number = NOW): Promise<void> {
  return peer.store.transaction((tx) => peer.layer.accept(tx, from, id, now));
}

/** Says that somebody showed life. */
export function heard(peer: SyncPeer, from: PublicKey, now: number = NOW): Promise<void> {
  return peer.store.transaction((tx) => peer.layer.heard(tx, from, now));
}

/** What is due. */
export function due(peer: SyncPeer, now: number = NOW, carrier: SyncCarrier = CARRIER): Promise<SyncDue> {
  return peer.store.read((view) => peer.layer.due(view, now, carrier));
}

/** When something is due next. */
export function nextDue(peer: SyncPeer): Promise<number | undefined> {
  return peer.store.read((view) => peer.layer.nextDue(view));
}

/** Stops a message. */
export function forget(peer: SyncPeer, to: PublicKey, id: SyncId): Promise<void> {
  return peer.store.transaction((tx) => peer.layer.forget(tx, to, id));
}

/** Reports that a packet left. */
export function sent(
  peer: SyncPeer,
  { receipt }: SyncPacket,
  now: number = NOW,
  carrier: SyncCarrier = CARRIER,
): Promise<void> {
  return peer.store.transaction((tx) => peer.layer.sent(tx, receipt, now, carrier));
}

/** Reports that a packet could not leave. */
export function failed(peer: SyncPeer, { receipt }: SyncPacket, now: number = NOW): Promise<void> {
  return peer.store.transaction((tx) => peer.layer.failed(tx, receipt, now));
}

/** The one packet that is due. */
export async function onlyPacket(
  peer: SyncPeer,
  now: number = NOW,
  carrier: SyncCarrier = CARRIER,
): Promise<SyncPacket> {
  const { packets } = await due(peer, now, carrier);
  checkSame(packets.length, 1, 'packets');
  return packets[0]!;
}

/** Takes what is due, and reports it as sent. */
export async function send(peer: SyncPeer, now: number = NOW, carrier: SyncCarrier = CARRIER): Promise<SyncDue> {
  return peer.store.transaction(async (tx) => {
    const what = await peer.layer.due(tx, now, carrier);
    for (const { receipt } of what.packets) await peer.layer.sent(tx, receipt, now, carrier);
    return what;
  });
}
