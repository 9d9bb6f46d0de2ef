import { StatusError } from '@status/interfaces';

/**
 * What a caller asked of the messenger and cannot have.
 *
 * Codes: `MESSENGER_CHAT_NAME` (not a name of a public chat), `MESSENGER_NOT_JOINED`, `MESSENGER_INVALID_MESSAGE` (peers
 * would refuse it; the message says which field and why), `MESSENGER_PUBLIC_KEY`, `MESSENGER_STOPPED`.
 */
export class MessengerError extends StatusError {}
