import { describe, expect, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import type { OutboundMessage, PrivateKey, SymmetricKey } from '@status/interfaces';
import { createSealer, type Sealer } from '@status/message-encryption';
import { openMessage } from '@status/message-encryption/wire';
import { createWhisper, type WhisperMessage } from '@status/whisper';
import { encodeMessages, PacketCode, powOf } from '@status/whisper/wire';
import { privateKeyFrom, topicFrom } from './support/bytes.ts';
import { ScriptedPeer } from './support/network.ts';
import { createNode, envelopeOf, inbox, KEY, message, NOW, TOPIC, texts, tickingClock } from './support/nodes.ts';

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
    const { environment } = createNode();
    const node = createWhisper({
      environment: { ...environment, clock: tickingClock() },
      pow: { target: 1e30, workTimeMs: 100 },
    });
    await expect(node.post(message('hello'))).rejects.toMatchObject({ code: 'PRIVACY_WORK' });
  });

  test('rejects when the message died during the work', async () => {
    const { node, environment } = createNode({ pow: { target: 2 ** 15 / 330, workTimeMs: 60_000 } });
    const posted = node.post(message('hello', { lifetime: 1_000 }));
    const rejected = expect(posted).rejects.toMatchObject({ code: 'PRIVACY_REFUSED' });
    while (environment.clock.pending === 0) await Promise.resolve();
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

  test('promises no payload that its own pool has no room for', async () => {
    const { node } = createNode({ minPow: 0, pow: { target: 0, largeTarget: 0 }, pool: { maxBytes: 10_000 } });
    const { maxPayload } = node.traits;
    expect(maxPayload).toBeGreaterThan(9_000);
    await node.post(message('', { payload: new Uint8Array(maxPayload) }));
    await expect(node.post(message('', { payload: new Uint8Array(maxPayload + 1) }))).rejects.toMatchObject({
      code: 'PRIVACY_TOO_LARGE',
    });
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

describe('what Whisper can do beyond the seam', () => {
  test('a post may have a target of its own, never below what the node asks of others', async () => {
    const { node } = createNode({ minPow: 0.01, pow: { target: 0.01 } });
    expect((await node.post(message('hard'), { target: 0.1 })).pow).toBeGreaterThanOrEqual(0.1);
    expect((await node.post(message('easy'), { target: 0 })).pow).toBeGreaterThanOrEqual(0.01);
    await expect(node.post(message('none'), { target: -1 })).rejects.toMatchObject({ code: 'WHISPER_OPTION' });
  });

  test('a post may have a time for work of its own', async () => {
    const { environment } = createNode();
    const node = createWhisper({ environment: { ...environment, clock: tickingClock() } });
    const posted = node.post(message('hello'), { target: 1e30, workTimeMs: 30 });
    await expect(posted).rejects.toThrow('within 30 ms');
  });

  test('a post may have padding of its own', async () => {
    const { node } = createNode();
    const { envelope } = await node.post(message('hello'), { padding: Uint8Array.of(0, 0, 7) });
    expect(openMessage(envelope.data, { kind: 'symmetric', key: KEY })?.padding).toEqual(Uint8Array.of(0, 0, 7));
  });

  test('an envelope that was sealed elsewhere may be posted, and is delivered here too', async () => {
    const { node, environment } = createNode({ minPow: 0 });
    const received = inbox(node);
    const envelope = envelopeOf();
    const receipt = node.postEnvelope(envelope);
    await environment.clock.advance(0);
    expect(receipt).toMatchObject({ hash: envelope.hash, size: envelope.raw.length, pow: powOf(envelope) });
    expect(received.map(({ hash }) => hash)).toEqual([envelope.hash]);
    expect([...node.envelopes()]).toEqual([envelope]);
  });

  test('a message tells the envelope that it came in, and its work', async () => {
    const { node, environment } = createNode();
    const received: WhisperMessage[] = [];
    const key = { kind: 'symmetric', key: KEY } as const;
    node.subscribe({ key, topics: [] }, (inbound) => void received.push(inbound));
    const { envelope, pow } = await node.post(message('hello'));
    await environment.clock.advance(0);
    expect(received).toMatchObject([{ envelope, pow, direct: false, historic: false }]);
  });

  test('what a trusted peer sends directly is delivered as historic, without work and however old', async () => {
    const { node, environment } = createNode();
    const server = new ScriptedPeer(node, 'server').greet();
    const received = inbox(node);
    node.trust('server');
    server.send(PacketCode.p2pMessage, envelopeOf({ expiry: NOW - 86_400 }).raw);
    await environment.clock.advance(0);
    expect(received).toMatchObject([{ historic: true, direct: true, pow: 0, sentAt: (NOW - 86_415) * 1_000 }]);
    expect([...node.envelopes()]).toEqual([]);
  });
});

describe('the sealer', () => {
  test('may be handed in, and may take its time', async () => {
    const { environment } = createNode();
    const inner = createSealer(environment);
    const later = <Value>(work: () => Promise<Value>): Promise<Value> =>
      new Promise((resolve, reject) => environment.clock.schedule(50, () => work().then(resolve, reject)));
    const sealer: Sealer = {
      seal: (...args) => later(() => inner.seal(...args)),
      open: (...args) => later(() => inner.open(...args)),
    };
    const node = createWhisper({ environment, sealer });
    const received = inbox(node);
    const posted = node.post(message('hello'));
    await environment.clock.advance(50);
    await posted;
    expect(received).toEqual([]);
    await environment.clock.advance(50);
    expect(texts(received)).toEqual(['hello']);
  });

  test('that fails to seal makes the post fail; one that fails to open is logged, and nothing else', async () => {
    const { environment } = createNode();
    const inner = createSealer(environment);
    const broken = () => Promise.reject(new Error('the worker is gone'));
    const mute = createWhisper({ environment, sealer: { ...inner, seal: broken } });
    await expect(mute.post(message('hello'))).rejects.toThrow('the worker is gone');
    const deaf = createWhisper({ environment, sealer: { ...inner, open: broken } });
    inbox(deaf);
    await deaf.post(message('hello'));
    await environment.clock.advance(0);
    expect(environment.logs.map(({ level }) => level)).toEqual(['error']);
  });

  test('is not asked to seal for a node that was stopped meanwhile', async () => {
    const { environment } = createNode();
    const node = createWhisper({ environment });
    const posted = node.post(message('hello'));
    await node.stop();
    await expect(posted).rejects.toMatchObject({ code: 'PRIVACY_STOPPED' });
  });
});

describe('lifetimes', () => {
  test.each([
    [1, 1],
    [1_000, 1],
    [1_001, 2],
    [undefined, 15],
  ])('of %s ms become %d s', async (lifetime, ttl) => {
    const { node } = createNode({ minPow: 0, pow: { target: 0 } });
    const { envelope, sentAt, expiresAt } = await node.post(
      message('hello', lifetime === undefined ? {} : { lifetime }),
    );
    expect(envelope.ttl).toBe(ttl);
    expect(expiresAt - sentAt).toBe(1_000 * ttl);
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
