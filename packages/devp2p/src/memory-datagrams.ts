import type { Datagram, DatagramDriver, DatagramSocket } from '@status/interfaces';
import { FIRST_DYNAMIC_PORT, MAX_DATAGRAM_LENGTH } from './constants.ts';
import { closedError, StreamError } from './errors.ts';
import { formatStreamAddress, parseStreamAddress } from './stream-address.ts';

const SCHEMES = ['memory'] as const;

/** Datagrams over a table of names. None is lost on the way; one to nobody is. They arrive after the call that sent them. */
export function createMemoryDatagrams(): DatagramDriver {
  const sockets = new Map<string, (datagram: Datagram) => void>();
  let nextPort = FIRST_DYNAMIC_PORT;
  return {
    schemes: SCHEMES,
    async bind(wanted, onDatagram) {
      const parsed = parseStreamAddress(wanted, SCHEMES);
      const address = formatStreamAddress(parsed.port === 0 ? { ...parsed, port: nextPort++ } : parsed);
      if (sockets.has(address)) throw new StreamError('P2P_LISTEN_FAILED', `${address} is bound already`);
      sockets.set(address, onDatagram);
      const isOpen = (): boolean => sockets.get(address) === onDatagram;
      const close = async (): Promise<void> => {
        if (isOpen()) sockets.delete(address);
      };
      const socket: DatagramSocket = {
        address,
        maxLength: MAX_DATAGRAM_LENGTH,
        async send(to, bytes) {
          if (!isOpen()) throw closedError('socket');
          const target = formatStreamAddress(parseStreamAddress(to, SCHEMES));
          if (bytes.length > MAX_DATAGRAM_LENGTH) {
            throw new StreamError('P2P_PACKET', `${bytes.length} bytes, at most ${MAX_DATAGRAM_LENGTH} fit a datagram`);
          }
          const datagram: Datagram = { from: address, bytes: bytes.slice() };
          // Behind a turn of promises, as everything that comes from outside does: nobody is called back by his own call.
          await undefined;
          sockets.get(target)?.(datagram);
        },
        close,
        [Symbol.asyncDispose]: close,
      };
      return socket;
    },
  };
}
