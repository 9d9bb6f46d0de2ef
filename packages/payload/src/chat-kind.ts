import type { ChatContent } from '@status/interfaces';
import { APPLICATION_MESSAGE_TYPE } from './application-message.ts';
import { decodeChatMessage, encodeChatMessage } from './chat-message.ts';
import { validateChatMessage } from './chat-validation.ts';
import type { PayloadKind } from './kind.ts';

/** Something said in a conversation (6/PAYLOADS, "ChatMessage"). */
export const chatKind: PayloadKind<ChatContent> = {
  name: 'chat',
  type: APPLICATION_MESSAGE_TYPE.CHAT_MESSAGE,
  encode: encodeChatMessage,
  decode: decodeChatMessage,
  validate: validateChatMessage,
};
