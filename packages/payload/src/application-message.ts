import { decodeProtobuf, encodeProtobuf } from '@status/base/protobuf';
import { CryptoError, keccak256, recover, sign } from '@status/crypto';
import type { MessageId, PrivateKey, PublicKey } from '@status/interfaces';
import { SIGNATURE_LENGTH } from './constants.ts';
import { PayloadError } from './errors.ts';
import { ApplicationMetadataMessage } from './generated/payload.js';
import { requireInt32 } from './int32.ts';

/** Types of application messages (`ApplicationMetadataMessage.Type`). Numbers from 24 on are of later versions. */
export const APPLICATION_MESSAGE_TYPE = {
  UNKNOWN: 0,
  CHAT_MESSAGE: 1,
  CONTACT_UPDATE: 2,
  MEMBERSHIP_UPDATE_MESSAGE: 3,
  PAIR_INSTALLATION: 4,
  SYNC_INSTALLATION: 5,
  REQUEST_ADDRESS_FOR_TRANSACTION: 6,
  ACCEPT_REQUEST_ADDRESS_FOR_TRANSACTION: 7,
  DECLINE_REQUEST_ADDRESS_FOR_TRANSACTION: 8,
  REQUEST_TRANSACTION: 9,
  SEND_TRANSACTION: 10,
  DECLINE_REQUEST_TRANSACTION: 11,
  SYNC_INSTALLATION_CONTACT: 12,
  SYNC_INSTALLATION_ACCOUNT: 13,
  SYNC_INSTALLATION_PUBLIC_CHAT: 14,
  CONTACT_CODE_ADVERTISEMENT: 15,
  PUSH_NOTIFICATION_REGISTRATION: 16,
  PUSH_NOTIFICATION_REGISTRATION_RESPONSE: 17,
  PUSH_NOTIFICATION_QUERY: 18,
  PUSH_NOTIFICATION_QUERY_RESPONSE: 19,
  PUSH_NOTIFICATION_REQUEST: 20,
  PUSH_NOTIFICATION_RESPONSE: 21,
  EMOJI_REACTION: 22,
  GROUP_CHAT_INVITATION: 23,
} as const;

/** The wrapper of every application message: `ApplicationMetadataMessage` on the wire. */
export type MetadataMessage = {
  /** 65 bytes `r ‖ s ‖ v`; empty if the author left it out. */
  readonly signature: Uint8Array;
  /** The message proper, encoded; may be empty. */
  readonly payload: Uint8Array;
  /** One of `APPLICATION_MESSAGE_TYPE`, or another `int32`. Not covered by the signature. */
  readonly type: number;
};

/**
 * Wire bytes of the wrapper; empty fields are left out.
 *
 * @throws {PayloadError} `DATA_VALUE` for a type that is no `int32`.
 */
export function encodeMetadataMessage(message: MetadataMessage): Uint8Array {
  requireInt32(message.type, 'type');
  return encodeProtobuf(ApplicationMetadataMessage, message);
}

/**
 * The wrapper of wire bytes; unknown fields are skipped. A signature field of length zero reads like none.
 *
 * @throws {PayloadError} `PAYLOAD_MALFORMED`.
 */
export function decodeMetadataMessage(bytes: Uint8Array): MetadataMessage {
  try {
    const { signature, payload, type } = decodeProtobuf(ApplicationMetadataMessage, bytes);
    return { signature, payload, type };
  } catch (cause) {
    throw new PayloadError('PAYLOAD_MALFORMED', 'not an application message', { cause });
  }
}

/**
 * A signature (65) over the Keccak-256 of the payload: not SHA3-256, which 6/PAYLOADS names.
 *
 * Deterministic, so that a message keeps its id however often it is wrapped.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function signPayload(payload: Uint8Array, privateKey: PrivateKey): Uint8Array {
  return sign(keccak256(payload), privateKey);
}

/**
 * The public key (65) that signed the payload; `undefined` if the signature is none.
 *
 * A well-formed signature always yields *some* key: for a changed payload that of nobody.
 */
export function recoverAuthor(message: MetadataMessage): PublicKey | undefined {
  if (message.signature.length !== SIGNATURE_LENGTH) return undefined;
  try {
    return recover(keccak256(message.payload), message.signature);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

/**
 * The id (32) of a wrapped message: `keccak256(author ‖ bytes)`.
 *
 * @param author public key (65) that signed it, or no bytes if it is not signed.
 * @param bytes the wrapper as it was received. Encoding it anew would lose unknown fields and their order, and so change the id.
 */
export function messageId(author: Uint8Array, bytes: Uint8Array): MessageId {
  return keccak256(author, bytes) as MessageId;
}
