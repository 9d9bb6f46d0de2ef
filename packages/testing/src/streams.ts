import { Channel } from '@status/base';
import { type ByteStream, type P2pErrorCode, StatusError, type StreamDriver } from '@status/interfaces';

/** What streams and datagrams in memory refuse. */
export class MemoryStreamError extends StatusError<P2pErrorCode> {}

/** Bytes under way in one direction before a writer has to wait. */
const CAPACITY = 64 * 1024;

const FIRST_PORT = 49_152;

/** One end's view of a stream: what it may still do is its own affair, what it finds out is the other's. */
type End = {
  readonly inbound: Channel<Uint8Array>;
  closed: boolean;
  broken: boolean;
  /** Why this end dropped the stream. */
  reason?: Error;
};

/** The two ends of a stream in memory. */
export function createStreamPair(
  addresses: readonly [string, string] = ['memory://one:1', 'memory://two:2'],
): [ByteStream, ByteStream] {
  const [a, b] = [0, 1].map(
    (): End => ({
      inbound: new Channel<Uint8Array>(CAPACITY, (bytes) => bytes.length),
      closed: false,
      broken: false,
    }),
  );
  return [streamEnd(addresses[1], a!, b!), streamEnd(addresses[0], b!, a!)];
}

function streamEnd(remoteAddress: string, own: End, other: End): ByteStream {
  const end: ByteStream = {
    remoteAddress,
    read: async () => (own.closed ? null : ((await own.inbound.pull()) ?? null)),
    async write(bytes) {
      if (own.closed) throw closed();
      if (own.broken) throw broken();
      if (bytes.length === 0) return;
      try {
        await other.inbound.push(bytes);
      } catch (error) {
        throw own.reason ?? error;
      }
    },
    async close() {
      if (own.closed) return;
      own.closed = true;
      other.broken = true;
      own.inbound.close();
      other.inbound.close();
    },
    abort(reason = closed()) {
      own.closed = true;
      own.reason ??= reason;
      other.broken = true;
      own.inbound.fail(reason);
      other.inbound.fail(broken());
    },
    [Symbol.asyncDispose]: () => end.close(),
  };
  return end;
}

/** A driver whose hosts are names in memory, at `memory://name:port`. */
export function createStreamDriver(): Required<StreamDriver> {
  const listeners = new Map<string, (stream: ByteStream) => void>();
  let nextPort = FIRST_PORT;
  return {
    schemes: ['memory'],
    async dial(address, { signal } = {}) {
      signal?.throwIfAborted();
      const target = memoryAddress(address);
      const accept = listeners.get(target);
      if (accept === undefined) throw new MemoryStreamError('P2P_DIAL_FAILED', `nobody listens at ${target}`);
      const [near, far] = createStreamPair([`memory://memory:${nextPort++}`, target]);
      accept(far);
      return near;
    },
    async listen(wanted, onStream) {
      const address = memoryAddress(wanted).replace(/:0$/, () => `:${nextPort++}`);
      if (listeners.has(address)) throw new MemoryStreamError('P2P_LISTEN_FAILED', `${address} is taken`);
      listeners.set(address, onStream);
      const close = async (): Promise<void> => {
        if (listeners.get(address) === onStream) listeners.delete(address);
      };
      return { address, close, [Symbol.asyncDispose]: close };
    },
  };
}

/** @throws {MemoryStreamError} `P2P_ADDRESS` */
export function memoryAddress(text: string): string {
  if (/^memory:\/\/[^/:]+:\d{1,5}$/.test(text)) return text;
  throw new MemoryStreamError('P2P_ADDRESS', 'expected memory://<name>:<port>');
}

function closed(): MemoryStreamError {
  return new MemoryStreamError('P2P_STREAM_CLOSED', 'the stream was closed');
}

function broken(): MemoryStreamError {
  return new MemoryStreamError('P2P_STREAM_BROKEN', 'the other end has gone');
}
