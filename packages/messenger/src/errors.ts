import { StatusError } from '@status/interfaces';

/**
 * What a caller asked of the messenger and cannot have: `MESSENGER_CHAT_NAME` (not a name of a public chat), `MESSENGER_GROUP` (not an id of a group,
 * or not one that we are in), `MESSENGER_NOT_JOINED`, `MESSENGER_NO_CHAT` (no chat of that id), `MESSENGER_INVALID_MESSAGE` (peers would refuse it; the
 * message says which field and why), `MESSENGER_TOO_LARGE` (more than the transport carries), `MESSENGER_UNREACHABLE` (nobody of the audience could read
 * it), `MESSENGER_STOPPED`.
 */
export type MessengerErrorCode =
  | 'MESSENGER_CHAT_NAME'
  | 'MESSENGER_GROUP'
  | 'MESSENGER_NOT_JOINED'
  | 'MESSENGER_NO_CHAT'
  | 'MESSENGER_INVALID_MESSAGE'
  | 'MESSENGER_TOO_LARGE'
  | 'MESSENGER_UNREACHABLE'
  | 'MESSENGER_STOPPED';

/** What a caller asked of the messenger and cannot have. */
export class MessengerError extends StatusError<MessengerErrorCode> {}
