import {
  decodeProtobuf,
  encodeProtobuf,
  fromLong,
  ProtobufError,
  type ProtobufType,
  toInt64,
} from '@status/base/protobuf';
import { wipe } from '@status/crypto';
import type { Transaction } from '@status/interfaces';
import { COMPRESSED_KEY_LENGTH } from './constants.ts';
import type { EndedChain, RatchetState } from './double-ratchet.ts';
import { RatchetError } from './errors.ts';
import { ratchet } from './generated/storage.js';

/** A kind of record: the table it lives in, and its form there. */
export type Table<Value> = {
  readonly name: string;
  readonly encode: (value: Value) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Value;
};

/** Our side of a session with one installation, and what is counted about it. The key of its record names peer, prekey and ephemeral. */
export type SessionRecord = {
  readonly initiator: boolean;
  /** The installation at the other end, as it called itself first. */
  readonly installationId: string;
  /** Something was received on it: the peer has it too, so its X3DH header is not needed any more. */
  readonly acknowledged: boolean;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms of the last message received; 0 before the first. */
  readonly receivedAt: number;
  /** Message keys kept. */
  readonly stored: number;
  /** No message key has a lower number. */
  readonly oldest: number;
  /** Ended chains remembered. */
  readonly chains: number;
  readonly state: RatchetState;
};

/** A message key that waits: for its message (`usedAt` 0), or for the confirmation of its message (`usedAt` in Unix ms). */
export type MessageKeyRecord = { readonly messageKey: Uint8Array; readonly usedAt: number };

/** Message n of an ended chain has the sequence number `base + n`. */
export type ChainRecord = Pick<EndedChain, 'base' | 'count'>;

/** What is known of an installation that is not this one. */
export type InstallationRecord = {
  /** Its signed prekey (33); absent if it is known by its messages only. */
  readonly preKey?: Uint8Array;
  readonly version: number;
  readonly protocolVersion: number;
  /** Unix ns of the newest bundle that named it, at most a day ahead of our clock when it came. */
  readonly timestamp: bigint;
  /** Unix ms at which the prekey became known. */
  readonly preKeyAt: number;
  readonly enabled: boolean;
  /** It has shown that it can compute the secret between the two identities. */
  readonly knowsSecret: boolean;
  /** The session to send on: prekey (33) and ephemeral (33). */
  readonly session?: Uint8Array;
};

/** What is known of an identity as a whole. */
export type PeerRecord = {
  /** The negotiated secret (32). */
  readonly secret?: Uint8Array;
  /** Unix ms of the last hint to answer with our keys; 0 if there was none. */
  readonly advertisedAt: number;
};

/** A signed prekey of ours; its record's key is the public one. */
export type PreKeyRecord = {
  readonly privateKey: Uint8Array;
  /** Unix ms at which a newer one took over; 0 while it is current. */
  readonly expiredAt: number;
};

/** Our installation: nothing received is ever written here. */
export type SelfRecord = {
  /** The current signed prekey (33). */
  readonly preKey: Uint8Array;
  readonly version: number;
  /** Unix ms at which the prekey was made. */
  readonly createdAt: number;
  /** Unix ns of the last bundle signed. */
  readonly timestamp: bigint;
};

/** A fallback message that was opened; its record's key is a hash of it. */
export type FallbackRecord = { readonly openedAt: number; readonly confirmed: boolean };

const NO_BYTES = new Uint8Array();

/** Sessions, by `peer/prekey/ephemeral` (three compressed points in hex). */
export const SESSIONS: Table<SessionRecord> = tableOf(
  'ratchet-sessions-1',
  ratchet.Session,
  sessionToWire,
  sessionFromWire,
);

/** Message keys, by `session id/sequence number`. */
export const MESSAGE_KEYS: Table<MessageKeyRecord> = tableOf(
  'ratchet-message-keys-1',
  ratchet.MessageKey,
  (value) => ({ key: value.messageKey, usedAt: toInt64(BigInt(value.usedAt)) }),
  (wire) => ({ messageKey: wire.key, usedAt: Number(fromLong(wire.usedAt)) }),
);

/** Ended receiving chains, by `session id/ratchet key`. */
export const CHAINS: Table<ChainRecord> = tableOf(
  'ratchet-chains-1',
  ratchet.Chain,
  (value) => value,
  (wire) => ({ base: wire.base, count: wire.count }),
);

/** Installations of peers and our other ones, by `identity/installation id` (both in hex). */
export const INSTALLATIONS: Table<InstallationRecord> = tableOf(
  'ratchet-installations-1',
  ratchet.Installation,
  (value) => ({
    ...value,
    preKey: value.preKey ?? NO_BYTES,
    session: value.session ?? NO_BYTES,
    timestamp: toInt64(value.timestamp),
    preKeyAt: toInt64(BigInt(value.preKeyAt)),
  }),
  (wire) => ({
    ...(wire.preKey.length > 0 && { preKey: wire.preKey }),
    version: wire.version,
    protocolVersion: wire.protocolVersion,
    timestamp: fromLong(wire.timestamp),
    preKeyAt: Number(fromLong(wire.preKeyAt)),
    enabled: wire.enabled,
    knowsSecret: wire.knowsSecret,
    ...(wire.session.length > 0 && { session: wire.session }),
  }),
);

/** Peers, by identity. */
export const PEERS: Table<PeerRecord> = tableOf(
  'ratchet-peers-1',
  ratchet.Peer,
  (value) => ({ secret: value.secret ?? NO_BYTES, advertisedAt: toInt64(BigInt(value.advertisedAt)) }),
  (wire) => ({
    ...(wire.secret.length > 0 && { secret: wire.secret }),
    advertisedAt: Number(fromLong(wire.advertisedAt)),
  }),
);

/** Our signed prekeys, by public key. */
export const PRE_KEYS: Table<PreKeyRecord> = tableOf(
  'ratchet-prekeys-1',
  ratchet.PreKey,
  (value) => ({ privateKey: value.privateKey, expiredAt: toInt64(BigInt(value.expiredAt)) }),
  (wire) => ({ privateKey: wire.privateKey, expiredAt: Number(fromLong(wire.expiredAt)) }),
);

/** Our installation; one record. */
export const SELF: Table<SelfRecord> = tableOf(
  'ratchet-self-1',
  ratchet.Self,
  (value) => ({ ...value, createdAt: toInt64(BigInt(value.createdAt)), timestamp: toInt64(value.timestamp) }),
  (wire) => ({
    preKey: wire.preKey,
    version: wire.version,
    createdAt: Number(fromLong(wire.createdAt)),
    timestamp: fromLong(wire.timestamp),
  }),
);

/** Fallback messages seen, by hash. */
export const FALLBACKS: Table<FallbackRecord> = tableOf(
  'ratchet-fallbacks-1',
  ratchet.Fallback,
  (value) => ({ openedAt: toInt64(BigInt(value.openedAt)), confirmed: value.confirmed }),
  (wire) => ({ openedAt: Number(fromLong(wire.openedAt)), confirmed: wire.confirmed }),
);

/** Reads a record. @throws {RatchetError} `RATCHET_RECORD` if it is none. */
export async function readRecord<Value>(tx: Transaction, table: Table<Value>, key: string): Promise<Value | undefined> {
  const bytes = await tx.get(table.name, key);
  if (bytes === undefined) return undefined;
  const value = table.decode(bytes);
  wipe(bytes);
  return value;
}

/** Writes a record and wipes the bytes that passed it on. */
export function writeRecord<Value>(tx: Transaction, table: Table<Value>, key: string, value: Value): void {
  const bytes = table.encode(value);
  tx.put(table.name, key, bytes);
  wipe(bytes);
}

function tableOf<Value, Message, Properties>(
  name: string,
  type: ProtobufType<Message, Properties>,
  toWire: (value: Value) => Properties,
  fromWire: (wire: Message) => Value,
): Table<Value> {
  return {
    name,
    encode: (value) => encodeProtobuf(type, toWire(value)),
    decode(bytes) {
      try {
        return fromWire(decodeProtobuf(type, bytes));
      } catch (cause) {
        if (!(cause instanceof ProtobufError)) throw cause;
        throw new RatchetError('RATCHET_RECORD', `a record of ${name} cannot be read`, { cause });
      }
    },
  };
}

function sessionToWire(record: SessionRecord): ratchet.Session.$Properties {
  const { state, createdAt, receivedAt, ...rest } = record;
  const { self, ...chains } = state;
  return {
    ...rest,
    ...chains,
    createdAt: toInt64(BigInt(createdAt)),
    receivedAt: toInt64(BigInt(receivedAt)),
    selfPrivate: self.privateKey,
    selfPublic: self.publicKey,
  };
}

function sessionFromWire(wire: ratchet.Session): SessionRecord {
  if (wire.selfPublic.length !== COMPRESSED_KEY_LENGTH) {
    throw new RatchetError('RATCHET_RECORD', 'a session has no ratchet key');
  }
  return {
    initiator: wire.initiator,
    installationId: wire.installationId,
    acknowledged: wire.acknowledged,
    createdAt: Number(fromLong(wire.createdAt)),
    receivedAt: Number(fromLong(wire.receivedAt)),
    stored: wire.stored,
    oldest: wire.oldest,
    chains: wire.chains,
    state: {
      self: { privateKey: wire.selfPrivate, publicKey: wire.selfPublic },
      remote: wire.remote,
      rootKey: wire.rootKey,
      sendChainKey: wire.sendChainKey,
      sendCount: wire.sendCount,
      receiveChainKey: wire.receiveChainKey,
      receiveCount: wire.receiveCount,
      previousCount: wire.previousCount,
      keysCount: wire.keysCount,
    },
  };
}
