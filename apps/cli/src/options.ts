import { readFileSync } from 'node:fs';
import { BytesError, hexToBytes } from '@status/base';
import { isPrivateKey } from '@status/crypto';
import { formatStreamAddress, parseEnode, parseStreamAddress } from '@status/devp2p';
import { MnemonicError, parseMnemonic } from '@status/identity';
import type { PrivateKey } from '@status/interfaces';
import { InvalidArgumentError, Option } from 'commander';
import { LOG_LEVELS } from './output.ts';

/** Readers of option values: each returns the value or says what was expected. */

function parseInteger(text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}`);
  }
  return value;
}

function parseHost(text: string): string {
  try {
    parseStreamAddress(formatStreamAddress({ scheme: 'tcp', host: text, port: 0 }));
  } catch {
    throw new InvalidArgumentError('expected an IP address or the name of a host');
  }
  return text;
}

/** Peers take no Hello of more than 2048 bytes, in which the name is but a part. */
const MAX_NAME = 256;

function parseName(text: string): string {
  const { length } = new TextEncoder().encode(text);
  if (length < 1 || length > MAX_NAME) throw new InvalidArgumentError(`expected a name of 1 to ${MAX_NAME} bytes`);
  return text;
}

function parsePow(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 1_000) {
    throw new InvalidArgumentError('expected a number from 0 to 1000, such as 0.002');
  }
  return value;
}

function parsePrivateKey(text: string): PrivateKey {
  try {
    const key = hexToBytes(text.trim());
    if (isPrivateKey(key)) return key;
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
  }
  throw new InvalidArgumentError('expected a private key of 64 hex digits');
}

function parseNodeKey(text: string): PrivateKey {
  if (/^(0x)?[0-9a-fA-F]{64}$/.test(text)) return parsePrivateKey(text);
  let content: string;
  try {
    content = readFileSync(text, 'utf8');
  } catch {
    throw new InvalidArgumentError('expected 64 hex digits or a readable file that holds them');
  }
  return parsePrivateKey(content);
}

function parseWords(text: string): string {
  try {
    return parseMnemonic(text);
  } catch (error) {
    if (error instanceof MnemonicError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function parsePeer(text: string, before: readonly string[] = []): readonly string[] {
  try {
    parseEnode(text);
  } catch (error) {
    throw new InvalidArgumentError(`expected enode://<128 hex digits>@<host>:<port>: ${(error as Error).message}`);
  }
  return [...before, text];
}

export interface CommonOptions {
  readonly json?: true;
  readonly log: (typeof LOG_LEVELS)[number];
  readonly host: string;
  readonly port: number;
  readonly dataDir?: string;
  readonly peer?: readonly string[];
  readonly minPow: number;
}

export interface RelayOptions extends CommonOptions {
  readonly nodeKey?: PrivateKey;
  readonly maxMessageSize?: number;
  readonly light?: true;
}

export interface ClientOptions extends CommonOptions {
  readonly mnemonic?: string;
  readonly key?: PrivateKey;
  readonly name?: string;
  readonly pfs: boolean;
  readonly echo?: true;
  readonly trace?: true;
}

const POW_HELP = 'lowest proof of work of envelopes that are taken';

/** What every command that runs a node takes. */
const commonOptions = (defaultPort: number): Option[] => [
  new Option('--json', 'standard output carries one JSON object a line'),
  new Option('--log <level>', 'log to standard error from this level on').choices(LOG_LEVELS).default('warn'),
  new Option('--host <address>', 'address to listen on').default('127.0.0.1').argParser(parseHost),
  new Option('--port <number>', 'TCP port to listen on, 0 for any')
    .default(defaultPort)
    .argParser((text) => parseInteger(text, 0, 65_535)),
  new Option('--data-dir <folder>', 'where keys and messages are kept'),
  new Option('--peer <enode>', 'node to stay connected with (repeatable)').argParser(parsePeer),
  new Option('--min-pow <number>', POW_HELP).default(0.002).argParser(parsePow),
];

export const relayOptions = (): Option[] => [
  ...commonOptions(30_303),
  new Option('--node-key <key>', "the node's private key: 64 hex digits, or a file with them").argParser(parseNodeKey),
  new Option('--max-message-size <bytes>', 'largest envelope and packet that is taken').argParser((text) =>
    parseInteger(text, 1_024, 10_485_760),
  ),
  new Option('--light', 'take only what own subscriptions ask for'),
];

export const clientOptions = (): Option[] => [
  ...commonOptions(0),
  new Option('--mnemonic <words>', 'open the account of these words').argParser(parseWords).conflicts('key'),
  new Option('--key <hex>', 'open the account of this private key: 64 hex digits').argParser(parsePrivateKey),
  new Option('--name <text>', 'name of this client in the handshake with peers').argParser(parseName),
  new Option('--no-pfs', 'one-to-one messages with the encryption of the transport only (no forward secrecy)'),
  new Option('--echo', 'answer every one-to-one message with its own text'),
  new Option('--trace', 'with --json: an event for what each layer did with each envelope'),
];
