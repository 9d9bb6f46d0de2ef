import type { Datagram, DatagramDriver, DatagramSocket } from '@status/interfaces';
import { MemoryStreamError, memoryAddress } from './streams.ts';

/** Bytes that fit a packet, as they do in UDP over IPv4. */
const MAX_LENGTH = 65_507;

const FIRST_PORT = 49_152;

/** Sockets that are names in memory, at `memory://name:port`. Packets to nobody are lost, and no others. */
export function createDatagramDriver(): DatagramDriver {
  const bound = new Map<string, (datagram: Datagram) => void>();
  let nextPort = FIRST_PORT;
  return {
    schemes: ['memory'],
    async bind(wanted, onDatagram) {
      const address = memoryAddress(wanted).replace(/:0$/, () => `:${nextPort++}`);
      if (bound.has(address)) throw new MemoryStreamError('P2P_LISTEN_FAILED', `${address} is taken`);
      bound.set(address, onDatagram);
      const close = async (): Promise<void> => {
        if (bound.get(address) === onDatagram) bound.delete(address);
      };
      const socket: DatagramSocket = {
        address,
        maxLength: MAX_LENGTH,
        async send(to, bytes) {
          if (bound.get(address) !== onDatagram) {
            throw new MemoryStreamError('P2P_STREAM_CLOSED', 'the socket was closed');
          }
          const target = memoryAddress(to);
          if (bytes.length > MAX_LENGTH) throw new MemoryStreamError('P2P_PACKET', `at most ${MAX_LENGTH} bytes fit`);
          const datagram: Datagram = { from: address, bytes: bytes.slice() };
          await undefined;
          bound.get(target)?.(datagram);
        },
        close,
        [Symbol.asyncDispose]: close,
      };
      return socket;
    },
  };
}
