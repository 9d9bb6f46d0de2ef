import { copyBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import {
  type ApplicationMessage,
  type DataLayer,
  type PrivateKey,
  type PublicKey,
  StatusError,
  type UnknownContent,
  type UnknownKind,
  type Unwrapped,
  type WrappedMessage,
} from '@status/interfaces';
import {
  decodeMetadataMessage,
  encodeMetadataMessage,
  type MetadataMessage,
  messageId,
  recoverAuthor,
  signPayload,
} from './application-message.ts';
import { chatKind } from './chat-kind.ts';
import { nextClock } from './clock.ts';
import { contactCodeKind } from './contact-code-kind.ts';
import { PayloadError } from './errors.ts';
import { isInt32 } from './int32.ts';
import { encodeContent, type KindRegistry, type PayloadKind, registerKinds, requireKind } from './kind.ts';

/** Why received bytes are no message; the values of `reason` in `Unwrapped`. */
export type UnwrapReason = 'EMPTY' | 'MALFORMED' | 'SIGNATURE' | 'PAYLOAD';

/** What a data layer is made of. */
export type PayloadOptions = {
  /** The kinds that it knows; those of this package by default. */
  readonly kinds?: readonly PayloadKind[];
};

/** The kinds that this package has. */
export const payloadKinds: readonly PayloadKind[] = [chatKind, contactCodeKind];

const UNKNOWN: UnknownKind = 'unknown';

/**
 * The data layer of the Status Protocol (6/PAYLOADS). It holds nothing but its kinds: one can serve any number of accounts.
 *
 * @throws {PayloadError} `DATA_KIND` for kinds that clash or have no proper name, `DATA_VALUE` for a number that is no `int32`.
 */
export function createPayload({ kinds = payloadKinds }: PayloadOptions = {}): DataLayer {
  const registry = registerKinds(kinds);
  return {
    name: 'status-payload',
    kinds: registry.byName,
    wrap: (message, author) => wrapMessage(registry, message, author),
    unwrap: (bytes, sender) => unwrapMessage(registry, bytes, sender),
    validate: ({ kind, content }, context) =>
      kind === UNKNOWN ? undefined : requireKind(registry, kind).validate(content, context),
    nextClock,
  };
}

/** Signs and encodes a message. Throws `DATA_KIND`, `DATA_VALUE`, and `CRYPTO_PRIVATE_KEY` for what is no key. */
function wrapMessage(registry: KindRegistry, message: ApplicationMessage, author: PrivateKey): WrappedMessage {
  const { type, payload } = encodeMessage(registry, message);
  const bytes = encodeMetadataMessage({ signature: signPayload(payload, author), payload, type });
  return { id: messageId(publicKeyOf(author), bytes), bytes };
}

/** Who wrote received bytes, and what. The sender is the author of a message that is not signed itself. */
function unwrapMessage(registry: KindRegistry, bytes: Uint8Array, sender: PublicKey): Unwrapped {
  if (bytes.length === 0) return refused('EMPTY');
  const metadata = attempt(() => decodeMetadataMessage(bytes));
  if (metadata === undefined) return refused('MALFORMED');
  const signed = metadata.signature.length > 0;
  const signer = signed ? recoverAuthor(metadata) : undefined;
  if (signed && signer === undefined) return refused('SIGNATURE');
  const message = attempt(() => decodeMessage(registry, metadata));
  if (message === undefined) return refused('PAYLOAD');
  const id = messageId(signer ?? new Uint8Array(), bytes);
  return { ok: true, id, author: signer ?? copyBytes(sender), signed, message };
}

function encodeMessage(
  registry: KindRegistry,
  { kind: name, content }: ApplicationMessage,
): Pick<MetadataMessage, 'type' | 'payload'> {
  // The seam: what a message of that kind carries.
  if (name === UNKNOWN) return decodeUnknown(content as UnknownContent);
  const kind = requireKind(registry, name);
  return { type: kind.type, payload: encodeContent(kind, content) };
}

function decodeMessage({ byType }: KindRegistry, { type, payload }: MetadataMessage): ApplicationMessage {
  const kind = byType.get(type);
  if (kind !== undefined) return { kind: kind.name, content: kind.decode(payload) };
  const content: UnknownContent = { type: String(type), payload };
  return { kind: UNKNOWN, content };
}

/** What a message of a kind that is not known is on the wire: the number, and the bytes as they came. */
function decodeUnknown({ type: text, payload }: UnknownContent): Pick<MetadataMessage, 'type' | 'payload'> {
  const type = Number(text);
  if (!isInt32(type) || String(type) !== text) throw new PayloadError('DATA_VALUE', 'type: no number of the wire');
  return { type, payload };
}

function attempt<Result>(decode: () => Result): Result | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

function refused(reason: UnwrapReason): Unwrapped {
  return { ok: false, reason };
}
