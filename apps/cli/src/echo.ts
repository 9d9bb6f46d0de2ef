import { parsePublicKeyText } from '@status/identity';
import type { Messenger } from '@status/messenger';

/** Answers every one-to-one message with its own text, as a reply. Replies are not answered, so that two such clients do not talk for ever. */
export function echoMessages(messenger: Messenger, onError: (error: unknown) => void): void {
  messenger.on('message', ({ id, from, text, place, responseTo }) => {
    if (place !== 'one-to-one' || responseTo !== '') return;
    messenger.sendDirect({ to: parsePublicKeyText(from), text, responseTo: id }).catch(onError);
  });
}
