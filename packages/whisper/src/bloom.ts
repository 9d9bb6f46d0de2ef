import type { Topic } from '@status/interfaces';
import { BLOOM_LENGTH } from './constants.ts';

/** 64 bytes: a set of topics, three bits each (EIP-627). */
export type Bloom = Uint8Array;

/** Where the three bits of a topic are, 0–511: a byte of the topic each, its ninth bit from the last byte. */
function bitsOf(topic: Topic): readonly [number, number, number] {
  const high = topic[3]!;
  return [topic[0]! + ((high & 1) << 8), topic[1]! + ((high & 2) << 7), topic[2]! + ((high & 4) << 6)];
}

/**
 * The bloom of a topic as every node of the network computes it: bits are *assigned*, so that of two in one byte only the later
 * remains. It is contained in `topicToFullBloom`, and differs from it for 4 % of topics (go-ethereum `TopicToBloom`).
 */
export function topicToBloom(topic: Topic): Bloom {
  const bloom = new Uint8Array(BLOOM_LENGTH);
  for (const bit of bitsOf(topic)) bloom[bit >> 3] = 1 << (bit & 7);
  return bloom;
}

/** The bloom of a topic with all of its bits (EIP-627): what to advertise, so that peers of either reading forward the topic. */
export function topicToFullBloom(topic: Topic): Bloom {
  const bloom = new Uint8Array(BLOOM_LENGTH);
  for (const bit of bitsOf(topic)) bloom[bit >> 3]! |= 1 << (bit & 7);
  return bloom;
}

/** Whether every bit of the sample is set in the filter (go-ethereum `BloomFilterMatch`). */
export function bloomMatches(filter: Bloom, sample: Bloom): boolean {
  for (let i = 0; i < BLOOM_LENGTH; i++) if ((filter[i]! | sample[i]!) !== filter[i]) return false;
  return true;
}

/**
 * Whether a filter lets a topic through in either of its two forms. As the assigned form is contained in the full one, it alone
 * decides; nothing is allocated.
 */
export function bloomAdmits(filter: Bloom, topic: Topic): boolean {
  const [first, second, third] = bitsOf(topic);
  if (!has(filter, third)) return false;
  if (second >> 3 !== third >> 3 && !has(filter, second)) return false;
  return first >> 3 === second >> 3 || first >> 3 === third >> 3 || has(filter, first);
}

function has(filter: Bloom, bit: number): boolean {
  return (filter[bit >> 3]! & (1 << (bit & 7))) !== 0;
}

/** Everything that any of the blooms lets through. */
export function uniteBlooms(...blooms: readonly Bloom[]): Bloom {
  const union = new Uint8Array(BLOOM_LENGTH);
  for (const bloom of blooms) for (let i = 0; i < BLOOM_LENGTH; i++) union[i]! |= bloom[i]!;
  return union;
}

/** The bloom that lets everything through. */
export function fullBloom(): Bloom {
  return new Uint8Array(BLOOM_LENGTH).fill(0xff);
}

/** Whether the bloom lets everything through. */
export function isFullBloom(bloom: Bloom): boolean {
  return bloom.every((byte) => byte === 0xff);
}

/**
 * The bloom of what is subscribed to, in its full form. Topics can leave it again, at a cost that does not depend on how many there are.
 */
export class SubscribedBloom {
  readonly #counts = new Uint32Array(BLOOM_LENGTH * 8);
  /** Subscriptions to all topics. */
  #wildcards = 0;

  /** Adds a subscription; no topics are all topics. */
  add(topics: readonly Topic[]): void {
    this.#change(topics, 1);
  }

  /** Takes back one `add` of the same topics. */
  remove(topics: readonly Topic[]): void {
    this.#change(topics, -1);
  }

  /** `undefined`: everything. */
  bloom(): Bloom | undefined {
    if (this.#wildcards > 0) return undefined;
    const bloom = new Uint8Array(BLOOM_LENGTH);
    this.#counts.forEach((count, bit) => {
      if (count > 0) bloom[bit >> 3]! |= 1 << (bit & 7);
    });
    return bloom;
  }

  #change(topics: readonly Topic[], by: 1 | -1): void {
    if (topics.length === 0) this.#wildcards += by;
    for (const topic of topics) for (const bit of bitsOf(topic)) this.#counts[bit]! += by;
  }
}
