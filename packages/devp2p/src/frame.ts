import { encodeRlp, readRlpItem, rlpNumber, uintToRlp } from '@status/base/rlp';
import {
  type AesBlock,
  type AesCtr,
  createAesBlock,
  createAesCtr,
  equalConstantTime,
  type Keccak256,
} from '@status/crypto';
import { StatusError } from '@status/interfaces';
import { ByteQueue } from './byte-queue.ts';
import { FRAME_BLOCK_LENGTH, FRAME_HEADER_LENGTH, FRAME_MAC_LENGTH, MAX_FRAME_LENGTH } from './constants.ts';
import type { FrameSecrets } from './handshake.ts';

/** What can be wrong; see `FrameError`. */
export type FrameErrorCode = 'RLPX_MAC' | 'RLPX_FRAME_SIZE' | 'RLPX_MESSAGE_CODE';

/**
 * Bytes that are no frame of this connection, or a message that fits in none.
 *
 * Codes: `RLPX_MAC` (not from our peer, or not in this place), `RLPX_FRAME_SIZE` (empty, or more than is taken now),
 * `RLPX_MESSAGE_CODE` (no canonical integer of at most 32 bits).
 */
export class FrameError extends StatusError<FrameErrorCode> {}

/** One message as it lies in a frame: compressed or not is for its owner to know. */
export type FrameMessage = { readonly code: number; readonly payload: Uint8Array };

/** Makes the frames of one direction. The order of calls is part of what is authenticated. */
export interface FrameEncoder {
  /**
   * One whole frame in an array of its own.
   *
   * @throws {FrameError} `RLPX_FRAME_SIZE` if code and payload are longer than 2²⁴ − 1 bytes; the encoder is unchanged.
   */
  encode(code: number, payload: Uint8Array): Uint8Array;
}

/** Takes the frames of one direction apart, from portions of any size. */
export interface FrameDecoder {
  /** The greatest frame, in bytes, that the next header may announce; 2²⁴ − 1 unless set. */
  maxLength: number;
  /** Hands over bytes that arrived. The decoder keeps the array. */
  push(bytes: Uint8Array): void;
  /**
   * The next message, or `undefined` until more bytes are there. The payload is an array, or a view of one, that nobody reuses.
   *
   * @throws {FrameError} and the same again at every later call: a stream of frames does not heal.
   */
  read(): FrameMessage | undefined;
}

/** List of two empty strings: what go-ethereum writes where chunked frames would carry their context. */
const HEADER_DATA = Uint8Array.of(0xc2, 0x80, 0x80);
const SIZE_LENGTH = 3;
const ZERO_IV = new Uint8Array(16);

/** Frames of our own. Takes over `secrets.egress`. */
export function createFrameEncoder(secrets: FrameSecrets): FrameEncoder {
  const keystream = createAesCtr(secrets.aesSecret, ZERO_IV);
  const mac = createFrameMac(secrets.macSecret, secrets.egress);
  return {
    encode(code, payload) {
      const id = encodeRlp(uintToRlp(code));
      const size = id.length + payload.length;
      if (size > MAX_FRAME_LENGTH) {
        throw new FrameError('RLPX_FRAME_SIZE', `a frame of ${size} bytes, at most ${MAX_FRAME_LENGTH} fit`);
      }
      // Header and body are neighbours in the keystream, so both are encrypted in one go and moved apart afterwards.
      const plain = new Uint8Array(FRAME_HEADER_LENGTH + paddedLength(size));
      plain[0] = size >> 16;
      plain[1] = size >> 8;
      plain[2] = size;
      plain.set(HEADER_DATA, SIZE_LENGTH);
      plain.set(id, FRAME_HEADER_LENGTH);
      plain.set(payload, FRAME_HEADER_LENGTH + id.length);
      const sealed = keystream.process(plain);
      const header = sealed.subarray(0, FRAME_HEADER_LENGTH);
      const body = sealed.subarray(FRAME_HEADER_LENGTH);

      const frame = new Uint8Array(sealed.length + 2 * FRAME_MAC_LENGTH);
      frame.set(header);
      frame.set(mac.header(header), FRAME_HEADER_LENGTH);
      frame.set(body, FRAME_HEADER_LENGTH + FRAME_MAC_LENGTH);
      frame.set(mac.body(body), frame.length - FRAME_MAC_LENGTH);
      return frame;
    },
  };
}

/**
 * Frames of the peer. Takes over `secrets.ingress`.
 *
 * @param queue bytes that came behind the handshake already; the decoder takes it over.
 */
export function createFrameDecoder(secrets: FrameSecrets, queue: ByteQueue = new ByteQueue()): FrameDecoder {
  return new QueueFrameDecoder(secrets, queue);
}

class QueueFrameDecoder implements FrameDecoder {
  maxLength = MAX_FRAME_LENGTH;
  readonly #queue: ByteQueue;
  readonly #keystream: AesCtr;
  readonly #mac: FrameMac;
  #size: number | undefined;
  #failure: FrameError | undefined;

  constructor(secrets: FrameSecrets, queue: ByteQueue) {
    this.#queue = queue;
    this.#keystream = createAesCtr(secrets.aesSecret, ZERO_IV);
    this.#mac = createFrameMac(secrets.macSecret, secrets.ingress);
  }

  push(bytes: Uint8Array): void {
    if (this.#failure === undefined) this.#queue.push(bytes);
  }

  read(): FrameMessage | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#size === undefined) {
      if (this.#queue.length < FRAME_HEADER_LENGTH + FRAME_MAC_LENGTH) return undefined;
      this.#size = this.#readHeader();
    }
    const padded = paddedLength(this.#size);
    if (this.#queue.length < padded + FRAME_MAC_LENGTH) return undefined;
    const message = this.#readBody(this.#size, padded);
    this.#size = undefined;
    return message;
  }

  #readHeader(): number {
    const sealed = this.#queue.take(FRAME_HEADER_LENGTH);
    this.#authenticate(this.#mac.header(sealed));
    const header = this.#keystream.process(sealed);
    const size = (header[0]! << 16) | (header[1]! << 8) | header[2]!;
    if (size === 0 || size > this.maxLength) {
      throw this.#fail('RLPX_FRAME_SIZE', `a frame of ${size} bytes, from 1 to ${this.maxLength} are taken`);
    }
    return size;
  }

  #readBody(size: number, padded: number): FrameMessage {
    const sealed = this.#queue.take(padded);
    this.#authenticate(this.#mac.body(sealed));
    const body = this.#keystream.process(sealed).subarray(0, size);
    try {
      const id = readRlpItem(body);
      return { code: rlpNumber(id), payload: body.subarray(id.raw.length) };
    } catch {
      throw this.#fail('RLPX_MESSAGE_CODE', 'a frame begins with no message code');
    }
  }

  #authenticate(expected: Uint8Array): void {
    if (!equalConstantTime(expected, this.#queue.take(FRAME_MAC_LENGTH))) {
      throw this.#fail('RLPX_MAC', 'a frame does not authenticate');
    }
  }

  #fail(code: FrameErrorCode, message: string): FrameError {
    this.#failure = new FrameError(code, message);
    this.#queue.clear();
    return this.#failure;
  }
}

/** The running MAC of one direction. Both functions give 16 bytes and move the state on. */
interface FrameMac {
  header(sealed: Uint8Array): Uint8Array;
  body(sealed: Uint8Array): Uint8Array;
}

function createFrameMac(secret: Uint8Array, state: Keccak256): FrameMac {
  const block: AesBlock = createAesBlock(secret);
  const current = (): Uint8Array => state.digest().subarray(0, FRAME_MAC_LENGTH);
  const mix = (digest: Uint8Array, seed: Uint8Array): Uint8Array => {
    const mask = block.encrypt(digest);
    for (let i = 0; i < FRAME_MAC_LENGTH; i++) mask[i]! ^= seed[i]!;
    state.update(mask);
    return current();
  };
  return {
    header: (sealed) => mix(current(), sealed),
    body(sealed) {
      state.update(sealed);
      const seed = current();
      return mix(seed, seed);
    },
  };
}

function paddedLength(size: number): number {
  return Math.ceil(size / FRAME_BLOCK_LENGTH) * FRAME_BLOCK_LENGTH;
}
