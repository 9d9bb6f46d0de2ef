import { StreamError } from './errors.ts';

/** Where a stream or a datagram goes: `scheme://host:port`, the host of IPv6 in brackets, a path behind it where the driver likes. */
export type StreamAddress = {
  /** In lower case. */
  readonly scheme: string;
  /** An IPv4 or IPv6 address (without brackets), a DNS name, or a mere name. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash; absent if there is none. */
  readonly path?: string;
};

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(\/[^?#\s]*)?$/i;
const AUTHORITY = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/;
const DNS_NAME = /^(?=.{1,253}$)[0-9a-z_](?:[0-9a-z_-]*[0-9a-z_])?(?:\.[0-9a-z_](?:[0-9a-z_-]*[0-9a-z_])?)*\.?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
/** The greatest port. */
export const MAX_PORT = 0xff_ff;

/**
 * Reads an address.
 *
 * @param schemes those that the caller serves; without them any.
 * @throws {StreamError} `P2P_ADDRESS` for a text that is none, or of another scheme.
 */
export function parseStreamAddress(text: string, schemes?: readonly string[]): StreamAddress {
  const shape = SHAPE.exec(text);
  const authority = AUTHORITY.exec(shape?.[2] ?? '');
  const host = authority === null ? undefined : readHost(authority[1], authority[2]);
  const port = readPort(authority?.[3] ?? '');
  if (shape === null || host === undefined || port === undefined) {
    throw new StreamError('P2P_ADDRESS', `expected an address <scheme>://<host>:<port>, got ${JSON.stringify(text)}`);
  }
  const scheme = shape[1]!.toLowerCase();
  if (schemes !== undefined && !schemes.includes(scheme)) {
    throw new StreamError('P2P_ADDRESS', `expected an address of ${schemes.join(' or ')}, got one of ${scheme}`);
  }
  const path = shape[3];
  return path === undefined || path === '/' ? { scheme, host, port } : { scheme, host, port, path };
}

/** The text of an address. */
export function formatStreamAddress({ scheme, host, port, path = '' }: StreamAddress): string {
  return `${scheme}://${formatEndpoint(host, port)}${path}`;
}

/** `192.0.2.1:30303`, `[2001:db8::1]:30303`. */
export function formatEndpoint(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The host of an address, whatever else it is made of: what limits for each machine go by, and what a peer that names its port is dialled at. */
export function hostOf(address: string): string | undefined {
  const parts = /^[^:]*:\/\/(?:\[([^\]]*)\]|([^/:]*))/.exec(address);
  return readHost(parts?.[1], parts?.[2]);
}

/** The IPv4 address inside an IPv6 one of the form `::ffff:192.0.2.1`; any other text as it is. */
export function unmapIpv4(host: string): string {
  const inner = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1];
  return inner !== undefined && IPV4.test(inner) ? inner : host;
}

/** A host as an address names it: what stood between brackets, or else without; `undefined` for what names none. */
export function readHost(bracketed: string | undefined, plain: string | undefined): string | undefined {
  if (bracketed === undefined) {
    const text = plain ?? '';
    return (/^[\d.]*$/.test(text) ? IPV4 : DNS_NAME).test(text) ? text : undefined;
  }
  const unmapped = unmapIpv4(bracketed);
  if (unmapped !== bracketed) return unmapped;
  // The platform's URL parser knows what an IPv6 address is, and gives back its shortest form.
  const isAddress = /^[0-9a-f:.]+$/i.test(bracketed) && URL.canParse(`http://[${bracketed}]/`);
  return isAddress ? new URL(`http://[${bracketed}]/`).hostname.slice(1, -1) : undefined;
}

/** A port from 0 to 65535; `undefined` for any other text. */
export function readPort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT ? Number(text) : undefined;
}
