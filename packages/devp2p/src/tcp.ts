import { connect, createServer, type Socket } from 'node:net';
import type { ByteStream, StreamDriver, StreamListener } from '@status/interfaces';
import { closedError, StreamError } from './errors.ts';
import { PendingRead, type Settle } from './pending-read.ts';
import { formatStreamAddress, parseStreamAddress, unmapIpv4 } from './stream-address.ts';

const SCHEMES = ['tcp'] as const;

/** Bytes that are read ahead before the socket is told to wait. */
const HIGH_WATER = 256 * 1024;

/** What a portion that was read ahead counts for besides its bytes. */
const CHUNK_OVERHEAD = 128;

/** Byte streams over TCP, at `tcp://host:port`, with Nagle's delay off. IPv4 addresses inside IPv6 ones are told as IPv4. */
export function tcpDriver(): Required<StreamDriver> {
  return { schemes: SCHEMES, dial, listen };
}

const dial: StreamDriver['dial'] = async (address, { signal } = {}) => {
  signal?.throwIfAborted();
  const { host, port } = parseStreamAddress(address, SCHEMES);
  let socket: Socket;
  try {
    socket = connect({ host, port, noDelay: true });
  } catch (cause) {
    throw dialFailed(address, cause);
  }
  return new Promise<ByteStream>((resolve, reject) => {
    const settle = (): void => {
      signal?.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      socket.off('connect', onConnect);
    };
    const onConnect = (): void => {
      settle();
      resolve(new TcpStream(socket));
    };
    const onError = (cause: Error): void => {
      settle();
      reject(dialFailed(address, cause));
    };
    const onAbort = (): void => {
      settle();
      // A socket that is being dropped may still have something to complain about.
      socket.on('error', ignore);
      socket.destroy();
      reject(signal?.reason);
    };
    socket.on('error', onError);
    socket.on('connect', onConnect);
    signal?.addEventListener('abort', onAbort);
  });
};

const listen: Required<StreamDriver>['listen'] = async (address, onStream) => {
  const { host, port } = parseStreamAddress(address, SCHEMES);
  return new Promise<StreamListener>((resolve, reject) => {
    const server = createServer({ noDelay: true }, (socket) => onStream(new TcpStream(socket)));
    const onError = (cause: Error): void => {
      reject(new StreamError('P2P_LISTEN_FAILED', `cannot listen on ${address}`, { cause }));
    };
    // Stays for the server's whole life: a failed accept concerns nobody who listens.
    server.on('error', onError);
    try {
      server.listen({ host, port });
    } catch (error) {
      onError(error as Error);
    }
    server.on('listening', () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return onError(new Error('the server has no address'));
      const close = async (): Promise<void> => {
        // The port is free at once; the callback would come only when the accepted streams are gone too.
        server.close();
      };
      resolve({ address: formatTcp(bound.address, bound.port), close, [Symbol.asyncDispose]: close });
    });
  });
};

class TcpStream implements ByteStream {
  readonly remoteAddress: string;
  readonly #socket: Socket;
  readonly #gone: Promise<void>;
  readonly #chunks: Uint8Array[] = [];
  #waiting = 0;
  readonly #reader = new PendingRead();
  #writers: Settle<void>[] = [];
  #state: 'open' | 'ended' | 'closed' | 'broken' = 'open';
  /** Set when the stream broke. */
  #failure: Error | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.remoteAddress = formatTcp(socket.remoteAddress ?? 'unknown', socket.remotePort ?? 0);
    this.#gone = new Promise((resolve) => {
      socket.on('close', () => {
        // The usual end needs no error, and an error is the most expensive thing about it.
        if (this.#state === 'open' || this.#writers.length > 0) {
          this.#break(new StreamError('P2P_STREAM_BROKEN', 'the stream has gone'));
        }
        resolve();
      });
    });
    // For the whole life of the socket: what is written after its end fails later, and would take the process down.
    socket.on('error', (cause) => this.#break(new StreamError('P2P_STREAM_BROKEN', 'the stream broke', { cause })));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('end', () => this.#end());
    const goOn = (): void => {
      for (const { resolve } of this.#writers.splice(0)) resolve();
    };
    socket.on('drain', goOn);
    // Once it is ended a socket does not drain any more: who waited for room then learns by the end that all was written.
    socket.on('finish', goOn);
    socket.resume();
  }

  read(): Promise<Uint8Array | null> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#waiting -= chunk.length + CHUNK_OVERHEAD;
      if (this.#waiting < HIGH_WATER) this.#socket.resume();
      return Promise.resolve(chunk);
    }
    if (this.#state === 'broken') return Promise.reject(this.#failure);
    if (this.#state !== 'open') return Promise.resolve(null);
    return this.#reader.wait();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#state === 'broken') return Promise.reject(this.#failure);
    if (this.#state === 'closed') return Promise.reject(closedError());
    if (!this.#socket.writable) return Promise.reject(new StreamError('P2P_STREAM_BROKEN', 'the other end has gone'));
    if (this.#socket.write(bytes)) return Promise.resolve();
    return new Promise((resolve, reject) => this.#writers.push({ resolve, reject }));
  }

  close(): Promise<void> {
    if (this.#state === 'open' || this.#state === 'ended') {
      this.#state = 'closed';
      this.#chunks.length = 0;
      this.#reader.give(null);
      // Goes on reading for nobody: data left in the socket would make the system reset the stream, and lose what was written.
      this.#socket.resume();
      this.#socket.end();
    }
    return this.#gone;
  }

  abort(reason: Error = closedError()): void {
    this.#break(reason);
    // What waited was told the reason; what is called from now on finds a stream that this end has closed.
    if (this.#failure === reason) this.#failure = closedError();
    this.#socket.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#state !== 'open') return;
    // The socket hands out Buffers; a plain view of the same memory, which it does not use again, is all that leaves here.
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#reader.give(bytes)) return;
    this.#chunks.push(bytes);
    this.#waiting += bytes.length + CHUNK_OVERHEAD;
    if (this.#waiting >= HIGH_WATER) this.#socket.pause();
  }

  #end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ended';
    this.#reader.give(null);
  }

  #break(failure: Error): void {
    for (const { reject } of this.#writers.splice(0)) reject(failure);
    if (this.#state === 'open') {
      this.#state = 'broken';
      this.#failure = failure;
      this.#reader.fail(failure);
    }
  }
}

function formatTcp(host: string, port: number): string {
  return formatStreamAddress({ scheme: 'tcp', host: unmapIpv4(host), port });
}

function dialFailed(address: string, cause: unknown): StreamError {
  return new StreamError('P2P_DIAL_FAILED', `cannot reach ${address}`, { cause });
}

function ignore(): void {}
