import type { ByteStream, DatagramDriver, StreamDriver, StreamListener } from '@status/interfaces';
import { FIRST_DYNAMIC_PORT } from './constants.ts';
import { closedError, StreamError } from './errors.ts';
import { createMemoryDatagrams } from './memory-datagrams.ts';
import { PendingRead, type Settle } from './pending-read.ts';
import { formatStreamAddress, parseStreamAddress } from './stream-address.ts';

/** Streams and datagrams inside one process, for tests, simulations and browsers. */
export interface MemoryNetwork {
  /**
   * Dials what listens on this network, at `memory://name:port`. Hosts are mere names. Bytes arrive at once; there is back-pressure all the same.
   */
  readonly driver: Required<StreamDriver>;
  /** Sockets on this network, at `memory://name:port` too; their ports are apart from those of streams. */
  readonly datagrams: DatagramDriver;
  /** The two ends of a stream, without anybody listening. */
  pair(): [ByteStream, ByteStream];
}

/** Bytes in flight in one direction at which `write` waits. */
const HIGH_WATER = 64 * 1024;

const SCHEMES = ['memory'] as const;

/** A network of its own: nothing on it reaches another. */
export function createMemoryNetwork(): MemoryNetwork {
  const listeners = new Map<string, (stream: ByteStream) => void>();
  let nextPort = FIRST_DYNAMIC_PORT;

  const freeAddress = (host: string): string => formatStreamAddress({ scheme: 'memory', host, port: nextPort++ });
  const connect = (near: string, far: string): [MemoryStream, MemoryStream] => {
    const there = new Pipe();
    const back = new Pipe();
    return [new MemoryStream(far, back, there), new MemoryStream(near, there, back)];
  };

  const driver: Required<StreamDriver> = {
    schemes: SCHEMES,
    async dial(address, { signal } = {}) {
      signal?.throwIfAborted();
      const target = formatStreamAddress(parseStreamAddress(address, SCHEMES));
      const onStream = listeners.get(target);
      if (onStream === undefined) throw new StreamError('P2P_DIAL_FAILED', `nobody listens on ${target}`);
      const [near, far] = connect(freeAddress('memory'), target);
      onStream(far);
      return near;
    },
    async listen(wanted, onStream) {
      const parsed = parseStreamAddress(wanted, SCHEMES);
      const address = parsed.port === 0 ? freeAddress(parsed.host) : formatStreamAddress(parsed);
      if (listeners.has(address)) throw new StreamError('P2P_LISTEN_FAILED', `somebody listens on ${address} already`);
      listeners.set(address, onStream);
      const close = async (): Promise<void> => {
        if (listeners.get(address) === onStream) listeners.delete(address);
      };
      const listener: StreamListener = { address, close, [Symbol.asyncDispose]: close };
      return listener;
    },
  };
  return {
    driver,
    datagrams: createMemoryDatagrams(),
    pair: () => connect(freeAddress('memory'), freeAddress('memory')),
  };
}

/** One direction: what one end has written and the other has not read yet. */
class Pipe {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  /** What either end is told once nothing goes through any more. */
  #broken: { readonly toReader: Error; readonly toWriter: Error } | undefined;
  readonly #reader = new PendingRead();
  readonly #writers: Settle<void>[] = [];
  readonly #drains: (() => void)[] = [];

  read(): Promise<Uint8Array | null> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#size -= chunk.length;
      if (this.#size < HIGH_WATER) for (const { resolve } of this.#writers.splice(0)) resolve();
      return Promise.resolve(chunk);
    }
    if (this.#broken !== undefined) return Promise.reject(this.#broken.toReader);
    if (this.#ended) {
      this.#drain();
      return Promise.resolve(null);
    }
    return this.#reader.wait();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken.toWriter);
    if (bytes.length === 0) return Promise.resolve();
    if (this.#reader.give(bytes)) return Promise.resolve();
    this.#chunks.push(bytes);
    this.#size += bytes.length;
    if (this.#size < HIGH_WATER) return Promise.resolve();
    return new Promise((resolve, reject) => this.#writers.push({ resolve, reject }));
  }

  /** Nothing more is written; resolves when what was written is read, or will never be. */
  end(): Promise<void> {
    this.#ended = true;
    if (this.#broken !== undefined) return Promise.resolve();
    if (this.#reader.give(null)) return Promise.resolve();
    return new Promise((resolve) => this.#drains.push(resolve));
  }

  /** Nothing more is read. What waits is dropped and writing fails; so does a read, unless the reader has closed (`undefined`). */
  break(toReader: Error | undefined, toWriter: Error): void {
    if (this.#broken !== undefined) return;
    this.#broken = { toReader: toReader ?? toWriter, toWriter };
    this.#chunks.length = 0;
    if (toReader === undefined) this.#reader.give(null);
    else this.#reader.fail(toReader);
    for (const { reject } of this.#writers.splice(0)) reject(toWriter);
    this.#drain();
  }

  #drain(): void {
    for (const resolve of this.#drains.splice(0)) resolve();
  }
}

class MemoryStream implements ByteStream {
  readonly remoteAddress: string;
  readonly #incoming: Pipe;
  readonly #outgoing: Pipe;
  #closed: Promise<void> | undefined;

  constructor(remoteAddress: string, incoming: Pipe, outgoing: Pipe) {
    this.remoteAddress = remoteAddress;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  read(): Promise<Uint8Array | null> {
    return this.#closed === undefined ? this.#incoming.read() : Promise.resolve(null);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#closed === undefined ? this.#outgoing.write(bytes) : Promise.reject(closedError());
  }

  close(): Promise<void> {
    if (this.#closed === undefined) {
      this.#closed = this.#outgoing.end();
      this.#incoming.break(undefined, new StreamError('P2P_STREAM_BROKEN', 'the other end has closed the stream'));
    }
    return this.#closed;
  }

  abort(reason: Error = closedError()): void {
    const seen = new StreamError('P2P_STREAM_BROKEN', 'the other end has dropped the stream');
    this.#outgoing.break(seen, reason);
    this.#incoming.break(reason, seen);
    this.#closed ??= Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
