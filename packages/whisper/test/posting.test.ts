import { describe, expect, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import type { OutboundMessage, PrivateKey, SymmetricKey } from '@status/interfaces';
import { createWhisper, type WhisperOptions } from '@status/whisper';
import { encodeMessages, powOf } from '@status/whisper/wire';
import { privateKeyFrom, topicFrom } from './support/bytes.ts';
import { createNode, inbox, message, NOW, TOPIC, texts } from './support/nodes.ts';

/** A node for which 10 ms go by each time that it looks, since work takes no virtual time. */
function withTickingClock(options: Omit<WhisperOptions, 'environment'> = {}) {
  const { environment } = createNode();
  let elapsed = 0;
  const clock = {
    now: () => environment.clock.now(),
    elapsed: () => (elapsed += 10),
    schedule(_: number, callback: () => void) {
      queueMicrotask(callback);
      return () => {};
    },
  };
  return { node: createWhisper({ environment: { ...environment, clock }, ...options }) };
}

describe('posting', () => {
  test('gives the envelope’s hash and times in ms', async () => {
    const { node, environment } = createNode();
    await environment.clock.advance(700);
    const receipt = await node.post(message('hello'));
    const [envelope] = [...node.envelopes()];
    const { expiry, ttl, nonce, raw, hash } = envelope!;
    expect(receipt).toEqual({
      hash,
      sentAt: NOW * 1000,
      expiresAt: (NOW + 15) * 1000,
      size: raw.length,
      pow: powOf(envelope!),
      envelope,
      trace: { bytes: raw.length, expiry, ttl, nonce, pow: powOf(envelope!) },
    });
    expect(envelope).toMatchObject({ expiry: NOW + 15, ttl: 15, topic: TOPIC });
  });

  test('works until the target is reached', async () => {
    const { node } = createNode({ pow: { target: 0.02 } });
    await node.post(message('hello'));
    expect(powOf([...node.envelopes()][0]!)).toBeGreaterThanOrEqual(0.02);
  });

  test('works no less than the node itself asks of others', async () => {
    const { node } = createNode({ minPow: 0.05, pow: { target: 0.000_002 } });
    await node.post(message('hello'));
    expect(powOf([...node.envelopes()][0]!)).toBeGreaterThanOrEqual(0.05);
  });

  test('works less for payloads of more than 50,000 bytes', async () => {
    const { node } = createNode({ minPow: 0, pow: { target: 0.002, largeTarget: 0 } });
    await node.post(message('', { payload: new Uint8Array(50_000), lifetime: 1_000 }));
    await node.post(message('', { payload: new Uint8Array(50_001), lifetime: 1_000 }));
    const [small, large] = [...node.envelopes()];
    expect(powOf(small!)).toBeGreaterThanOrEqual(0.002);
    expect(large!.nonce).toBe(0n);
  });

  test('delivers to own subscriptions too', async () => {
    const { node, environment } = createNode();
    const received = inbox(node);
    await node.post(message('hello'));
    await environment.clock.advance(0);
    expect(texts(received)).toEqual(['hello']);
  });

  test('takes the largest payload that the traits promise, and not one byte more', async () => {
    const { node } = createNode({ maxMessageSize: 2000, minPow: 0, pow: { target: 0 } });
    const privateKey = privateKeyFrom('05'.repeat(32));
    const parts = { to: { kind: 'asymmetric', publicKey: publicKeyOf(privateKey) }, from: privateKey } as const;
    const payload = new Uint8Array(node.traits.maxPayload);
    await node.post(message('', { ...parts, payload, lifetime: 0x1000_0000 * 1_000 }));
    const [envelope] = [...node.envelopes()];
    expect(encodeMessages([envelope!]).length).toBeLessThanOrEqual(2000);
    expect(encodeMessages([envelope!]).length).toBeGreaterThan(2000 - 256 - 40);
    await expect(node.post(message('', { payload: new Uint8Array(payload.length + 1) }))).rejects.toMatchObject({
      code: 'PRIVACY_TOO_LARGE',
    });
  });

  test.each([
    ['a topic of three bytes', { topic: topicFrom('adbeef') }, 'PRIVACY_TOPIC'],
    ['a zero topic under a symmetric key', { topic: topicFrom('00000000') }, 'PRIVACY_TOPIC'],
    ['a symmetric key of zero', { to: { kind: 'symmetric', key: new Uint8Array(32) as SymmetricKey } }, 'PRIVACY_KEY'],
    ['a sender that is no private key', { from: new Uint8Array(31) as PrivateKey }, 'PRIVACY_KEY'],
    ['no lifetime', { lifetime: 0 }, 'PRIVACY_LIFETIME'],
    ['half a millisecond of life', { lifetime: 0.5 }, 'PRIVACY_LIFETIME'],
    ['a negative lifetime', { lifetime: -1_000 }, 'PRIVACY_LIFETIME'],
    ['a lifetime without an end', { lifetime: Number.POSITIVE_INFINITY }, 'PRIVACY_LIFETIME'],
    ['a lifetime whose end 32 bits cannot say', { lifetime: 0xffff_ffff * 1_000 }, 'PRIVACY_LIFETIME'],
  ] satisfies [string, Partial<OutboundMessage>, string][])('refuses %s', async (_, parts, code) => {
    const { node } = createNode();
    await expect(node.post(message('hello', parts))).rejects.toMatchObject({ code });
    expect([...node.envelopes()]).toEqual([]);
  });

  test('takes a zero topic under a public key', async () => {
    const { node } = createNode();
    const publicKey = publicKeyOf(privateKeyFrom('05'.repeat(32)));
    await node.post(message('hello', { topic: topicFrom('00000000'), to: { kind: 'asymmetric', publicKey } }));
  });

  test('rejects when the work takes too long', async () => {
    const { node } = withTickingClock({ pow: { target: 1e30, workTimeMs: 100 } });
    await expect(node.post(message('hello'))).rejects.toMatchObject({ code: 'PRIVACY_WORK' });
  });

  test('rejects when the message died during the work', async () => {
    const { node, environment } = createNode({ pow: { target: 2 ** 12 / 330, workTimeMs: 60_000 } });
    const posted = node.post(message('hello', { lifetime: 1_000 }));
    const rejected = expect(posted).rejects.toMatchObject({ code: 'PRIVACY_REFUSED' });
    environment.clock.jump(5_000);
    await environment.clock.advance(0);
    await rejected;
  });

  test('rejects with the reason when aborted during the work', async () => {
    const { node, environment } = createNode({ pow: { target: 1e30 } });
    const controller = new AbortController();
    const rejected = expect(node.post(message('hello'), { signal: controller.signal })).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await environment.clock.advance(0);
    await rejected;
    expect([...node.envelopes()]).toEqual([]);
  });

  test('rejects when the pool is full of own envelopes', async () => {
    const { node } = createNode({ pool: { maxEnvelopes: 1 } });
    await node.post(message('one'));
    await expect(node.post(message('two'))).rejects.toMatchObject({ code: 'PRIVACY_REFUSED' });
  });

  test('rejects after the node was stopped, and so does subscribing', async () => {
    const { node } = createNode();
    await node.stop();
    await expect(node.post(message('hello'))).rejects.toMatchObject({ code: 'PRIVACY_STOPPED' });
    expect(() => inbox(node)).toThrow(expect.objectContaining({ code: 'PRIVACY_STOPPED' }));
  });

  test('rejects when the node is stopped during the work', async () => {
    const { node, environment } = createNode({ pow: { target: 1e30 } });
    const rejected = expect(node.post(message('hello'))).rejects.toMatchObject({ code: 'PRIVACY_STOPPED' });
    await node.stop();
    await environment.clock.advance(0);
    await rejected;
  });
});

describe('options', () => {
  const { environment } = createNode();
  test.each([
    ['a negative minimum', { minPow: -1 }],
    ['NaN as a target', { pow: { target: Number.NaN } }],
    ['an infinite target for large payloads', { pow: { largeTarget: Number.POSITIVE_INFINITY } }],
    ['a message size above 10 MiB', { maxMessageSize: 10 * 2 ** 20 + 1 }],
    ['a message size in which nothing fits', { maxMessageSize: 300 }],
    ['a message size that is no number', { maxMessageSize: Number.NaN }],
  ])('%s is refused', (_, options) => {
    expect(() => createWhisper({ environment, ...options })).toThrow(
      expect.objectContaining({ code: 'WHISPER_OPTION' }),
    );
  });

  test('a new minimum that is none is refused', () => {
    const { node } = createNode();
    expect(() => node.setMinPow(Number.NaN)).toThrow(expect.objectContaining({ code: 'WHISPER_OPTION' }));
    expect(node.minPow).toBe(0.002);
  });
});
