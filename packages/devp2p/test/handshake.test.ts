import { afterEach, describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { encodeRlp, uintToRlp } from '@status/base/rlp';
import {
  eciesEncrypt,
  generatePrivateKey,
  installEngine,
  keccak256,
  publicKeyOf,
  publicKeyToXY,
  resetEngine,
  sharedSecret,
} from '@status/crypto';
import { bitFlips, seededRandom, truncations } from '@status/testing';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import {
  answerHandshake,
  deriveSecrets,
  drawHandshakeRandomness,
  encodeAck,
  encodeAuth,
  finishHandshake,
  type HandshakeError,
  handshakePacketLength,
  openAck,
  openAuth,
  seedFrameSecrets,
  startHandshake,
} from '../src/wire.ts';
import { bytes, hex, privateKeyOf, publicKeyAt, recordedRandomness } from './support.ts';

const PREFIX_AND_OVERHEAD = 2 + 113;

describe('handshakes recorded from the reference', () => {
  test.each(vectors('rlpx', 'handshake'))('$id is reproduced bit for bit by both sides', ({ in: input, out }) => {
    const padding = (which: 'auth' | 'ack'): number =>
      input.plain ? 0 : out[`${which}Len`] - PREFIX_AND_OVERHEAD - out[`${which}MsgRlp`].length / 2;
    const initiation = startHandshake({
      privateKey: privateKeyOf(input.initiatorPrivate),
      remotePublicKey: publicKeyAt(input.responderPublic),
      randomness: recordedRandomness('init', input, padding('auth')),
      legacy: input.plain,
    });
    expect(hex(initiation.packet)).toBe(out.auth);

    const answer = answerHandshake({
      privateKey: privateKeyOf(input.responderPrivate),
      authPacket: bytes(out.auth),
      randomness: recordedRandomness('resp', input, padding('ack')),
    });
    expect(hex(answer.packet)).toBe(out.ack);
    expect(hex(answer.remotePublicKey)).toBe(input.initiatorPublic);

    const { secrets } = finishHandshake(initiation, answer.packet);
    for (const each of [secrets, answer.secrets]) {
      expect(hex(each.aesSecret)).toBe(out.aesSecret);
      expect(hex(each.macSecret)).toBe(out.macSecret);
    }
    expect(hex(secrets.egress.digest())).toBe(out.initiatorEgressMac);
    expect(hex(secrets.ingress.digest())).toBe(out.initiatorIngressMac);
    expect(hex(answer.secrets.egress.digest())).toBe(out.responderEgressMac);
    expect(hex(answer.secrets.ingress.digest())).toBe(out.responderIngressMac);
    expect(hex(sharedSecret(privateKeyOf(input.initiatorPrivate), publicKeyAt(input.responderPublic)))).toBe(
      out.staticSharedSecret,
    );
    expect(
      hex(
        sharedSecret(privateKeyOf(input.initEphemeralPrivate), publicKeyOf(privateKeyOf(input.respEphemeralPrivate))),
      ),
    ).toBe(out.ecdheSecret);
  });

  test.each(vectors('rlpx', 'handshake'))('$id carries the recorded lists', ({ in: input, out }) => {
    const { message: auth, legacy } = openAuth(bytes(out.auth), privateKeyOf(input.responderPrivate));
    expect(hex(encodeAuth(auth))).toBe(out.authMsgRlp);
    expect(legacy).toBe(input.plain);
    expect(hex(encodeAck(openAck(bytes(out.ack), privateKeyOf(input.initiatorPrivate)).message))).toBe(out.ackMsgRlp);
  });
});

describe('packets published with EIP-8', () => {
  test.each(vectors('rlpx', 'eip8auth'))('$id opens', ({ in: input, out }) => {
    const { message, legacy, extraItems } = openAuth(bytes(input.packet), privateKeyOf(input.receiverPrivate));
    expect({
      initiatorPublic64: hex(publicKeyToXY(message.publicKey)),
      nonce: hex(message.nonce),
      signature: hex(message.signature),
      version: message.version,
      plainFormat: legacy,
      extraListItems: extraItems,
    }).toEqual(out);
  });

  test.each(vectors('rlpx', 'eip8ack'))('$id opens', ({ in: input, out }) => {
    const { message, extraItems } = openAck(bytes(input.packet), privateKeyOf(input.receiverPrivate));
    expect({
      ephemeralPublic64: hex(publicKeyToXY(message.ephemeralPublicKey)),
      nonce: hex(message.nonce),
      version: message.version,
      extraListItems: extraItems,
    }).toEqual(out);
  });

  test.each(vectors('rlpx', 'eip8derive'))('$id comes to the published secrets', ({ in: input, out }) => {
    const ephemeral = sharedSecret(
      bytes(input.responderEphemeralPrivate),
      publicKeyOf(bytes(input.initiatorEphemeralPrivate)),
    );
    const secrets = seedFrameSecrets(deriveSecrets(ephemeral, bytes(input.initNonce), bytes(input.respNonce)), {
      initiator: false,
      initiatorNonce: bytes(input.initNonce),
      responderNonce: bytes(input.respNonce),
      authPacket: bytes(input.auth),
      ackPacket: bytes(input.ack),
    });
    expect(hex(secrets.aesSecret)).toBe(out.publishedAes);
    expect(hex(secrets.macSecret)).toBe(out.publishedMac);
    expect(hex(secrets.ingress.update(new TextEncoder().encode('foo')).digest())).toBe(out.publishedFoo);
  });
});

const random = seededRandom('handshake');
const us = generatePrivateKey(random);
const them = generatePrivateKey(random);

const begin = (options: { legacy?: boolean } = {}) =>
  startHandshake({
    privateKey: us,
    remotePublicKey: publicKeyOf(them),
    randomness: drawHandshakeRandomness(random),
    ...options,
  });
const answer = (authPacket: Uint8Array) =>
  answerHandshake({ privateKey: them, authPacket, randomness: drawHandshakeRandomness(random) });

const refused = (run: () => unknown): void => {
  let error: HandshakeError | undefined;
  try {
    run();
  } catch (caught) {
    error = caught as HandshakeError;
  }
  expect({ name: error?.name, code: error?.code, message: error?.message, cause: error?.cause }).toEqual({
    name: 'HandshakeError',
    code: 'RLPX_HANDSHAKE',
    message: 'the handshake failed',
    cause: undefined,
  });
};

/** A packet around a plaintext of the test's own, correctly encrypted. */
const wrap = (plaintext: Uint8Array, recipient = publicKeyOf(them)): Uint8Array => {
  const size = plaintext.length + 113;
  const prefix = Uint8Array.of(size >> 8, size & 0xff);
  return concatBytes(prefix, eciesEncrypt(recipient, plaintext, { random, sharedMac: prefix }));
};

const FIELD_PRIME = 'fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f';

describe('a handshake', () => {
  test('gives both sides the same secrets, MACs crosswise', () => {
    const initiation = begin();
    const theirs = answer(initiation.packet);
    const ours = finishHandshake(initiation, theirs.packet);
    expect(ours.secrets.aesSecret).toEqual(theirs.secrets.aesSecret);
    expect(ours.secrets.egress.digest()).toEqual(theirs.secrets.ingress.digest());
    expect(ours.secrets.ingress.digest()).toEqual(theirs.secrets.egress.digest());
    expect(theirs.remotePublicKey).toEqual(publicKeyOf(us));
  });

  test('is answered in the form in which it was begun', () => {
    expect(answer(begin({ legacy: true }).packet).packet).toHaveLength(210);
    const modern = answer(begin().packet).packet;
    expect(modern.length).toBeGreaterThan(210);
    expect(handshakePacketLength('ack', modern)).toBe(modern.length);
  });

  test('pads by 100 to 299 bytes', () => {
    const paddings = Array.from({ length: 2000 }, () => drawHandshakeRandomness(random).padding);
    expect(Math.min(...paddings)).toBe(100);
    expect(Math.max(...paddings)).toBe(299);
  });

  test('takes any version, added elements and any padding', () => {
    const { message } = openAuth(begin().packet, them);
    const list = encodeRlp([
      message.signature,
      publicKeyToXY(message.publicKey),
      message.nonce,
      uintToRlp(2 ** 40),
      [uintToRlp(1), [uintToRlp(2)]],
    ]);
    const opened = openAuth(wrap(concatBytes(list, new Uint8Array(700).fill(7))), them);
    expect(opened.message.version).toBe(2 ** 40);
    expect(opened.extraItems).toBe(1);
  });

  test('does not fail for a signature by a stranger: the secrets differ', () => {
    const { message } = openAuth(begin().packet, them);
    const stranger = { ...message, nonce: keccak256(message.nonce) };
    expect(() => answer(wrap(concatBytes(encodeAuth(stranger), new Uint8Array(100))))).not.toThrow();
  });

  test('takes a size of 1024 to 1279, whose first byte is that of a legacy packet', () => {
    const { message } = openAuth(begin().packet, them);
    const packet = wrap(concatBytes(encodeAuth(message), new Uint8Array(800)));
    expect(packet[0]).toBe(0x04);
    expect(handshakePacketLength('auth', packet.subarray(0, 64))).toBeUndefined();
    expect(handshakePacketLength('auth', packet.subarray(0, 65))).toBe(packet.length);
    expect(openAuth(packet, them).legacy).toBe(false);
  });

  test('needs no more than 2048 bytes behind the prefix', () => {
    const { message } = openAuth(begin().packet, them);
    const list = encodeAuth(message);
    const largest = wrap(concatBytes(list, new Uint8Array(2048 - 113 - list.length)));
    expect(openAuth(largest, them).message.version).toBe(4);
    refused(() => openAuth(wrap(concatBytes(list, new Uint8Array(2049 - 113 - list.length))), them));
  });
});

describe('threats', () => {
  afterEach(resetEngine);

  /** Counts ECDH operations from here on. */
  const countSecrets = (): { count: number } => {
    const seen = { count: 0 };
    const inner = sharedSecret;
    installEngine({
      name: 'counting',
      sharedSecret(privateKey, publicKey) {
        seen.count++;
        installEngine({ name: 'plain' });
        const secret = inner(privateKey, publicKey);
        return secret;
      },
    });
    return seen;
  };

  const keyed = (point: Uint8Array): Uint8Array => {
    const { packet } = begin();
    packet.set(point, 2);
    return packet;
  };

  test.each([
    ['off the curve', `04${'11'.repeat(64)}`],
    ['at infinity', `00${'00'.repeat(64)}`],
    ['zero', `04${'00'.repeat(64)}`],
    ['with x not below the prime', `04${FIELD_PRIME}${'01'.repeat(32)}`],
    ['with y not below the prime', `04${'01'.repeat(32)}${FIELD_PRIME}`],
    ['all ones', `04${'ff'.repeat(64)}`],
    ['compressed', `02${hex(publicKeyOf(us)).slice(2)}`],
    ['hybrid', `06${hex(publicKeyOf(us)).slice(2)}`],
    ['hybrid odd', `07${hex(publicKeyOf(us)).slice(2)}`],
  ])('P1, P3: an ephemeral key that is %s is refused before any ECDH', (_, point) => {
    const packet = keyed(bytes(point));
    const seen = countSecrets();
    refused(() => answer(packet));
    expect(seen.count).toBe(0);
  });

  test('P1: the counter of the test above does count', () => {
    const { packet } = begin();
    const seen = countSecrets();
    openAuth(packet, them);
    expect(seen.count).toBe(1);
  });

  test.each([
    ['off the curve', '11'.repeat(64)],
    ['zero', '00'.repeat(64)],
    ['with a coordinate not below the prime', `${FIELD_PRIME}${'01'.repeat(32)}`],
  ])('P1, P3: a static key in auth, or an ephemeral one in ack, that is %s is refused', (_, xy) => {
    const nonce = random.bytes(32);
    const auth = encodeRlp([random.bytes(65), bytes(xy), nonce, uintToRlp(4)]);
    refused(() => answer(wrap(concatBytes(auth, new Uint8Array(100)))));
    const initiation = begin();
    const ack = encodeRlp([bytes(xy), nonce, uintToRlp(4)]);
    refused(() => finishHandshake(initiation, wrap(concatBytes(ack, new Uint8Array(100)), publicKeyOf(us))));
  });

  test('P1: a signature that no key can have made is refused like anything else', () => {
    for (const signature of ['00'.repeat(65), 'ff'.repeat(65), `${'11'.repeat(64)}1b`]) {
      const auth = encodeRlp([bytes(signature), publicKeyToXY(publicKeyOf(us)), random.bytes(32), uintToRlp(4)]);
      refused(() => answer(wrap(concatBytes(auth, new Uint8Array(100)))));
    }
  });

  test('P2: auth and ack, truncated at every byte, fail in the one declared way', () => {
    for (const legacy of [false, true]) {
      const initiation = begin({ legacy });
      const { packet: ack } = answer(initiation.packet);
      for (const cut of truncations(initiation.packet)) refused(() => answer(cut));
      for (const cut of truncations(ack)) refused(() => finishHandshake(initiation, cut));
    }
  });

  test('P2: a plaintext truncated at every byte, correctly encrypted, fails too', () => {
    const list = encodeAuth(openAuth(begin().packet, them).message);
    // The size must stay that of an EIP-8 packet, so the list is cut short from within the padding's reach.
    for (let i = 1; i < list.length; i++) {
      refused(() => openAuth(wrap(concatBytes(list.subarray(0, i), new Uint8Array(300 - i))), them));
    }
  });

  test('P2: a size prefix that lies is refused, whatever follows', () => {
    const { packet } = begin();
    for (const size of [0, 1, 306, 307, packet.length - 3, packet.length - 1, 2048, 2049, 0xffff]) {
      const lying = packet.slice();
      lying[0] = size >> 8;
      lying[1] = size & 0xff;
      refused(() => answer(lying));
    }
  });

  test('P2: any bytes at all fail in the one declared way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (packet) => {
        refused(() => openAuth(packet, them));
        refused(() => openAck(packet, them));
      }),
    );
  });

  test('P2: a packet with any bit flipped fails in the one declared way', () => {
    const { packet } = begin();
    for (const flipped of bitFlips(packet, 200)) refused(() => answer(flipped));
  });
});
