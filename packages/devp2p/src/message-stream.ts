import type { ByteStream, Cancel, Clock } from '@status/interfaces';
import { ByteQueue } from './byte-queue.ts';
import { DEFAULT_MESSAGE_BUFFER, MAX_MESSAGE_PORTION, MESSAGE_HIGH_WATER, MESSAGE_POLL } from './constants.ts';
import { closedError, StreamError } from './errors.ts';
import { PendingRead, type Settle } from './pending-read.ts';

/**
 * What a byte stream needs of a socket of messages: so much of the platform's `WebSocket` that one can be handed in as it is.
 *
 * Handlers are properties, of which there is one each: the stream takes them over.
 */
export interface MessageSocket {
  /** Set to `arraybuffer`. */
  binaryType: string;
  /** Bytes that were sent and are not on their way yet. */
  readonly bufferedAmount: number;
  send(message: Uint8Array<ArrayBuffer>): void;
  /** Sends what waits, then ends both directions. */
  close(code?: number, reason?: string): void;
  /** Drops the connection at once, where the platform can (`ws` can, a browser cannot). */
  terminate?(): void;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** What a stream over messages is made of. */
export type MessageStreamOptions = {
  readonly clock: Clock;
  readonly remoteAddress: string;
  /** Bytes that may wait for the reader before the stream breaks (16 MiB). */
  readonly readBuffer?: number;
};

/** Codes of an end in peace: normal, going away, none given (RFC 6455 §7.4.1). */
const PEACEFUL: readonly number[] = [1000, 1001, 1005];

/**
 * What is said to the peer: the end, a stream that is dropped, too much that waits, a message that is no bytes. Of the codes of RFC 6455 §7.4 a
 * browser may say only 1000 and those from 3000 on.
 */
const CLOSE_CODES = { normal: 1000, dropped: 4000, full: 4001, text: 4003 } as const;

/**
 * A byte stream over a socket of messages that is open already. Every binary message is a portion, unless small ones wait and are gathered; a text message breaks the stream.
 *
 * The socket cannot be paused. So `read` keeps what comes in, and the stream breaks where more waits than `readBuffer`: a reader
 * that is too slow loses its peer, not the machine its memory. A `write` waits while the socket has more than 256 KiB to send.
 */
export function createMessageStream(socket: MessageSocket, options: MessageStreamOptions): ByteStream {
  return new MessageStream(socket, options);
}

class MessageStream implements ByteStream {
  readonly remoteAddress: string;
  readonly #socket: MessageSocket;
  readonly #options: MessageStreamOptions;
  readonly #queue = new ByteQueue();
  readonly #gone: Promise<void>;
  #resolveGone: () => void = () => {};
  readonly #reader = new PendingRead();
  #writers: Settle<void>[] = [];
  #cancelPoll: Cancel | undefined;
  #state: 'open' | 'ended' | 'closed' | 'broken' = 'open';
  #failure: Error | undefined;

  constructor(socket: MessageSocket, options: MessageStreamOptions) {
    this.#socket = socket;
    this.#options = options;
    this.remoteAddress = options.remoteAddress;
    this.#gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: { readonly data: unknown }) => this.#receive(data);
    socket.onclose = ({ code }: { readonly code: number }) => this.#end(PEACEFUL.includes(code));
    // Always followed by the end, which says as much: what went wrong is kept from scripts.
    socket.onerror = () => {};
  }

  read(): Promise<Uint8Array | null> {
    const portion = this.#queue.next();
    if (portion !== undefined) return Promise.resolve(portion);
    if (this.#state === 'broken') return Promise.reject(this.#failure);
    if (this.#state !== 'open') return Promise.resolve(null);
    return this.#reader.wait();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#state === 'broken') return Promise.reject(this.#failure);
    if (this.#state === 'closed') return Promise.reject(closedError());
    if (this.#state === 'ended') return Promise.reject(brokenError('the other end has closed the stream'));
    try {
      for (let start = 0; start < bytes.length; start += MAX_MESSAGE_PORTION) {
        this.#socket.send(sendable(bytes.subarray(start, start + MAX_MESSAGE_PORTION)));
      }
    } catch (cause) {
      this.#break(brokenError('the socket takes no more', cause), CLOSE_CODES.dropped);
      return Promise.reject(this.#failure);
    }
    if (this.#socket.bufferedAmount <= MESSAGE_HIGH_WATER) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#writers.push({ resolve, reject });
      this.#cancelPoll ??= this.#schedulePoll();
    });
  }

  close(): Promise<void> {
    if (this.#state === 'open') this.#socket.close(CLOSE_CODES.normal);
    if (this.#state === 'open' || this.#state === 'ended') {
      this.#state = 'closed';
      this.#queue.clear();
      this.#reader.give(null);
    }
    return this.#gone;
  }

  abort(reason: Error = closedError()): void {
    this.#queue.clear();
    this.#break(reason, CLOSE_CODES.dropped);
    // What waited was told the reason; what is called from now on finds a stream that this end has closed.
    if (this.#failure === reason) this.#failure = closedError();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #receive(data: unknown): void {
    if (this.#state !== 'open') return;
    const bytes = bytesOf(data);
    if (bytes === undefined) {
      this.#break(brokenError('a message was text'), CLOSE_CODES.text);
    } else if (bytes.length > 0 && !this.#reader.give(bytes)) {
      this.#queue.push(bytes);
      const { readBuffer = DEFAULT_MESSAGE_BUFFER } = this.#options;
      if (this.#queue.length > readBuffer) {
        this.#queue.clear();
        this.#break(brokenError(`more than ${readBuffer} bytes wait for a reader`), CLOSE_CODES.full);
      }
    }
  }

  /** The socket is gone. */
  #end(inPeace: boolean): void {
    if (!inPeace) this.#break(brokenError('the stream has gone'), CLOSE_CODES.dropped);
    if (this.#state === 'open') {
      this.#state = 'ended';
      this.#reader.give(null);
    }
    this.#stopPolling();
    for (const { resolve, reject } of this.#writers.splice(0)) {
      if (this.#state === 'closed') resolve();
      else reject(brokenError('the other end has closed the stream'));
    }
    this.#resolveGone();
  }

  #break(failure: Error, code: number): void {
    if (this.#state === 'broken') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'broken';
    this.#failure = failure;
    this.#stopPolling();
    if (wasOpen) this.#reader.fail(failure);
    for (const { reject } of this.#writers.splice(0)) reject(failure);
    if (this.#socket.terminate === undefined) this.#socket.close(code);
    else this.#socket.terminate();
    this.#resolveGone();
  }

  #schedulePoll(): Cancel {
    return this.#options.clock.schedule(MESSAGE_POLL, () => {
      this.#cancelPoll = undefined;
      if (this.#socket.bufferedAmount > MESSAGE_HIGH_WATER) this.#cancelPoll = this.#schedulePoll();
      else for (const { resolve } of this.#writers.splice(0)) resolve();
    });
  }

  #stopPolling(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
  }
}

/** The same bytes; a copy where they are in memory that threads share, which no socket takes. */
function sendable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
}

/** A copy of what a binary message holds, whatever the platform gives; nothing for text. */
function bytesOf(data: unknown): Uint8Array | undefined {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  return undefined;
}

function brokenError(message: string, cause?: unknown): StreamError {
  return new StreamError('P2P_STREAM_BROKEN', message, cause === undefined ? undefined : { cause });
}
