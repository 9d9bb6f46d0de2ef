import { expect, test } from '@jest/globals';
import { payloadCapacity } from '../src/capacity.ts';
import { MAX_MESSAGE_LENGTH, MAX_UINT32 } from '../src/constants.ts';
import { encryptFallback } from '../src/dh.ts';
import { DEFAULT_LIMITS } from '../src/limits.ts';
import { CIPHER_OVERHEAD } from '../src/message-cipher.ts';
import { type DirectMessage, encodeProtocolMessage } from '../src/protocol-message.ts';
import { createPeer } from './peer.ts';

const OWN = 'o'.repeat(64);
const context = { installationId: OWN, limits: DEFAULT_LIMITS };
const key = new Uint8Array(33).fill(2);
const idOf = (i: number): string => `${i}`.repeat(64);

/** The bundle of as many devices as are served, all numbers and names at their longest. */
const bundle = {
  identity: key,
  signedPreKeys: [OWN, idOf(1), idOf(2)].map((installationId) => ({
    installationId,
    preKey: key,
    version: MAX_UINT32,
    protocolVersion: MAX_UINT32,
  })),
  signature: new Uint8Array(65).fill(1),
  timestamp: 2n ** 63n - 1n,
};

/** Bytes of the longest message that a payload of so many may become: to three devices, each on a session that repeats its header. */
function longest(payload: number): number {
  const direct: DirectMessage = {
    x3dh: { key, id: key },
    ratchet: { key, n: MAX_UINT32, pn: MAX_UINT32, id: key },
    payload: new Uint8Array(payload + CIPHER_OVERHEAD),
  };
  const directMessages = new Map([1, 2, 3].map((i) => [idOf(i), direct]));
  return encodeProtocolMessage({ installationId: OWN, bundles: [bundle], directMessages }).length;
}

test.each([0, 1, 500, 1100, 1500, 1_800, 2_000, 4096, 17_000, 65_536, 1_000_000, MAX_MESSAGE_LENGTH])(
  'of a payload as long as fits into %i bytes not one message is longer, of one byte more some are',
  (available) => {
    const limit = payloadCapacity(available, context);
    if (limit > 0) expect(longest(limit)).toBeLessThanOrEqual(available);
    expect(longest(limit + 1)).toBeGreaterThan(available);
  },
);

test('public messages and those to an identity key are shorter', () => {
  const payload = new Uint8Array(1000);
  const fallback = encryptFallback(new Uint8Array(32).fill(7), key, new Uint8Array(12), payload);
  const direct = { dh: fallback.ephemeral, payload: fallback.payload };
  const messages = [
    { directMessages: new Map(), publicMessage: payload },
    { directMessages: new Map([['none', direct]]) },
  ];
  for (const message of messages) {
    const bytes = encodeProtocolMessage({ installationId: OWN, bundles: [bundle], ...message });
    expect(bytes.length).toBeLessThan(longest(1000));
  }
});

test('a layer with another bound on devices counts with that', () => {
  const one = createPeer({ name: 'alice', limits: { maxInstallations: 1 } }).security;
  const three = createPeer({ name: 'alice' }).security;
  expect(one.payloadLimit(6000)).toBeGreaterThan(2 * three.payloadLimit(6000));
});

test('nothing is promised beyond what a peer reads', () => {
  expect(payloadCapacity(Number.MAX_SAFE_INTEGER, context)).toBe(payloadCapacity(MAX_MESSAGE_LENGTH, context));
});
