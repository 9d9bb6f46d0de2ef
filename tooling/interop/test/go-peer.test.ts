import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GoPeer, GoPeerError } from '../src/go-peer.ts';
import { describeWithGo } from './support.ts';

const symKey = '07'.repeat(32);
const author = '01'.repeat(32);
const authorPublic =
  '041b84c5567b126440995d3ed5aaba0565d71e1834604819ff9c17f5e9d5dd078f70beaf8f588b541507fed6a642c5ab42dfdf8120a7f639de5122d47a69a8e8d1';
const topic = '01020304';

describeWithGo('the Go peer', () => {
  let left: GoPeer;
  let right: GoPeer;

  beforeAll(async () => {
    left = await GoPeer.start({ name: 'left' });
    right = await GoPeer.start({ name: 'right' });
  });

  afterAll(async () => {
    await left.close();
    await right.close();
  });

  test('opens what it sealed with a symmetric key, and names the signer', async () => {
    const { envelope, hash } = await left.call('seal', { topic, payload: '6869', symKey, privateKey: author });
    const opened = await left.call('open', { envelope, symKey });
    expect(opened).toMatchObject({ opened: true, payload: '6869', signer: authorPublic, hash, topic, ttl: 50 });
  });

  test('opens what it sealed to a public key', async () => {
    const { envelope } = await left.call('seal', { topic, payload: '6869', publicKey: authorPublic });
    expect(await left.call('open', { envelope, privateKey: author })).toMatchObject({ opened: true, payload: '6869' });
  });

  test('does not open with another key', async () => {
    const { envelope } = await left.call('seal', { topic, payload: '6869', symKey });
    expect(await left.call('open', { envelope, symKey: '08'.repeat(32) })).toMatchObject({ opened: false });
  });

  test('seals at the time it is given', async () => {
    const { envelope } = await left.call('seal', { topic, payload: '', symKey, ttl: 10, now: 1_600_000_000 });
    expect(await left.call('inspect', { envelope })).toMatchObject({ sent: 1_600_000_000, expiry: 1_600_000_010 });
  });

  test('refuses an unknown field', async () => {
    await expect(left.call('peers', { nonsense: 1 })).rejects.toThrow(GoPeerError);
  });

  test('measures a job', async () => {
    const { opsPerSec, rounds } = await left.call('bench', { job: 'handshake', seconds: 0.05, rounds: 2 });
    expect(opsPerSec).toBeGreaterThan(0);
    expect(rounds).toHaveLength(2);
  });

  test('passes a message to a second peer and tells why the connection ended', async () => {
    const { filterId } = await right.call('subscribe', { symKey, topics: [topic] });
    expect(await left.call('dial', { enode: right.enode })).toEqual({ peer: right.id });
    const connected = await right.waitFor(({ event, state }) => event === 'peer' && state === 'connected');
    expect(connected).toMatchObject({ id: left.id, name: 'left', caps: ['shh/6'], inbound: true });

    const { hash } = await left.call('postMessage', { topic, payload: 'cafe', symKey });
    const message = await right.waitFor(({ event }) => event === 'message');
    expect(message).toMatchObject({ filterId, hash, payload: 'cafe' });
    expect(await right.call('envelopes')).toEqual({ hashes: [hash] });

    await left.call('disconnect', { peer: right.id, reason: 8 });
    const ended = await right.waitFor(({ event, state }) => event === 'peer' && state === 'disconnected');
    expect(ended).toMatchObject({ id: left.id, error: 'client quitting' });
  });

  test('reports a dial to the wrong identity as refused', async () => {
    const stranger = right.enode.replace(/@.*/, left.enode.slice(left.enode.indexOf('@')));
    await expect(right.call('dial', { enode: stranger })).rejects.toThrow();
    expect(await left.waitFor(({ event }) => event === 'refused')).toMatchObject({ stage: 'rlpx' });
  });

  test('ends with its standard input, and later calls say so', async () => {
    const brief = await GoPeer.start();
    await brief.close();
    await expect(brief.call('peers')).rejects.toThrow('the Go peer ended (exit code 0)');
  });
});
