import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { createAesCtr } from '@status/crypto';
import { bitFlips, seededRandom, truncations } from '@status/testing';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import {
  createFrameDecoder,
  createFrameEncoder,
  type FrameDecoder,
  FrameError,
  type FrameSecrets,
  seedFrameSecrets,
  snappyCompress,
  snappyUncompress,
} from '../src/wire.ts';
import { bytes, hex } from './support.ts';

const random = seededRandom('frame');

/** The secrets of both ends of one connection. */
const ends = (): { initiator: FrameSecrets; responder: FrameSecrets } => {
  const keys = { aesSecret: random.bytes(32), macSecret: random.bytes(32) };
  const transcript = {
    initiatorNonce: random.bytes(32),
    responderNonce: random.bytes(32),
    authPacket: random.bytes(400),
    ackPacket: random.bytes(400),
  };
  return {
    initiator: seedFrameSecrets(keys, { ...transcript, initiator: true }),
    responder: seedFrameSecrets(keys, { ...transcript, initiator: false }),
  };
};

const pipe = () => {
  const { initiator, responder } = ends();
  return { encoder: createFrameEncoder(initiator), decoder: createFrameDecoder(responder) };
};

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof FrameError) return error.code;
    throw error;
  }
  return undefined;
};

describe('frames recorded from the reference', () => {
  test.each(vectors('rlpx', 'frames'))('$id is reproduced and read back, MACs included', ({ in: input, out }) => {
    const side = (initiator: boolean): FrameSecrets =>
      seedFrameSecrets(
        { aesSecret: bytes(input.aesSecret), macSecret: bytes(input.macSecret) },
        {
          initiator,
          initiatorNonce: bytes(input.initNonce),
          responderNonce: bytes(input.respNonce),
          authPacket: bytes(input.auth),
          ackPacket: bytes(input.ack),
        },
      );
    const initiator = side(true);
    const responder = side(false);
    const forward = { encoder: createFrameEncoder(initiator), decoder: createFrameDecoder(responder) };
    const backward = { encoder: createFrameEncoder(responder), decoder: createFrameDecoder(initiator) };
    for (const { code, payload, frame, fromInitiator } of out.messages) {
      const { encoder, decoder } = fromInitiator ? forward : backward;
      const plain = bytes(payload);
      expect(hex(encoder.encode(code, input.snappy ? snappyCompress(plain) : plain))).toBe(frame);
      decoder.push(bytes(frame));
      const message = decoder.read();
      expect(message?.code).toBe(code);
      const read = message!.payload;
      expect(hex(input.snappy ? snappyUncompress(read) : read)).toBe(payload);
    }
    expect(hex(initiator.egress.digest())).toBe(out.finalInitiatorEgressMac);
    expect(hex(initiator.ingress.digest())).toBe(out.finalInitiatorIngressMac);
    expect(hex(responder.egress.digest())).toBe(out.finalResponderEgressMac);
    expect(hex(responder.ingress.digest())).toBe(out.finalResponderIngressMac);
  });
});

describe('a frame', () => {
  test('is read whole from portions of any size, several from one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(300), fc.uint8Array({ maxLength: 100 })), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        (messages, portions) => {
          const { encoder, decoder } = pipe();
          const stream = concatBytes(...messages.map(([code, payload]) => encoder.encode(code, payload)));
          const read: [number, string][] = [];
          for (let offset = 0, i = 0; offset < stream.length; i++) {
            const end = offset + portions[i % portions.length]!;
            decoder.push(stream.slice(offset, end));
            offset = end;
            for (let message = decoder.read(); message !== undefined; message = decoder.read()) {
              read.push([message.code, hex(message.payload)]);
            }
          }
          expect(read).toEqual(messages.map(([code, payload]) => [code, hex(payload)]));
        },
      ),
    );
  });

  test.each([
    [0, '80'],
    [1, '01'],
    [16, '10'],
    [127, '7f'],
    [128, '8180'],
    [143, '818f'],
    [144, '8190'],
    [166, '81a6'],
    [271, '82010f'],
  ])('carries the code %i as %s', (code, id) => {
    const { initiator, responder } = ends();
    const frame = createFrameEncoder(initiator).encode(code, new Uint8Array());
    const plain = createAesCtr(responder.aesSecret, new Uint8Array(16)).process(
      concatBytes(frame.subarray(0, 16), frame.subarray(32, 48)),
    );
    expect(hex(plain.subarray(16, 16 + id.length / 2))).toBe(id);
    expect(hex(plain.subarray(0, 6))).toBe(`00000${id.length / 2}c28080`);
  });

  test('has no padding when code and payload fill the block', () => {
    const { encoder } = pipe();
    expect(encoder.encode(1, new Uint8Array(15))).toHaveLength(16 + 16 + 16 + 16);
    expect(encoder.encode(1, new Uint8Array(16))).toHaveLength(16 + 16 + 32 + 16);
  });

  test('of the greatest size goes through, and one byte more is refused without harm', () => {
    const { encoder, decoder } = pipe();
    expect(codeOf(() => encoder.encode(1, new Uint8Array(0xffffff)))).toBe('RLPX_FRAME_SIZE');
    decoder.push(encoder.encode(1, new Uint8Array(0xfffffe)));
    expect(decoder.read()?.payload).toHaveLength(0xfffffe);
  });

  test('hands out a payload that later frames do not touch, in a plain array', () => {
    const { encoder, decoder } = pipe();
    decoder.push(encoder.encode(16, Uint8Array.of(1, 2, 3)));
    const first = decoder.read()!.payload;
    decoder.push(encoder.encode(16, Uint8Array.of(4, 5, 6)));
    decoder.read();
    expect(hex(first)).toBe('010203');
    expect(first.constructor.name).toBe('Uint8Array');
  });
});

describe('a decoder', () => {
  const broken = (decoder: FrameDecoder): string | undefined => {
    const code = codeOf(() => decoder.read());
    expect(codeOf(() => decoder.read())).toBe(code);
    return code;
  };

  test('refuses a frame above its limit by its header alone', () => {
    const { encoder, decoder } = pipe();
    decoder.maxLength = 100;
    decoder.push(encoder.encode(0, new Uint8Array(99)));
    expect(decoder.read()?.payload).toHaveLength(99);
    decoder.push(encoder.encode(0, new Uint8Array(100)).subarray(0, 32));
    expect(broken(decoder)).toBe('RLPX_FRAME_SIZE');
  });

  test('refuses frames out of order, repeated, or of the other direction', () => {
    const { encoder, decoder } = pipe();
    const [first, second] = [encoder.encode(1, new Uint8Array(3)), encoder.encode(2, new Uint8Array(3))];
    decoder.push(first);
    decoder.read();
    decoder.push(first);
    expect(broken(decoder)).toBe('RLPX_MAC');

    const other = pipe();
    other.decoder.push(second);
    expect(broken(other.decoder)).toBe('RLPX_MAC');

    const { initiator, responder } = ends();
    const reflected = createFrameDecoder(initiator);
    reflected.push(createFrameEncoder({ ...initiator, egress: initiator.egress.clone() }).encode(1, new Uint8Array()));
    expect(broken(reflected)).toBe('RLPX_MAC');
    expect(responder.aesSecret).toEqual(initiator.aesSecret);
  });

  test('reads nothing more once it has failed', () => {
    const { encoder, decoder } = pipe();
    const frame = encoder.encode(1, new Uint8Array(3));
    decoder.push(new Uint8Array(32));
    expect(broken(decoder)).toBe('RLPX_MAC');
    decoder.push(frame);
    expect(broken(decoder)).toBe('RLPX_MAC');
  });
});

describe('threats', () => {
  test('P2: a frame truncated at every byte is waited for, without a word', () => {
    const { initiator, responder } = ends();
    const frame = createFrameEncoder(initiator).encode(16, random.bytes(40));
    for (const cut of truncations(frame)) {
      const decoder = createFrameDecoder({ ...responder, ingress: responder.ingress.clone() });
      decoder.push(cut);
      expect(decoder.read()).toBeUndefined();
    }
  });

  test('P4: both directions use one keystream, so two first frames betray the difference of their contents', () => {
    const { initiator, responder } = ends();
    const ours = bytes('00112233445566778899aabbccddee');
    const theirs = bytes('0123456789abcdef0123456789abcd');
    const forward = createFrameEncoder(initiator).encode(16, ours).subarray(32, 48);
    const backward = createFrameEncoder(responder).encode(16, theirs).subarray(32, 48);
    const difference = forward.map((byte, i) => byte ^ backward[i]!);
    // Whoever listens and knows one side's payload knows the other's. Nothing that is sent can change it.
    expect(hex(difference.subarray(1))).toBe(hex(ours.map((byte, i) => byte ^ theirs[i]!)));
  });

  test('P5: any bit flipped in header, header MAC, body or body MAC is found, and the error tells no MAC', () => {
    const { initiator, responder } = ends();
    const frame = createFrameEncoder(initiator).encode(16, random.bytes(20));
    for (const flipped of bitFlips(frame)) {
      const decoder = createFrameDecoder({ ...responder, ingress: responder.ingress.clone() });
      decoder.push(flipped);
      expect(() => decoder.read()).toThrow(new FrameError('RLPX_MAC', 'a frame does not authenticate'));
    }
  });

  test('P5: a header is not decrypted before its MAC was seen', () => {
    const { responder } = ends();
    const decoder = createFrameDecoder(responder);
    decoder.maxLength = 10;
    // Were it decrypted, noise would announce far more than ten bytes and be refused for that.
    decoder.push(random.bytes(32));
    expect(codeOf(() => decoder.read())).toBe('RLPX_MAC');
  });
});
