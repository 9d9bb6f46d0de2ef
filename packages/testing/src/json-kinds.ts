import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '@status/base';
import {
  type Attachment,
  type ChatContent,
  type ChatPlace,
  type ContactCodeContent,
  type ContentType,
  type DataErrorCode,
  type MessageKind,
  StatusError,
  type ValidationContext,
  type ValidationIssue,
} from '@status/interfaces';

const MAX_TEXT = 4096;
const MAX_AHEAD = 120_000n;

/** `JSON_MALFORMED`: bytes that are no such content. The others are those of the seam. */
export type JsonDataErrorCode = DataErrorCode | 'JSON_MALFORMED';

/** What has no form in JSON, or bytes that are not what was expected. */
export class JsonDataError extends StatusError<JsonDataErrorCode> {}

/** What an object in JSON holds, nothing of it checked. */
export type JsonFields = Readonly<Record<string, unknown>>;

/**
 * A kind whose contents are JSON: bytes as `{"bytes":"<hex>"}`, big integers as `{"bigint":"<decimal>"}`.
 *
 * @param read makes a content of what was parsed, and throws `JsonDataError` for fields that are missing or of another type.
 */
export function createJsonKind<Content>(
  name: string,
  read: (fields: JsonFields) => Content,
  validate: MessageKind<Content>['validate'] = () => undefined,
): MessageKind<Content> {
  return {
    name,
    encode: (content) => utf8ToBytes(JSON.stringify(content, written)),
    decode: (bytes) => read(parse(bytes)),
    validate,
  };
}

/** What people say to each other. */
const jsonChatKind: MessageKind<ChatContent> = createJsonKind('chat', readChat, validateChat);

const jsonContactCodeKind: MessageKind<ContactCodeContent> = createJsonKind('contact-code', () => ({}));

/** The kinds that messages in JSON have at least: `chat` and `contact-code`. */
export const jsonKinds: readonly MessageKind[] = [jsonChatKind, jsonContactCodeKind];

function readChat(fields: JsonFields): ChatContent {
  const { clock, timestamp, text, responseTo, ensName, chatId, place, content, attachment } = fields;
  return {
    clock: bigintOf(clock),
    timestamp: bigintOf(timestamp),
    text: textOf(text),
    responseTo: textOf(responseTo),
    ensName: textOf(ensName),
    chatId: textOf(chatId),
    place: matching<ChatPlace>(place, /^(one-to-one|public|group|other-\d+)$/),
    content: matching<ContentType>(content, /^(text|sticker|status|emoji|image|audio|other-\d+)$/),
    ...(attachment === undefined ? {} : { attachment: readAttachment(fieldsOf(attachment)) }),
  };
}

function readAttachment({ kind, hash, pack, mediaType, bytes, durationMs }: JsonFields): Attachment {
  switch (kind) {
    case 'sticker':
      if (typeof pack !== 'number') throw malformed();
      return { kind, hash: textOf(hash), pack };
    case 'image':
      return { kind, mediaType: textOf(mediaType), bytes: bytesOf(bytes) };
    case 'audio':
      return { kind, mediaType: textOf(mediaType), bytes: bytesOf(bytes), durationMs: bigintOf(durationMs) };
    default:
      throw malformed();
  }
}

function validateChat(chat: ChatContent, { sentAt }: ValidationContext): ValidationIssue | undefined {
  if (chat.clock > BigInt(sentAt) + MAX_AHEAD) return { reason: 'CLOCK_TOO_HIGH', field: 'clock', passes: true };
  if (chat.text.trim() === '') return { reason: 'TEXT_BLANK', field: 'text' };
  if (utf8ToBytes(chat.text).length > MAX_TEXT) return { reason: 'TEXT_TOO_LONG', field: 'text' };
  return chat.place.startsWith('other-') ? { reason: 'PLACE', field: 'place' } : undefined;
}

/** How JSON writes what it has no form of its own for. */
function written(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { bigint: String(value) };
  return value instanceof Uint8Array ? { bytes: bytesToHex(value) } : value;
}

function parse(bytes: Uint8Array): JsonFields {
  try {
    return fieldsOf(JSON.parse(bytesToUtf8(bytes)));
  } catch (cause) {
    throw malformed(cause);
  }
}

function fieldsOf(value: unknown): JsonFields {
  if (typeof value !== 'object' || value === null) throw malformed();
  return value as JsonFields;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw malformed();
  return value;
}

function matching<Text extends string>(value: unknown, pattern: RegExp): Text {
  const text = textOf(value);
  if (!pattern.test(text)) throw malformed();
  return text as Text;
}

function bigintOf(value: unknown): bigint {
  const { bigint } = fieldsOf(value);
  return BigInt(matching(bigint, /^\d{1,20}$/));
}

function bytesOf(value: unknown): Uint8Array {
  const { bytes } = fieldsOf(value);
  return hexToBytes(textOf(bytes));
}

function malformed(cause?: unknown): JsonDataError {
  return new JsonDataError('JSON_MALFORMED', 'not the JSON of such a content', { cause });
}
