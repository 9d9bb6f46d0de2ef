import { StreamError } from './errors.ts';

/** The two ends of a promise that waits. */
export type Settle<Value> = {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
};

/** The one `read` of a stream that may wait for bytes. */
export class PendingRead {
  #reader: Settle<Uint8Array | null> | undefined;

  /** Waits. Rejects with `P2P_STREAM_BROKEN` if another does. */
  wait(): Promise<Uint8Array | null> {
    if (this.#reader !== undefined) {
      return Promise.reject(new StreamError('P2P_STREAM_BROKEN', 'only one read may wait'));
    }
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  /** Hands bytes, or the end, to whoever waits; false if nobody does. */
  give(bytes: Uint8Array | null): boolean {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.resolve(bytes);
    return reader !== undefined;
  }

  /** Tells whoever waits that there is nothing to come. */
  fail(error: Error): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.reject(error);
  }
}
