import { bytesTo0x, bytesToHex } from '@status/base';
import type { InboundMessage, PostReceipt, Protection, Trace } from '@status/interfaces';
import type { OutgoingEnvelope } from './envelope.ts';
import type { Carrier } from './listening.ts';
import type { Received } from './receiving.ts';

/** One envelope, layer by layer, for inspectors. Hex without prefix for topics and keys of a layer, `0x…` for ids. */
export interface LayerTrace {
  readonly direction: 'in' | 'out';
  /** Ids of the messages in it; none for pure acknowledgements and keys. */
  readonly messageIds: readonly string[];
  /** The other's public key as `0x04…`; for a public chat that was written to, its name. */
  readonly peer: string;
  readonly protection: Protection['label'];
  readonly route: 'public' | 'contact-code' | 'partition' | 'negotiated' | 'direct';
  readonly topic: string;
  readonly hash: string;
  readonly sync?: Trace;
  readonly security?: Trace;
  readonly privacy?: Trace;
}

/** What is known of an envelope that goes out beside itself. */
export type OutboundSteps = Pick<LayerTrace, 'messageIds' | 'peer' | 'route' | 'sync'>;

/** An envelope that was handed to the transport. */
export function outboundTrace(steps: OutboundSteps, envelope: OutgoingEnvelope, receipt: PostReceipt): LayerTrace {
  const { sync, messageIds, peer, route } = steps;
  return {
    direction: 'out',
    messageIds,
    peer,
    protection: envelope.protection,
    route,
    topic: bytesToHex(envelope.route.topic),
    hash: bytesTo0x(receipt.hash),
    ...(sync && { sync }),
    security: { bytes: envelope.bytes.length, ...envelope.trace },
    ...(receipt.trace && { privacy: receipt.trace }),
  };
}

/** Undefined for an envelope that no layer could open. */
export function inboundTrace(received: Received, inbound: InboundMessage, carrier: Carrier): LayerTrace | undefined {
  const { opened, messageIds, delivered } = received;
  if (opened === undefined || inbound.sender === undefined) return undefined;
  return {
    direction: 'in',
    messageIds,
    peer: bytesTo0x(inbound.sender),
    protection: opened.protection.label,
    route: carrier.kind,
    topic: bytesToHex(inbound.topic),
    hash: bytesTo0x(inbound.hash),
    sync: { messages: messageIds.length, delivered: delivered.length },
    security: { bytes: inbound.payload.length, ...opened.trace },
    ...(inbound.trace && { privacy: inbound.trace }),
  };
}
