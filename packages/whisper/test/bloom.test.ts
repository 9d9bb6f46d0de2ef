import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@status/base';
import {
  bloomAdmits,
  bloomMatches,
  fullBloom,
  isFullBloom,
  SubscribedBloom,
  topicToBloom,
  topicToFullBloom,
  uniteBlooms,
} from '@status/whisper/wire';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import { topicFrom } from './support/bytes.ts';

const topics = fc.uint8Array({ minLength: 4, maxLength: 4 }).map(topicFrom);
const blooms = fc.uint8Array({ minLength: 64, maxLength: 64 });

function ones(bloom: Uint8Array): number[] {
  return Array.from({ length: 512 }, (_, bit) => bit).filter((bit) => bloom[bit >> 3]! & (1 << (bit & 7)));
}

describe('blooms of the reference', () => {
  test.each(vectors<{ topic: string }, { bloom: string; indexes: number[] }>('whisper-bloom', 'topic'))(
    '$id',
    ({ in: { topic }, out }) => {
      expect(bytesToHex(topicToBloom(topicFrom(topic)))).toBe(out.bloom);
      expect(ones(topicToFullBloom(topicFrom(topic)))).toEqual([...new Set(out.indexes)].sort((a, b) => a - b));
    },
  );

  test.each(vectors<{ topics: string[] }, { bloom: string }>('whisper-bloom', 'union'))('$id', ({ in: input, out }) => {
    const union = uniteBlooms(...input.topics.map((topic) => topicToBloom(topicFrom(topic))));
    expect(bytesToHex(union)).toBe(out.bloom);
  });

  test.each(vectors<{ filter: string; sample: string }, { match: boolean }>('whisper-bloom', 'match'))(
    '$id',
    ({ in: { filter, sample }, out }) => {
      expect(bloomMatches(hexToBytes(filter), hexToBytes(sample))).toBe(out.match);
    },
  );
});

describe('the two forms of a topic', () => {
  test('differ where two bits fall into one byte: only the later remains in the assigned form', () => {
    const topic = topicFrom('01020300');
    expect(ones(topicToBloom(topic))).toEqual([3]);
    expect(ones(topicToFullBloom(topic))).toEqual([1, 2, 3]);
  });

  test('the assigned form is contained in the full one', () => {
    fc.assert(fc.property(topics, (topic) => bloomMatches(topicToFullBloom(topic), topicToBloom(topic))));
  });

  test('a filter lets a topic through if either form fits', () => {
    const nearby = topics.chain((topic) =>
      fc.tuple(
        fc.constant(topic),
        fc.oneof(blooms, fc.constantFrom(topicToBloom(topic), topicToFullBloom(topic), new Uint8Array(64))),
      ),
    );
    fc.assert(
      fc.property(nearby, ([topic, filter]) => {
        const either = bloomMatches(filter, topicToBloom(topic)) || bloomMatches(filter, topicToFullBloom(topic));
        expect(bloomAdmits(filter, topic)).toBe(either);
      }),
    );
  });

  test('a filter lets through each of 256 topics whose bits crowd into few bytes, by either form', () => {
    for (let code = 0; code < 256; code++) {
      const topic = topicFrom(Uint8Array.of(code & 3, (code >> 2) & 3, (code >> 4) & 3, code >> 6));
      expect(bloomAdmits(topicToBloom(topic), topic)).toBe(true);
      expect(bloomAdmits(topicToFullBloom(topic), topic)).toBe(true);
      expect(bloomAdmits(new Uint8Array(64), topic)).toBe(false);
    }
  });
});

describe('the bloom of subscriptions', () => {
  test('is the union of full forms', () => {
    fc.assert(
      fc.property(fc.array(topics, { maxLength: 8 }), (chosen) => {
        const subscribed = new SubscribedBloom();
        for (const topic of chosen) subscribed.add([topic]);
        expect(subscribed.bloom()).toEqual(uniteBlooms(...chosen.map(topicToFullBloom)));
      }),
    );
  });

  test('shrinks when a topic leaves, but keeps bits that others need', () => {
    const subscribed = new SubscribedBloom();
    const [one, other] = [topicFrom('0a0b0c00'), topicFrom('0a0b2000')];
    subscribed.add([one, other]);
    subscribed.add([one]);
    subscribed.remove([one, other]);
    expect(subscribed.bloom()).toEqual(topicToFullBloom(one));
    subscribed.remove([one]);
    expect(subscribed.bloom()).toEqual(new Uint8Array(64));
  });

  test('is everything while somebody listens to all topics', () => {
    const subscribed = new SubscribedBloom();
    subscribed.add([]);
    expect(subscribed.bloom()).toBeUndefined();
    subscribed.remove([]);
    expect(subscribed.bloom()).toEqual(new Uint8Array(64));
  });
});

test('only the bloom of ones is full', () => {
  expect(isFullBloom(fullBloom())).toBe(true);
  expect(isFullBloom(fullBloom().fill(0x7f, 63))).toBe(false);
});
