import { Channel, uint32ToBytesBE } from '@status/base';
import type { Environment, Packet, Session, Topic } from '@status/interfaces';
import { openMessage } from '@status/message-encryption/wire';
import { createWhisper, type Envelope } from '@status/whisper';
import {
  createEnvelope,
  encodeMessages,
  encodeStatus,
  FilterIndex,
  PacketCode,
  Pool,
  PoolEntry,
} from '@status/whisper/wire';
import type { Growth, Prepared } from '../job.ts';
import { numberedKey } from './keys.ts';

const SIZES = [100, 10_000, 1_000_000] as const;
const TTL = 50;

/** Operations between two clearings, so that a structure stays near its size. */
const STEPS = 50;

/** A distinct small envelope for each number; its proof of work is of no interest. */
function envelopeOf(number: number, expiry: number): Envelope {
  return createEnvelope({ expiry, ttl: TTL, topic: topicOf(number), data: uint32ToBytesBE(number) }, 0n);
}

function entryOf(number: number, expiry: number): PoolEntry {
  return new PoolEntry(envelopeOf(number, expiry), { bits: 0, size: 1 }, number % 1000, false);
}

/** What stays expires at this second; what comes and goes does so before. */
const LATE = 2_000_000_000;
const EARLY = 1_000_000_000;

function filledPool(size: number): Pool {
  const pool = new Pool({ maxEnvelopes: 2 * size + STEPS, maxBytes: Number.POSITIVE_INFINITY });
  for (let i = 0; i < size; i++) pool.add(entryOf(i, LATE + (i % 1000)));
  return pool;
}

const pool: readonly Growth[] = [
  {
    name: 'pool-insert',
    title: 'Whisper pool: insert',
    sizes: SIZES,
    prepare(size) {
      const pool = filledPool(size);
      let next = size;
      let fresh: PoolEntry[] = [];
      return {
        maxBatch: STEPS,
        stock(count) {
          pool.removeExpired(LATE);
          fresh = Array.from({ length: count }, () => entryOf(next++, EARLY));
        },
        operation: () => pool.add(fresh.pop()!),
      };
    },
  },
  {
    name: 'pool-lookup',
    title: 'Whisper pool: look up',
    sizes: SIZES,
    prepare(size) {
      const pool = filledPool(size);
      const hashes = Array.from({ length: Math.min(size, 1000) }, (_, i) => envelopeOf(i, LATE + (i % 1000)).hash);
      let i = 0;
      return {
        operation() {
          i = (i + 1) % hashes.length;
          if (pool.get(hashes[i]!) === undefined) throw new Error('an envelope was lost');
        },
      };
    },
  },
  {
    name: 'pool-expire',
    title: 'Whisper pool: expire one',
    sizes: SIZES,
    prepare(size) {
      const pool = filledPool(size);
      let next = size;
      let now = EARLY;
      return {
        maxBatch: STEPS,
        stock(count) {
          now = EARLY;
          for (let i = 0; i < count; i++) pool.add(entryOf(next++, EARLY + i));
        },
        operation() {
          now++;
          if (pool.removeExpired(now).length !== 1) throw new Error('one should expire at a time');
        },
      };
    },
  },
];

/** A peer that says what it is told to say, and hears everything. */
function fakeSession(id: string): { readonly session: Session; readonly say: (packet: Packet) => Promise<void> } {
  const said = new Channel<Packet>(Number.POSITIVE_INFINITY);
  const session: Session = {
    peer: { id, address: id, remoteAddress: id, client: 'bench', capabilities: ['shh/6'], inbound: true },
    signal: new AbortController().signal,
    send: async () => {},
    disconnect: async () => said.close(),
    [Symbol.asyncIterator]: () => said[Symbol.asyncIterator](),
  };
  return { session, say: (packet) => said.push(packet) };
}

/** Envelopes in one packet while a node is filled. */
const FILL_PACKET = 1_000;

async function filledNode(size: number, environment: Environment): Promise<Prepared> {
  const node = createWhisper({
    environment,
    minPow: 0,
    confirmations: false,
    pool: { maxEnvelopes: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY },
  });
  const { session, say } = fakeSession('0'.repeat(128));
  void node.subprotocol.onSession(session);
  const status = encodeStatus({ minPow: 0, light: false, confirmations: false });
  void say({ code: PacketCode.status, payload: status });
  const expiry = Math.floor(environment.clock.now() / 1000) + TTL;
  const receive = (envelopes: readonly Envelope[]): Promise<void> =>
    new Promise((resolve) => {
      let missing = envelopes.length;
      const cancel = node.on('envelope', () => {
        missing--;
        if (missing > 0) return;
        cancel();
        resolve();
      });
      void say({ code: PacketCode.messages, payload: encodeMessages(envelopes) });
    });
  let next = 0;
  const draw = (count: number): Envelope[] => Array.from({ length: count }, () => envelopeOf(next++, expiry));
  while (next < size) await receive(draw(Math.min(FILL_PACKET, size - next)));
  let fresh: Envelope[] = [];
  return {
    maxBatch: STEPS,
    stock(count) {
      fresh = draw(count);
    },
    operation: () => receive([fresh.pop()!]),
    release: () => node.stop(),
  };
}

const knownSet: Growth = {
  name: 'node-receive',
  title: 'Whisper node: take an envelope from a peer (known set, pool, filters)',
  // A million takes longer to fill in than the envelopes live.
  sizes: [100, 10_000, 100_000],
  prepare: (size, { environment }) => filledNode(size, environment),
};

function topicOf(number: number): Topic {
  return uint32ToBytesBE(number) as Topic;
}

/** What a node does with an envelope: tries every key that listens under its topic. */
function tryAll(filters: FilterIndex<number>, { topic, data }: Envelope): void {
  for (const { key } of filters.listening(topic)) openMessage(data, key);
}

function filledFilters(size: number): FilterIndex<number> {
  const filters = new FilterIndex<number>();
  for (let i = 0; i < size; i++) {
    filters.add({ key: { kind: 'symmetric', key: numberedKey(i) }, topics: [topicOf(i)] }, i);
  }
  return filters;
}

const filters: readonly Growth[] = [
  {
    name: 'filter-miss',
    title: 'Filters: an envelope under a topic that nobody listens to',
    sizes: SIZES,
    prepare(size) {
      const index = filledFilters(size);
      const envelope = envelopeOf(size, LATE);
      return { operation: () => tryAll(index, envelope) };
    },
  },
  {
    name: 'filter-try',
    title: 'Filters: an envelope under a topic that one key listens to',
    sizes: SIZES,
    prepare(size) {
      const index = filledFilters(size);
      const data = new Uint8Array(256);
      const envelope = createEnvelope({ expiry: LATE, ttl: TTL, topic: topicOf(size >> 1), data }, 0n);
      return { operation: () => tryAll(index, envelope) };
    },
  },
  {
    name: 'filter-change',
    title: 'Filters: add one and cancel it',
    sizes: SIZES,
    prepare(size) {
      const index = filledFilters(size);
      let next = size;
      return {
        // Another one each time: a map walks over every place that the same key has left behind, until it is put in order again.
        operation() {
          next++;
          index.add({ key: { kind: 'symmetric', key: numberedKey(next) }, topics: [topicOf(next)] }, next)();
        },
      };
    },
  },
];

/** The structures of a Whisper node. */
export const whisperGrowths: readonly Growth[] = [...pool, knownSet, ...filters];
