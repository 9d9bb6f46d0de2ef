export type { Chat } from './chat.ts';
export { checkChatName, checkGroupId } from './chat.ts';
export {
  audienceOf,
  type Conversation,
  directConversation,
  groupConversation,
  pairId,
  publicConversation,
} from './conversation.ts';
export { MessengerError, type MessengerErrorCode } from './errors.ts';
export type { MessengerEvents } from './events.ts';
export { type Claim, chatFor, type Feature, type Incoming, type Taken } from './feature.ts';
export type { Carrier } from './listening.ts';
export type { Message, MessageStatus } from './message.ts';
export { type ChatText, createMessenger, type DirectText, type Group, type Messenger } from './messenger.ts';
export type { MessengerOptions, MessengerParts } from './parts.ts';
export {
  contactCodeRoute,
  type DeriveKey,
  keyOfName,
  keyOfNameAsync,
  negotiatedRoute,
  partitionOf,
  partitionRoute,
  personalRoute,
  publicChatRoute,
  type Route,
  routeOf,
  topicOf,
} from './routing.ts';
export type { Draft, SendResult, Stamp } from './sending.ts';
export type { LayerTrace } from './trace.ts';
