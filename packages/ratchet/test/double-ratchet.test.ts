import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import { seededRandom } from '@status/testing';
import {
  generateKeyPair,
  initiateRatchet,
  keyPairOf,
  type RatchetState,
  ratchetDecrypt,
  ratchetEncrypt,
  respondRatchet,
} from '../src/double-ratchet.ts';

beforeAll(installFastestEngine);

const random = seededRandom('ratchet');
const fresh = () => generateKeyPair(random);
const PRE_KEY = keyPairOf(new Uint8Array(32).fill(7));
const SECRET = new Uint8Array(32).fill(8);
const start = (): { alice: RatchetState; bob: RatchetState } => ({
  alice: initiateRatchet(SECRET, PRE_KEY.publicKey, fresh()),
  bob: respondRatchet(SECRET, PRE_KEY),
});
const skipped = (state: RatchetState, count: number): RatchetState => {
  let current = state;
  for (let i = 0; i < count; i++) current = ratchetEncrypt(current, new Uint8Array()).state;
  return current;
};

describe('the Double Ratchet', () => {
  test('never changes a state that it was given', () => {
    const { alice, bob } = start();
    const before = JSON.stringify([alice, bob]);
    const sent = ratchetEncrypt(alice, Uint8Array.of(1));
    const received = ratchetDecrypt(bob, sent.header, sent.ciphertext, fresh, 1000);
    expect(received.ok).toBe(true);
    expect(JSON.stringify([alice, bob])).toBe(before);
  });

  test.each([999, 1000])('R3: skips %i messages of a chain', (count) => {
    const { alice, bob } = start();
    const sent = ratchetEncrypt(skipped(alice, count), Uint8Array.of(1));
    const received = ratchetDecrypt(bob, sent.header, sent.ciphertext, fresh, 1000);
    expect(received.ok && received.messageKeys.length).toBe(count + 1);
  });

  test.each([
    [1000, true],
    [1001, false],
  ])('R3: skips %i messages of the chain before: %s', (count, ok) => {
    const { alice, bob } = start();
    const sent = ratchetEncrypt(alice, Uint8Array.of(1));
    const heard = ratchetDecrypt(bob, sent.header, sent.ciphertext, fresh, 1000);
    if (!heard.ok) throw new Error(heard.reason);
    const reply = ratchetEncrypt(heard.state, Uint8Array.of(2));
    const read = ratchetDecrypt(skipped(sent.state, count), reply.header, reply.ciphertext, fresh, 1000);
    if (!read.ok) throw new Error(read.reason);
    const next = ratchetEncrypt(read.state, Uint8Array.of(3));
    expect(next.header).toMatchObject({ n: 0, pn: count + 1 });
    const received = ratchetDecrypt(reply.state, next.header, next.ciphertext, fresh, 1000);
    expect(received.ok ? received.messageKeys.length : received.reason).toBe(ok ? count + 1 : 'SKIP_LIMIT');
  });

  test('R3: refuses to skip 1001 messages of a chain', () => {
    const { alice, bob } = start();
    const sent = ratchetEncrypt(skipped(alice, 1001), Uint8Array.of(1));
    expect(ratchetDecrypt(bob, sent.header, sent.ciphertext, fresh, 1000)).toEqual({ ok: false, reason: 'SKIP_LIMIT' });
  });

  test.each([
    ['n', { n: 0xffffffff }],
    ['pn', { pn: 0xffffffff }],
  ])('R3: an absurd %s is refused before anything is derived', (_, absurd) => {
    const { alice, bob } = start();
    const { header, ciphertext } = ratchetEncrypt(alice, Uint8Array.of(1));
    // A private key that no step could be made with: it is not looked at.
    const unusable = { ...bob, self: { ...bob.self, privateKey: new Uint8Array(32) } };
    const refused = ratchetDecrypt(unusable, { ...header, ...absurd }, ciphertext, fresh, 1000);
    expect(refused).toEqual({ ok: false, reason: 'SKIP_LIMIT' });
  });

  test('R7: a ratchet key that is no compressed point is refused', () => {
    const { alice, bob } = start();
    const { header, ciphertext } = ratchetEncrypt(alice, Uint8Array.of(1));
    const offCurve = Uint8Array.of(2, ...new Uint8Array(31), 5);
    const bad = [new Uint8Array(), new Uint8Array(33), header.key.slice(0, 32), new Uint8Array(65), offCurve];
    for (const key of bad) {
      const refused = ratchetDecrypt(bob, { ...header, key }, ciphertext, fresh, 1000);
      expect(refused).toEqual({ ok: false, reason: 'INVALID_POINT' });
    }
  });

  test('R15: less than IV and MAC is refused, at every length', () => {
    const { alice, bob } = start();
    const { header, ciphertext } = ratchetEncrypt(alice, Uint8Array.of(1));
    for (let length = 0; length < 48; length++) {
      const refused = ratchetDecrypt(bob, header, ciphertext.subarray(0, length), fresh, 1000);
      expect(refused).toEqual({ ok: false, reason: 'TRUNCATED' });
    }
  });

  test('asks for a fresh pair only once the message is authentic', () => {
    const { alice, bob } = start();
    const { header, ciphertext } = ratchetEncrypt(alice, Uint8Array.of(1));
    const refuse = () => {
      throw new Error('asked');
    };
    const forged = ciphertext.map((byte, i) => (i === 20 ? byte ^ 1 : byte));
    expect(ratchetDecrypt(bob, header, forged, refuse, 1000)).toEqual({ ok: false, reason: 'AUTH_FAILED' });
    expect(() => ratchetDecrypt(bob, header, ciphertext, refuse, 1000)).toThrow('asked');
  });

  test('uses one ratchet key per turn of the conversation', () => {
    let { alice, bob } = start();
    const keys = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const question = ratchetEncrypt(alice, Uint8Array.of(round));
      const heard = ratchetDecrypt(bob, question.header, question.ciphertext, fresh, 1000);
      if (!heard.ok) throw new Error(heard.reason);
      const answer = ratchetEncrypt(heard.state, Uint8Array.of(round));
      const read = ratchetDecrypt(question.state, answer.header, answer.ciphertext, fresh, 1000);
      if (!read.ok) throw new Error(read.reason);
      keys.add(bytesToHex(question.header.key)).add(bytesToHex(answer.header.key));
      alice = read.state;
      bob = answer.state;
    }
    expect(keys.size).toBe(20);
  });

  test('ends a chain that has used up its numbers', () => {
    const { alice } = start();
    expect(() => ratchetEncrypt({ ...alice, sendCount: 0xffffffff }, Uint8Array.of(1))).toThrow(
      expect.objectContaining({ code: 'RATCHET_EXHAUSTED' }),
    );
  });
});
