import { decodeProtobuf, encodeProtobuf, fromLong, ProtobufError, toUint64 } from '@status/base/protobuf';
import type { Attachment, ChatMessage } from '@status/interfaces';
import { PayloadError } from './errors.ts';
import { ChatMessage as WireChatMessage } from './generated/payload.js';

/** Where a message belongs. `SYSTEM` is local only. */
export const MESSAGE_TYPE = { UNKNOWN: 0, ONE_TO_ONE: 1, PUBLIC: 2, PRIVATE_GROUP: 3, SYSTEM: 4 } as const;

/** What a message shows. `TRANSACTION_COMMAND` and `SYSTEM` are local only; numbers above 8 are of later versions, shown by their text. */
export const CONTENT_TYPE = {
  UNKNOWN: 0,
  TEXT: 1,
  STICKER: 2,
  STATUS: 3,
  EMOJI: 4,
  TRANSACTION_COMMAND: 5,
  SYSTEM: 6,
  IMAGE: 7,
  AUDIO: 8,
} as const;

/**
 * Wire bytes of a chat message (6/PAYLOADS, "ChatMessage"; image and audio as the reference adds them): fields ascending, defaults left out.
 *
 * Says nothing about sense: `validate` does.
 *
 * @throws {PayloadError} `PAYLOAD_VALUE` for a lone surrogate in a text, a clock, timestamp or duration that is no `uint64`, a number that is
 * no `int32`.
 */
export function encodeChatMessage(chat: ChatMessage): Uint8Array {
  return encodeProtobuf(WireChatMessage, {
    clock: uint64Of(chat.clock, 'clock'),
    timestamp: uint64Of(chat.timestamp, 'timestamp'),
    text: textOf(chat.text, 'text'),
    responseTo: textOf(chat.responseTo, 'responseTo'),
    ensName: textOf(chat.ensName, 'ensName'),
    chatId: textOf(chat.chatId, 'chatId'),
    messageType: int32Of(chat.messageType, 'messageType'),
    contentType: int32Of(chat.contentType, 'contentType'),
    ...(chat.attachment === undefined ? {} : encodeAttachment(chat.attachment)),
  });
}

/**
 * A chat message of wire bytes. Unknown fields are skipped; of several attachments the last counts.
 *
 * @throws {PayloadError} `PAYLOAD_MALFORMED` for bytes that are no such message, texts that are not UTF-8 among them.
 */
export function decodeChatMessage(bytes: Uint8Array): ChatMessage {
  const wire = decodeWire(bytes);
  const attachment = decodeAttachment(wire);
  return {
    clock: fromLong(wire.clock),
    timestamp: fromLong(wire.timestamp),
    text: wire.text,
    responseTo: wire.responseTo,
    ensName: wire.ensName,
    chatId: wire.chatId,
    messageType: wire.messageType,
    contentType: wire.contentType,
    ...(attachment === undefined ? {} : { attachment }),
  };
}

function decodeWire(bytes: Uint8Array): WireChatMessage {
  try {
    return decodeProtobuf(WireChatMessage, bytes);
  } catch (cause) {
    throw new PayloadError('PAYLOAD_MALFORMED', 'not a chat message', { cause });
  }
}

function encodeAttachment(attachment: Attachment): Pick<WireChatMessage.$Properties, 'sticker' | 'image' | 'audio'> {
  switch (attachment.kind) {
    case 'sticker':
      return { sticker: { hash: textOf(attachment.hash, 'hash'), pack: int32Of(attachment.pack, 'pack') } };
    case 'image':
      return { image: { payload: attachment.bytes, type: int32Of(attachment.type, 'type') } };
    case 'audio':
      return {
        audio: {
          payload: attachment.bytes,
          type: int32Of(attachment.type, 'type'),
          durationMs: uint64Of(attachment.durationMs, 'durationMs'),
        },
      };
  }
}

function decodeAttachment(wire: WireChatMessage): Attachment | undefined {
  const { sticker, image, audio } = wire;
  if (wire.payload === 'sticker' && sticker) return { kind: 'sticker', hash: sticker.hash!, pack: sticker.pack! };
  if (wire.payload === 'image' && image) return { kind: 'image', type: image.type!, bytes: image.payload! };
  if (wire.payload === 'audio' && audio) {
    return { kind: 'audio', type: audio.type!, bytes: audio.payload!, durationMs: fromLong(audio.durationMs!) };
  }
  return undefined;
}

function textOf(text: string, field: string): string {
  if (!text.isWellFormed()) throw new PayloadError('PAYLOAD_VALUE', `${field}: the text holds a lone surrogate`);
  return text;
}

function int32Of(value: number, field: string): number {
  if ((value | 0) !== value) throw new PayloadError('PAYLOAD_VALUE', `${field}: not a signed 32-bit integer`);
  return value;
}

function uint64Of(value: bigint, field: string): ReturnType<typeof toUint64> {
  try {
    return toUint64(value);
  } catch (cause) {
    if (!(cause instanceof ProtobufError)) throw cause;
    throw new PayloadError('PAYLOAD_VALUE', `${field}: not an unsigned 64-bit integer`, { cause });
  }
}
