import { describe, expect, test } from '@jest/globals';
import { testEnvironment } from '@status/testing';
import { type EnvelopeFields, isPow, powOf, powOfWork, sealEnvelope, targetBits, workOf } from '@status/whisper/wire';
import { topicFrom } from './support/bytes.ts';
import { tickingClock } from './support/nodes.ts';

const FIELDS: EnvelopeFields = {
  expiry: 1_600_000_015,
  ttl: 15,
  topic: topicFrom('00000000'),
  data: new Uint8Array(280),
};

describe('proof of work', () => {
  test('is work per byte and second', () => {
    expect(powOfWork({ bits: 10, size: 256 }, 4)).toBe(1);
    expect(powOfWork({ bits: 0, size: 50 }, 15)).toBe(1 / 50 / 15);
  });

  test('is infinite for no time, not NaN', () => {
    expect(powOfWork({ bits: 0, size: 50 }, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  test('stays finite for the most work that a hash can show', () => {
    expect(powOfWork({ bits: 256, size: 14 }, 1)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, -Number.MIN_VALUE])(
    '%d is none',
    (value) => expect(isPow(value)).toBe(false),
  );

  test.each([0, -0, Number.MIN_VALUE, 0.002, Number.MAX_VALUE])('%d is one', (value) =>
    expect(isPow(value)).toBe(true),
  );

  test.each([
    [0.002, 300, 15, 4],
    [0.002, 10_000, 15, 9],
    [0.000_002, 300, 15, 1],
    [1, 256, 4, 10],
    [0, 300, 15, 1],
  ])('%d for %d bytes and %d s takes %d bits', (pow, size, ttl, bits) => {
    expect(targetBits(pow, size, ttl)).toBe(bits);
  });
});

describe('sealing', () => {
  test('finds the first nonce that reaches the target', async () => {
    const { clock } = testEnvironment();
    const envelope = await sealEnvelope(FIELDS, 0.01, { clock, workTime: 1000 });
    const target = targetBits(0.01, 300, 15);
    expect(workOf(envelope).bits).toBeGreaterThanOrEqual(target);
    expect(powOf(envelope)).toBeGreaterThanOrEqual(0.01);
    const before = await sealEnvelope(FIELDS, 0.01 / 2 ** target, { clock, workTime: 1000 });
    expect(before.nonce).toBeLessThan(envelope.nonce);
  });

  test('without a target leaves the nonce 0', async () => {
    const { clock } = testEnvironment();
    expect((await sealEnvelope(FIELDS, 0, { clock, workTime: 0 })).nonce).toBe(0n);
  });

  test('reaches the target also where the true size is larger than what the reference counts', async () => {
    const { clock } = testEnvironment();
    // A target that takes exactly 7 bits for `20 + data`: one bit too few for the true size, 321 bytes.
    const ttl = 0x0100_0000;
    const pow = 2 ** 7 / 320 / ttl;
    for (let i = 0; i < 8; i++) {
      const envelope = await sealEnvelope({ ...FIELDS, ttl, data: new Uint8Array(300).fill(i) }, pow, {
        clock,
        workTime: 1000,
      });
      expect(workOf(envelope).size).toBe(321);
      expect(powOf(envelope)).toBeGreaterThanOrEqual(pow);
    }
  });

  test('lets other work run while it goes on', async () => {
    const { clock } = testEnvironment();
    let settled = false;
    const sealing = sealEnvelope(FIELDS, 2 ** 14 / 300 / 15, { clock, workTime: 60_000 }).then((envelope) => {
      settled = true;
      return envelope;
    });
    await Promise.resolve();
    expect(settled).toBe(false);
    expect(clock.pending).toBe(1);
    await clock.advance(0);
    expect(workOf(await sealing).bits).toBeGreaterThanOrEqual(14);
  });

  test('gives up when its time is over', async () => {
    const sealing = sealEnvelope(FIELDS, 1e30, { clock: tickingClock(), workTime: 50 });
    await expect(sealing).rejects.toMatchObject({ code: 'PRIVACY_WORK' });
  });

  test('measures its time by a clock that nobody can set', async () => {
    const { clock } = testEnvironment();
    const sealing = sealEnvelope(FIELDS, 2 ** 14 / 300 / 15, { clock, workTime: 50 });
    clock.jump(1_000_000);
    await clock.advance(0);
    expect(workOf(await sealing).bits).toBeGreaterThanOrEqual(14);
  });

  test('stops when it is aborted, with the reason', async () => {
    const { clock } = testEnvironment();
    const controller = new AbortController();
    const sealing = sealEnvelope(FIELDS, 1e30, { clock, workTime: 60_000, signal: controller.signal });
    const stopped = expect(sealing).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await clock.advance(0);
    await stopped;
    expect(clock.pending).toBe(0);
  });

  test('does not begin when it is aborted already', async () => {
    const { clock } = testEnvironment();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(sealEnvelope(FIELDS, 0, { clock, workTime: 1, signal })).rejects.toThrow('enough');
  });
});
