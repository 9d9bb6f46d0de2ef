import { StatusError } from '@status/interfaces';
import { MAX_TEXT_LENGTH } from '@status/payload/constants';

/** A text that is not sent: why, with the limit that it breaks, under the code that the messenger gave it. */
class TextRefusal extends StatusError {}

/** Sends a text; where that is refused for the text, the error says what is wrong with it in words. */
export async function sendText<Receipt>(text: string, send: () => Promise<Receipt>): Promise<Receipt> {
  try {
    return await send();
  } catch (error) {
    const reason = error instanceof StatusError ? /^text: (\w+)$/.exec(error.message)?.[1] : undefined;
    if (reason === undefined) throw error;
    throw new TextRefusal((error as StatusError).code, `${inWords(reason, text)} (${reason})`, { cause: error });
  }
}

function inWords(reason: string, text: string): string {
  switch (reason) {
    case 'TEXT_TOO_LONG':
      return `a text has at most ${MAX_TEXT_LENGTH} bytes of UTF-8, this one has ${new TextEncoder().encode(text).length}: nothing was sent`;
    case 'TEXT_MALFORMED':
      return 'the text was cut within a character (it holds half of a surrogate pair): nothing was sent';
    case 'TEXT_BLANK':
      return 'a text of nothing but blanks is taken by nobody: nothing was sent';
    default:
      return 'peers would refuse the text: nothing was sent';
  }
}
