import { wipe } from '@status/crypto';
import type { ListenKey, PrivateKey, Random, RecipientKey } from '@status/interfaces';
import { requireListenKey, requireRecipientKey, requireSenderKey } from './keys.ts';
import { encryptMessage, openMessage } from './message.ts';
import { encodePlaintext, type Plaintext } from './plaintext.ts';

/** For whom to seal, and how. */
export type SealRequest = {
  readonly to: RecipientKey;
  /** Signs inside the encryption; absent: anonymous. */
  readonly from?: PrivateKey;
  /** Written as it is, of any length; absent: drawn, 1–256 bytes, so that the whole is a multiple of 256. */
  readonly padding?: Uint8Array;
};

/**
 * Makes the data of envelopes, and opens it: all of the arithmetic on curves and ciphers that a transport of this kind does.
 *
 * A transport takes one instead of calling the functions below it, so that this work may be done elsewhere, in a worker say, by handing in
 * another. The arrays of a call are the caller's again once its promise has settled, and no key is kept after that.
 */
export interface Sealer {
  /**
   * Signs, pads and encrypts. The data is in nobody else's hands. Rejects with `PRIVACY_KEY` for a recipient or a sender that is no key,
   * `PRIVACY_TOO_LARGE` for a payload of 2²⁴ bytes or more.
   */
  seal(payload: Uint8Array, request: SealRequest): Promise<Uint8Array>;
  /**
   * The message inside, or `undefined` if the key does not open it or nothing sensible is inside, without a word why. Its arrays may share
   * memory with each other, and with nothing else. Rejects with `PRIVACY_KEY` for what is no key.
   */
  open(data: Uint8Array, key: ListenKey): Promise<Plaintext | undefined>;
}

/** A sealer that does the work on the calling thread, at once. */
export function createSealer({ random }: { readonly random: Random }): Sealer {
  return {
    async seal(payload, { to, from, padding }) {
      requireRecipientKey(to);
      if (from !== undefined) requireSenderKey(from);
      const source = padding === undefined ? { random } : { padding };
      const plaintext = encodePlaintext(payload, { ...source, ...(from && { from }) });
      try {
        return encryptMessage(plaintext, to, { random });
      } finally {
        wipe(plaintext);
      }
    },
    async open(data, key) {
      requireListenKey(key);
      return openMessage(data, key);
    },
  };
}
