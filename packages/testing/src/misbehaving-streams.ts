import { abortable } from '@status/base';
import type { ByteStream, StreamDriver } from '@status/interfaces';
import type { StreamDriverSubject } from './compliance/stream-driver.ts';
import { FancyBytes, type Misbehaving } from './misbehaving.ts';
import { createStreamDriver, createStreamPair, MemoryStreamError } from './streams.ts';
import { turn } from './virtual-clock.ts';

/** A good pair of streams, apart from what a part replaces at both ends. */
function altered(alter: (inner: ByteStream) => Partial<ByteStream>): () => Promise<readonly [ByteStream, ByteStream]> {
  const end = (inner: ByteStream): ByteStream => {
    const stream: ByteStream = { ...inner, [Symbol.asyncDispose]: () => stream.close(), ...alter(inner) };
    return stream;
  };
  return async () => {
    const [a, b] = createStreamPair();
    return [end(a), end(b)];
  };
}

const forever = new Promise<never>(() => {});

/** Faulty streams. */
export const misbehavingByteStreams: readonly Misbehaving<readonly [ByteStream, ByteStream]>[] = [
  {
    fault: 'loses the last byte of large portions',
    caughtBy: 'bytes arrive complete and in order',
    setup: altered((inner) => ({ write: (bytes) => inner.write(bytes.subarray(0, 65_535)) })),
  },
  {
    fault: 'reads into one buffer',
    caughtBy: 'bytes arrive complete and in order',
    setup: altered((inner) => {
      const buffer = new Uint8Array(1 << 20);
      return {
        async read() {
          const bytes = await inner.read();
          if (bytes === null) return null;
          buffer.set(bytes);
          return buffer.subarray(0, bytes.length);
        },
      };
    }),
  },
  {
    fault: 'reads a subclass of Uint8Array',
    caughtBy: 'bytes arrive complete and in order',
    setup: altered((inner) => ({
      async read() {
        const bytes = await inner.read();
        return bytes && FancyBytes.from(bytes);
      },
    })),
  },
  {
    fault: 'reads nothing instead of waiting',
    caughtBy: 'a read waits for bytes',
    setup: altered((inner) => {
      let pending: Promise<Uint8Array | null> | undefined;
      return {
        async read() {
          pending ??= inner.read();
          const bytes = await Promise.race([pending, Promise.resolve(undefined)]);
          if (bytes === undefined) return new Uint8Array();
          pending = undefined;
          return bytes;
        },
      };
    }),
  },
  {
    fault: 'takes any number of bytes at once',
    caughtBy: 'a writer waits for room when nobody reads',
    setup: altered((inner) => ({
      async write(bytes) {
        inner.write(bytes).catch(() => {});
      },
    })),
  },
  {
    fault: 'drops what was written when it closes',
    caughtBy: 'close sends what was written, then the other side reads its end',
    setup: altered((inner) => ({ close: async () => inner.abort() })),
  },
  {
    fault: 'never tells the other side that it closed',
    caughtBy: 'close sends what was written, then the other side reads its end',
    setup: altered(() => ({ close: async () => {} })),
  },
  {
    fault: 'drops writes after the end without a word',
    caughtBy: 'a closed stream takes no more',
    setup: altered((inner) => ({ write: (bytes) => inner.write(bytes).catch(() => {}) })),
  },
  {
    fault: 'blames itself for what the other side did, when it writes',
    caughtBy: 'a writer learns that the other side is gone',
    setup: altered((inner) => ({
      write: (bytes) =>
        inner.write(bytes).catch((cause: unknown) => {
          throw new MemoryStreamError('P2P_STREAM_CLOSED', 'closed', { cause });
        }),
    })),
  },
  {
    fault: 'breaks for a reader without a code',
    caughtBy: 'a reader learns that the other side is gone',
    setup: altered((inner) => ({
      read: () =>
        inner.read().catch((cause: unknown) => {
          throw new Error('no', { cause });
        }),
    })),
  },
  {
    fault: 'leaves a pending read pending',
    caughtBy: 'a pending read settles after abort, on both sides',
    setup: altered((inner) => ({ read: () => inner.read().catch(() => forever) })),
  },
  {
    fault: 'leaves a waiting writer waiting',
    caughtBy: 'abort frees a writer that waits for room',
    setup: altered((inner) => ({ write: (bytes) => inner.write(bytes).catch(() => forever) })),
  },
  {
    fault: 'takes back a write that waits when it closes',
    caughtBy: 'close sends a write that waits for room, and lets it resolve',
    setup: altered((inner) => {
      const end = new AbortController();
      return {
        write: (bytes) => abortable(inner.write(bytes), end.signal),
        close() {
          end.abort(new MemoryStreamError('P2P_STREAM_CLOSED', 'closed'));
          return inner.close();
        },
      };
    }),
  },
  {
    fault: 'keeps the reason of an abort to itself',
    caughtBy: 'what waits at the side that aborts is told the reason',
    setup: altered((inner) => ({ abort: () => inner.abort() })),
  },
  {
    fault: 'never finishes closing twice',
    caughtBy: 'close and abort may come in any state, any number of times',
    setup: altered((inner) => {
      let closed = false;
      return {
        close() {
          if (closed) return forever;
          closed = true;
          return inner.close();
        },
      };
    }),
  },
  {
    fault: 'does not close when it is disposed of',
    caughtBy: 'disposing closes',
    setup: altered(() => ({ [Symbol.asyncDispose]: async () => {} })),
  },
  {
    fault: 'does not say where the other side is',
    caughtBy: 'an end says where the other is',
    setup: altered(() => ({ remoteAddress: '' })),
  },
  {
    fault: 'says where the other side is without a scheme',
    caughtBy: 'an end says where the other is',
    setup: altered(() => ({ remoteAddress: 'memory:1' })),
  },
  {
    fault: 'gives a writer his own bytes to read',
    caughtBy: 'both directions are apart',
    setup: altered((inner) => {
      const own: Uint8Array[] = [];
      return {
        async write(bytes) {
          own.push(bytes.slice());
          await inner.write(bytes);
        },
        read: () => (own.length > 0 ? Promise.resolve(own.shift()!) : inner.read()),
      };
    }),
  },
  {
    fault: 'sends a byte for nothing',
    caughtBy: 'writing no bytes is no read of no bytes',
    setup: altered((inner) => ({ write: (bytes) => inner.write(bytes.length === 0 ? new Uint8Array(1) : bytes) })),
  },
  {
    fault: 'forgets at its end what it has not begun to write',
    caughtBy: 'close does not wait for writes to be awaited',
    setup: altered((inner) => ({
      async write(bytes) {
        await turn(1);
        await inner.write(bytes);
      },
    })),
  },
  {
    fault: 'leaves its own reader waiting when it closes',
    caughtBy: 'a pending read settles after close',
    setup: altered((inner) => ({ read: async () => (await inner.read()) ?? forever })),
  },
  {
    fault: 'tells why it was dropped again and again',
    caughtBy: 'the reason of an abort is for what waits, not for what comes later',
    setup: altered((inner) => {
      let why: Error | undefined;
      return {
        abort(reason) {
          why = reason;
          inner.abort(reason);
        },
        write: (bytes) => (why === undefined ? inner.write(bytes) : Promise.reject(why)),
      };
    }),
  },
  {
    fault: 'takes bytes after it was dropped',
    caughtBy: 'an aborted stream takes no more',
    setup: altered((inner) => {
      let aborted = false;
      return {
        abort(reason) {
          aborted = true;
          inner.abort(reason);
        },
        write: (bytes) => (aborted ? Promise.resolve() : inner.write(bytes)),
      };
    }),
  },
];

/** Faulty streams over what cannot be paused. */
export const misbehavingUnpausedStreams: readonly Misbehaving<readonly [ByteStream, ByteStream]>[] = [
  {
    fault: 'takes any number of bytes for a reader who never comes',
    caughtBy: 'a stream that nobody reads breaks before it fills the memory',
    setup: altered((inner) => ({
      async write(bytes) {
        inner.write(bytes).catch(() => {});
      },
    })),
  },
];

const PLACES = { address: 'memory://here:0', nobody: 'memory://nowhere:1' } as const;

/** A good driver, apart from what a part replaces. */
function alteredDriver(
  alter: (inner: Required<StreamDriver>) => Partial<StreamDriver>,
): () => Promise<StreamDriverSubject> {
  return async () => {
    const inner = createStreamDriver();
    return { driver: { ...inner, ...alter(inner) }, ...PLACES };
  };
}

/** Faulty drivers. */
export const misbehavingStreamDrivers: readonly Misbehaving<StreamDriverSubject>[] = [
  {
    fault: 'says that it serves what it does not',
    caughtBy: 'says which addresses are its own',
    setup: alteredDriver(() => ({ schemes: ['pipe'] })),
  },
  {
    fault: 'takes any text for an address',
    caughtBy: 'refuses what is no address of its own',
    setup: alteredDriver((inner) => ({
      dial: (address, options) => inner.dial(`memory://${address.split('://')[1] || 'nowhere:1'}`, options),
    })),
  },
  {
    fault: 'tells of the other end in addresses of another driver',
    caughtBy: 'both ends say where the other is, in addresses of the driver',
    setup: alteredDriver((inner) => ({
      dial: async (address, options) => ({
        ...(await inner.dial(address, options)),
        remoteAddress: 'tcp://192.0.2.1:1',
      }),
    })),
  },
  {
    fault: 'tells the port that it was asked for instead of the one that it got',
    caughtBy: 'a dial reaches the listener, and bytes go both ways',
    setup: alteredDriver((inner) => ({
      listen: async (address, onStream) => ({ ...(await inner.listen(address, onStream)), address }),
    })),
  },
  {
    fault: 'fails to dial with an error of another kind',
    caughtBy: 'a dial to nobody fails',
    setup: alteredDriver((inner) => ({
      dial: (target, options) =>
        inner.dial(target, options).catch((cause: unknown) => {
          throw new Error('no', { cause });
        }),
    })),
  },
  {
    fault: 'dials although that was aborted',
    caughtBy: 'a dial that is aborted before it begins rejects with the reason',
    setup: alteredDriver((inner) => ({ dial: (target) => inner.dial(target) })),
  },
  {
    fault: 'fails for another reason than that of the signal',
    caughtBy: 'a dial aborted half-way rejects with the reason or had already succeeded',
    setup: alteredDriver((inner) => ({
      async dial(address, { signal } = {}) {
        signal?.throwIfAborted();
        const stream = await inner.dial(address);
        if (!signal?.aborted) return stream;
        stream.abort();
        throw new Error('too late');
      },
    })),
  },
  {
    fault: 'keeps all streams in one',
    caughtBy: 'several dials make streams of their own',
    setup: alteredDriver((inner) => {
      let only: Promise<ByteStream> | undefined;
      return {
        dial(target, options) {
          only ??= inner.dial(target, options);
          return only;
        },
      };
    }),
  },
  {
    fault: 'lets two listen at one place',
    caughtBy: 'two listeners cannot share a port',
    setup: alteredDriver((inner) => ({
      listen: (target, onStream) =>
        inner.listen(target, onStream).catch(() => inner.listen(target.replace(/:\d+$/, ':0'), onStream)),
    })),
  },
  {
    fault: 'closes accepted streams with the listener',
    caughtBy: 'a closed listener takes nobody and leaves accepted streams alone',
    setup: alteredDriver((inner) => ({
      async listen(target, onStream) {
        const accepted: ByteStream[] = [];
        const listener = await inner.listen(target, (stream) => {
          accepted.push(stream);
          onStream(stream);
        });
        const close = async (): Promise<void> => {
          for (const stream of accepted) stream.abort();
          await listener.close();
        };
        return { ...listener, close, [Symbol.asyncDispose]: close };
      },
    })),
  },
  {
    fault: 'goes on listening after the end',
    caughtBy: 'a closed listener takes nobody and leaves accepted streams alone',
    setup: alteredDriver((inner) => ({
      async listen(target, onStream) {
        const listener = await inner.listen(target, onStream);
        const close = async (): Promise<void> => {};
        return { ...listener, close, [Symbol.asyncDispose]: close };
      },
    })),
  },
  {
    fault: 'says that it can listen and has no listen',
    caughtBy: 'says by having listen whether it can',
    setup: async () => {
      const { schemes, dial } = createStreamDriver();
      return { driver: { schemes, dial }, ...PLACES };
    },
  },
];
