import type { Session } from '@status/interfaces';
import { MAX_UNWRITTEN } from './constants.ts';
import { WhisperError } from './errors.ts';

/** What a packet counts for besides its payload, bytes. */
const PACKET_OVERHEAD = 64;

/**
 * The way out to a peer: packets are handed to the session one after the other, in the order of the calls.
 *
 * Replies must not wait for the peer to read – both sides might – so they queue up here, to a bound.
 */
export class Outbox {
  readonly #session: Session;
  readonly #bound: number;
  readonly #onEnd: (error?: WhisperError) => void;
  #tail: Promise<unknown> = Promise.resolve();
  #unwritten = 0;
  #ended = false;

  /**
   * `onEnd` is told once that nothing can be sent any more; with an error if the peer is to blame.
   *
   * @param maxPacket bytes of the longest packet, of which two may wait in any case: an answer is in two packets
   */
  constructor(session: Session, onEnd: (error?: WhisperError) => void, maxPacket = 0) {
    this.#session = session;
    this.#bound = Math.max(MAX_UNWRITTEN, 2 * maxPacket);
    this.#onEnd = onEnd;
  }

  /**
   * Resolves when the packet was written: with `true`, or with `false` if it could not be. A packet that its sender `awaits` before there is another
   * does not count towards the bound, which may be less than the one packet.
   */
  send(code: number, payload: Uint8Array, awaits = false): Promise<boolean> {
    if (this.#ended) return Promise.resolve(false);
    const size = awaits ? 0 : payload.length + PACKET_OVERHEAD;
    if (this.#unwritten > 0 && this.#unwritten + size > this.#bound) {
      this.#finish(new WhisperError('WHISPER_STALLED', 'the peer does not read what it is sent'));
      return Promise.resolve(false);
    }
    this.#unwritten += size;
    const written = this.#tail.then(() => this.#write(code, payload, size));
    this.#tail = written;
    return written;
  }

  async #write(code: number, payload: Uint8Array, size: number): Promise<boolean> {
    if (this.#ended) return false;
    try {
      await this.#session.send({ code, payload });
    } catch {
      // Sessions reject once they ended, which is nobody's fault here: the reason is on the host's events.
      this.#finish();
      return false;
    }
    this.#unwritten -= size;
    return true;
  }

  #finish(error?: WhisperError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(error);
  }
}
