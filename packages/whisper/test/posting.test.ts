import { describe, expect, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import { createWhisper } from '@status/whisper';
import { encodeMessages, powOf } from '@status/whisper/wire';
import { createNode, inbox, message, NOW, TOPIC, texts } from './support/nodes.ts';

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
    await node.post(message('', { payload: new Uint8Array(50_000), ttl: 1 }));
    await node.post(message('', { payload: new Uint8Array(50_001), ttl: 1 }));
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
    const privateKey = new Uint8Array(32).fill(5);
    const parts = { to: { kind: 'asymmetric', publicKey: publicKeyOf(privateKey) }, from: privateKey } as const;
    const payload = new Uint8Array(node.traits.maxPayload);
    await node.post(message('', { ...parts, payload, ttl: 0x1000_0000 }));
    const [envelope] = [...node.envelopes()];
    expect(encodeMessages([envelope!]).length).toBeLessThanOrEqual(2000);
    expect(encodeMessages([envelope!]).length).toBeGreaterThan(2000 - 256 - 40);
    await expect(node.post(message('', { payload: new Uint8Array(payload.length + 1) }))).rejects.toMatchObject({
      code: 'PRIVACY_TOO_LARGE',
    });
  });

  test.each([
    ['a topic of three bytes', { topic: TOPIC.subarray(1) }, 'PRIVACY_TOPIC'],
    ['a zero topic under a symmetric key', { topic: new Uint8Array(4) }, 'PRIVACY_TOPIC'],
    ['a symmetric key of zero', { to: { kind: 'symmetric', key: new Uint8Array(32) } as const }, 'PRIVACY_KEY'],
    ['a sender that is no private key', { from: new Uint8Array(31) }, 'PRIVACY_KEY'],
    ['no time to live', { ttl: 0 }, 'PRIVACY_TTL'],
    ['half a second to live', { ttl: 0.5 }, 'PRIVACY_TTL'],
    ['a negative time to live', { ttl: -1 }, 'PRIVACY_TTL'],
    ['a time to live beyond 32 bits', { ttl: 0xffff_ffff }, 'PRIVACY_TTL'],
  ])('refuses %s', async (_, parts, code) => {
    const { node } = createNode();
    await expect(node.post(message('hello', parts))).rejects.toMatchObject({ code });
    expect([...node.envelopes()]).toEqual([]);
  });

  test('takes a zero topic under a public key', async () => {
    const { node } = createNode();
    const publicKey = publicKeyOf(new Uint8Array(32).fill(5));
    await node.post(message('hello', { topic: new Uint8Array(4), to: { kind: 'asymmetric', publicKey } }));
  });

  test('rejects when the work takes too long', async () => {
    const { node, environment } = createNode({ pow: { target: 1e30, workTimeMs: 100 } });
    const rejected = expect(node.post(message('hello'))).rejects.toMatchObject({ code: 'PRIVACY_WORK' });
    environment.clock.jump(100);
    await environment.clock.advance(0);
    await rejected;
  });

  test('rejects when the message died during the work', async () => {
    const { node, environment } = createNode({ pow: { target: 2 ** 12 / 330, workTimeMs: 60_000 } });
    const posted = node.post(message('hello', { ttl: 1 }));
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
