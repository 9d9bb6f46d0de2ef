import { connect, type Socket } from 'node:net';
import { concatBytes, systemRandom } from '@status/base';
import { generatePrivateKey, publicKeyOf, publicKeyToXY } from '@status/crypto';
import { parseEnode } from '@status/devp2p';
import { BASE_CODES, BASE_PROTOCOL_LENGTH } from '@status/devp2p/constants';
import {
  createFrameDecoder,
  createFrameEncoder,
  drawHandshakeRandomness,
  encodeHello,
  type FrameDecoder,
  type FrameEncoder,
  type FrameMessage,
  finishHandshake,
  type Hello,
  handshakePacketLength,
  snappyCompress,
  startHandshake,
} from '@status/devp2p/wire';
import { encodeStatus, PacketCode } from '@status/whisper/wire';

/** Opens a socket to where an enode listens. */
export function openSocket(enode: string): Promise<Socket> {
  const { endpoint } = parseEnode(enode);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: endpoint!.tcp, noDelay: true });
    socket.on('error', reject);
    socket.on('connect', () => {
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

/** The auth packet of a new key for a node, and what its answer is read with. */
export function beginHandshake(enode: string): ReturnType<typeof startHandshake> {
  const randomness = drawHandshakeRandomness(systemRandom);
  const { publicKey } = parseEnode(enode);
  return startHandshake({ privateKey: generatePrivateKey(systemRandom), remotePublicKey: publicKey, randomness });
}

/** Writes bytes, ends the writing, and tells what came back until the other side closed. */
export async function exchange(enode: string, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = await openSocket(enode);
  let answer: Uint8Array = new Uint8Array();
  socket.on('data', (chunk) => {
    answer = concatBytes(answer, chunk);
  });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.end(bytes);
  await closed;
  return answer;
}

/** A peer over TCP that says whatever it likes. */
export class HostilePeer {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #publicKey: Uint8Array;
  #encoder!: FrameEncoder;
  #decoder: FrameDecoder | undefined;
  #messages: FrameMessage[] = [];
  #wake: () => void = () => {};

  private constructor(socket: Socket, publicKey: Uint8Array) {
    this.socket = socket;
    this.#publicKey = publicKey;
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        resolve();
        this.#wake();
      });
    });
  }

  /** Shakes hands; says nothing yet. */
  static async connect(enode: string): Promise<HostilePeer> {
    const initiation = beginHandshake(enode);
    const peer = new HostilePeer(await openSocket(enode), publicKeyOf(initiation.privateKey));
    let received: Uint8Array = new Uint8Array();
    peer.socket.on('data', (chunk) => {
      if (peer.#decoder === undefined) {
        received = concatBytes(received, chunk);
        const length = handshakePacketLength('ack', received);
        if (length === undefined || received.length < length) return;
        const { secrets } = finishHandshake(initiation, received.slice(0, length));
        peer.#encoder = createFrameEncoder(secrets);
        peer.#decoder = createFrameDecoder(secrets);
        peer.#decoder.push(received.slice(length));
      } else {
        peer.#decoder.push(new Uint8Array(chunk));
      }
      for (let message = peer.#decoder.read(); message !== undefined; message = peer.#decoder.read()) {
        if (peer.#messages.length < 100) peer.#messages.push(message);
      }
      peer.#wake();
    });
    peer.socket.write(initiation.packet.slice());
    await peer.#until(() => peer.#decoder !== undefined);
    return peer;
  }

  /** Shakes hands, says Hello and status, and waits for theirs. */
  static async greet(enode: string, hello: Partial<Hello> = {}): Promise<HostilePeer> {
    const peer = await HostilePeer.connect(enode);
    peer.hello(hello);
    await peer.#until(() => peer.#messages.some(({ code }) => code === BASE_CODES.hello));
    peer.shh(PacketCode.status, encodeStatus({ minPow: 0, light: false, confirmations: true }));
    await peer.#until(() => peer.#messages.some(({ code }) => code === BASE_PROTOCOL_LENGTH + PacketCode.status));
    return peer;
  }

  hello(changes: Partial<Hello> = {}): void {
    const nodeId = publicKeyToXY(this.#publicKey);
    const capabilities = [{ name: 'shh', version: 6 }];
    this.write(
      BASE_CODES.hello,
      encodeHello({ version: 5, client: 'x', capabilities, listenPort: 0, nodeId, ...changes }),
    );
  }

  /** A frame with the payload as it is. */
  frame(code: number, payload: Uint8Array): Uint8Array {
    return this.#encoder.encode(code, payload);
  }

  write(code: number, payload: Uint8Array): void {
    this.socket.write(this.frame(code, payload));
  }

  /** A message with its payload compressed. */
  send(code: number, payload: Uint8Array): void {
    this.write(code, snappyCompress(payload));
  }

  /** A Whisper packet. */
  shh(code: number, payload: Uint8Array): void {
    this.send(BASE_PROTOCOL_LENGTH + code, payload);
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.socket.destroyed) throw new Error('the node has closed the connection');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
