import { bytesToHex, equalBytes } from '@status/base';
import { DEFAULT_LIMITS, type RatchetLimits } from '@status/ratchet';
import {
  decryptKept,
  type KeyPair,
  type RatchetHeader,
  type RatchetReceived,
  type RatchetState,
  ratchetDecrypt,
  ratchetEncrypt,
} from '@status/ratchet/wire';
import type { Hex } from '../kind.ts';

/** Limits of the reference that a case may set. */
export type SideLimits = Pick<RatchetLimits, 'maxSkip' | 'maxKeep' | 'maxMessageKeysPerSession'>;

/** The key of a message that was skipped, or read and not confirmed yet. */
export interface KeptKey {
  /** The sender's ratchet key (33). */
  readonly chain: Uint8Array;
  readonly n: number;
  /** Its number among all keys of the session. */
  readonly sequence: number;
  readonly messageKey: Uint8Array;
}

/** A message on its way from one side to the other. */
export interface RatchetMessage {
  readonly header: RatchetHeader;
  readonly ciphertext: Uint8Array;
}

/** A state as cases record it. */
export interface StateRecord {
  readonly dhr: Hex;
  readonly dhsPrivate: Hex;
  readonly dhsPublic: Hex;
  readonly rootKey: Hex;
  readonly sendChainKey: Hex;
  readonly sendN: number;
  readonly recvChainKey: Hex;
  readonly recvN: number;
  readonly pn: number;
  readonly keysCount: number;
}

/**
 * One side of a session, with the message keys that it keeps: what the security layer has in its store, held in memory, so that
 * a session can begin from any secret. States, keys and their numbers are the package's; here is only which of them stay.
 */
export class RatchetSide {
  #state: RatchetState;
  #kept: readonly KeptKey[] = [];
  readonly #limits: SideLimits;

  constructor(state: RatchetState, limits: SideLimits = DEFAULT_LIMITS) {
    this.#state = state;
    this.#limits = limits;
  }

  send(plaintext: Uint8Array): RatchetMessage {
    const { state, header, ciphertext } = ratchetEncrypt(this.#state, plaintext);
    this.#state = state;
    return { header, ciphertext };
  }

  /** The plaintext; `undefined`, and nothing changes, if the message is refused. The pair is asked for if it begins a new chain. */
  receive({ header, ciphertext }: RatchetMessage, freshKeyPair: () => KeyPair): Uint8Array | undefined {
    const kept = this.#kept.find((key) => isKeyOf(key, header));
    if (kept !== undefined) {
      const opened = decryptKept(kept.messageKey, header, ciphertext);
      return opened.ok ? opened.plaintext : undefined;
    }
    const received = ratchetDecrypt(this.#state, header, ciphertext, freshKeyPair, this.#limits.maxSkip);
    if (!received.ok) return undefined;
    this.#kept = this.#withinLimits([...this.#kept, ...this.#placed(received, header)], received.state.keysCount);
    this.#state = received.state;
    return received.plaintext;
  }

  /** The message is stored for good: its key goes. */
  confirm(header: RatchetHeader): void {
    this.#kept = this.#kept.filter((key) => !isKeyOf(key, header));
  }

  state(): StateRecord {
    const { self, remote, rootKey, sendChainKey, sendCount, receiveChainKey, receiveCount, previousCount, keysCount } =
      this.#state;
    return {
      dhr: bytesToHex(remote),
      dhsPrivate: bytesToHex(self.privateKey),
      dhsPublic: bytesToHex(self.publicKey),
      rootKey: bytesToHex(rootKey),
      sendChainKey: bytesToHex(sendChainKey),
      sendN: sendCount,
      recvChainKey: bytesToHex(receiveChainKey),
      recvN: receiveCount,
      pn: previousCount,
      keysCount,
    };
  }

  /** Kept keys by chain and number. */
  kept(): readonly KeptKey[] {
    const chainOf = ({ chain }: KeptKey): string => bytesToHex(chain);
    return this.#kept.toSorted((a, b) => compare(chainOf(a), chainOf(b)) || a.n - b.n);
  }

  /** Which message each new key belongs to: first those left of the chain that ended, then those of the current one. */
  #placed({ messageKeys, state }: RatchetReceived, header: RatchetHeader): KeptKey[] {
    const { remote, receiveCount } = this.#state;
    const left = equalBytes(header.key, remote) ? 0 : header.pn - receiveCount;
    const first = state.receiveCount - (messageKeys.length - left);
    return messageKeys.map(({ sequence, messageKey }, i) =>
      i < left
        ? { chain: remote, n: receiveCount + i, sequence, messageKey }
        : { chain: header.key, n: first + i - left, sequence, messageKey },
    );
  }

  #withinLimits(kept: readonly KeptKey[], keysCount: number): readonly KeptKey[] {
    const { maxKeep, maxMessageKeysPerSession } = this.#limits;
    return kept
      .toSorted((a, b) => a.sequence - b.sequence)
      .slice(-maxMessageKeysPerSession)
      .filter(({ sequence }) => sequence > keysCount - maxKeep);
  }
}

function isKeyOf({ chain, n }: KeptKey, header: RatchetHeader): boolean {
  return n === header.n && equalBytes(chain, header.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
