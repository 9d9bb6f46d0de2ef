import type { Attachment, ChatMessage } from '@status/interfaces';
import { CONTENT_TYPE } from './chat-message.ts';

/** Types of images on the wire. */
export const IMAGE_TYPE = { UNKNOWN: 0, PNG: 1, JPEG: 2, WEBP: 3, GIF: 4 } as const;

/** Types of recordings on the wire. */
export const AUDIO_TYPE = { UNKNOWN: 0, AAC: 1, AMR: 2 } as const;

const IMAGE_MIME: Readonly<Record<number, string>> = {
  [IMAGE_TYPE.PNG]: 'image/png',
  [IMAGE_TYPE.JPEG]: 'image/jpeg',
  [IMAGE_TYPE.WEBP]: 'image/webp',
  [IMAGE_TYPE.GIF]: 'image/gif',
};

const AUDIO_MIME: Readonly<Record<number, string>> = {
  [AUDIO_TYPE.AAC]: 'audio/aac',
  [AUDIO_TYPE.AMR]: 'audio/amr',
};

/** The wire type of an image by its first bytes, in the reference's order; `IMAGE_TYPE.UNKNOWN` for anything else. */
export function sniffImageType(bytes: Uint8Array): number {
  if (hasAt(bytes, 0, 0xff, 0xd8, 0xff)) return IMAGE_TYPE.JPEG;
  if (hasAt(bytes, 0, 0x89, 0x50, 0x4e, 0x47)) return IMAGE_TYPE.PNG;
  if (hasAt(bytes, 0, 0x47, 0x49, 0x46)) return IMAGE_TYPE.GIF;
  if (hasAt(bytes, 8, 0x57, 0x45, 0x42, 0x50)) return IMAGE_TYPE.WEBP;
  return IMAGE_TYPE.UNKNOWN;
}

/** The wire type of a recording by its first bytes: ADTS frames or an AMR file of more than 11 bytes; `AUDIO_TYPE.UNKNOWN` for anything else. */
export function sniffAudioType(bytes: Uint8Array): number {
  if (hasAt(bytes, 0, 0xff, 0xf1) || hasAt(bytes, 0, 0xff, 0xf9)) return AUDIO_TYPE.AAC;
  if (bytes.length > 11 && hasAt(bytes, 0, 0x23, 0x21, 0x41, 0x4d, 0x52, 0x0a)) return AUDIO_TYPE.AMR;
  return AUDIO_TYPE.UNKNOWN;
}

/**
 * The MIME type under which an image or recording may be shown: the one its sender claims, if its first bytes bear it out.
 *
 * `undefined` for stickers, unknown types and bytes that are something else. The content behind the first bytes is not looked at: decode it
 * in a sandbox, with bounds on its dimensions.
 */
export function mediaTypeOf(attachment: Attachment): string | undefined {
  if (attachment.kind === 'sticker') return undefined;
  const isImage = attachment.kind === 'image';
  const sniffed = isImage ? sniffImageType(attachment.bytes) : sniffAudioType(attachment.bytes);
  return sniffed === attachment.type ? (isImage ? IMAGE_MIME : AUDIO_MIME)[sniffed] : undefined;
}

/** The attachment that a message of this content type shows. One that came along with another content type is to be ignored: `undefined`. */
export function shownAttachment(chat: ChatMessage): Attachment | undefined {
  const kind = ATTACHMENT_KIND[chat.contentType];
  return chat.attachment?.kind === kind ? chat.attachment : undefined;
}

/** The kind of attachment that a content type requires. */
export const ATTACHMENT_KIND: Readonly<Record<number, Attachment['kind']>> = {
  [CONTENT_TYPE.STICKER]: 'sticker',
  [CONTENT_TYPE.IMAGE]: 'image',
  [CONTENT_TYPE.AUDIO]: 'audio',
};

function hasAt(bytes: Uint8Array, offset: number, ...magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[offset + i] === byte);
}
