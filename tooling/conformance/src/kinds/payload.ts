import { bytesToHex, equalBytes, hexToBytes } from '@status/base';
import { publicKeyOf, requirePrivateKey } from '@status/crypto';
import type { Attachment, ChatContent } from '@status/interfaces';
import { PayloadError } from '@status/payload';
import {
  audioTypeOf,
  contentTypeOf,
  decodeChatMessage,
  decodeMetadataMessage,
  encodeChatMessage,
  encodeMetadataMessage,
  imageTypeOf,
  messageId,
  nextClock,
  placeOf,
  recoverAuthor,
  signPayload,
} from '@status/payload/wire';
import { type Hex, kind, notBuilt, PRESENCE, Refusal, type VectorFile } from '../kind.ts';

export const payloadVectors: VectorFile = {
  kinds: {
    chatMessage: kind(recomputeChatMessage),
    wrap: kind(recomputeWrap),
    unwrapInvalid: kind(recomputeUnwrap, { decodeError: PRESENCE, recoverError: PRESENCE }),
    messageId: kind(({ author, data }: { author: Hex | null; data: Hex }) => ({
      id: bytesToHex(messageId(hexToBytes(author ?? ''), hexToBytes(data))),
    })),
    nextClock: kind(recomputeNextClock),
    ...notBuilt(
      'private groups are not built',
      'membershipEvent',
      'membershipEventInvalid',
      'membershipMessage',
      'group',
    ),
    ...notBuilt('of the payloads only chat messages are built', 'other'),
    ...notBuilt('dead code of the reference: its messenger takes the rule of nextClock', 'clock'),
  },
};

interface ChatMessageInput {
  readonly clock: string;
  readonly timestamp: string;
  readonly text: string;
  readonly responseTo: string;
  readonly ensName: string;
  readonly chatId: string;
  readonly messageType: number;
  readonly contentType: number;
  readonly payload?: {
    readonly sticker?: { readonly hash: string; readonly pack: number };
    readonly image?: { readonly payload: Hex; readonly type: number };
    readonly audio?: { readonly payload: Hex; readonly type: number; readonly durationMs: string };
  } | null;
}

function recomputeChatMessage(input: ChatMessageInput): unknown {
  const attachment = attachmentOf(input.payload ?? {});
  const chat: ChatContent = {
    clock: BigInt(input.clock ?? 0),
    timestamp: BigInt(input.timestamp ?? 0),
    text: input.text ?? '',
    responseTo: input.responseTo ?? '',
    ensName: input.ensName ?? '',
    chatId: input.chatId ?? '',
    place: placeOf(input.messageType ?? 0),
    content: contentTypeOf(input.contentType ?? 0),
    ...(attachment === undefined ? {} : { attachment }),
  };
  const encoded = encodeChatMessage(chat);
  if (!equalBytes(encodeChatMessage(decodeChatMessage(encoded)), encoded)) {
    throw new Error('what was encoded is decoded as another message');
  }
  return { encoded: bytesToHex(encoded) };
}

function attachmentOf({ sticker, image, audio }: NonNullable<ChatMessageInput['payload']>): Attachment | undefined {
  if (sticker) return { kind: 'sticker', hash: sticker.hash ?? '', pack: sticker.pack ?? 0 };
  if (image) {
    return { kind: 'image', mediaType: imageTypeOf(image.type ?? 0), bytes: hexToBytes(image.payload ?? '') };
  }
  if (audio) {
    const durationMs = BigInt(audio.durationMs ?? 0);
    const bytes = hexToBytes(audio.payload ?? '');
    return { kind: 'audio', mediaType: audioTypeOf(audio.type ?? 0), bytes, durationMs };
  }
  return undefined;
}

interface WrapInput {
  readonly payload: Hex;
  readonly private?: Hex | null;
  readonly public?: Hex | null;
  readonly type: number;
  readonly unsigned?: boolean;
}

function recomputeWrap(input: WrapInput): unknown {
  const { type } = input;
  const payload = hexToBytes(input.payload ?? '');
  const privateKey = input.private && !input.unsigned ? requirePrivateKey(hexToBytes(input.private)) : undefined;
  if (privateKey !== undefined && input.public && bytesToHex(publicKeyOf(privateKey)) !== input.public) {
    throw new Error('in.public is not the public key of in.private');
  }
  const signature = privateKey === undefined ? new Uint8Array() : signPayload(payload, privateKey);
  const wrapped = encodeMetadataMessage({ signature, payload, type });
  const author = recoverAuthor(decodeMetadataMessage(wrapped));
  return {
    signature: bytesToHex(signature),
    wrapped: bytesToHex(wrapped),
    recovered: author && bytesToHex(author),
    messageId: author && bytesToHex(messageId(author, wrapped)),
  };
}

/** The signature field with nothing in it, which no encoder of protobuf writes. */
const EMPTY_SIGNATURE = '0a00';

function recomputeUnwrap({ wrapped }: { wrapped: Hex }, recorded: { recoverError?: string | null }): unknown {
  const bytes = hexToBytes(wrapped);
  const metadata = decodedOrError(bytes);
  if (metadata instanceof PayloadError) return { decodeError: metadata.message };
  const author = recoverAuthor(metadata);
  if (wrapped.startsWith(EMPTY_SIGNATURE) && metadata.signature.length === 0 && recorded.recoverError) {
    throw new Refusal('a signature of length zero is read like none, not as a wrong one');
  }
  if (author === undefined && metadata.signature.length > 0) return { recoverError: 'not a signature' };
  return {
    type: metadata.type,
    payload: bytesToHex(metadata.payload),
    recovered: author && bytesToHex(author),
    messageId: author && bytesToHex(messageId(author, bytes)),
  };
}

function decodedOrError(bytes: Uint8Array): ReturnType<typeof decodeMetadataMessage> | PayloadError {
  try {
    return decodeMetadataMessage(bytes);
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
}

function recomputeNextClock(
  { lastClock, timeInMs }: { lastClock: string; timeInMs: string },
  recorded: { clock: string },
): unknown {
  if (!Number.isSafeInteger(Number(timeInMs))) throw new Refusal('a time that no clock says is not taken');
  if (recorded.clock === '0') throw new Refusal('the clock 0, with which no peer takes a message, is never given');
  const { clock, timestamp } = nextClock(BigInt(lastClock ?? 0), Number(timeInMs));
  return { clock: String(clock), timestamp: String(timestamp) };
}
