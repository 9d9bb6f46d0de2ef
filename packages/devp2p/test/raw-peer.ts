import { concatBytes } from '@status/base';
import {
  createAesBlock,
  createAesCtr,
  generatePrivateKey,
  type Keccak256,
  publicKeyOf,
  publicKeyToXY,
} from '@status/crypto';
import type { ByteStream, PrivateKey, PublicKey, Random } from '@status/interfaces';
import { BASE_CODES } from '../src/constants.ts';
import {
  createFrameDecoder,
  drawHandshakeRandomness,
  encodeHello,
  type FrameDecoder,
  type FrameMessage,
  type FrameSecrets,
  finishHandshake,
  type Hello,
  handshakePacketLength,
  readDisconnectCode,
  snappyCompress,
  startHandshake,
} from '../src/wire.ts';

/** A peer that says whatever a test wants, written on its own from the protocol's description. */
export type RawPeer = {
  readonly stream: ByteStream;
  readonly privateKey: PrivateKey;
  /** Its own good Hello. */
  readonly hello: Hello;
  /** A well-formed frame around any body. */
  frame(body: Uint8Array, options?: { size?: number }): Uint8Array;
  send(code: number, payload: Uint8Array): Promise<void>;
  /** The same with the payload compressed. */
  sendCompressed(code: number, payload: Uint8Array): Promise<void>;
  sendHello(changes?: Partial<Hello>): Promise<void>;
  /** The next message, `undefined` once the stream is over. */
  receive(): Promise<FrameMessage | undefined>;
  /** Everything until the stream is over. */
  receiveAll(): Promise<FrameMessage[]>;
};

/** Shakes hands as initiator; `legacy` in the form from before EIP-8. */
export async function connectRawPeer(
  stream: ByteStream,
  remotePublicKey: PublicKey,
  random: Random,
  options: { legacy?: boolean; privateKey?: PrivateKey } = {},
): Promise<RawPeer> {
  const privateKey = options.privateKey ?? generatePrivateKey(random);
  const initiation = startHandshake({
    privateKey,
    remotePublicKey,
    randomness: drawHandshakeRandomness(random),
    legacy: options.legacy ?? false,
  });
  await stream.write(initiation.packet.slice());
  let received: Uint8Array = new Uint8Array();
  let length: number | undefined;
  while (length === undefined || received.length < length) {
    const chunk = await stream.read();
    if (chunk === null) throw new Error('the host ended the handshake');
    received = concatBytes(received, chunk);
    length = handshakePacketLength('ack', received);
  }
  const { secrets } = finishHandshake(initiation, received.slice(0, length));
  const decoder = createFrameDecoder(secrets);
  decoder.push(received.slice(length));
  return createRawPeer(stream, privateKey, secrets, decoder);
}

function createRawPeer(
  stream: ByteStream,
  privateKey: PrivateKey,
  secrets: FrameSecrets,
  decoder: FrameDecoder,
): RawPeer {
  const frame = createRawFramer(secrets);
  const hello: Hello = {
    version: 5,
    client: 'raw',
    capabilities: [{ name: 'toy', version: 1 }],
    listenPort: 0,
    nodeId: publicKeyToXY(publicKeyOf(privateKey)),
  };
  const receive = async (): Promise<FrameMessage | undefined> => {
    for (;;) {
      const message = decoder.read();
      if (message !== undefined) return message;
      const chunk = await stream.read().catch(() => null);
      if (chunk === null) return undefined;
      decoder.push(chunk);
    }
  };
  const send = (code: number, payload: Uint8Array): Promise<void> =>
    stream.write(frame(concatBytes(codeBytes(code), payload)));
  return {
    stream,
    privateKey,
    hello,
    frame,
    send,
    sendCompressed: (code, payload) => send(code, snappyCompress(payload)),
    sendHello: (changes = {}) => send(BASE_CODES.hello, encodeHello({ ...hello, ...changes })),
    receive,
    async receiveAll() {
      const messages: FrameMessage[] = [];
      for (let message = await receive(); message !== undefined; message = await receive()) messages.push(message);
      return messages;
    },
  };
}

/** Codes of Disconnect among messages. */
export function disconnectCodes(messages: readonly FrameMessage[]): (number | undefined)[] {
  return messages
    .filter(({ code }) => code === BASE_CODES.disconnect)
    .map(({ payload }) => readDisconnectCode(payload));
}

function codeBytes(code: number): Uint8Array {
  if (code === 0) return Uint8Array.of(0x80);
  if (code < 0x80) return Uint8Array.of(code);
  if (code < 0x100) return Uint8Array.of(0x81, code);
  return Uint8Array.of(0x82, code >> 8, code & 0xff);
}

function createRawFramer(secrets: FrameSecrets): (body: Uint8Array, options?: { size?: number }) => Uint8Array {
  const keystream = createAesCtr(secrets.aesSecret, new Uint8Array(16));
  const cipher = createAesBlock(secrets.macSecret);
  const mac: Keccak256 = secrets.egress;
  const step = (seed: Uint8Array): Uint8Array => {
    const mask = cipher.encrypt(mac.digest().slice(0, 16));
    mac.update(mask.map((byte, i) => byte ^ seed[i]!));
    return mac.digest().slice(0, 16);
  };
  return (body, { size = body.length } = {}) => {
    const header = Uint8Array.of(size >> 16, size >> 8, size, 0xc2, 0x80, 0x80, ...new Uint8Array(10));
    const sealedHeader = keystream.process(header);
    const headerMac = step(sealedHeader);
    const sealedBody = keystream.process(concatBytes(body, new Uint8Array(-body.length & 15)));
    mac.update(sealedBody);
    const bodyMac = step(mac.digest().slice(0, 16));
    return concatBytes(sealedHeader, headerMac, sealedBody, bodyMac);
  };
}
