import { bytesToUtf8, concatBytes, copyBytes, utf8ToBytes } from '@status/base';
import { keccak256, publicKeyOf, recover, sign } from '@status/crypto';
import {
  type ApplicationMessage,
  type DataLayer,
  type MessageId,
  type MessageKind,
  type PublicKey,
  StatusError,
  type UnknownContent,
} from '@status/interfaces';
import { JsonDataError, jsonKinds } from './json-kinds.ts';

const UNSIGNED = 0;
const SIGNED = 1;
const SIGNATURE_END = 66;
const KIND_NAME = /^[a-z0-9-]+$/;

/** Ends the name of a kind, which has none in it. */
const NEWLINE = 10;

/** What messages in JSON are like. */
export type JsonDataOptions = {
  /** The kinds that are known; `jsonKinds` by default. */
  readonly kinds?: readonly MessageKind[];
  /** Whether messages are signed (by default they are). Without a signature the author is whom the layers below authenticated. */
  readonly signs?: boolean;
};

/**
 * The seam `DataLayer` in JSON, with kinds under their names: another encoding than that of Status payloads, and what the faulty variants are made of.
 *
 * Wire: `1 ‖ signature of the hash of the rest (65) ‖ body` or `0 ‖ body`, the body being the kind's name, a line feed, and the content as the
 * kind encodes it. The signature covers the kind too. Throws `JsonDataError` with the codes of the seam.
 */
export function createJsonData({ kinds = jsonKinds, signs = true }: JsonDataOptions = {}): DataLayer {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));

  const requireKind = (name: string): MessageKind => {
    const kind = byName.get(name);
    if (kind === undefined) throw new JsonDataError('DATA_KIND', `no kind ${JSON.stringify(name)} is registered`);
    return kind;
  };

  /** A message of an unknown kind is what came: its type is the name. */
  const encodeMessage = ({ kind: name, content }: ApplicationMessage): Uint8Array => {
    if (name !== 'unknown') return bodyOf(name, encodeContent(requireKind(name), content));
    const { type, payload } = content as UnknownContent;
    if (!KIND_NAME.test(type)) throw new JsonDataError('DATA_VALUE', 'type: not the name of a kind');
    return bodyOf(type, payload);
  };

  const decodeMessage = (body: Uint8Array): ApplicationMessage => {
    const end = body.indexOf(NEWLINE);
    const name = bytesToUtf8(body.subarray(0, Math.max(end, 0)));
    const payload = copyBytes(body.subarray(end + 1));
    if (!KIND_NAME.test(name)) throw new JsonDataError('JSON_MALFORMED', 'not the name of a kind');
    const kind = byName.get(name);
    if (kind !== undefined) return { kind: name, content: kind.decode(payload) };
    const content: UnknownContent = { type: name, payload };
    return { kind: 'unknown', content };
  };

  return {
    name: 'json',
    kinds: byName,
    wrap(message, author) {
      const body = encodeMessage(message);
      const bytes = signs
        ? concatBytes(Uint8Array.of(SIGNED), sign(keccak256(body), author), body)
        : concatBytes(Uint8Array.of(UNSIGNED), body);
      return { id: idOf(publicKeyOf(author), body), bytes };
    },
    unwrap(bytes, sender) {
      const signed = bytes[0] === SIGNED;
      if (!signed && bytes[0] !== UNSIGNED) return { ok: false, reason: 'MALFORMED' };
      try {
        const body = bytes.subarray(signed ? SIGNATURE_END : 1);
        const author = signed ? recover(keccak256(body), bytes.subarray(1, SIGNATURE_END)) : copyBytes(sender);
        return { ok: true, id: idOf(author, body), author, signed, message: decodeMessage(body) };
      } catch (error) {
        if (error instanceof StatusError) return { ok: false, reason: 'MALFORMED' };
        throw error;
      }
    },
    validate: ({ kind, content }, context) =>
      kind === 'unknown' ? undefined : requireKind(kind).validate(content, context),
    nextClock(last, now) {
      const timestamp = BigInt(now);
      return { clock: timestamp > last ? timestamp : last + 1n, timestamp };
    },
  };
}

function bodyOf(name: string, payload: Uint8Array): Uint8Array {
  return concatBytes(utf8ToBytes(name), Uint8Array.of(NEWLINE), payload);
}

function encodeContent(kind: MessageKind, content: unknown): Uint8Array {
  try {
    return kind.encode(content);
  } catch (cause) {
    if (!(cause instanceof StatusError) || cause.code === 'DATA_VALUE') throw cause;
    throw new JsonDataError('DATA_VALUE', `${kind.name}: the content has no form`, { cause });
  }
}

function idOf(author: PublicKey, body: Uint8Array): MessageId {
  return keccak256(author, body) as MessageId;
}
