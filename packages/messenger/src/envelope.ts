import type { Protection, PublicKey, SealedMessage, Trace } from '@status/interfaces';
import type { Route } from './routing.ts';

/** Sealed bytes on their way to one place. */
export interface OutgoingEnvelope {
  readonly route: Route;
  /** Whom they are for; absent on a public route. */
  readonly recipient?: PublicKey;
  readonly bytes: Uint8Array;
  /** What the security layer called the protection, and what an inspector may show of it. */
  readonly protection: Protection['label'];
  readonly trace?: Trace;
}

/** The envelopes in which sealed messages go out: one for each recipient of each, or a public one. */
export function envelopesFor(
  messages: readonly SealedMessage[],
  routeTo: (recipient: PublicKey | undefined) => Route,
): OutgoingEnvelope[] {
  return messages.flatMap(({ recipients, bytes, protection, trace }) => {
    const content = { bytes, protection: protection.label, ...(trace && { trace }) };
    if (recipients.length === 0) return [{ route: routeTo(undefined), ...content }];
    return recipients.map((recipient) => ({ route: routeTo(recipient), recipient, ...content }));
  });
}
