import { uint64ToBytesBE } from '@status/base';
import { keccak256, powHasher } from '@status/crypto';
import type { Clock } from '@status/interfaces';
import { pause } from './clock.ts';
import { MAX_WORK_SLICE, WORK_SLICE, WORK_SLICE_TIME } from './constants.ts';
import {
  createEnvelope,
  type Envelope,
  type EnvelopeFields,
  encodeWithoutNonce,
  envelopeSize,
  partsWithoutNonce,
} from './envelope.ts';
import { WhisperError } from './errors.ts';

/** The part of an envelope's proof of work that takes hashing; what remains depends on the time at which it is judged. */
export type Work = {
  /** Leading zero bits of Keccak-256 of the envelope without nonce, followed by the nonce as 8 bytes big-endian. */
  readonly bits: number;
  /** Bytes of the envelope without nonce. */
  readonly size: number;
};

/** Hashes an envelope to see its work. */
export function workOf(envelope: Envelope): Work {
  const [header, fields] = partsWithoutNonce(envelope);
  const digest = keccak256(header, fields, uint64ToBytesBE(envelope.nonce));
  return { bits: leadingZeroBits(digest), size: header.length + fields.length };
}

/** Work per byte and second: `2^bits / size / seconds`, infinite for 0 s (go-ethereum `calculatePoW`). */
export function powOfWork(work: Work, seconds: number): number {
  return 2 ** work.bits / work.size / seconds;
}

/** An envelope's proof of work for its time to live. */
export function powOf(envelope: Envelope): number {
  return powOfWork(workOf(envelope), envelope.ttl);
}

/**
 * Leading zero bits to search for, at least 1, so that `size` bytes that live for `ttl` s reach a proof of work (go-ethereum
 * `powToFirstBit`).
 */
export function targetBits(pow: number, size: number, ttl: number): number {
  return Math.max(1, Math.ceil(Math.log2(pow * size * ttl)));
}

/** Whether a number can be a proof of work: not negative, not infinite, not NaN. */
export function isPow(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** @throws {WhisperError} `WHISPER_OPTION` for a number that can be none. */
export function requirePow(pow: number): void {
  if (!isPow(pow)) throw new WhisperError('WHISPER_OPTION', `not a proof of work: ${pow}`);
}

/** How to search for a nonce. */
export type WorkOptions = {
  readonly clock: Clock;
  /** When to give up, ms. */
  readonly workTime: number;
  /** Asked between slices whether to stop. */
  readonly signal?: Pick<AbortSignal, 'throwIfAborted'>;
};

/**
 * Searches, from 0 on, the first nonce that gives the fields the proof of work asked for, in slices between which other work runs.
 * A target of 0 asks for none: the nonce is 0.
 *
 * The size that goes into the target is the larger of `20 + data`, which the reference takes, and of the true one, which decides in the
 * end; the two differ in the reference's disfavour only for lifetimes of many hours.
 *
 * @throws {WhisperError} `PRIVACY_WORK` if the time was not enough, `WHISPER_ENVELOPE` for fields that do not fit; the signal's reason.
 */
export async function sealEnvelope(fields: EnvelopeFields, pow: number, options: WorkOptions): Promise<Envelope> {
  const { clock, workTime, signal } = options;
  signal?.throwIfAborted();
  if (pow === 0) return createEnvelope(fields, 0n);

  const body = encodeWithoutNonce(fields);
  const target = targetBits(pow, Math.max(envelopeSize(fields), body.length), fields.ttl);
  const hasher = powHasher(body);
  const begin = clock.elapsed();
  for (let next = 0n, slice = WORK_SLICE; ; ) {
    const sliceBegin = clock.elapsed();
    const result = hasher.search(target, next, slice);
    if (result.found) return createEnvelope(fields, result.nonce);
    if (clock.elapsed() - begin >= workTime) {
      throw new WhisperError('PRIVACY_WORK', `no nonce with ${target} bits of work found within ${workTime} ms`);
    }
    next += BigInt(slice);
    if (clock.elapsed() - sliceBegin < WORK_SLICE_TIME) slice = Math.min(2 * slice, MAX_WORK_SLICE);
    await pause(clock);
    signal?.throwIfAborted();
  }
}

function leadingZeroBits(digest: Uint8Array): number {
  const first = digest.findIndex((byte) => byte !== 0);
  return first < 0 ? 8 * digest.length : 8 * first + Math.clz32(digest[first]!) - 24;
}
