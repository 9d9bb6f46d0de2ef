import { concatBytes, utf8ToBytes } from '@status/base';
import type { ByteStream } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { turn } from '../virtual-clock.ts';
import {
  background,
  type Case,
  check,
  checkBytes,
  checkCode,
  checkSame,
  codeOf,
  idle,
  rejection,
  until,
  type Waiting,
  within,
  writeUntilItWaits,
} from './case.ts';

/** What these streams are like. */
export type ByteStreamManifest = Waiting & {
  /** Bytes that the stream and the system under it may take at most before a writer waits (default 64 MiB). */
  readonly buffered?: number;
  /**
   * Waits in the way of the writer while nobody reads (default). `false` for streams over what cannot be paused (a WebSocket), which break
   * instead, within `buffered` bytes.
   */
  readonly pauses?: boolean;
};

const BUFFERED = 64 << 20;
const PORTION = 64 << 10;

/** The promises of the seam `ByteStream`; `setup` makes the two ends of a new stream. */
export function byteStreamCompliance(
  setup: () => Promise<readonly [ByteStream, ByteStream]>,
  manifest: ByteStreamManifest = {},
): Case[] {
  const wait = <Value>(promise: Promise<Value>, what: string): Promise<Value> => within(promise, what, manifest);
  const withEnds = (name: string, body: (a: ByteStream, b: ByteStream) => Promise<void>): Case => ({
    name: `byte stream: ${name}`,
    async run() {
      const [a, b] = await setup();
      try {
        await body(a, b);
      } finally {
        a.abort();
        b.abort();
      }
    },
  });
  const readAll = async (stream: ByteStream): Promise<Uint8Array> => concatBytes(...(await portions(stream)));
  const portions = async (stream: ByteStream): Promise<Uint8Array[]> => {
    const read: Uint8Array[] = [];
    for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) {
      checkSame(bytes.constructor.name, 'Uint8Array', 'type of what was read');
      check(bytes.length > 0, 'a read was empty');
      read.push(bytes);
    }
    return read;
  };
  const readExactly = async (stream: ByteStream, length: number): Promise<Uint8Array> => {
    const read: Uint8Array[] = [];
    for (let missing = length; missing > 0; ) {
      const bytes = await stream.read();
      check(bytes !== null, `the stream ended ${missing} bytes early`);
      read.push(bytes);
      missing -= bytes.length;
    }
    return concatBytes(...read);
  };
  /** Fails unless the promise settles, one way or the other. */
  const settles = (promise: Promise<unknown>, what: string): Promise<unknown> =>
    wait(
      promise.catch(() => {}),
      what,
    );

  const fill = (stream: ByteStream): ReturnType<typeof writeUntilItWaits> =>
    writeUntilItWaits((bytes) => stream.write(bytes), PORTION, manifest.buffered ?? BUFFERED, manifest);
  const unread =
    manifest.pauses === false
      ? [
          withEnds('a stream that nobody reads breaks before it fills the memory', async (a, b) => {
            const limit = manifest.buffered ?? BUFFERED;
            let written = 0;
            let failed = false;
            void (async () => {
              try {
                for (; written <= limit; written += PORTION) {
                  await a.write(new Uint8Array(PORTION));
                  await turn(1);
                }
              } catch {
                failed = true;
              }
            })();
            await until(() => failed || written > limit, 'the end of writing', manifest);
            check(failed, `${written} bytes were taken though nobody read`);
            await checkCode(
              async () => {
                for (;;) if ((await b.read()) === null) return;
              },
              'P2P_STREAM_BROKEN',
              'a read of the stream that broke',
              manifest,
            );
          }),
        ]
      : [
          withEnds('a writer waits for room when nobody reads', async (a, b) => {
            const { written, rest } = await fill(a);
            await wait(readExactly(b, written + PORTION), 'reading what was taken');
            await wait(rest, 'the write that waited');
          }),
          withEnds('close sends a write that waits for room, and lets it resolve', async (a, b) => {
            const { written, rest } = await fill(a);
            const writing = background(rest);
            const closing = background(a.close());
            checkSame((await wait(readAll(b), 'reading everything')).length, written + PORTION, 'bytes that were read');
            await settles(b.close(), 'close of the other side');
            await wait(writing, 'the write that waited');
            await wait(closing, 'close');
          }),
          withEnds('what waits at the side that aborts is told the reason', async (a) => {
            const { rest } = await fill(a);
            const waiting = [rejection(() => rest, 'the write that waits', manifest)];
            waiting.push(rejection(() => a.read(), 'the read that waits', manifest));
            const reason = new Error('enough');
            a.abort(reason);
            for (const error of await Promise.all(waiting)) check(error === reason, `told ${String(error)}`);
          }),
        ];

  return [
    withEnds('bytes arrive complete and in order', async (a, b) => {
      const random = seededRandom('stream');
      const written = [1, 2, 3, 1000, 16_384, 1, 70_000, 100_000].map((length) => random.bytes(length));
      const expected = concatBytes(...written);
      const writing = background(
        (async () => {
          for (const bytes of written) await a.write(bytes);
          await a.close();
        })(),
      );
      // Joined at the end only, so that a buffer that is used again shows.
      checkBytes(await wait(readAll(b), 'reading everything'), expected, 'what was read');
      await settles(b.close(), 'close');
      await wait(writing, 'writing everything');
    }),
    withEnds('both directions are apart', async (a, b) => {
      await wait(Promise.all([a.write(utf8ToBytes('from a')), b.write(utf8ToBytes('from b'))]), 'writing');
      checkBytes(await wait(readExactly(b, 6), 'reading'), utf8ToBytes('from a'), 'read by b');
      checkBytes(await wait(readExactly(a, 6), 'reading'), utf8ToBytes('from b'), 'read by a');
    }),
    withEnds('a read waits for bytes', async (a, b) => {
      let done = false;
      const reading = background(
        b.read().then((bytes) => {
          done = true;
          return bytes;
        }),
      );
      await idle(manifest);
      check(!done, 'the read settled with nothing written');
      await wait(a.write(Uint8Array.of(7)), 'writing');
      checkBytes(await wait(reading, 'the read'), Uint8Array.of(7), 'what was read');
    }),
    withEnds('writing no bytes is no read of no bytes', async (a, b) => {
      await wait(a.write(new Uint8Array()), 'writing nothing');
      await wait(a.write(Uint8Array.of(7)), 'writing');
      checkBytes(await wait(b.read(), 'the read'), Uint8Array.of(7), 'what was read');
    }),
    ...unread,
    withEnds('close sends what was written, then the other side reads its end', async (a, b) => {
      const bytes = seededRandom('closing').bytes(50_000);
      const writing = background(a.write(bytes.slice()).then(() => a.close()));
      checkBytes(await wait(readAll(b), 'reading everything'), bytes, 'what was read');
      check((await wait(b.read(), 'a read after the end')) === null, 'a read after the end found bytes');
      await settles(b.close(), 'close of the other side');
      await wait(writing, 'close');
    }),
    withEnds('close does not wait for writes to be awaited', async (a, b) => {
      const writes = [utf8ToBytes('one '), utf8ToBytes('two')].map((bytes) => background(a.write(bytes)));
      const closing = background(a.close());
      checkBytes(await wait(readAll(b), 'reading everything'), utf8ToBytes('one two'), 'what was read');
      await settles(b.close(), 'close of the other side');
      await wait(Promise.all([...writes, closing]), 'writes and close');
    }),
    withEnds('a closed stream takes no more', async (a, b) => {
      const closing = background(a.close());
      await checkCode(() => a.write(Uint8Array.of(1)), 'P2P_STREAM_CLOSED', 'a write after close', manifest);
      await settles(b.close(), 'close of the other side');
      await wait(closing, 'close');
      await checkCode(() => a.write(Uint8Array.of(1)), 'P2P_STREAM_CLOSED', 'a write on what is gone', manifest);
    }),
    withEnds('a pending read settles after close', async (a, b) => {
      const reading = background(a.read());
      const closing = background(Promise.all([a.close(), b.close()]));
      await settles(reading, 'the read');
      await wait(closing, 'close');
    }),
    withEnds('a pending read settles after abort, on both sides', async (a, b) => {
      const reads = [a, b].map((end) => background(end.read()));
      a.abort(new Error('enough'));
      for (const reading of reads) await settles(reading, 'a read');
    }),
    withEnds('an aborted stream takes no more', async (a) => {
      a.abort();
      await checkCode(() => a.write(Uint8Array.of(1)), 'P2P_STREAM_CLOSED', 'a write after abort', manifest);
    }),
    withEnds('the reason of an abort is for what waits, not for what comes later', async (a) => {
      a.abort(new Error('enough'));
      await checkCode(() => a.write(Uint8Array.of(1)), 'P2P_STREAM_CLOSED', 'a write after abort', manifest);
    }),
    withEnds('a reader learns that the other side is gone', async (a, b) => {
      a.abort();
      const outcome = await wait(
        b.read().catch((error: unknown) => error),
        'the read',
      );
      if (outcome !== null) checkSame(codeOf(outcome) as string, 'P2P_STREAM_BROKEN', 'code of the read');
    }),
    withEnds('a writer learns that the other side is gone', async (a, b) => {
      b.abort();
      let failure: unknown;
      void (async () => {
        try {
          for (;;) {
            await a.write(Uint8Array.of(1));
            await turn(1);
          }
        } catch (error) {
          failure = error;
        }
      })();
      await until(() => failure !== undefined, 'a failing write', manifest);
      checkSame(codeOf(failure) as string, 'P2P_STREAM_BROKEN', 'code of the write');
    }),
    withEnds('abort frees a writer that waits for room', async (a) => {
      let failed = false;
      void (async () => {
        try {
          for (;;) await a.write(new Uint8Array(PORTION));
        } catch {
          failed = true;
        }
      })();
      await idle(manifest);
      a.abort();
      await until(() => failed, 'the failing write', manifest);
    }),
    withEnds('close and abort may come in any state, any number of times', async (a, b) => {
      const closing = [a, a, b].map((end) => background(end.close()));
      await settles(Promise.all(closing), 'closing');
      a.abort();
      b.abort(new Error('late'));
      await settles(a.close(), 'close after abort');
      await settles(Promise.resolve(b[Symbol.asyncDispose]()), 'disposal after abort');
    }),
    withEnds('disposing closes', async (a, b) => {
      const disposing = background(Promise.resolve(a[Symbol.asyncDispose]()));
      check((await wait(b.read(), 'the read')) === null, 'the other side read bytes that nobody wrote');
      await settles(b.close(), 'close of the other side');
      await wait(disposing, 'disposal');
      await checkCode(() => a.write(Uint8Array.of(1)), 'P2P_STREAM_CLOSED', 'a write after disposal', manifest);
    }),
    withEnds('an end says where the other is', async (a, b) => {
      for (const { remoteAddress } of [a, b]) {
        check(/^[a-z][a-z0-9+.-]*:\/\/\S+$/.test(remoteAddress), `not the address of a stream: ${remoteAddress}`);
      }
    }),
  ];
}
