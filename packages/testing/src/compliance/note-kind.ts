import { bytesToUtf8, utf8ToBytes } from '@status/base';
import { type ApplicationMessage, type MessageKind, StatusError } from '@status/interfaces';

/** What the kinds of this file throw: the code of the seam, and one that only they know. */
class NoteError extends StatusError<'DATA_VALUE' | 'NOTE_MALFORMED' | 'NOTE_UNSPEAKABLE'> {}

/** Content of the kind `compliance-note`. */
type Note = { readonly title: string };

/** A title that has no form on the wire. */
export const UNSPEAKABLE = 'unspeakable';

/** A kind that no layer has by itself: what the suite hands in. Its bytes are `note:` and the title. */
export const noteKind: MessageKind<Note> = {
  name: 'compliance-note',
  encode({ title }) {
    if (title === UNSPEAKABLE) throw new NoteError('DATA_VALUE', 'the title has no form on the wire');
    return utf8ToBytes(`note:${title}`);
  },
  decode(bytes) {
    const text = bytesToUtf8(bytes);
    if (!text.startsWith('note:')) throw new NoteError('NOTE_MALFORMED', 'not a note');
    return { title: text.slice(5) };
  },
  validate: ({ title }) => (title === '' ? { reason: 'NOTE_UNTITLED', field: 'title' } : undefined),
};

/** Likewise, but it refuses contents with a code of its own. */
export const refusingKind: MessageKind<Note> = {
  ...noteKind,
  name: 'compliance-refusal',
  encode() {
    throw new NoteError('NOTE_UNSPEAKABLE', 'the title has no form on the wire');
  },
};

/** A message of the kind `compliance-note`. */
export function note(title: string): ApplicationMessage<Note> {
  return { kind: noteKind.name, content: { title } };
}
