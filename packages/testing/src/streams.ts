import { Channel } from '@status/base';
import { type ByteStream, StatusError, type StreamDriver } from '@status/interfaces';

/** What streams in memory refuse. Codes: `P2P_DIAL_FAILED`, `P2P_LISTEN_FAILED`, `P2P_STREAM_CLOSED`. */
class StreamError extends StatusError {}

/** Bytes under way in one direction before a writer has to wait. */
const CAPACITY = 64 * 1024;

const FIRST_PORT = 49_152;

/** The two ends of a stream in memory. */
export function createStreamPair(
  addresses: readonly [string, string] = ['memory:1', 'memory:2'],
): [ByteStream, ByteStream] {
  const forth = new Channel<Uint8Array>(CAPACITY, (bytes) => bytes.length);
  const back = new Channel<Uint8Array>(CAPACITY, (bytes) => bytes.length);
  const closed = { value: false };
  return [streamEnd(addresses[1], back, forth, closed), streamEnd(addresses[0], forth, back, closed)];
}

function streamEnd(
  remoteAddress: string,
  inbound: Channel<Uint8Array>,
  outbound: Channel<Uint8Array>,
  either: { value: boolean },
): ByteStream {
  const end: ByteStream = {
    remoteAddress,
    read: async () => (await inbound.pull()) ?? null,
    async write(bytes) {
      if (either.value) throw new StreamError('P2P_STREAM_CLOSED', 'the stream is closed');
      if (bytes.length > 0) await outbound.push(bytes);
    },
    async close() {
      either.value = true;
      outbound.close();
      inbound.close();
    },
    abort(reason) {
      either.value = true;
      const error = reason ?? new StreamError('P2P_STREAM_CLOSED', 'the stream was aborted');
      outbound.fail(error);
      inbound.fail(error);
    },
    [Symbol.asyncDispose]: () => end.close(),
  };
  return end;
}

/** A driver whose hosts and ports are names in memory. */
export function createStreamDriver(): Required<StreamDriver> {
  const listeners = new Map<string, (stream: ByteStream) => void>();
  let nextPort = FIRST_PORT;
  return {
    async dial({ host, port }, { signal } = {}) {
      signal?.throwIfAborted();
      const accept = listeners.get(`${host}:${port}`);
      if (accept === undefined) throw new StreamError('P2P_DIAL_FAILED', `nobody listens at ${host}:${port}`);
      const [near, far] = createStreamPair([`memory:${nextPort++}`, `${host}:${port}`]);
      accept(far);
      return near;
    },
    async listen(target, onStream) {
      const port = target.port === 0 ? nextPort++ : target.port;
      const name = `${target.host}:${port}`;
      if (listeners.has(name)) throw new StreamError('P2P_LISTEN_FAILED', `${name} is taken`);
      listeners.set(name, onStream);
      const close = async (): Promise<void> => {
        if (listeners.get(name) === onStream) listeners.delete(name);
      };
      return { host: target.host, port, close, [Symbol.asyncDispose]: close };
    },
  };
}
