/** Codecs, numbers and rules of 6/PAYLOADS, one by one: what `createPayload` is made of. */
export {
  APPLICATION_MESSAGE_TYPE,
  decodeMetadataMessage,
  encodeMetadataMessage,
  type MetadataMessage,
  messageId,
  recoverAuthor,
  signPayload,
} from './application-message.ts';
export { decodeChatMessage, encodeChatMessage } from './chat-message.ts';
export { isBlank, validateChatMessage } from './chat-validation.ts';
export { nextClock, validateClock } from './clock.ts';
export { checkContactCode } from './contact-code-kind.ts';
export {
  audioTypeNumber,
  audioTypeOf,
  contentTypeNumber,
  contentTypeOf,
  imageTypeNumber,
  imageTypeOf,
  placeNumber,
  placeOf,
} from './wire-numbers.ts';
