export { chatKind } from './chat-kind.ts';
export type { ChatReason } from './chat-validation.ts';
export type { ClockReason } from './clock.ts';
export { contactCodeKind } from './contact-code-kind.ts';
export { displayName, displayText } from './display-text.ts';
export { PayloadError, type PayloadErrorCode } from './errors.ts';
export type { PayloadKind } from './kind.ts';
export { createPayload, type PayloadOptions, payloadKinds, type UnwrapReason } from './layer.ts';
export { mediaTypeOf, shownAttachment, sniffAudioType, sniffImageType } from './media.ts';
