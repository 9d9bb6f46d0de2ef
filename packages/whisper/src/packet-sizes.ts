import { BROADCAST_PACKET_SIZE, MAX_REMEMBERED_PEERS, MESSAGES_FRAMING } from './constants.ts';

/** How much smaller packets get when one was too large. */
const STEP = 16;

/**
 * How large packets of several envelopes may be for each peer, bytes. No peer says what it takes: it breaks off over what is too large. After that
 * packets are a sixteenth of what it broke off over, down to 1 KiB, so that after two or three times every envelope goes alone.
 */
export class PacketSizes {
  readonly #most: number;
  /** By peer id, those that changed last at the end. */
  readonly #learned = new Map<string, number>();

  /** @param maxMessageSize what this relay itself takes: nobody is asked to take more */
  constructor(maxMessageSize: number) {
    this.#most = Math.min(BROADCAST_PACKET_SIZE, maxMessageSize - MESSAGES_FRAMING);
  }

  /** Envelopes of one packet for that peer, together. */
  of(peer: string): number {
    return this.#learned.get(peer) ?? this.#most;
  }

  /** The peer has not taken a packet with so many bytes of envelopes. */
  tooLarge(peer: string, size: number, least: number): void {
    const smaller = Math.max(least, Math.floor(size / STEP));
    if (smaller >= this.of(peer)) return;
    this.#learned.delete(peer);
    this.#learned.set(peer, smaller);
    if (this.#learned.size > MAX_REMEMBERED_PEERS) this.#learned.delete(this.#learned.keys().next().value!);
  }
}
