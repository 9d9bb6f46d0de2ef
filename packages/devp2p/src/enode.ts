import { bytesToHex, hexToBytes } from '@status/base';
import { publicKeyFromXY, publicKeyToXY } from '@status/crypto';
import { PUBLIC_KEY_XY_LENGTH } from '@status/crypto/constants';
import { type PublicKey, StatusError } from '@status/interfaces';
import { formatEndpoint, hostOf, MAX_PORT, readHost, readPort } from './stream-address.ts';

/** What can be wrong with an enode URL; see `EnodeError`. */
export type EnodeErrorCode = 'ENODE_SCHEME' | 'ENODE_KEY' | 'ENODE_HOST' | 'ENODE_PORT';

/**
 * A text that names no node. Codes: `ENODE_SCHEME` (not the shape of an enode URL), `ENODE_KEY` (not 128 hex digits, or off the curve),
 * `ENODE_HOST`, `ENODE_PORT`.
 */
export class EnodeError extends StatusError<EnodeErrorCode> {}

/** Where a node can be reached. */
export type EnodeEndpoint = {
  /** Scheme of the streams, such as `ws`. Absent where the URL is a plain `enode://`: TCP, or the one thing that a host has. */
  readonly scheme?: string;
  /** An IPv4 or IPv6 address (without brackets) or a DNS name, which is looked up at every dial. */
  readonly host: string;
  /** Port of the streams. */
  readonly tcp: number;
  /** Port of discovery. */
  readonly udp: number;
  /** Path behind the port, beginning with a slash, for streams that have one. */
  readonly path?: string;
};

/** A node's key, and where it can be reached if that is known (devp2p, "enode URL format"). */
export type Enode = {
  /** 65 bytes. */
  readonly publicKey: PublicKey;
  readonly endpoint?: EnodeEndpoint;
};

const SHAPE = /^(?:(enode(?:\+([a-z][a-z0-9.-]*))?):\/\/)?([^@/?#]*)(?:@([^@/?#]*)(\/[^?#\s]*)?(?:\?([^#]*))?)?$/;
const AUTHORITY = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/;

/**
 * Reads `enode://<128 hex digits>@<host>:<tcp port>[?discport=<udp port>]`, the two forms without endpoint, `enode://<key>` and `<key>`, and
 * `enode+<scheme>://…@<host>:<port>[/<path>]` for streams other than TCP, such as `enode+wss://`.
 *
 * @throws {EnodeError}
 */
export function parseEnode(text: string): Enode {
  const shape = SHAPE.exec(text);
  const [, prefix, scheme, key, authority, path, query] = shape ?? [];
  const placeless = authority === undefined && scheme !== undefined;
  const pathOfTcp = scheme === undefined && path !== undefined && path !== '/';
  if (shape === null || placeless || pathOfTcp || (authority !== undefined && prefix === undefined)) {
    throw new EnodeError('ENODE_SCHEME', 'expected enode://<key>@<host>:<port>');
  }
  const publicKey = parseKey(key!);
  if (authority === undefined) return { publicKey };
  const parts = AUTHORITY.exec(authority);
  const host = parts === null ? undefined : readHost(parts[1], parts[2]);
  if (host === undefined) throw new EnodeError('ENODE_HOST', 'expected an IP address or a host name before the port');
  const tcp = parsePort(parts?.[3] ?? '');
  const discport = new URLSearchParams(query ?? '').get('discport');
  const endpoint: EnodeEndpoint = {
    ...(scheme === undefined ? {} : { scheme }),
    host,
    tcp,
    udp: discport === null ? tcp : parsePort(discport),
    ...(path === undefined || path === '/' ? {} : { path }),
  };
  return { publicKey, endpoint };
}

/** The URL of a node; `discport` only where it differs. */
export function formatEnode({ publicKey, endpoint }: Enode): string {
  const name = nodeName(publicKey);
  if (endpoint === undefined) return `enode://${name}`;
  const { scheme, host, tcp, udp, path = '' } = endpoint;
  const prefix = scheme === undefined ? 'enode' : `enode+${scheme}`;
  return `${prefix}://${name}@${formatEndpoint(host, tcp)}${path}${udp === tcp ? '' : `?discport=${udp}`}`;
}

/** 128 hex digits: the public key without its first byte, which is how devp2p names nodes. */
export function nodeName(publicKey: PublicKey): string {
  return bytesToHex(publicKeyToXY(publicKey));
}

/** Where an inbound peer says it listens: the address it came from, with the port from its Hello. */
export function listeningEndpoint(remoteAddress: string, port: number): EnodeEndpoint | undefined {
  const host = hostOf(remoteAddress);
  if (host === undefined || port < 1 || port > MAX_PORT) return undefined;
  return { host, tcp: port, udp: port };
}

function parseKey(text: string): PublicKey {
  if (text.length === 2 * PUBLIC_KEY_XY_LENGTH && /^[0-9a-f]*$/i.test(text)) {
    try {
      return publicKeyFromXY(hexToBytes(text));
    } catch (cause) {
      throw new EnodeError('ENODE_KEY', 'the key is no point of the curve', { cause });
    }
  }
  throw new EnodeError('ENODE_KEY', 'expected a key of 128 hex digits');
}

function parsePort(text: string): number {
  const port = readPort(text);
  if (port === undefined) throw new EnodeError('ENODE_PORT', 'expected a port from 0 to 65535');
  return port;
}
