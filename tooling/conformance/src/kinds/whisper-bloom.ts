import { bytesToHex, equalBytes } from '@status/base';
import type { Topic } from '@status/interfaces';
import { bloomMatches, topicToBloom, topicToFullBloom, uniteBlooms } from '@status/whisper/wire';
import { bytesOf, topicFrom } from '../inputs.ts';
import { type Hex, kind, type VectorFile } from '../kind.ts';

export const whisperBloomVectors: VectorFile = {
  kinds: {
    topic: kind(recomputeTopic),
    union: kind(({ topics }: { topics: readonly Hex[] | null }) => ({
      bloom: bytesToHex(uniteBlooms(...(topics ?? []).map((topic) => topicToBloom(topicFrom(topic))))),
    })),
    // A node that has set no filter takes everything.
    match: kind(({ filter, sample }: { filter: Hex | null; sample: Hex }) => ({
      match: !filter || bloomMatches(bytesOf(filter), bytesOf(sample)),
    })),
  },
};

function recomputeTopic(input: { topic: Hex }): unknown {
  const topic = topicFrom(input.topic);
  const bloom = topicToBloom(topic);
  return {
    bloom: bytesToHex(bloom),
    indexes: [0, 1, 2].map((position) => indexOf(topic, position)),
    collisionLosesBits: !equalBytes(bloom, topicToFullBloom(topic)),
  };
}

/**
 * The bit that one byte of a topic stands for: that of a topic in which the two others, and their bits in the last byte, are
 * zero. These stand for bit 0 then, so the one looked for is the highest.
 */
function indexOf(topic: Topic, position: number): number {
  const alone = new Uint8Array(topic.length) as Topic;
  alone[position] = topic[position]!;
  alone[3] = topic[3]! & (1 << position);
  const bloom = topicToFullBloom(alone);
  const last = bloom.findLastIndex((byte) => byte !== 0);
  return 8 * last + 31 - Math.clz32(bloom[last]!);
}
