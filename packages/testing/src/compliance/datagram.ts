import type { Datagram, DatagramDriver, DatagramSocket } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkBytes, checkCode, checkSame, idle, until, type Waiting, within } from './case.ts';

/** A driver of datagrams. */
export type DatagramDriverSubject = {
  readonly driver: DatagramDriver;
  /** Where to bind; the port is 0. Sockets there reach each other. */
  readonly address: string;
  /** A well-formed address where nobody is. */
  readonly nobody: string;
};

/** A socket, and what it got. */
type Bound = { readonly socket: DatagramSocket; readonly received: Datagram[] };

/** The promises of the seam `DatagramDriver`. Nothing is taken for lost that arrives at the second or tenth try. */
export function datagramDriverCompliance(setup: () => Promise<DatagramDriverSubject>, manifest: Waiting = {}): Case[] {
  const wait = <Value>(promise: Promise<Value>, what: string): Promise<Value> => within(promise, what, manifest);
  const bind = async (driver: DatagramDriver, address: string): Promise<Bound> => {
    const received: Datagram[] = [];
    const socket = await wait(
      driver.bind(address, (datagram) => void received.push(datagram)),
      'binding',
    );
    return { socket, received };
  };
  const withSockets = (
    name: string,
    body: (a: Bound, b: Bound, subject: DatagramDriverSubject) => Promise<void>,
  ): Case => ({
    name: `datagram driver: ${name}`,
    async run() {
      const subject = await setup();
      const { driver, address } = subject;
      const bound: Bound[] = [];
      try {
        for (let i = 0; i < 2; i++) bound.push(await bind(driver, address));
        await body(bound[0]!, bound[1]!, subject);
      } finally {
        for (const { socket } of bound) await wait(socket.close(), 'closing');
      }
    },
  });
  /** Sends until the other has got so many: packets may be lost. */
  const sendUntil = async (
    from: Bound,
    to: Bound,
    bytes: Uint8Array,
    count = to.received.length + 1,
  ): Promise<void> => {
    const end = { reached: false };
    void (async () => {
      while (!end.reached) {
        await from.socket.send(to.socket.address, bytes.slice()).catch(() => {});
        await idle(manifest);
      }
    })();
    try {
      await until(() => to.received.length >= count, 'the arrival of a packet', manifest);
    } finally {
      end.reached = true;
    }
  };

  return [
    withSockets('a socket says where it is bound', async (a, b, { driver }) => {
      check(driver.schemes.length > 0, 'there are no schemes');
      for (const { socket } of [a, b]) {
        check(
          driver.schemes.some((scheme) => socket.address.startsWith(`${scheme}://`)),
          `not an address of the driver: ${socket.address}`,
        );
        check(!/:0$/.test(socket.address), `no port was chosen: ${socket.address}`);
      }
      check(a.socket.address !== b.socket.address, 'two sockets have one address');
    }),
    withSockets('a packet arrives whole, with the address to answer to', async (a, b) => {
      const bytes = seededRandom('datagram').bytes(1200);
      await sendUntil(a, b, bytes);
      checkBytes(b.received[0]!.bytes, bytes, 'what arrived');
      checkSame(b.received[0]!.from, a.socket.address, 'where it came from');
      await sendUntil(b, a, Uint8Array.of(2));
      checkBytes(a.received[0]!.bytes, Uint8Array.of(2), 'the answer');
    }),
    withSockets('packets keep their bounds', async (a, b) => {
      for (const length of [1, 2, 3]) await sendUntil(a, b, new Uint8Array(length).fill(length));
      for (const { bytes } of b.received) checkBytes(bytes, new Uint8Array(bytes[0]!).fill(bytes[0]!), 'a packet');
    }),
    withSockets('neither end sees what the other does with its bytes later', async (a, b) => {
      const bytes = Uint8Array.of(1, 2, 3);
      for (let tries = 0; b.received.length === 0 && tries < 100; tries++) {
        await wait(a.socket.send(b.socket.address, bytes), 'sending');
        bytes.fill(0);
        await idle(manifest);
        if (b.received.length === 0) bytes.set([1, 2, 3]);
      }
      checkBytes(b.received[0]?.bytes, Uint8Array.of(1, 2, 3), 'what arrived');
      b.received[0]!.bytes.fill(9);
      await sendUntil(a, b, Uint8Array.of(4));
      checkBytes(b.received[0]!.bytes, Uint8Array.of(9, 9, 9), 'the first packet after the second');
    }),
    withSockets('a packet of the greatest length is taken, a longer one refused', async (a, b) => {
      const { maxLength } = a.socket;
      check(Number.isSafeInteger(maxLength) && maxLength >= 1280, `the greatest length is ${maxLength}`);
      await wait(a.socket.send(b.socket.address, new Uint8Array(maxLength)), 'sending');
      const send = (): Promise<void> => a.socket.send(b.socket.address, new Uint8Array(maxLength + 1));
      await checkCode(send, 'P2P_PACKET', 'sending too much', manifest);
    }),
    withSockets('what is no address of the driver is refused', async (a, _, { driver, nobody }) => {
      for (const address of ['', 'nonsense', `other${nobody.slice(nobody.indexOf(':'))}`]) {
        await checkCode(() => driver.bind(address, () => {}), 'P2P_ADDRESS', `binding ${address}`, manifest);
        await checkCode(() => a.socket.send(address, new Uint8Array(1)), 'P2P_ADDRESS', `to ${address}`, manifest);
      }
    }),
    withSockets('an address that is taken cannot be bound again', async (a, _, { driver }) => {
      await checkCode(() => driver.bind(a.socket.address, () => {}), 'P2P_LISTEN_FAILED', 'binding', manifest);
    }),
    withSockets('a packet to nobody is lost without a word', async (a, b, { nobody }) => {
      await wait(a.socket.send(nobody, new Uint8Array(1)), 'sending to nobody');
      await sendUntil(a, b, Uint8Array.of(7));
      checkBytes(b.received[0]!.bytes, Uint8Array.of(7), 'the packet after that');
    }),
    withSockets('a closed socket receives and sends nothing, and gives its address free', async (a, b, { driver }) => {
      await wait(b.socket.close(), 'closing');
      await wait(b.socket.close(), 'closing again');
      await wait(Promise.resolve(b.socket[Symbol.asyncDispose]()), 'disposal');
      const send = (): Promise<void> => b.socket.send(a.socket.address, new Uint8Array(1));
      await checkCode(send, 'P2P_STREAM_CLOSED', 'sending after the end', manifest);
      for (let i = 0; i < 5; i++) {
        await wait(a.socket.send(b.socket.address, new Uint8Array(1)), 'sending');
        await idle(manifest);
      }
      checkSame(b.received.length, 0, 'packets after the end');
      const again = await bind(driver, b.socket.address);
      await wait(again.socket.close(), 'closing');
    }),
  ];
}
