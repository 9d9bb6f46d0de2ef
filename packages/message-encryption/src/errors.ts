import { StatusError } from '@status/interfaces';

/** `PRIVACY_KEY`: not a key of its kind, or randomness for the other kind. `PRIVACY_TOO_LARGE`: a payload that no size field can say. */
export type MessageEncryptionErrorCode = 'PRIVACY_KEY' | 'PRIVACY_TOO_LARGE';

/** What cannot be sealed, or not with this key. What cannot be opened is no error. */
export class MessageEncryptionError extends StatusError<MessageEncryptionErrorCode> {}
