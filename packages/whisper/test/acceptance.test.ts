import { describe, expect, test } from '@jest/globals';
import { testEnvironment } from '@status/testing';
import {
  Acceptance,
  createEnvelope,
  type Envelope,
  type EnvelopeFields,
  powOf,
  REFUSAL_TEXT,
  topicToBloom,
  topicToFullBloom,
} from '@status/whisper/wire';
import { topicFrom } from './support/bytes.ts';

const NOW = 1_600_000_000;
const TOPIC = topicFrom('01020300');
const OTHER = topicFrom('a0b0c000');

function envelopeOf(fields: Partial<EnvelopeFields> = {}): Envelope {
  return createEnvelope({ expiry: NOW + 15, ttl: 15, topic: TOPIC, data: new Uint8Array(40), ...fields }, 0n);
}

function setup(options: { minPow?: number; bloom?: Uint8Array; maxMessageSize?: number; now?: number } = {}) {
  const { clock } = testEnvironment({ start: (options.now ?? NOW) * 1000 });
  const acceptance = new Acceptance({
    clock,
    maxMessageSize: options.maxMessageSize ?? 1000,
    minPow: options.minPow ?? 0,
    bloom: options.bloom,
  });
  /** What is made of an envelope, in a word. */
  const judge = (envelope: Envelope, own = false): string => {
    const verdict = acceptance.judge(envelope, own);
    return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
  };
  return { clock, acceptance, judge };
}

describe('time', () => {
  test.each([
    ['sent now', 0, 15, 'fit'],
    ['sent 10 s from now', 10, 15, 'fit'],
    ['sent 11 s from now', 11, 15, 'future'],
    ['expiring now', -15, 15, 'fit'],
    ['expired 1 s ago', -16, 15, 'stale'],
    ['expired 20 s ago', -35, 15, 'stale'],
    ['expired 21 s ago', -36, 15, 'old'],
    ['without a time to live, now', 0, 0, 'stale'],
    ['without a time to live, in 5 s', 5, 0, 'stale'],
    ['without a time to live, in 11 s', 11, 0, 'future'],
    ['of a day', -1000, 86_400, 'fit'],
  ])('an envelope %s is judged %#', (_, sent, ttl, verdict) => {
    expect(setup().judge(envelopeOf({ expiry: NOW + sent + ttl, ttl }))).toBe(verdict);
  });

  test('a time to live that reaches before 1970 wraps around, to the future', () => {
    expect(setup().judge(envelopeOf({ expiry: NOW, ttl: NOW + 1 }))).toBe('future');
    expect(setup().judge(envelopeOf({ expiry: NOW, ttl: 0xffff_ffff }))).toBe('fit');
  });

  test('an expiry at the end of 32 bits is an ordinary one', () => {
    const end = 0xffff_ffff;
    const { judge } = setup({ now: end - 5 });
    expect(judge(envelopeOf({ expiry: end, ttl: 15 }))).toBe('fit');
    expect(setup({ now: end + 10 }).judge(envelopeOf({ expiry: end, ttl: 15 }))).toBe('stale');
    expect(setup({ now: end + 30 }).judge(envelopeOf({ expiry: end, ttl: 15 }))).toBe('old');
    expect(setup().judge(envelopeOf({ expiry: end, ttl: 15 }))).toBe('future');
  });

  test('the first seconds of 1970 are ordinary ones', () => {
    const { judge } = setup({ now: 3 });
    expect(judge(envelopeOf({ expiry: 10, ttl: 5 }))).toBe('fit');
    expect(judge(envelopeOf({ expiry: 0, ttl: 0 }))).toBe('stale');
  });
});

describe('size', () => {
  test('counts 20 bytes and the data', () => {
    const { judge } = setup({ maxMessageSize: 60 });
    expect(judge(envelopeOf({ data: new Uint8Array(40) }))).toBe('fit');
    expect(judge(envelopeOf({ data: new Uint8Array(41) }))).toBe('too-large');
  });
});

describe('proof of work', () => {
  const envelope = envelopeOf();
  const pow = powOf(envelope);

  test('has to reach the minimum', () => {
    expect(setup({ minPow: pow }).judge(envelope)).toBe('fit');
    expect(setup({ minPow: pow * 1.0001 }).judge(envelope)).toBe('low-pow');
  });

  test('of an envelope from the near future is spread over the seconds until then and one more', () => {
    const early = envelopeOf({ expiry: NOW + 4 + 15 });
    const spread = (powOf(early) * 15) / (15 + 4 + 1);
    expect(setup({ minPow: spread * 0.9999 }).judge(early)).toBe('fit');
    expect(setup({ minPow: spread * 1.0001 }).judge(early)).toBe('low-pow');
  });

  test('that is low only because clocks differ is nobody’s fault', () => {
    const early = envelopeOf({ expiry: NOW + 4 + 15 });
    const { acceptance } = setup({ minPow: powOf(early) });
    expect(acceptance.judge(early, false)).toEqual({ kind: 'refused', reason: 'low-pow', abusive: false });
    acceptance.setMinPow(powOf(early) * 2);
    expect(setup({ minPow: powOf(early) * 2 }).acceptance.judge(early, false)).toMatchObject({ abusive: true });
  });

  test('below a raised minimum is tolerated for 10 s', async () => {
    const { acceptance, judge, clock } = setup({ minPow: pow });
    acceptance.setMinPow(pow * 2);
    expect(judge(envelope)).toBe('fit');
    await clock.advance(9_999);
    expect(judge(envelope)).toBe('fit');
    await clock.advance(1);
    expect(judge(envelope)).toBe('low-pow');
  });

  test('below a raised minimum is tolerated for no longer and no shorter when the wall clock is set', async () => {
    const { acceptance, judge, clock } = setup({ minPow: pow });
    acceptance.setMinPow(pow * 2);
    clock.jump(12_000);
    expect(judge(envelope)).toBe('fit');
    await clock.advance(10_000);
    clock.jump(-20_000);
    expect(judge(envelopeOf({ expiry: NOW + 17 }))).toBe('low-pow');
  });

  test('above a lowered minimum is taken at once', () => {
    const { acceptance, judge } = setup({ minPow: pow * 2 });
    expect(judge(envelope)).toBe('low-pow');
    acceptance.setMinPow(pow);
    expect(judge(envelope)).toBe('fit');
  });
});

describe('bloom', () => {
  test('absent lets everything through', () => expect(setup().judge(envelopeOf())).toBe('fit'));

  test('lets its topics through, in either form', () => {
    expect(setup({ bloom: topicToFullBloom(TOPIC) }).judge(envelopeOf())).toBe('fit');
    expect(setup({ bloom: topicToBloom(TOPIC) }).judge(envelopeOf())).toBe('fit');
    expect(setup({ bloom: topicToFullBloom(OTHER) }).judge(envelopeOf())).toBe('bloom');
    expect(setup({ bloom: new Uint8Array(64) }).judge(envelopeOf())).toBe('bloom');
  });

  test('is not asked about own envelopes', () => {
    expect(setup({ bloom: new Uint8Array(64) }).judge(envelopeOf(), true)).toBe('fit');
  });

  test('before a change is tolerated for 10 s, also after a second change', async () => {
    const { acceptance, judge, clock } = setup({ bloom: topicToFullBloom(TOPIC) });
    acceptance.setBloom(topicToFullBloom(OTHER));
    await clock.advance(5_000);
    acceptance.setBloom(new Uint8Array(64));
    await clock.advance(4_000);
    expect(judge(envelopeOf())).toBe('fit');
    expect(judge(envelopeOf({ topic: OTHER }))).toBe('fit');
    await clock.advance(6_000);
    expect(judge(envelopeOf({ expiry: NOW + 30 }))).toBe('bloom');
    expect(judge(envelopeOf({ expiry: NOW + 30, topic: OTHER }))).toBe('bloom');
  });

  test('that was full is tolerated as such', () => {
    const { acceptance, judge } = setup();
    acceptance.setBloom(new Uint8Array(64));
    expect(judge(envelopeOf())).toBe('fit');
  });
});

test('the checks come in the order of the reference', () => {
  const strict = { minPow: 1e9, bloom: new Uint8Array(64), maxMessageSize: 30 };
  expect(setup(strict).judge(envelopeOf({ expiry: NOW + 100 }))).toBe('future');
  expect(setup(strict).judge(envelopeOf({ expiry: NOW - 100 }))).toBe('old');
  expect(setup(strict).judge(envelopeOf())).toBe('too-large');
  expect(setup({ ...strict, maxMessageSize: 1000 }).judge(envelopeOf())).toBe('low-pow');
  expect(setup({ ...strict, maxMessageSize: 1000, minPow: 0 }).judge(envelopeOf())).toBe('bloom');
});

test('no reason is longer than 20 bytes, so that 16,384 of them fit into a packet', () => {
  for (const text of Object.values(REFUSAL_TEXT)) expect(text.length).toBeLessThanOrEqual(20);
});
