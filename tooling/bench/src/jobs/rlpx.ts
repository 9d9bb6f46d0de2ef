import { createRlpxHost } from '@status/devp2p';
import { tcpDriver } from '@status/devp2p/tcp';
import {
  answerHandshake,
  createFrameDecoder,
  createFrameEncoder,
  drawHandshakeRandomness,
  type FrameSecrets,
  finishHandshake,
  snappyCompress,
  snappyUncompress,
  startHandshake,
} from '@status/devp2p/wire';
import type { Environment, Host, PrivateKey, PublicKey, Random } from '@status/interfaces';
import type { Job } from '../job.ts';
import { publicKeys, RECIPIENT, SENDER } from './keys.ts';

/** Payload of a frame, bytes. */
const FRAME_PAYLOAD = 16 * 1024;

/** Frames that wait to be read, so that they stay within a few MB. */
const MAX_FRAMES = 128;

/** A message code of the first subprotocol. */
const CODE = 0x11;

/** Both ends of one handshake, without a stream between them. */
function shakeHands(random: Random, recipientPublicKey: PublicKey): [initiator: FrameSecrets, recipient: FrameSecrets] {
  const initiation = startHandshake({
    privateKey: SENDER,
    remotePublicKey: recipientPublicKey,
    randomness: drawHandshakeRandomness(random),
  });
  const answer = answerHandshake({
    privateKey: RECIPIENT,
    authPacket: initiation.packet,
    randomness: drawHandshakeRandomness(random),
  });
  return [finishHandshake(initiation, answer.packet).secrets, answer.secrets];
}

/** A host that has no protocol in common with one of another name. */
function lonelyHost(environment: Environment, privateKey: PrivateKey, protocol: string): Host {
  const host = createRlpxHost({
    privateKey,
    environment,
    drivers: [tcpDriver()],
    listen: ['tcp://127.0.0.1:0'],
  });
  host.register({ name: protocol, version: 1, length: 1, onSession: async () => {} });
  return host;
}

function writeJob(snappy: boolean): Job {
  return {
    name: snappy ? 'frame-write-snappy' : 'frame-write',
    title: `write 16 KB RLPx frames${snappy ? ', Snappy' : ''}`,
    unit: 'MB/s',
    amount: FRAME_PAYLOAD / 1e6,
    prepare({ environment: { random } }) {
      const [secrets] = shakeHands(random, publicKeys().recipient);
      const encoder = createFrameEncoder(secrets);
      const payload = random.bytes(FRAME_PAYLOAD);
      return { operation: () => encoder.encode(CODE, snappy ? snappyCompress(payload) : payload) };
    },
  };
}

function readJob(snappy: boolean): Job {
  return {
    name: snappy ? 'frame-read-snappy' : 'frame-read',
    title: `read 16 KB RLPx frames${snappy ? ', Snappy' : ''}`,
    unit: 'MB/s',
    amount: FRAME_PAYLOAD / 1e6,
    prepare({ environment: { random } }) {
      const [writing, reading] = shakeHands(random, publicKeys().recipient);
      const encoder = createFrameEncoder(writing);
      const decoder = createFrameDecoder(reading);
      const payload = random.bytes(FRAME_PAYLOAD);
      const written = snappy ? snappyCompress(payload) : payload;
      let frames: Uint8Array[] = [];
      return {
        maxBatch: MAX_FRAMES,
        stock(count) {
          frames = Array.from({ length: count }, () => encoder.encode(CODE, written)).reverse();
        },
        operation() {
          decoder.push(frames.pop()!);
          const message = decoder.read()!;
          const read = snappy ? snappyUncompress(message.payload) : message.payload;
          if (read.length !== FRAME_PAYLOAD) throw new Error('a frame was lost');
        },
      };
    },
  };
}

/** Connections and what goes over them. */
export const rlpx: readonly Job[] = [
  {
    name: 'handshake',
    title: 'RLPx handshake, both ends',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      const { recipient } = publicKeys();
      return { operation: () => shakeHands(random, recipient) };
    },
  },
  {
    name: 'handshake-tcp',
    title: 'dial over loopback: TCP, RLPx and Hello, both ends',
    unit: 'ops/s',
    goJob: 'handshake',
    // As at the Go peer: the two have no protocol in common, so that both are done when each has read the other's Hello.
    async prepare({ environment }) {
      const initiator = lonelyHost(environment, SENDER, 'left');
      const recipient = lonelyHost(environment, RECIPIENT, 'right');
      await Promise.all([initiator.start(), recipient.start()]);
      const address = recipient.addresses[0]!;
      return {
        async operation() {
          const answered = new Promise<void>((resolve) => {
            const cancel = recipient.on('failed', () => {
              cancel();
              resolve();
            });
          });
          const dialled = await initiator.dial(address).then(
            () => undefined,
            (error: { readonly stage?: string }) => error,
          );
          if (dialled?.stage !== 'hello') throw new Error('the dial did not come to Hello', { cause: dialled });
          await answered;
        },
        release: () => Promise.all([initiator.stop(), recipient.stop()]),
      };
    },
  },
  writeJob(false),
  readJob(false),
  writeJob(true),
  readJob(true),
];
