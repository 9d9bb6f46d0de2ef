import { copyBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { ApplicationMessage, DataLayer, Unwrapped, WrappedMessage } from '@status/interfaces';
import {
  APPLICATION_MESSAGE_TYPE,
  decodeMetadataMessage,
  encodeMetadataMessage,
  type MetadataMessage,
  messageId,
  recoverAuthor,
  signPayload,
} from './application-message.ts';
import { decodeChatMessage, encodeChatMessage } from './chat-message.ts';
import { nextClock } from './clock.ts';
import { checkContactCode } from './contact-code.ts';
import { PayloadError } from './errors.ts';
import { validateMessage } from './validation.ts';

/** Why received bytes are no message; the values of `reason` in `Unwrapped`. */
export type UnwrapReason = 'EMPTY' | 'MALFORMED' | 'SIGNATURE' | 'PAYLOAD';

const NO_BYTES: Uint8Array = new Uint8Array();

/** The data layer of the Status Protocol. It holds nothing: one can serve any number of accounts. */
export function createPayload(): DataLayer {
  return { wrap: wrapMessage, unwrap: unwrapMessage, validate: validateMessage, nextClock };
}

/**
 * Signs and encodes a message.
 *
 * @throws {PayloadError} `PAYLOAD_VALUE` for a message that has no wire form (one that `validate` passes has).
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function wrapMessage(message: ApplicationMessage, privateKey: Uint8Array): WrappedMessage {
  const { type, payload } = encodeMessage(message);
  const bytes = encodeMetadataMessage({ signature: signPayload(payload, privateKey), payload, type });
  return { id: messageId(publicKeyOf(privateKey), bytes), bytes };
}

/**
 * Who wrote received bytes, and what.
 *
 * @param sender public key (65) that the layer below vouches for; it is the author of a message that is not signed itself.
 */
export function unwrapMessage(bytes: Uint8Array, sender: Uint8Array): Unwrapped {
  if (bytes.length === 0) return refused('EMPTY');
  const metadata = attempt(() => decodeMetadataMessage(bytes));
  if (metadata === undefined) return refused('MALFORMED');
  const signed = metadata.signature.length > 0;
  const signer = signed ? recoverAuthor(metadata) : NO_BYTES;
  if (signer === undefined) return refused('SIGNATURE');
  const message = attempt(() => decodeMessage(metadata));
  if (message === undefined) return refused('PAYLOAD');
  return { ok: true, id: messageId(signer, bytes), author: signed ? signer : copyBytes(sender), signed, message };
}

function encodeMessage(message: ApplicationMessage): { readonly type: number; readonly payload: Uint8Array } {
  switch (message.kind) {
    case 'chat':
      return { type: APPLICATION_MESSAGE_TYPE.CHAT_MESSAGE, payload: encodeChatMessage(message.chat) };
    case 'contact-code':
      return { type: APPLICATION_MESSAGE_TYPE.CONTACT_CODE_ADVERTISEMENT, payload: NO_BYTES };
    case 'unknown':
      return message;
  }
}

function decodeMessage({ type, payload }: MetadataMessage): ApplicationMessage {
  switch (type) {
    case APPLICATION_MESSAGE_TYPE.CHAT_MESSAGE:
      return { kind: 'chat', chat: decodeChatMessage(payload) };
    case APPLICATION_MESSAGE_TYPE.CONTACT_CODE_ADVERTISEMENT:
      checkContactCode(payload);
      return { kind: 'contact-code' };
    default:
      return { kind: 'unknown', type, payload };
  }
}

function attempt<Result>(decode: () => Result): Result | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof PayloadError) return undefined;
    throw error;
  }
}

function refused(reason: UnwrapReason): Unwrapped {
  return { ok: false, reason };
}
