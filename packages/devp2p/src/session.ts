import { abortable, Channel } from '@status/base';
import type { DisconnectReason, Packet, Peer, Session } from '@status/interfaces';
import { MAX_MESSAGE_LENGTH, PACKET_OVERHEAD } from './constants.ts';
import { HostError, type SessionEndError } from './errors.ts';
import { FrameError } from './frame.ts';

/** What a session needs of its connection. */
export type SessionOptions = {
  readonly peer: Peer;
  /** Number of packet codes. */
  readonly length: number;
  /** Bytes that may wait for the consumer. */
  readonly inboundBuffer: number;
  readonly send: (packet: Packet) => Promise<void>;
  readonly disconnect: (reason: DisconnectReason) => Promise<void>;
};

/** One capability of one connection. */
export class CapabilitySession implements Session {
  readonly peer: Peer;
  readonly #options: SessionOptions;
  readonly #inbound: Channel<Packet>;
  readonly #controller = new AbortController();

  constructor(options: SessionOptions) {
    this.peer = options.peer;
    this.#options = options;
    this.#inbound = new Channel(options.inboundBuffer, (packet) => packet.payload.length + PACKET_OVERHEAD);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async send(packet: Packet): Promise<void> {
    this.signal.throwIfAborted();
    const { code, payload } = packet;
    if (!Number.isInteger(code) || code < 0 || code >= this.#options.length) {
      throw new HostError('P2P_PACKET', `packet code ${code}, the protocol has ${this.#options.length}`);
    }
    if (payload.length > MAX_MESSAGE_LENGTH) {
      throw new HostError('P2P_PACKET', `a payload of ${payload.length} bytes, at most ${MAX_MESSAGE_LENGTH} fit`);
    }
    try {
      // The stream may make a sender wait longer than the session lasts.
      await abortable(this.#options.send(packet), this.signal);
    } catch (cause) {
      // What does not compress is longer afterwards, and has a code before it.
      if (cause instanceof FrameError) throw new HostError('P2P_PACKET', 'the packet fits in no frame', { cause });
      throw cause;
    }
  }

  disconnect(reason: DisconnectReason): Promise<void> {
    return this.#options.disconnect(reason);
  }

  /** Queues a packet of the peer; resolves when another may follow. */
  deliver(packet: Packet): Promise<void> {
    return this.#inbound.push(packet);
  }

  /** Ends the session: what is queued can still be read, nothing else happens. */
  end(error: SessionEndError): void {
    if (this.signal.aborted) return;
    this.#controller.abort(error);
    this.#inbound.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<Packet> {
    return this.#inbound[Symbol.asyncIterator]();
  }
}
