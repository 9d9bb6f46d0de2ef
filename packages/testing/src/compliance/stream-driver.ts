import type { ByteStream, StreamDriver } from '@status/interfaces';
import { type Case, check, checkBytes, checkCode, checkSame, rejection, until, type Waiting, within } from './case.ts';

/** A driver of streams. */
export type StreamDriverSubject = {
  readonly driver: StreamDriver;
  /** Where to listen; the port is 0. Where it cannot listen, an address of its own all the same. */
  readonly address: string;
  /** A well-formed address that nobody listens at. */
  readonly nobody: string;
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
      target: string,
      accepted: ByteStream[],
      closeListener: () => Promise<void>,
    ) => Promise<void>,
  ): Case =>
    withDriver(name, async ({ driver, address }) => {
      check(driver.listen !== undefined, 'a driver that listens must have listen');
      const { dial, listen } = driver;
      const accepted: ByteStream[] = [];
      const listener = await wait(
        driver.listen(address, (stream) => void accepted.push(stream)),
        'listening',
      );
      try {
        checkOwn(driver, listener.address, 'address of the listener');
        check(!/:0(\/|$)/.test(listener.address), `no port was chosen: ${listener.address}`);
        const opened = { schemes: driver.schemes, dial: dial.bind(driver), listen: listen!.bind(driver) };
        await body(opened, listener.address, accepted, () => listener.close());
      } finally {
        for (const stream of accepted) stream.abort();
        await wait(listener.close(), 'closing the listener');
      }
    });

  const cases = [
    withDriver('says which addresses are its own', async ({ driver, address, nobody }) => {
      check(driver.schemes.length > 0, 'there are no schemes');
      for (const scheme of driver.schemes) check(/^[a-z][a-z0-9+.-]*$/.test(scheme), `no scheme: ${scheme}`);
      for (const own of [address, nobody]) checkOwn(driver, own, 'address of the subject');
    }),
    withDriver('refuses what is no address of its own', async ({ driver, nobody }) => {
      const place = nobody.slice(nobody.indexOf(':'));
      for (const address of ['', 'nonsense', `${driver.schemes[0]}://`, `other${place}`]) {
        await checkCode(() => driver.dial(address), 'P2P_ADDRESS', `dial of ${address}`, manifest);
        if (driver.listen === undefined) continue;
        const listen = driver.listen.bind(driver);
        await checkCode(() => listen(address, () => {}), 'P2P_ADDRESS', `listening at ${address}`, manifest);
      }
    }),
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
    withListener('both ends say where the other is, in addresses of the driver', async (driver, target, accepted) => {
      const near = await wait(driver.dial(target), 'dial');
      await until(() => accepted.length === 1, 'acceptance', manifest);
      checkOwn(driver, near.remoteAddress, 'address of the listener at the dialler');
      checkOwn(driver, accepted[0]!.remoteAddress, 'address of the dialler at the listener');
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

/** Fails for an address that is not one of the driver's. */
function checkOwn({ schemes }: Pick<StreamDriver, 'schemes'>, address: string, what: string): void {
  check(
    schemes.some((scheme) => address.startsWith(`${scheme}://`)),
    `${what}: expected one of ${schemes.join()}, got ${address}`,
  );
}
