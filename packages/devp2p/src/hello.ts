import { utf8ToBytes } from '@status/base';
import {
  encodeRlp,
  RlpError,
  type RlpItem,
  readRlpItem,
  rlpBigint,
  rlpBytes,
  rlpListItems,
  uintToRlp,
} from '@status/base/rlp';
import { PUBLIC_KEY_XY_LENGTH } from '@status/crypto/constants';
import { StatusError } from '@status/interfaces';
import type { Capability } from './capability.ts';
import { MAX_HELLO_LENGTH } from './constants.ts';

/** What can be wrong; see `HelloError`. */
export type HelloErrorCode = 'HELLO_MALFORMED' | 'HELLO_TOO_LARGE' | 'HELLO_IDENTITY';

/** Bytes that are no Hello. Codes: `HELLO_MALFORMED`, `HELLO_TOO_LARGE`, `HELLO_IDENTITY` (an id that is not 64 bytes, or zero). */
export class HelloError extends StatusError<HelloErrorCode> {}

/** The first message of both sides: who they are and what they speak (RLPx, "Hello"). */
export type Hello = {
  /** Of the base protocol. */
  readonly version: number;
  /** Name of the software. Bytes that are no UTF-8 come out as U+FFFD. */
  readonly client: string;
  readonly capabilities: readonly Capability[];
  /** TCP port, 0 for none; most nodes say 0. */
  readonly listenPort: number;
  /** Public key `X ‖ Y`, 64 bytes. Whether it is a point is not looked at: it only has to be the handshake's. */
  readonly nodeId: Uint8Array;
};

const lossyText = new TextDecoder('utf-8', { ignoreBOM: true });

/** The payload of a Hello. It is never compressed. */
export function encodeHello(hello: Hello): Uint8Array {
  return encodeRlp([
    uintToRlp(hello.version),
    utf8ToBytes(hello.client),
    hello.capabilities.map(({ name, version }) => [utf8ToBytes(name), uintToRlp(version)]),
    uintToRlp(hello.listenPort),
    hello.nodeId,
  ]);
}

/**
 * Reads the payload of a Hello; added elements, and bytes behind the list, are ignored. Capabilities come as they were sent, repeated and
 * unsorted ones too.
 *
 * @throws {HelloError}
 */
export function decodeHello(payload: Uint8Array): Hello {
  if (payload.length > MAX_HELLO_LENGTH) {
    throw new HelloError(
      'HELLO_TOO_LARGE',
      `a Hello of ${payload.length} bytes, at most ${MAX_HELLO_LENGTH} are taken`,
    );
  }
  try {
    const items = rlpListItems(readRlpItem(payload), { min: 5 });
    const [version, client, capabilities, listenPort, id] = items as [RlpItem, RlpItem, RlpItem, RlpItem, RlpItem];
    const hello = {
      version: Number(rlpBigint(version)),
      client: lossyText.decode(rlpBytes(client)),
      capabilities: rlpListItems(capabilities).map(readCapability),
      listenPort: Number(rlpBigint(listenPort)),
    };
    const nodeId = rlpBytes(id).slice();
    if (nodeId.length !== PUBLIC_KEY_XY_LENGTH || nodeId.every((byte) => byte === 0)) {
      throw new HelloError('HELLO_IDENTITY', 'a Hello names nobody');
    }
    return { ...hello, nodeId };
  } catch (cause) {
    if (cause instanceof RlpError) throw new HelloError('HELLO_MALFORMED', 'the bytes are no Hello', { cause });
    throw cause;
  }
}

function readCapability(item: RlpItem): Capability {
  const [name, version] = rlpListItems(item, { min: 2, max: 2 });
  return { name: lossyText.decode(rlpBytes(name!)), version: Number(rlpBigint(version!)) };
}
