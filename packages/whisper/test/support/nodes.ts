import { bytesToHex } from '@status/base';
import type { Clock, InboundMessage, OutboundMessage, SymmetricKey, Topic } from '@status/interfaces';
import { encodePlaintext, encryptMessage } from '@status/message-encryption/wire';
import { type TestEnvironment, testEnvironment, type VirtualClock } from '@status/testing';
import { createWhisper, type WhisperMessage, type WhisperNode, type WhisperOptions } from '@status/whisper';
import { createEnvelope, type Envelope, type EnvelopeFields } from '@status/whisper/wire';
import { symmetricKeyFrom, topicFrom } from './bytes.ts';

/** Virtual time at which tests begin, Unix s. */
export const NOW = 1_600_000_000;
export const TOPIC: Topic = topicFrom('deadbeef');
export const KEY: SymmetricKey = symmetricKeyFrom('01'.repeat(32));

export type TestNode = { readonly node: WhisperNode; readonly environment: TestEnvironment };

/** An environment whose time begins at `NOW`; on the clock of another one if it is given. */
export function createTestEnvironment(clock?: VirtualClock, seed: string | number = 0): TestEnvironment {
  return testEnvironment({ start: NOW * 1000, seed, ...(clock && { clock }) });
}

/** A node in an environment of its own; nodes of one test share a clock. */
export function createNode(
  options: Omit<Partial<WhisperOptions>, 'environment'> = {},
  clock?: VirtualClock,
  seed: string | number = 0,
): TestNode {
  const environment = createTestEnvironment(clock, seed);
  return { node: createWhisper({ environment, ...options }), environment };
}

/** A message for the holders of `KEY`. */
export function message(text: string, parts: Partial<OutboundMessage> = {}): OutboundMessage {
  const payload = new TextEncoder().encode(text);
  return { topic: TOPIC, to: { kind: 'symmetric', key: KEY }, payload, ...parts };
}

/** What arrives at a node for the holders of `KEY`. */
export function inbox(node: WhisperNode, topics: readonly Topic[] = [TOPIC]): WhisperMessage[] {
  const messages: WhisperMessage[] = [];
  node.subscribe({ key: { kind: 'symmetric', key: KEY }, topics }, (inbound) => void messages.push(inbound));
  return messages;
}

export function texts(messages: readonly InboundMessage[]): string[] {
  return messages.map(({ payload }) => new TextDecoder().decode(payload));
}

/** A clock by which 10 ms go by each time that somebody looks, since work takes no virtual time. */
export function tickingClock(): Clock {
  let elapsed = 0;
  return {
    now: () => NOW * 1000 + elapsed,
    elapsed() {
      elapsed += 10;
      return elapsed;
    },
    schedule(_, callback) {
      queueMicrotask(callback);
      return () => {};
    },
  };
}

let serial = 0;

/** An envelope made by hand, without work; good for nodes whose minimum is 0. Its message is a number of its own. */
export function envelopeOf(fields: Partial<EnvelopeFields> = {}): Envelope {
  const payload = new TextEncoder().encode(String(serial++));
  const plaintext = encodePlaintext(payload, { padding: new Uint8Array(4).fill(1) });
  const data = encryptMessage(plaintext, { kind: 'symmetric', key: KEY }, { nonce: new Uint8Array(12) });
  return createEnvelope({ expiry: NOW + 15, ttl: 15, topic: TOPIC, data, ...fields }, 0n);
}

/** Events of a node as short texts. */
export function eventsOf(node: WhisperNode): string[] {
  const heard: string[] = [];
  const short = (hash: Uint8Array): string => bytesToHex(hash).slice(0, 8);
  node.on('sent', ({ hash, peer }) => heard.push(`sent ${short(hash)} ${peer}`));
  node.on('confirmed', ({ hash, peer }) => heard.push(`confirmed ${short(hash)} ${peer}`));
  node.on('refused', ({ hash, peer, reason }) => heard.push(`refused ${short(hash)} ${peer} ${reason}`));
  node.on('expired', ({ hash }) => heard.push(`expired ${short(hash)}`));
  return heard;
}
