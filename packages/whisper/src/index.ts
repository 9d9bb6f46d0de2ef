export type { Refusal } from './acceptance.ts';
export type { Bloom } from './bloom.ts';
export type { Dialect, RateLimits, RefusedEnvelope, Saying, Status } from './dialect.ts';
export type { Envelope, EnvelopeFields } from './envelope.ts';
export { createSharedEnvelopeReader, type EnvelopeReader, envelopeReader } from './envelope-reader.ts';
export { WhisperError, type WhisperErrorCode } from './errors.ts';
export {
  createWhisper,
  type PowOptions,
  type WhisperEvents,
  type WhisperMessage,
  type WhisperNode,
  type WhisperOptions,
  type WhisperPostOptions,
  type WhisperReceipt,
} from './node.ts';
export type { EnvelopeError } from './packets.ts';
export type { PoolLimits } from './pool.ts';
export type { Work } from './pow.ts';
export { type Arrival, createRelay, type Relay, type RelayEvents, type RelayOptions } from './relay.ts';
export { shh6 } from './shh6.ts';
export { symmetricKeyOf } from './symmetric-key.ts';
export { topicOf } from './topic.ts';
