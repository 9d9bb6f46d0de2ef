export { Acceptance, REFUSAL_TEXT, type Refusal, type Verdict } from './acceptance.ts';
export {
  type Bloom,
  bloomAdmits,
  bloomMatches,
  fullBloom,
  isFullBloom,
  SubscribedBloom,
  topicToBloom,
  topicToFullBloom,
  uniteBlooms,
} from './bloom.ts';
export * from './constants.ts';
export {
  createEnvelope,
  decodeEnvelope,
  type Envelope,
  type EnvelopeFields,
  encodeWithoutNonce,
  envelopeSize,
  readEnvelope,
} from './envelope.ts';
export { WhisperError } from './errors.ts';
export { FilterIndex, type Match } from './filter.ts';
export { type EncryptionSource, encryptMessage, openMessage } from './message.ts';
export {
  createWhisper,
  type PowOptions,
  type WhisperEvents,
  type WhisperNode,
  type WhisperOptions,
} from './node.ts';
export * from './packets.ts';
export { decodePlaintext, encodePlaintext, type Plaintext, type PlaintextOptions } from './plaintext.ts';
export { Pool, PoolEntry, type PoolLimits } from './pool.ts';
export { isPow, powOf, powOfWork, type SealOptions, sealEnvelope, targetBits, type Work, workOf } from './pow.ts';
export { symmetricKeyOf } from './symmetric-key.ts';
export { topicOf } from './topic.ts';
