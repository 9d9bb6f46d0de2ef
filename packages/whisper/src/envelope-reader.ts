import { BytesMemory } from './bytes-memory.ts';
import { SHARED_READER_BYTES, SHARED_READER_CAPACITY } from './constants.ts';
import { decodeEnvelope, type Envelope, takeEnvelope } from './envelope.ts';
import { batchHashOf } from './packets.ts';
import { type Work, workOf } from './pow.ts';

/**
 * What a relay does with the bytes of others that has the same result at every node: decoding and hashing. A node takes one, so that
 * nodes of one process can share it.
 */
export interface EnvelopeReader {
  /**
   * The envelope that the bytes are; they are not kept.
   *
   * @throws {WhisperError} `WHISPER_ENVELOPE`.
   */
  read(bytes: Uint8Array): Envelope;
  /** The work in an envelope. */
  workOf(envelope: Envelope): Work;
  /** The name (32 bytes) of a packet of envelopes in its acknowledgements, by its payload; not to be changed. */
  batchHashOf(payload: Uint8Array): Uint8Array;
}

/** Decodes and hashes each time: what a node alone in its process wants, which sees an envelope once per peer. */
export const envelopeReader: EnvelopeReader = { read: decodeEnvelope, workOf, batchHashOf };

/**
 * A reader for many nodes of one process, such as a simulation: what one of them has decoded and hashed the others are given. They then hold the
 * same envelopes, whose arrays nobody may change.
 *
 * @param capacity envelopes, and packets, that are remembered at most; of either no more than 64 MiB
 */
export function createSharedEnvelopeReader(capacity: number = SHARED_READER_CAPACITY): EnvelopeReader {
  const envelopes = new BytesMemory<Envelope>(capacity, SHARED_READER_BYTES);
  const batches = new BytesMemory<Uint8Array>(capacity, SHARED_READER_BYTES);
  const works = new WeakMap<Envelope, Work>();
  return {
    read: (bytes) => envelopes.recall(bytes, takeEnvelope),
    workOf(envelope) {
      const known = works.get(envelope);
      if (known !== undefined) return known;
      const work = workOf(envelope);
      works.set(envelope, work);
      return work;
    },
    batchHashOf: (payload) => batches.recall(payload, batchHashOf),
  };
}
