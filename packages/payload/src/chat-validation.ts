import type { Attachment, ChatContent, ValidationContext, ValidationIssue } from '@status/interfaces';
import { type ClockReason, validateClock } from './clock.ts';
import { MAX_ATTACHMENT_LENGTH, MAX_TEXT_LENGTH, MAX_TIME } from './constants.ts';
import { isInt32 } from './int32.ts';
import { ATTACHMENT_KIND } from './media.ts';
import { hasMediaNumber, isContentForOthers, isNamedMediaType, isNamedPlace } from './wire-numbers.ts';

/** Why a chat message is refused; the values of `ValidationIssue.reason`. */
export type ChatReason =
  | ClockReason
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
 * What is wrong with a chat message, or `undefined`: the reference's rules, tightened where it lets through what does harm. The first fault in
 * the order of the wire's fields is the one told. What passes has a form on the wire.
 */
export function validateChatMessage(chat: ChatContent, context: ValidationContext): ValidationIssue | undefined {
  return (
    validateClock(chat.clock, context.sentAt) ??
    validateTimestamp(chat.timestamp) ??
    validateText(chat.text) ??
    validateNames(chat) ??
    validateTypes(chat) ??
    validateAttachment(chat.attachment, ATTACHMENT_KIND[chat.content])
  );
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

function validateNames(chat: ChatContent): ValidationIssue | undefined {
  for (const field of ['responseTo', 'ensName', 'chatId'] as const) {
    if (!chat[field].isWellFormed()) return issue('TEXT_MALFORMED', field);
  }
  return chat.chatId === '' ? issue('CHAT_ID_EMPTY', 'chatId') : undefined;
}

/** Refuses what is local only: the reference lets a stranger's system message through and shows it as its own words. */
function validateTypes({ place, content }: ChatContent): ValidationIssue | undefined {
  if (!isNamedPlace(place)) return issue('MESSAGE_TYPE', 'place');
  return isContentForOthers(content) ? undefined : issue('CONTENT_TYPE', 'content');
}

/** An attachment that the content does not ask for is ignored, as long as it can be written to the wire and to any database. */
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
  const isKnown = attachment.kind === 'sticker' || isNamedMediaType(attachment.kind, attachment.mediaType);
  return isKnown ? undefined : issue('ATTACHMENT_TYPE', 'attachment');
}

function hasWireForm(attachment: Attachment): boolean {
  if (attachment.kind !== 'sticker') return hasMediaNumber(attachment.kind, attachment.mediaType);
  return attachment.hash.isWellFormed() && isInt32(attachment.pack);
}

function issue(reason: ChatReason, field: string): ValidationIssue {
  return { reason, field };
}
