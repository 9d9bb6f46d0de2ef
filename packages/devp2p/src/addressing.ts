import type { PublicKey, StreamDriver } from '@status/interfaces';
import { type Enode, EnodeError, formatEnode, nodeName, parseEnode } from './enode.ts';
import { HostError } from './errors.ts';
import { formatStreamAddress, parseStreamAddress, type StreamAddress } from './stream-address.ts';

/** A node that can be dialled, and by what. */
export type Target = Required<Enode> & {
  /** 128 hex digits. */
  readonly id: string;
  readonly driver: StreamDriver;
  /** In the form of the driver. */
  readonly streamAddress: string;
};

/** Between the addresses of nodes (enode URLs) and those of streams, given what drivers there are. */
export type Addressing = {
  /** What a plain `enode://` means here: `tcp`, or the one scheme of a host that has but one; `undefined` if it means nothing. */
  readonly plainScheme: string | undefined;
  /** @throws {HostError} `P2P_ADDRESS` for a text that is no enode, says nowhere to dial, or is of a scheme that no driver serves. */
  target(enode: string): Target;
  /** @throws {HostError} `P2P_ADDRESS` if no driver serves the scheme. */
  driverFor(scheme: string): StreamDriver;
  /** The URL of a node that listens at this address. */
  enode(publicKey: PublicKey, address: StreamAddress): string;
};

export function createAddressing(drivers: readonly StreamDriver[]): Addressing {
  const bySchemes = new Map<string, StreamDriver>();
  for (const driver of drivers) {
    for (const scheme of driver.schemes) if (!bySchemes.has(scheme)) bySchemes.set(scheme, driver);
  }
  const only = bySchemes.size === 1 ? [...bySchemes.keys()][0] : undefined;
  const plainScheme = bySchemes.has('tcp') ? 'tcp' : only;

  const driverFor = (scheme: string): StreamDriver => {
    const driver = bySchemes.get(scheme);
    if (driver === undefined) throw new HostError('P2P_ADDRESS', `no driver serves ${scheme}`);
    return driver;
  };

  return {
    plainScheme,
    driverFor,
    target(text) {
      const { publicKey, endpoint } = readEnode(text);
      if (endpoint === undefined) throw new HostError('P2P_ADDRESS', 'the enode does not say where to dial');
      const { host, tcp: port, path } = endpoint;
      const scheme = endpoint.scheme ?? plainScheme;
      if (scheme === undefined) throw new HostError('P2P_ADDRESS', 'no driver serves tcp');
      const streamAddress = formatStreamAddress({ scheme, host, port, ...(path === undefined ? {} : { path }) });
      return { publicKey, endpoint, id: nodeName(publicKey), driver: driverFor(scheme), streamAddress };
    },
    enode(publicKey, { scheme, host, port, path }) {
      const endpoint = { host, tcp: port, udp: port, ...(path === undefined ? {} : { path }) };
      return formatEnode({
        publicKey,
        endpoint: scheme === plainScheme && path === undefined ? endpoint : { scheme, ...endpoint },
      });
    },
  };
}

function readEnode(text: string): Enode {
  try {
    return parseEnode(text);
  } catch (cause) {
    if (!(cause instanceof EnodeError)) throw cause;
    throw new HostError('P2P_ADDRESS', `no address of a node: ${cause.message}`, { cause });
  }
}

/** A place to listen, and the address to name in its stead where that one means nothing to others. */
export type ListenAddress =
  | string
  | {
      readonly address: string;
      /** A host, with the port that is listened on; or a whole address of a stream, such as one of a proxy. */
      readonly advertise?: string;
    };

/**
 * Where others find a listener: what it is told to advertise, or else where it listens.
 *
 * @throws {StreamError} `P2P_ADDRESS` for what is told and is no address.
 */
export function advertised(bound: string, advertise: string | undefined): StreamAddress {
  const address = parseStreamAddress(bound);
  if (advertise === undefined) {
    const everywhere = address.host === '0.0.0.0' || address.host === '::';
    return everywhere ? { ...address, host: '127.0.0.1' } : address;
  }
  return parseStreamAddress(
    advertise.includes('://') ? advertise : formatStreamAddress({ ...address, host: advertise }),
  );
}
