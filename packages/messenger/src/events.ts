import type { Protection } from '@status/interfaces';
import type { Message, MessageStatus } from './message.ts';
import type { LayerTrace } from './trace.ts';

/** What a messenger tells. Events about stored things fire after the commit. */
export type MessengerEvents = {
  /** A message of somebody else is in the history; once for each. */
  message: Message;
  /** An own message came further: for whoever it is for, or for the last of several. */
  status: { readonly messageId: string; readonly status: MessageStatus; readonly protection: Protection | undefined };
  /** An own message for several people came further for one of them (`0x04…`). */
  progress: { readonly messageId: string; readonly recipient: string; readonly status: MessageStatus };
  /** A device of somebody became known (from now on messages to it are end-to-end sessions), or gave way to newer ones. */
  device: { readonly kind: 'added' | 'rotated-out'; readonly publicKey: string; readonly installationId: string };
  /** Something inbound was dropped; `reason` is a stable code. */
  dropped: { readonly reason: string };
  /** What each layer did with one envelope, for inspectors. */
  trace: LayerTrace;
};
