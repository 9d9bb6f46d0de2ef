export { Acceptance, type AcceptanceOptions, REFUSAL_TEXT, type Refusal, type Verdict } from './acceptance.ts';
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
export type { RateLimits, RefusedEnvelope, Status } from './dialect.ts';
export {
  createEnvelope,
  decodeEnvelope,
  type Envelope,
  type EnvelopeFields,
  encodeWithoutNonce,
  envelopeSize,
} from './envelope.ts';
export { FilterIndex, type Listening } from './filter.ts';
export * from './packets.ts';
export { Pool, PoolEntry, type PoolLimits } from './pool.ts';
export { isPow, powOf, powOfWork, sealEnvelope, targetBits, type Work, type WorkOptions, workOf } from './pow.ts';
