import { PUBLIC_KEY_LENGTH } from '@status/crypto/constants';
import type { ByteStream, PrivateKey, PublicKey, Random } from '@status/interfaces';
import { ByteQueue } from './byte-queue.ts';
import { StreamError } from './errors.ts';
import { createFrameDecoder, createFrameEncoder, type FrameDecoder, type FrameEncoder } from './frame.ts';
import {
  answerHandshake,
  drawHandshakeRandomness,
  finishHandshake,
  type Handshake,
  type HandshakePacketKind,
  handshakePacketLength,
  startHandshake,
  wipeHandshakeRandomness,
} from './handshake.ts';

/** A stream on which the handshake is done, and the means to frame what follows. */
export type Transport = {
  readonly stream: ByteStream;
  readonly encoder: FrameEncoder;
  readonly decoder: FrameDecoder;
  /** The peer's static key, 65 bytes: nobody else can read or write this stream. */
  readonly remotePublicKey: PublicKey;
  readonly inbound: boolean;
};

/**
 * Shakes hands over a stream: begins with a remote key, answers without. Knows no deadline; to give up, abort the stream.
 *
 * @throws {HandshakeError} `RLPX_HANDSHAKE`.
 * @throws {StreamError} `P2P_STREAM_CLOSED` if the peer ends the stream instead, and what the stream rejects with.
 */
export async function openTransport(
  stream: ByteStream,
  options: { readonly privateKey: PrivateKey; readonly remotePublicKey?: PublicKey; readonly random: Random },
): Promise<Transport> {
  const { privateKey, remotePublicKey } = options;
  const queue = new ByteQueue();
  const randomness = drawHandshakeRandomness(options.random);
  try {
    let handshake: Handshake;
    if (remotePublicKey !== undefined) {
      const initiation = startHandshake({ privateKey, remotePublicKey, randomness });
      // The stream owns what it writes, and the packet is still needed.
      await stream.write(initiation.packet.slice());
      handshake = finishHandshake(initiation, await readPacket('ack', stream, queue));
    } else {
      const answer = answerHandshake({ privateKey, authPacket: await readPacket('auth', stream, queue), randomness });
      await stream.write(answer.packet);
      handshake = answer;
    }
    return {
      stream,
      encoder: createFrameEncoder(handshake.secrets),
      // The first frames may have come in one portion with the packet.
      decoder: createFrameDecoder(handshake.secrets, queue),
      remotePublicKey: handshake.remotePublicKey,
      inbound: remotePublicKey === undefined,
    };
  } finally {
    wipeHandshakeRandomness(randomness);
  }
}

async function readPacket(kind: HandshakePacketKind, stream: ByteStream, queue: ByteQueue): Promise<Uint8Array> {
  for (;;) {
    const length = handshakePacketLength(kind, queue.peek(PUBLIC_KEY_LENGTH));
    if (length !== undefined && queue.length >= length) return queue.take(length);
    const chunk = await stream.read();
    if (chunk === null) throw new StreamError('P2P_STREAM_CLOSED', 'the peer ended the stream in the handshake');
    queue.push(chunk);
  }
}
