import type {
  ApplicationMessage,
  Attachment,
  ChatMessage,
  ValidationContext,
  ValidationIssue,
} from '@status/interfaces';
import { CONTENT_TYPE, MESSAGE_TYPE } from './chat-message.ts';
import { MAX_ATTACHMENT_LENGTH, MAX_CLOCK_AHEAD, MAX_TEXT_LENGTH, MAX_TIME } from './constants.ts';
import { ATTACHMENT_KIND, AUDIO_TYPE, IMAGE_TYPE } from './media.ts';

/** Why a message is refused; the values of `ValidationIssue.reason`. */
export type ValidationReason =
  | 'CLOCK_ZERO'
  | 'CLOCK_TOO_HIGH'
  | 'TIMESTAMP_ZERO'
  | 'TIMESTAMP_RANGE'
  | 'TEXT_MALFORMED'
  | 'TEXT_BLANK'
  | 'TEXT_TOO_LONG'
  | 'CHAT_ID_EMPTY'
  | 'MESSAGE_TYPE'
  | 'CONTENT_TYPE'
  | 'ATTACHMENT_MISSING'
  | 'ATTACHMENT_EMPTY'
  | 'ATTACHMENT_TOO_LARGE'
  | 'ATTACHMENT_TYPE'
  | 'DURATION_RANGE';

/**
 * What is wrong with a message, or `undefined`: the reference's rules, tightened where it lets through what does harm.
 *
 * The same for both directions. A kind whose content this package does not read has nothing to be judged by and passes.
 */
export function validateMessage(message: ApplicationMessage, context: ValidationContext): ValidationIssue | undefined {
  return message.kind === 'chat' ? validateChatMessage(message.chat, context) : undefined;
}

/** What is wrong with a chat message, or `undefined`. The first fault in the order of the wire's fields is the one told. */
export function validateChatMessage(chat: ChatMessage, context: ValidationContext): ValidationIssue | undefined {
  return (
    validateClock(chat.clock, context.sentAt) ??
    validateTimestamp(chat.timestamp) ??
    validateText(chat.text) ??
    validateNames(chat) ??
    validateTypes(chat) ??
    validateAttachment(chat.attachment, ATTACHMENT_KIND[chat.contentType])
  );
}

/**
 * The rule of every clock: not zero, and at most 120,000 ms ahead of the time of sending. However old it may be, it passes.
 *
 * @param reference Unix ms: for what was received, when the transport says it was sent.
 */
export function validateClock(clock: bigint, reference: number): ValidationIssue | undefined {
  if (clock <= 0n) return issue('CLOCK_ZERO', 'clock');
  const isNear = clock <= MAX_TIME && Number(clock) <= reference + MAX_CLOCK_AHEAD;
  return isNear ? undefined : issue('CLOCK_TOO_HIGH', 'clock');
}

/** Whether a text shows nothing but white space, by the same table as Go's `strings.TrimSpace`: U+0085 is a space, U+FEFF is not. */
export function isBlank(text: string): boolean {
  return /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/.test(text);
}

function validateTimestamp(timestamp: bigint): ValidationIssue | undefined {
  if (timestamp <= 0n) return issue('TIMESTAMP_ZERO', 'timestamp');
  return timestamp <= MAX_TIME ? undefined : issue('TIMESTAMP_RANGE', 'timestamp');
}

function validateText(text: string): ValidationIssue | undefined {
  if (!text.isWellFormed()) return issue('TEXT_MALFORMED', 'text');
  if (isBlank(text)) return issue('TEXT_BLANK', 'text');
  // UTF-8 takes at least one byte per UTF-16 unit: what is too long by that count need not be encoded to know.
  const isShort = text.length <= MAX_TEXT_LENGTH && new TextEncoder().encode(text).length <= MAX_TEXT_LENGTH;
  return isShort ? undefined : issue('TEXT_TOO_LONG', 'text');
}

function validateNames(chat: ChatMessage): ValidationIssue | undefined {
  for (const field of ['responseTo', 'ensName', 'chatId'] as const) {
    if (!chat[field].isWellFormed()) return issue('TEXT_MALFORMED', field);
  }
  return chat.chatId === '' ? issue('CHAT_ID_EMPTY', 'chatId') : undefined;
}

/** Refuses what is local only: the reference lets a stranger's `SYSTEM` through and shows it as its own words. */
function validateTypes({ messageType, contentType }: ChatMessage): ValidationIssue | undefined {
  const isMessageType =
    messageType === MESSAGE_TYPE.ONE_TO_ONE ||
    messageType === MESSAGE_TYPE.PUBLIC ||
    messageType === MESSAGE_TYPE.PRIVATE_GROUP;
  if (!isMessageType) return issue('MESSAGE_TYPE', 'messageType');
  const isContentType =
    isInt32(contentType) &&
    contentType > CONTENT_TYPE.UNKNOWN &&
    contentType !== CONTENT_TYPE.TRANSACTION_COMMAND &&
    contentType !== CONTENT_TYPE.SYSTEM;
  return isContentType ? undefined : issue('CONTENT_TYPE', 'contentType');
}

/** An attachment that the content type does not ask for is ignored, as long as it can be written to the wire and to any database. */
function validateAttachment(
  attachment: Attachment | undefined,
  required: Attachment['kind'] | undefined,
): ValidationIssue | undefined {
  if (attachment?.kind === 'audio' && (attachment.durationMs < 0n || attachment.durationMs > MAX_TIME)) {
    return issue('DURATION_RANGE', 'attachment');
  }
  if (attachment !== undefined && !hasWireForm(attachment)) return issue('ATTACHMENT_TYPE', 'attachment');
  if (required === undefined) return undefined;
  if (attachment?.kind !== required) return issue('ATTACHMENT_MISSING', 'attachment');
  const { length } = attachment.kind === 'sticker' ? attachment.hash : attachment.bytes;
  if (length === 0) return issue('ATTACHMENT_EMPTY', 'attachment');
  if (length > MAX_ATTACHMENT_LENGTH) return issue('ATTACHMENT_TOO_LARGE', 'attachment');
  if (attachment.kind === 'sticker') return undefined;
  const known: readonly number[] = Object.values(attachment.kind === 'image' ? IMAGE_TYPE : AUDIO_TYPE);
  return attachment.type !== 0 && known.includes(attachment.type) ? undefined : issue('ATTACHMENT_TYPE', 'attachment');
}

function hasWireForm(attachment: Attachment): boolean {
  if (attachment.kind !== 'sticker') return isInt32(attachment.type);
  return attachment.hash.isWellFormed() && isInt32(attachment.pack);
}

function isInt32(value: number): boolean {
  return (value | 0) === value;
}

function issue(reason: ValidationReason, field: string): ValidationIssue {
  return { reason, field };
}
