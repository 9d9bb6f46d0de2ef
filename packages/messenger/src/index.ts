export type { Chat } from './chat.ts';
export { checkChatName } from './chat.ts';
export * from './constants.ts';
export * from './errors.ts';
export type { DeriveKey } from './mailbox.ts';
export type { Message, MessageStatus } from './message.ts';
export * from './messenger.ts';
export * from './routing.ts';
export type { LayerTrace } from './trace.ts';
