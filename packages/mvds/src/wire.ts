// What MVDS is made of: its bytes, the names of messages and groups, and when to send again.
export {
  type DecodedPayload,
  decodeMessage,
  decodePayload,
  encodeMessage,
  encodePayload,
  type MvdsMessage,
  type MvdsPayload,
} from './codec.ts';
export { pairGroupId } from './group.ts';
export { messageId } from './message-id.ts';
export { canWake, dueAfterAttempt, dueAfterFailure, isGivenUp, retryOver, type Trials } from './retry.ts';
