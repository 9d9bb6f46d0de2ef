import { describe, expect, jest, test } from '@jest/globals';
import { hexToBytes, uint32ToBytesBE } from '@status/base';
import { installEngine, publicKeyOf, resetEngine } from '@status/crypto';
import type { ListenKey, RecipientKey, Topic } from '@status/interfaces';
import { encodePlaintext, encryptMessage, openMessage } from '@status/message-encryption/wire';
import { seededRandom } from '@status/testing';
import { createEnvelope, type Envelope, FilterIndex } from '@status/whisper/wire';
import { privateKeyFrom, symmetricKeyFrom, topicFrom } from './support/bytes.ts';

const random = seededRandom('filters');
const TOPIC = topicFrom('a1b2c3d4');
const OTHER = topicFrom('a1b2c3d5');
const KEY = { kind: 'symmetric', key: symmetricKeyFrom('01'.repeat(32)) } as const;
const WRONG = { kind: 'symmetric', key: symmetricKeyFrom('02'.repeat(32)) } as const;

function envelopeFor(to: RecipientKey, topic: Topic = TOPIC): Envelope {
  const data = encryptMessage(encodePlaintext(hexToBytes('68690a'), { random }), to, { random });
  return createEnvelope({ expiry: 100, ttl: 10, topic, data }, 0n);
}

/** The targets that an envelope is for: those whose key opens it. */
function targets<Target>(index: FilterIndex<Target>, { topic, data }: Envelope): Target[] {
  return index.listening(topic).flatMap(({ key, targets }) => (openMessage(data, key) === undefined ? [] : targets));
}

describe('a filter', () => {
  test('gets what its key opens under its topics', () => {
    const index = new FilterIndex<string>();
    index.add({ key: KEY, topics: [TOPIC] }, 'here');
    index.add({ key: KEY, topics: [OTHER] }, 'elsewhere');
    index.add({ key: KEY, topics: [OTHER, TOPIC, TOPIC] }, 'both');
    index.add({ key: WRONG, topics: [TOPIC] }, 'wrong key');
    expect(targets(index, envelopeFor(KEY))).toEqual(['here', 'both']);
    expect(targets(index, envelopeFor(KEY, OTHER))).toEqual(['elsewhere', 'both']);
  });

  test('without topics gets what its key opens anywhere', () => {
    const index = new FilterIndex<string>();
    index.add({ key: KEY, topics: [] }, 'anywhere');
    index.add({ key: WRONG, topics: [] }, 'wrong key');
    index.add({ key: KEY, topics: [OTHER] }, 'elsewhere');
    expect(targets(index, envelopeFor(KEY))).toEqual(['anywhere']);
    expect(targets(index, envelopeFor(KEY, OTHER))).toEqual(['elsewhere', 'anywhere']);
  });

  test('with a private key gets what is for the public key', () => {
    const privateKey = privateKeyFrom('22'.repeat(32));
    const index = new FilterIndex<string>();
    index.add({ key: { kind: 'asymmetric', privateKey }, topics: [TOPIC] }, 'recipient');
    index.add({ key: { kind: 'asymmetric', privateKey: privateKeyFrom('33'.repeat(32)) }, topics: [TOPIC] }, 'nobody');
    expect(targets(index, envelopeFor({ kind: 'asymmetric', publicKey: publicKeyOf(privateKey) }))).toEqual([
      'recipient',
    ]);
  });

  test('keeps a copy of its key', () => {
    const key = symmetricKeyFrom('01'.repeat(32));
    const index = new FilterIndex<string>();
    index.add({ key: { kind: 'symmetric', key }, topics: [TOPIC] }, 'here');
    key.fill(9);
    expect(targets(index, envelopeFor(KEY))).toEqual(['here']);
  });

  test('gets nothing after it was taken off, while others with its key and topic do', () => {
    const index = new FilterIndex<string>();
    const remove = index.add({ key: KEY, topics: [TOPIC] }, 'one');
    index.add({ key: KEY, topics: [TOPIC] }, 'other');
    const removeWild = index.add({ key: KEY, topics: [] }, 'wild');
    remove();
    remove();
    removeWild();
    expect(targets(index, envelopeFor(KEY))).toEqual(['other']);
  });

  test('wipes its key when it is the last to go that has it', () => {
    const index = new FilterIndex<string>();
    const removals = [[TOPIC], []].map((topics) => index.add({ key: KEY, topics }, String(topics.length)));
    const keys = new Set<Uint8Array>();
    try {
      installEngine({ name: 'watching', aesGcmDecrypt: (key) => void keys.add(key) });
      targets(index, envelopeFor(KEY));
    } finally {
      resetEngine();
    }
    const [key] = [...keys];
    expect(keys.size).toBe(1);
    removals[0]!();
    expect(key).toEqual(KEY.key);
    removals[1]!();
    expect(key).toEqual(new Uint8Array(32));
  });

  test.each([
    [
      'a key that is zero',
      { kind: 'symmetric', key: new Uint8Array(32) } as unknown as ListenKey,
      [TOPIC],
      'PRIVACY_KEY',
    ],
    [
      'a short key',
      { kind: 'symmetric', key: new Uint8Array(16).fill(1) } as unknown as ListenKey,
      [TOPIC],
      'PRIVACY_KEY',
    ],
    [
      'a private key of zero',
      { kind: 'asymmetric', privateKey: new Uint8Array(32) } as unknown as ListenKey,
      [],
      'PRIVACY_KEY',
    ],
    ['a topic of three bytes', KEY, [topicFrom(TOPIC.subarray(1))], 'PRIVACY_TOPIC'],
  ])('is refused with %s', (_, key, topics, code) => {
    expect(() => new FilterIndex<string>().add({ key, topics }, 'x')).toThrow(expect.objectContaining({ code }));
  });
});

describe('an envelope', () => {
  test('is tried once per key and not at all under another topic, however many filters there are', () => {
    const decrypt = jest.fn(() => undefined);
    const index = new FilterIndex<number>();
    for (let i = 0; i < 10_000; i++) index.add({ key: WRONG, topics: [topicFrom(uint32ToBytesBE(i))] }, i);
    for (let i = 0; i < 100; i++) index.add({ key: WRONG, topics: [TOPIC] }, i);
    index.add({ key: WRONG, topics: [] }, 0);
    index.add({ key: { kind: 'symmetric', key: symmetricKeyFrom('03'.repeat(32)) }, topics: [TOPIC] }, 1);
    const envelope = envelopeFor(KEY);
    try {
      installEngine({ name: 'counting', aesGcmDecrypt: decrypt });
      expect(targets(index, envelope)).toEqual([]);
    } finally {
      resetEngine();
    }
    expect(decrypt).toHaveBeenCalledTimes(2);
  });
});
