import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Datagram, DatagramDriver, DatagramSocket } from '@status/interfaces';
import { MAX_DATAGRAM_LENGTH } from './constants.ts';
import { closedError, StreamError } from './errors.ts';
import { formatStreamAddress, parseStreamAddress, unmapIpv4 } from './stream-address.ts';

const SCHEMES = ['udp'] as const;

/** Datagrams over UDP, at `udp://host:port`. A socket on an IPv6 address reaches IPv4 ones where the system lets it. */
export function udpDriver(): DatagramDriver {
  return { schemes: SCHEMES, bind };
}

const bind: DatagramDriver['bind'] = async (address, onDatagram) => {
  const { host, port } = parseStreamAddress(address, SCHEMES);
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  return new Promise<DatagramSocket>((resolve, reject) => {
    const onError = (cause: Error): void => {
      socket.close();
      reject(new StreamError('P2P_LISTEN_FAILED', `cannot bind ${address}`, { cause }));
    };
    socket.once('error', onError);
    socket.once('listening', () => {
      socket.off('error', onError);
      // What the system says of packets that came to nothing (a port that nobody has) is no news: packets may be lost.
      socket.on('error', ignore);
      resolve(new UdpSocket(socket, onDatagram));
    });
    socket.bind({ address: host, port });
  });
};

class UdpSocket implements DatagramSocket {
  readonly address: string;
  readonly maxLength: number = MAX_DATAGRAM_LENGTH;
  readonly #socket: Socket;
  readonly #ipv6: boolean;
  #closed: Promise<void> | undefined;

  constructor(socket: Socket, onDatagram: (datagram: Datagram) => void) {
    const bound = socket.address();
    this.address = formatUdp(bound.address, bound.port);
    this.#socket = socket;
    this.#ipv6 = bound.family === 'IPv6';
    socket.on('message', (message, sender) => {
      if (this.#closed !== undefined) return;
      // A copy, and no Buffer: the platform may cut several packets out of one piece of memory.
      onDatagram({ from: formatUdp(sender.address, sender.port), bytes: new Uint8Array(message) });
    });
  }

  async send(to: string, bytes: Uint8Array): Promise<void> {
    if (this.#closed !== undefined) throw closedError('socket');
    const { host, port } = parseStreamAddress(to, SCHEMES);
    if (port === 0) throw new StreamError('P2P_ADDRESS', 'nothing can be sent to port 0');
    if (bytes.length > this.maxLength) {
      throw new StreamError('P2P_PACKET', `${bytes.length} bytes, at most ${this.maxLength} fit a datagram`);
    }
    const target = this.#ipv6 && /^[\d.]+$/.test(host) ? `::ffff:${host}` : host;
    // Whatever the system objects to (no route, no such name) is a packet that was lost.
    await new Promise<void>((resolve) => this.#socket.send(bytes, port, target, () => resolve()));
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => this.#socket.close(() => resolve()));
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function formatUdp(host: string, port: number): string {
  return formatStreamAddress({ scheme: 'udp', host: unmapIpv4(host), port });
}

function ignore(): void {}
