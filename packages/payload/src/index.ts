export {
  APPLICATION_MESSAGE_TYPE,
  decodeMetadataMessage,
  encodeMetadataMessage,
  type MetadataMessage,
  messageId,
  recoverAuthor,
  signPayload,
} from './application-message.ts';
export { CONTENT_TYPE, decodeChatMessage, encodeChatMessage, MESSAGE_TYPE } from './chat-message.ts';
export { nextClock } from './clock.ts';
export * from './constants.ts';
export { checkContactCode } from './contact-code.ts';
export { displayName, displayText } from './display-text.ts';
export { PayloadError } from './errors.ts';
export { createPayload, type UnwrapReason, unwrapMessage, wrapMessage } from './layer.ts';
export { AUDIO_TYPE, IMAGE_TYPE, mediaTypeOf, shownAttachment, sniffAudioType, sniffImageType } from './media.ts';
export { isBlank, type ValidationReason, validateChatMessage, validateClock, validateMessage } from './validation.ts';
