import type { Attachment, ChatContent, ContentType } from '@status/interfaces';

/** The kind of attachment that a type of content requires. */
export const ATTACHMENT_KIND: Readonly<Partial<Record<ContentType, Attachment['kind']>>> = {
  sticker: 'sticker',
  image: 'image',
  audio: 'audio',
};

/** The media type of an image by its first bytes, in the reference's order; `undefined` for anything else. */
export function sniffImageType(bytes: Uint8Array): string | undefined {
  if (hasAt(bytes, 0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (hasAt(bytes, 0, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (hasAt(bytes, 0, 0x47, 0x49, 0x46)) return 'image/gif';
  if (hasAt(bytes, 8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return undefined;
}

/** The media type of a recording by its first bytes: ADTS frames or an AMR file of more than 11 bytes; `undefined` for anything else. */
export function sniffAudioType(bytes: Uint8Array): string | undefined {
  if (hasAt(bytes, 0, 0xff, 0xf1) || hasAt(bytes, 0, 0xff, 0xf9)) return 'audio/aac';
  if (bytes.length > 11 && hasAt(bytes, 0, 0x23, 0x21, 0x41, 0x4d, 0x52, 0x0a)) return 'audio/amr';
  return undefined;
}

/**
 * The media type under which an image or recording may be shown: the one its sender claims, if its first bytes bear it out.
 *
 * `undefined` for stickers, unknown types and bytes that are something else. The content behind the first bytes is not looked at: decode it
 * in a sandbox, with bounds on its dimensions.
 */
export function mediaTypeOf(attachment: Attachment): string | undefined {
  if (attachment.kind === 'sticker') return undefined;
  const sniffed = attachment.kind === 'image' ? sniffImageType(attachment.bytes) : sniffAudioType(attachment.bytes);
  return sniffed === attachment.mediaType ? sniffed : undefined;
}

/** The attachment that a message with this content shows. One that came along with another content is to be ignored: `undefined`. */
export function shownAttachment(chat: ChatContent): Attachment | undefined {
  return chat.attachment?.kind === ATTACHMENT_KIND[chat.content] ? chat.attachment : undefined;
}

function hasAt(bytes: Uint8Array, offset: number, ...magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[offset + i] === byte);
}
