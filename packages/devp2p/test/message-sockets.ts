import type { ByteStream, Clock, StreamDriver } from '@status/interfaces';
import {
  createMessageStream,
  formatStreamAddress,
  type MessageSocket,
  parseStreamAddress,
  StreamError,
} from '../src/index.ts';

type CloseEvent = { readonly code: number; readonly wasClean: boolean };

/** One end of a connection in the manner of the platform's `WebSocket`: events, a buffer that only tells its size, no way to pause. */
export class MemorySocket implements MessageSocket {
  binaryType = 'blob';
  bufferedAmount = 0;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  /** Messages wait here while the network is stalled. */
  readonly #waiting: (Uint8Array | string)[] = [];
  #peer: MemorySocket | undefined;
  #stalled = false;
  #state: 'open' | 'closing' | 'closed' = 'open';
  #closeCode = 1005;

  static pair(): [MemorySocket, MemorySocket] {
    const [a, b] = [new MemorySocket(), new MemorySocket()];
    a.#peer = b;
    b.#peer = a;
    return [a, b];
  }

  /** What is sent leaves, or does not leave, this end. */
  stall(stalled: boolean): void {
    this.#stalled = stalled;
    if (!stalled) this.#flush();
  }

  send(message: Uint8Array | string): void {
    if (this.#state !== 'open') return;
    this.#waiting.push(typeof message === 'string' ? message : message.slice());
    this.bufferedAmount += message.length;
    this.#flush();
  }

  close(code = 1005): void {
    // As a browser has it.
    if (code !== 1005 && code !== 1000 && (code < 3000 || code > 4999))
      throw new RangeError(`no code to close with: ${code}`);
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#closeCode = code;
    this.#flush();
  }

  /** The network has gone. */
  sever(): void {
    for (const end of [this, this.#peer!]) queueMicrotask(() => end.#end({ code: 1006, wasClean: false }));
  }

  #flush(): void {
    queueMicrotask(() => {
      while (!this.#stalled && this.#state !== 'closed' && this.#waiting.length > 0) {
        const message = this.#waiting.shift()!;
        this.bufferedAmount -= message.length;
        const data = typeof message === 'string' ? message : message.buffer.slice(message.byteOffset);
        if (this.#peer!.#state !== 'closed') this.#peer!.onmessage?.({ data });
      }
      if (this.#state !== 'closing' || this.#waiting.length > 0) return;
      const event = { code: this.#closeCode, wasClean: true };
      this.#peer!.#end(event);
      this.#end(event);
    });
  }

  #end(event: CloseEvent): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.onclose?.(event);
  }
}

const SCHEMES = ['ws'] as const;

/** A pair of streams over such sockets. */
export function messageStreamPair(clock: Clock, readBuffer?: number): [ByteStream, ByteStream] {
  const [a, b] = MemorySocket.pair();
  const over = (socket: MemorySocket, remoteAddress: string): ByteStream =>
    createMessageStream(socket, { clock, remoteAddress, ...(readBuffer === undefined ? {} : { readBuffer }) });
  return [over(a, 'ws://b:1'), over(b, 'ws://a:1')];
}

/** A driver whose streams are made of such sockets, in memory. */
export function createMessageDriver(clock: Clock, readBuffer?: number): Required<StreamDriver> {
  const listeners = new Map<string, (stream: ByteStream) => void>();
  let nextPort = 49_152;
  const freePort = (): number => nextPort++;
  return {
    schemes: SCHEMES,
    async dial(address, { signal } = {}) {
      signal?.throwIfAborted();
      const onStream = listeners.get(formatStreamAddress(parseStreamAddress(address, SCHEMES)));
      if (onStream === undefined) throw new StreamError('P2P_DIAL_FAILED', `nobody listens on ${address}`);
      const [near, far] = MemorySocket.pair();
      const options = { clock, ...(readBuffer === undefined ? {} : { readBuffer }) };
      onStream(createMessageStream(far, { ...options, remoteAddress: `ws://socket:${freePort()}` }));
      return createMessageStream(near, { ...options, remoteAddress: address });
    },
    async listen(wanted, onStream) {
      const parsed = parseStreamAddress(wanted, SCHEMES);
      const address = formatStreamAddress(parsed.port === 0 ? { ...parsed, port: freePort() } : parsed);
      if (listeners.has(address)) throw new StreamError('P2P_LISTEN_FAILED', `somebody listens on ${address} already`);
      listeners.set(address, onStream);
      const close = async (): Promise<void> => {
        if (listeners.get(address) === onStream) listeners.delete(address);
      };
      return { address, close, [Symbol.asyncDispose]: close };
    },
  };
}
