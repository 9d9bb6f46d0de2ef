import type { Datagram, DatagramDriver, DatagramSocket } from '@status/interfaces';
import type { DatagramDriverSubject } from './compliance/datagram.ts';
import { createDatagramDriver } from './datagrams.ts';
import type { Misbehaving } from './misbehaving.ts';
import { MemoryStreamError } from './streams.ts';
import { turn } from './virtual-clock.ts';

/** A good driver, apart from what a part replaces. */
function altered(alter: (inner: DatagramDriver) => Partial<DatagramDriver>): () => Promise<DatagramDriverSubject> {
  return async () => {
    const inner = createDatagramDriver();
    return { driver: { ...inner, ...alter(inner) }, address: 'memory://here:0', nobody: 'memory://nowhere:1' };
  };
}

/** A good driver whose sockets are like good ones, apart from what a part replaces. */
function alteredSockets(
  alter: (inner: DatagramSocket) => Partial<DatagramSocket>,
): () => Promise<DatagramDriverSubject> {
  return altered((inner) => ({
    async bind(address, onDatagram) {
      const socket = await inner.bind(address, onDatagram);
      return { ...socket, ...alter(socket) };
    },
  }));
}

/** A good driver that spoils what arrives. */
function spoilt(spoil: (datagram: Datagram) => Datagram): () => Promise<DatagramDriverSubject> {
  return altered((inner) => ({
    bind: (address, onDatagram) => inner.bind(address, (datagram) => onDatagram(spoil(datagram))),
  }));
}

/** Faulty drivers of datagrams. */
export const misbehavingDatagramDrivers: readonly Misbehaving<DatagramDriverSubject>[] = [
  {
    fault: 'tells the port that it was asked for instead of the one that it got',
    caughtBy: 'a socket says where it is bound',
    setup: altered((inner) => ({
      bind: async (address, onDatagram) => ({ ...(await inner.bind(address, onDatagram)), address }),
    })),
  },
  {
    fault: 'cuts packets short',
    caughtBy: 'a packet arrives whole, with the address to answer to',
    setup: spoilt((datagram) => ({ ...datagram, bytes: datagram.bytes.slice(0, 512) })),
  },
  {
    fault: 'does not say who has sent a packet',
    caughtBy: 'a packet arrives whole, with the address to answer to',
    setup: spoilt((datagram) => ({ ...datagram, from: 'memory://somebody:1' })),
  },
  {
    fault: 'hands out bytes with others behind them',
    caughtBy: 'packets keep their bounds',
    setup: spoilt((datagram) => ({ ...datagram, bytes: Uint8Array.of(...datagram.bytes, 0) })),
  },
  {
    fault: 'receives into one buffer',
    caughtBy: 'neither end sees what the other does with its bytes later',
    setup: altered((inner) => {
      const buffer = new Uint8Array(1 << 16);
      return {
        bind: (address, onDatagram) =>
          inner.bind(address, ({ from, bytes }) => {
            buffer.set(bytes);
            onDatagram({ from, bytes: buffer.subarray(0, bytes.length) });
          }),
      };
    }),
  },
  {
    fault: 'sends what the array holds a while later',
    caughtBy: 'neither end sees what the other does with its bytes later',
    setup: alteredSockets((socket) => ({
      async send(to, bytes) {
        void (async () => {
          await turn(3);
          await socket.send(to, bytes);
        })().catch(() => {});
      },
    })),
  },
  {
    fault: 'drops packets that are too long without a word',
    caughtBy: 'a packet of the greatest length is taken, a longer one refused',
    setup: alteredSockets((socket) => ({
      send: (to, bytes) => socket.send(to, bytes.subarray(0, socket.maxLength)),
    })),
  },
  {
    fault: 'loses packets to what is no address',
    caughtBy: 'what is no address of the driver is refused',
    setup: alteredSockets((socket) => ({
      async send(to, bytes) {
        if (to.startsWith('memory://')) await socket.send(to, bytes);
      },
    })),
  },
  {
    fault: 'lets two sockets share one address',
    caughtBy: 'an address that is taken cannot be bound again',
    setup: altered((inner) => ({
      bind: (address, onDatagram) =>
        inner.bind(address, onDatagram).catch(() => inner.bind(address.replace(/:\d+$/, ':0'), onDatagram)),
    })),
  },
  {
    fault: 'fails where nobody is',
    caughtBy: 'a packet to nobody is lost without a word',
    setup: alteredSockets((socket) => ({
      async send(to, bytes) {
        if (to.includes('nowhere')) throw new Error('unreachable');
        await socket.send(to, bytes);
      },
    })),
  },
  {
    fault: 'goes on sending after the end',
    caughtBy: 'a closed socket receives and sends nothing, and gives its address free',
    setup: alteredSockets((socket) => ({ send: (to, bytes) => socket.send(to, bytes).catch(() => {}) })),
  },
  {
    fault: 'goes on receiving after the end',
    caughtBy: 'a closed socket receives and sends nothing, and gives its address free',
    setup: altered((inner) => ({
      async bind(address, onDatagram) {
        const socket = await inner.bind(address, onDatagram);
        let closed = false;
        return {
          ...socket,
          send: (to, bytes) =>
            closed ? Promise.reject(new MemoryStreamError('P2P_STREAM_CLOSED', 'closed')) : socket.send(to, bytes),
          async close() {
            closed = true;
          },
          async [Symbol.asyncDispose]() {
            closed = true;
          },
        };
      },
    })),
  },
];
