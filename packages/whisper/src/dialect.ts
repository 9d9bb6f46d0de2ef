import type { RlpItem } from '@status/base/rlp';
import type { MessageHash, Packet } from '@status/interfaces';
import type { Interest } from './backlog.ts';
import type { Bloom } from './bloom.ts';
import type { Envelope } from './envelope.ts';

/**
 * How relays that carry the same envelopes put what they say to each other on the wire: the protocol's name, and a form for each thing that can be
 * said. A relay knows no packet code and no layout of a status.
 *
 * `shh6` is Whisper v6. Waku v1 is another: its status is a list of options, all changes of settings share one code, and the codes of
 * refusals differ. Readers throw `WhisperError`s `WHISPER_HANDSHAKE`, `WHISPER_PACKET`, and nothing else, on any bytes.
 */
export interface Dialect {
  /** Name, version and number of packet codes, as the host negotiates them. */
  readonly name: string;
  readonly version: number;
  readonly length: number;

  /** How a node introduces itself. */
  writeStatus(status: Status): Packet;
  /** The peer's introduction, its first packet. Throws `WHISPER_HANDSHAKE` for another packet or version. */
  readStatus(packet: Packet): Status;
  /** Tells the least proof of work that this node accepts from now on. */
  writeMinPow(minPow: number): Packet;
  /** Tells what this node wants from now on. */
  writeBloom(bloom: Bloom): Packet;
  /** Envelopes on their way. */
  writeEnvelopes(envelopes: readonly Envelope[]): Packet;
  /** What became of a packet of envelopes, by the hash of its payload: packets in the order in which they go out. */
  writeAnswer(batchHash: Uint8Array, refused: readonly RefusedEnvelope[]): readonly Packet[];
  /** What a packet after the introduction says. */
  read(packet: Packet): Saying;
}

/** Packets per second that a node wants from one address, from one peer, for one topic; 0 is no limit. */
export type RateLimits = {
  readonly ip: bigint;
  readonly peer: bigint;
  readonly topic: bigint;
};

/** How a node introduces itself. */
export type Status = {
  /** The least proof of work that it accepts. */
  readonly minPow: number;
  /** What it wants to receive; absent: everything. */
  readonly bloom?: Bloom;
  /** It does not relay. */
  readonly light: boolean;
  /** It acknowledges batches. */
  readonly confirmations: boolean;
  readonly rateLimits?: RateLimits;
};

/** An envelope that was not taken. */
export type RefusedEnvelope = {
  readonly hash: MessageHash;
  /** For people; chosen by the peer. */
  readonly description: string;
};

/** What a peer says. */
export type Saying =
  /** Envelopes, not yet looked into; the payload as a whole is acknowledged. */
  | { readonly kind: 'envelopes'; readonly items: readonly RlpItem[] }
  /** What the peer takes from now on; what is absent stays as it is. */
  | { readonly kind: 'interest'; readonly change: Partial<Interest> }
  /** What became of a packet of ours; what is not listed was taken. */
  | { readonly kind: 'answer'; readonly batchHash: Uint8Array; readonly refused: readonly RefusedEnvelope[] }
  /** Envelopes past all rules, which count from trusted peers only: from others they are not even read. */
  | { readonly kind: 'direct'; readonly items: () => readonly RlpItem[] }
  /** Well-formed, and nothing to act upon. */
  | { readonly kind: 'noted' }
  /** A code of the future, or one that means nothing to us: passed over. */
  | { readonly kind: 'unknown' };
