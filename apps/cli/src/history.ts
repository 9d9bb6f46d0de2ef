import type { Message, Messenger } from '@status/messenger';

/** As many of the newest messages of a chat as are asked for, newest first, page by page: the messenger gives no more than a page at once. */
export async function newestMessages(
  messenger: Pick<Messenger, 'messages'>,
  chatId: string,
  limit: number,
): Promise<Message[]> {
  const found: Message[] = [];
  while (found.length < limit) {
    const before = found.at(-1);
    const page = await messenger.messages(chatId, { limit: limit - found.length, ...(before && { before }) });
    if (page.length === 0) break;
    found.push(...page);
  }
  return found;
}
