import { concatBytes, utf8ToBytes } from '@status/base';
import type { ByteStream, StreamDriver } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import {
  background,
  type Case,
  check,
  checkBytes,
  checkCode,
  checkSame,
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
    withEnds('a writer waits for room when nobody reads', async (a, b) => {
      const limit = manifest.buffered ?? BUFFERED;
      const { written, rest } = await writeUntilItWaits((bytes) => a.write(bytes), PORTION, limit, manifest);
      await wait(readExactly(b, written + PORTION), 'reading what was taken');
      await wait(rest, 'the write that waited');
    }),
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
      await rejection(() => a.write(Uint8Array.of(1)), 'a write after close', manifest);
      await settles(b.close(), 'close of the other side');
      await wait(closing, 'close');
      await rejection(() => a.write(Uint8Array.of(1)), 'a write on a stream that is gone', manifest);
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
      await rejection(() => a.write(Uint8Array.of(1)), 'a write after abort', manifest);
    }),
    withEnds('a writer learns that the other side is gone', async (a, b) => {
      b.abort();
      let failed = false;
      void (async () => {
        try {
          for (;;) {
            await a.write(Uint8Array.of(1));
            await new Promise<void>((resolve) => setTimeout(resolve, 1));
          }
        } catch {
          failed = true;
        }
      })();
      await until(() => failed, 'a failing write', manifest);
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
      await rejection(() => a.write(Uint8Array.of(1)), 'a write after disposal', manifest);
    }),
    withEnds('an end says where the other is', async (a, b) => {
      for (const { remoteAddress } of [a, b]) check(remoteAddress.length > 0, 'the address is empty');
    }),
  ];
}

/** A driver of streams. */
export type StreamDriverSubject = {
  readonly driver: StreamDriver;
  /** Where to listen; the port is 0. */
  readonly host: string;
  /** A target that nobody listens at. */
  readonly nobody: { readonly host: string; readonly port: number };
};

/** What this driver can do. */
export type StreamDriverManifest = Waiting & {
  /** Can listen (default). Where it cannot, dialling is tried on `nobody` only. */
  readonly listens?: boolean;
};

/** The promises of the seam `StreamDriver`. Its streams have a suite of their own. */
export function streamDriverCompliance(
  setup: () => Promise<StreamDriverSubject>,
  manifest: StreamDriverManifest = {},
): Case[] {
  const wait = <Value>(promise: Promise<Value>, what: string): Promise<Value> => within(promise, what, manifest);
  const withDriver = (name: string, body: (subject: StreamDriverSubject) => Promise<void>): Case => ({
    name: `stream driver: ${name}`,
    run: async () => body(await setup()),
  });
  const withListener = (
    name: string,
    body: (
      open: Required<StreamDriver>,
      target: { host: string; port: number },
      accepted: ByteStream[],
      closeListener: () => Promise<void>,
    ) => Promise<void>,
  ): Case =>
    withDriver(name, async ({ driver, host }) => {
      check(driver.listen !== undefined, 'a driver that listens must have listen');
      const { dial, listen } = driver;
      const accepted: ByteStream[] = [];
      const listener = await wait(
        driver.listen({ host, port: 0 }, (stream) => void accepted.push(stream)),
        'listening',
      );
      try {
        check(listener.port > 0, `the port is ${listener.port}`);
        const opened = { dial: dial.bind(driver), listen: listen!.bind(driver) };
        await body(opened, { host: listener.host, port: listener.port }, accepted, () => listener.close());
      } finally {
        for (const stream of accepted) stream.abort();
        await wait(listener.close(), 'closing the listener');
      }
    });

  const cases = [
    withDriver('says by having listen whether it can', async ({ driver }) => {
      checkSame(driver.listen !== undefined, manifest.listens !== false, 'having listen');
    }),
    withDriver('a dial to nobody fails', async ({ driver, nobody }) => {
      await checkCode(() => driver.dial(nobody), 'P2P_DIAL_FAILED', 'dial', manifest);
    }),
    withDriver('a dial that is aborted before it begins rejects with the reason', async ({ driver, nobody }) => {
      const reason = new Error('changed my mind');
      const error = await rejection(() => driver.dial(nobody, { signal: AbortSignal.abort(reason) }), 'dial', manifest);
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
    }),
  ];
  if (manifest.listens === false) return cases;
  return [
    ...cases,
    withListener('a dial reaches the listener, and bytes go both ways', async (driver, target, accepted) => {
      const near = await wait(driver.dial(target), 'dial');
      await until(() => accepted.length === 1, 'acceptance', manifest);
      const [far] = accepted;
      await wait(near.write(Uint8Array.of(1)), 'writing');
      checkBytes(await wait(far!.read(), 'reading'), Uint8Array.of(1), 'read by the listener');
      await wait(far!.write(Uint8Array.of(2)), 'writing');
      checkBytes(await wait(near.read(), 'reading'), Uint8Array.of(2), 'read by the dialler');
      near.abort();
    }),
    withListener('several dials make streams of their own', async (driver, target, accepted) => {
      const dialled = await wait(Promise.all([1, 2, 3].map(() => driver.dial(target))), 'dials');
      await until(() => accepted.length === 3, 'acceptance', manifest);
      for (const [i, stream] of dialled.entries()) await wait(stream.write(Uint8Array.of(i)), 'writing');
      const read = await wait(Promise.all(accepted.map((stream) => stream.read())), 'reading');
      checkSame(
        read
          .map((bytes) => bytes?.[0])
          .sort()
          .join(),
        '0,1,2',
        'what was read',
      );
      for (const stream of dialled) stream.abort();
    }),
    withListener('two listeners cannot share a port', async (driver, target) => {
      await checkCode(() => driver.listen(target, () => {}), 'P2P_LISTEN_FAILED', 'listen', manifest);
    }),
    withListener(
      'a closed listener takes nobody and leaves accepted streams alone',
      async (driver, target, accepted, close) => {
        const near = await wait(driver.dial(target), 'dial');
        await until(() => accepted.length === 1, 'acceptance', manifest);
        await wait(close(), 'closing');
        await wait(close(), 'closing again');
        await checkCode(() => driver.dial(target), 'P2P_DIAL_FAILED', 'dial', manifest);
        await wait(near.write(Uint8Array.of(1)), 'writing');
        checkBytes(await wait(accepted[0]!.read(), 'reading'), Uint8Array.of(1), 'what was read');
        near.abort();
      },
    ),
    withListener('a dial aborted half-way rejects with the reason or had already succeeded', async (driver, target) => {
      const reason = new Error('changed my mind');
      const controller = new AbortController();
      const dialling = driver.dial(target, { signal: controller.signal });
      controller.abort(reason);
      const outcome = await wait(
        dialling.then(
          (stream) => stream.abort(),
          (error: unknown) => error,
        ),
        'dial',
      );
      check(outcome === undefined || outcome === reason, `expected the reason of the signal, got ${String(outcome)}`);
    }),
  ];
}
