import type { ChatPlace, ContentType } from '@status/interfaces';
import { PayloadError } from './errors.ts';
import { isInt32 } from './int32.ts';

/**
 * What contents say in words and the wire in numbers. Each pair of functions is a bijection: a number that has no name here is `other-<number>`,
 * and a text that is neither a name nor such a number in decimal has no number. So nothing is lost, and nothing has two forms.
 */

/** The numbers that have names. */
type Names<Name extends string> = Readonly<Record<Name, number>>;

/** A number without a name. */
type Other = `other-${number}`;

const OTHER = 'other-';

const PLACES: Names<Exclude<ChatPlace, Other>> = { 'one-to-one': 1, public: 2, group: 3 };

const CONTENT_TYPES: Names<Exclude<ContentType, Other>> = {
  text: 1,
  sticker: 2,
  status: 3,
  emoji: 4,
  image: 7,
  audio: 8,
};

const IMAGE_TYPES: Names<string> = { 'image/png': 1, 'image/jpeg': 2, 'image/webp': 3, 'image/gif': 4 };

const AUDIO_TYPES: Names<string> = { 'audio/aac': 1, 'audio/amr': 2 };

/** A transaction command, and a system message: what an application shows as its own words. */
const LOCAL_CONTENT_TYPES: readonly number[] = [5, 6];

/** `ChatMessage.message_type`. Without a name are 0 (unknown) and 4 (a system message of a group, local only). */
export function placeOf(number: number): ChatPlace {
  return nameOf(PLACES, number);
}

/**
 * The `ChatMessage.message_type` of a place.
 *
 * @throws {PayloadError} `DATA_VALUE`.
 */
export function placeNumber(place: ChatPlace): number {
  return requireNumber(PLACES, place, 'place');
}

/** `ChatMessage.content_type`. Without a name are 0 (unknown) and what is local only: 5 (a transaction command) and 6 (a system message). */
export function contentTypeOf(number: number): ContentType {
  return nameOf(CONTENT_TYPES, number);
}

/**
 * The `ChatMessage.content_type` of a type of content.
 *
 * @throws {PayloadError} `DATA_VALUE`.
 */
export function contentTypeNumber(content: ContentType): number {
  return requireNumber(CONTENT_TYPES, content, 'content');
}

/** The media type of `ImageMessage.type`. Without a name is 0 (unknown). */
export function imageTypeOf(number: number): string {
  return nameOf(IMAGE_TYPES, number);
}

/**
 * The `ImageMessage.type` of a media type.
 *
 * @throws {PayloadError} `DATA_VALUE`.
 */
export function imageTypeNumber(mediaType: string): number {
  return requireNumber(IMAGE_TYPES, mediaType, 'mediaType');
}

/** The media type of `AudioMessage.type`. Without a name is 0 (unknown). */
export function audioTypeOf(number: number): string {
  return nameOf(AUDIO_TYPES, number);
}

/**
 * The `AudioMessage.type` of a media type.
 *
 * @throws {PayloadError} `DATA_VALUE`.
 */
export function audioTypeNumber(mediaType: string): number {
  return requireNumber(AUDIO_TYPES, mediaType, 'mediaType');
}

/** Whether a place is one that people may use: it has a name. */
export function isNamedPlace(place: ChatPlace): boolean {
  return Object.hasOwn(PLACES, place);
}

/** Whether a media type is one that the protocol names for this kind of attachment. */
export function isNamedMediaType(kind: 'image' | 'audio', mediaType: string): boolean {
  return Object.hasOwn(kind === 'image' ? IMAGE_TYPES : AUDIO_TYPES, mediaType);
}

/** Whether a media type has a number on the wire, named or not. */
export function hasMediaNumber(kind: 'image' | 'audio', mediaType: string): boolean {
  return numberOf(kind === 'image' ? IMAGE_TYPES : AUDIO_TYPES, mediaType) !== undefined;
}

/** Whether a type of content may come from others: all that have a number above zero, but for those that are local only. */
export function isContentForOthers(content: ContentType): boolean {
  const number = numberOf(CONTENT_TYPES, content);
  return number !== undefined && number > 0 && !LOCAL_CONTENT_TYPES.includes(number);
}

function nameOf<Name extends string>(names: Names<Name>, number: number): Name | Other {
  for (const name in names) if (names[name] === number) return name;
  return `${OTHER}${number}`;
}

function numberOf(names: Names<string>, text: string): number | undefined {
  if (Object.hasOwn(names, text)) return names[text];
  if (!text.startsWith(OTHER)) return undefined;
  const number = Number(text.slice(OTHER.length));
  return isInt32(number) && nameOf(names, number) === text ? number : undefined;
}

function requireNumber(names: Names<string>, text: string, field: string): number {
  const number = numberOf(names, text);
  if (number === undefined) throw new PayloadError('DATA_VALUE', `${field}: no number of the wire`);
  return number;
}
