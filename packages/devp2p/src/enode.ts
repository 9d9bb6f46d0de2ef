import { bytesToHex, hexToBytes } from '@status/base';
import { type PublicKey, publicKeyFromXY, publicKeyToXY } from '@status/crypto';
import { PUBLIC_KEY_XY_LENGTH } from '@status/crypto/constants';
import { StatusError } from '@status/interfaces';

/**
 * A text that names no node. Codes: `ENODE_SCHEME` (not the shape of an enode URL), `ENODE_KEY` (not 128 hex digits, or off the curve),
 * `ENODE_HOST`, `ENODE_PORT`.
 */
export class EnodeError extends StatusError {}

/** A node's key, and where it can be reached if that is known (devp2p, "enode URL format"). */
export type Enode = {
  /** 65 bytes. */
  readonly publicKey: PublicKey;
  readonly endpoint?: {
    /** An IPv4 or IPv6 address (without brackets) or a DNS name, which is looked up at every dial. */
    readonly host: string;
    readonly tcp: number;
    readonly udp: number;
  };
};

const SHAPE = /^(?:enode:\/\/)?([^@/?#]*)(?:@([^@/?#]*)\/?(?:\?([^#]*))?)?$/;
const AUTHORITY = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/;
const DNS_NAME = /^(?=.{1,253}$)[0-9a-z_](?:[0-9a-z_-]*[0-9a-z_])?(?:\.[0-9a-z_](?:[0-9a-z_-]*[0-9a-z_])?)*\.?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const MAX_PORT = 0xff_ff;

/**
 * Reads `enode://<128 hex digits>@<host>:<tcp port>[?discport=<udp port>]`, and the two forms without endpoint, `enode://<key>` and `<key>`.
 *
 * @throws {EnodeError}
 */
export function parseEnode(text: string): Enode {
  const shape = SHAPE.exec(text);
  if (shape === null || (shape[2] !== undefined && !text.startsWith('enode://'))) {
    throw new EnodeError('ENODE_SCHEME', 'expected enode://<key>@<host>:<port>');
  }
  const publicKey = parseKey(shape[1]!);
  const authority = shape[2];
  if (authority === undefined) return { publicKey };
  const parts = AUTHORITY.exec(authority);
  if (parts === null) throw new EnodeError('ENODE_HOST', 'expected <host>:<port>');
  const host = parts[1] === undefined ? parseHost(parts[2]!) : parseIpv6(parts[1]);
  const tcp = parsePort(parts[3] ?? '');
  const discport = new URLSearchParams(shape[3] ?? '').get('discport');
  return { publicKey, endpoint: { host, tcp, udp: discport === null ? tcp : parsePort(discport) } };
}

/** The URL of a node; `discport` only where it differs. */
export function formatEnode(enode: Enode): string {
  const key = `enode://${nodeName(enode.publicKey)}`;
  if (enode.endpoint === undefined) return key;
  const { host, tcp, udp } = enode.endpoint;
  return `${key}@${formatEndpoint(host, tcp)}${udp === tcp ? '' : `?discport=${udp}`}`;
}

/** 128 hex digits: the public key without its first byte, which is how devp2p names nodes. */
export function nodeName(publicKey: PublicKey): string {
  return bytesToHex(publicKeyToXY(publicKey));
}

/** `192.0.2.1:30303`, `[2001:db8::1]:30303`. */
export function formatEndpoint(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The IPv4 address inside an IPv6 one of the form `::ffff:192.0.2.1`; any other text as it is. */
export function unmapIpv4(host: string): string {
  const inner = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1];
  return inner !== undefined && IPV4.test(inner) ? inner : host;
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

function parseHost(text: string): string {
  const numeric = /^[\d.]*$/.test(text);
  if (numeric ? IPV4.test(text) : DNS_NAME.test(text)) return text;
  throw new EnodeError('ENODE_HOST', 'expected an IP address or a host name');
}

function parseIpv6(text: string): string {
  const unmapped = unmapIpv4(text);
  if (unmapped !== text) return unmapped;
  // The platform's URL parser knows what an IPv6 address is, and gives back its shortest form.
  if (/^[0-9a-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`)) {
    return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  }
  throw new EnodeError('ENODE_HOST', 'expected an IPv6 address between the brackets');
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new EnodeError('ENODE_PORT', 'expected a port from 0 to 65535');
}
