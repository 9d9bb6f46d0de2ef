import { bytesTo0x } from '@status/base';
import type { ChatContent, Transaction } from '@status/interfaces';
import { advanceChat } from './chat.ts';
import { chatFor, type Feature } from './feature.ts';
import { addMessage } from './history.ts';
import type { Message } from './message.ts';

/** What people say: each message goes into the history of its chat, once. `tell` is called for each within the transaction. */
export function chatFeature(tell: (tx: Transaction, message: Message) => void): Feature<ChatContent> {
  return {
    kind: 'chat',
    async receive(tx, incoming) {
      const { content, id, author, protection } = incoming;
      const found = await chatFor(tx, content, incoming);
      if ('dropped' in found) return found;
      const { chatId } = found.chat;
      const { text, clock, timestamp, place, responseTo } = content;
      const message: Message = {
        ...{ id, chatId, from: bytesTo0x(author), text, clock, timestamp, place, responseTo, protection },
        content: content.content,
        outgoing: false,
        status: 'received',
      };
      if (!(await addMessage(tx, message))) return { dropped: 'DUPLICATE' };
      advanceChat(tx, found.chat, clock);
      tell(tx, message);
      return { messageIds: [id] };
    },
  };
}
