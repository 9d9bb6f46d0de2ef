import { type MessageKind, StatusError } from '@status/interfaces';
import { PayloadError } from './errors.ts';
import { requireInt32 } from './int32.ts';

/**
 * A kind of message as Status payloads need it: one value, to be handed to `createPayload`.
 *
 * `encode` should throw `DATA_VALUE` for what has no form on the wire; any other `StatusError` of it is passed on as the cause of one.
 */
export interface PayloadKind<Content = unknown> extends MessageKind<Content> {
  /** The number on the wire (`ApplicationMetadataMessage.type`), an `int32` that no other kind has. */
  readonly type: number;
}

/** Kinds, found by the name that they have here and by the number that they have on the wire. */
export type KindRegistry = {
  readonly byName: ReadonlyMap<string, PayloadKind>;
  readonly byType: ReadonlyMap<number, PayloadKind>;
};

const KIND_NAME = /^[a-z0-9-]+$/;

/**
 * Registers kinds.
 *
 * @throws {PayloadError} `DATA_KIND` for a name that is none, two kinds with one name or one number, `DATA_VALUE` for a number that is no `int32`.
 */
export function registerKinds(kinds: readonly PayloadKind[]): KindRegistry {
  const byName = new Map<string, PayloadKind>();
  const byType = new Map<number, PayloadKind>();
  for (const kind of kinds) {
    const { name, type } = kind;
    requireInt32(type, `type of ${name}`);
    if (!KIND_NAME.test(name) || name === 'unknown') {
      throw new PayloadError('DATA_KIND', `no name for a kind: ${JSON.stringify(name)}`);
    }
    if (byName.has(name)) throw new PayloadError('DATA_KIND', `two kinds have the name ${name}`);
    if (byType.has(type)) throw new PayloadError('DATA_KIND', `two kinds have the number ${type}`);
    byName.set(name, kind);
    byType.set(type, kind);
  }
  return { byName, byType };
}

/**
 * The kind of that name.
 *
 * @throws {PayloadError} `DATA_KIND`.
 */
export function requireKind({ byName }: KindRegistry, name: string): PayloadKind {
  const kind = byName.get(name);
  if (kind === undefined) throw new PayloadError('DATA_KIND', `no kind ${JSON.stringify(name)} is registered`);
  return kind;
}

/**
 * The payload of a content.
 *
 * @throws {PayloadError} `DATA_VALUE`.
 */
export function encodeContent(kind: PayloadKind, content: unknown): Uint8Array {
  try {
    return kind.encode(content);
  } catch (cause) {
    if (!(cause instanceof StatusError) || cause.code === 'DATA_VALUE') throw cause;
    throw new PayloadError('DATA_VALUE', `${kind.name}: the content has no wire form`, { cause });
  }
}
