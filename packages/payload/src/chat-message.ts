import { decodeProtobuf, encodeProtobuf, fromLong, ProtobufError, toUint64 } from '@status/base/protobuf';
import type { Attachment, ChatContent } from '@status/interfaces';
import { PayloadError } from './errors.ts';
import { ChatMessage } from './generated/payload.js';
import { requireInt32 } from './int32.ts';
import {
  audioTypeNumber,
  audioTypeOf,
  contentTypeNumber,
  contentTypeOf,
  imageTypeNumber,
  imageTypeOf,
  placeNumber,
  placeOf,
} from './wire-numbers.ts';

/**
 * Wire bytes of a chat message (6/PAYLOADS, "ChatMessage"; image and audio as the reference adds them): fields ascending, defaults left out.
 *
 * Says nothing about sense: `validate` does.
 *
 * @throws {PayloadError} `DATA_VALUE` for a lone surrogate in a text, a clock, timestamp or duration that is no `uint64`, a place, type of
 * content or media type that has no number, a pack that is no `int32`.
 */
export function encodeChatMessage(chat: ChatContent): Uint8Array {
  return encodeProtobuf(ChatMessage, {
    clock: uint64Of(chat.clock, 'clock'),
    timestamp: uint64Of(chat.timestamp, 'timestamp'),
    text: textOf(chat.text, 'text'),
    responseTo: textOf(chat.responseTo, 'responseTo'),
    ensName: textOf(chat.ensName, 'ensName'),
    chatId: textOf(chat.chatId, 'chatId'),
    messageType: placeNumber(chat.place),
    contentType: contentTypeNumber(chat.content),
    ...(chat.attachment === undefined ? {} : encodeAttachment(chat.attachment)),
  });
}

/**
 * A chat message of wire bytes. Unknown fields are skipped; of several attachments the last counts.
 *
 * @throws {PayloadError} `PAYLOAD_MALFORMED` for bytes that are no such message, texts that are not UTF-8 among them.
 */
export function decodeChatMessage(bytes: Uint8Array): ChatContent {
  const wire = decodeWire(bytes);
  const attachment = decodeAttachment(wire);
  return {
    clock: fromLong(wire.clock),
    timestamp: fromLong(wire.timestamp),
    text: wire.text,
    responseTo: wire.responseTo,
    ensName: wire.ensName,
    chatId: wire.chatId,
    place: placeOf(wire.messageType),
    content: contentTypeOf(wire.contentType),
    ...(attachment === undefined ? {} : { attachment }),
  };
}

function decodeWire(bytes: Uint8Array): ChatMessage {
  try {
    return decodeProtobuf(ChatMessage, bytes);
  } catch (cause) {
    throw new PayloadError('PAYLOAD_MALFORMED', 'not a chat message', { cause });
  }
}

function encodeAttachment(attachment: Attachment): Pick<ChatMessage.$Properties, 'sticker' | 'image' | 'audio'> {
  switch (attachment.kind) {
    case 'sticker':
      return { sticker: { hash: textOf(attachment.hash, 'hash'), pack: requireInt32(attachment.pack, 'pack') } };
    case 'image':
      return { image: { payload: attachment.bytes, type: imageTypeNumber(attachment.mediaType) } };
    case 'audio':
      return {
        audio: {
          payload: attachment.bytes,
          type: audioTypeNumber(attachment.mediaType),
          durationMs: uint64Of(attachment.durationMs, 'durationMs'),
        },
      };
  }
}

function decodeAttachment(wire: ChatMessage): Attachment | undefined {
  const { sticker, image, audio } = wire;
  if (wire.payload === 'sticker' && sticker) return { kind: 'sticker', hash: sticker.hash!, pack: sticker.pack! };
  if (wire.payload === 'image' && image)
    return { kind: 'image', mediaType: imageTypeOf(image.type!), bytes: image.payload! };
  if (wire.payload === 'audio' && audio) {
    const durationMs = fromLong(audio.durationMs!);
    return { kind: 'audio', mediaType: audioTypeOf(audio.type!), bytes: audio.payload!, durationMs };
  }
  return undefined;
}

function textOf(text: string, field: string): string {
  if (!text.isWellFormed()) throw new PayloadError('DATA_VALUE', `${field}: the text holds a lone surrogate`);
  return text;
}

function uint64Of(value: bigint, field: string): ReturnType<typeof toUint64> {
  try {
    return toUint64(value);
  } catch (cause) {
    if (!(cause instanceof ProtobufError)) throw cause;
    throw new PayloadError('DATA_VALUE', `${field}: not an unsigned 64-bit integer`, { cause });
  }
}
