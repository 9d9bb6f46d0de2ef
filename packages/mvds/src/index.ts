export {
  type DecodedPayload,
  decodeMessage,
  decodePayload,
  encodeMessage,
  encodePayload,
  type MvdsMessage,
  type MvdsPayload,
} from './codec.ts';
export * from './constants.ts';
export { MvdsError } from './errors.ts';
export { pairGroupId } from './group.ts';
export { messageId } from './message-id.ts';
export {
  canWake,
  DEFAULT_RETRY,
  dueAfterAttempt,
  dueAfterFailure,
  isGivenUp,
  type RetryPolicy,
  type Trials,
} from './retry.ts';
export { createMvds, type MvdsConfig, type MvdsOptions } from './sync.ts';
