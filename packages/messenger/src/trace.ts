import { bytesTo0x, bytesToHex } from '@status/base';
import type { InboundMessage, PostReceipt, Protection, Trace } from '@status/interfaces';
import type { InboundOutcome } from './inbound.ts';
import type { Carrier } from './mailbox.ts';
import type { Route } from './routing.ts';

/** One envelope, layer by layer, for inspectors. Hex without prefix for topics and keys of a layer, `0x…` for ids. */
export interface LayerTrace {
  readonly direction: 'in' | 'out';
  /** Ids of the messages in it; none for pure acknowledgements and keys. */
  readonly messageIds: readonly string[];
  /** The other's public key as `0x04…`; for a public chat that was written to, its name. */
  readonly peer: string;
  readonly protection: Protection;
  readonly route: 'public' | 'contact-code' | 'partition' | 'negotiated' | 'direct';
  readonly topic: string;
  readonly hash: string;
  readonly sync?: Trace;
  readonly security?: Trace;
  readonly privacy?: Trace;
}

/** What is known of an envelope that goes out, before the transport has had it. */
export interface OutboundSteps extends Pick<LayerTrace, 'messageIds' | 'peer' | 'route'> {
  readonly sealed: { readonly bytes: Uint8Array; readonly protection: Protection; readonly trace?: Trace };
  readonly sync?: Trace;
}

/** An envelope that was handed to the transport. */
export function outboundTrace(steps: OutboundSteps, { topic }: Route, receipt: PostReceipt): LayerTrace {
  const { sealed, sync, messageIds, peer, route } = steps;
  return {
    direction: 'out',
    messageIds,
    peer,
    protection: sealed.protection,
    route,
    topic: bytesToHex(topic),
    hash: bytesTo0x(receipt.hash),
    ...(sync && { sync }),
    security: { bytes: sealed.bytes.length, ...sealed.trace },
    ...(receipt.trace && { privacy: receipt.trace }),
  };
}

/** Undefined for an envelope that no layer could open. */
export function inboundTrace(
  outcome: InboundOutcome,
  inbound: InboundMessage,
  carrier: Carrier,
): LayerTrace | undefined {
  const { opened, messages, delivered } = outcome;
  if (opened === undefined || inbound.sender === undefined) return undefined;
  return {
    direction: 'in',
    messageIds: messages.map(({ id }) => id),
    peer: bytesTo0x(inbound.sender),
    protection: opened.protection,
    route: carrier.kind,
    topic: bytesToHex(inbound.topic),
    hash: bytesTo0x(inbound.hash),
    sync: { messages: messages.length, delivered: delivered.length },
    security: { bytes: inbound.payload.length, ...opened.trace },
    ...(inbound.trace && { privacy: inbound.trace }),
  };
}
