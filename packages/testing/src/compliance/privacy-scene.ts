import { utf8ToBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf, requireSymmetricKey } from '@status/crypto';
import type {
  InboundMessage,
  ListenKey,
  OutboundMessage,
  PrivacyLayer,
  PrivateKey,
  RecipientKey,
  SymmetricKey,
  Topic,
} from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, checkCode, type Waiting, within } from './case.ts';

/** Two nodes of one network, connected and ready, on which nobody has posted yet. */
export type PrivacySubject = {
  readonly a: PrivacyLayer;
  readonly b: PrivacyLayer;
  /** Resolves when every message posted so far has been delivered to whom it will be delivered. */
  settle(): Promise<void>;
  /** Lets `ms` go by. Needed where the manifest says `expires`. */
  readonly pass?: (ms: number) => Promise<void>;
  /** Whether subscriptions that `b` asks for from now on come to nothing. Needed where the manifest says `subscriptions: 'asked'`. */
  readonly failSubscriptions?: (fail: boolean) => void;
  /** Lets a server of the past appear or go, for `b`; one of another name is there from the beginning. Needed where the manifest says `history`. */
  readonly serve?: (server: string, serves: boolean) => void;
  /** Stops `a` for good. Needed where the manifest says `stops`. */
  readonly stop?: () => Promise<void>;
  close(): Promise<void>;
};

/** What this transport can do. */
export type PrivacyManifest = Waiting & {
  /** Says when a message's time is over (`expired`), and time can be made to pass. */
  readonly expires?: boolean;
  /** Has `history`, which keeps what was posted before, with a server at once. */
  readonly history?: boolean;
  /** Can be stopped. */
  readonly stops?: boolean;
  /** How a subscription comes about: `flooded` (default), ready at once; `asked`, ready after a while, or never. */
  readonly subscriptions?: 'flooded' | 'asked';
  /** ms that lifetimes are rounded up to at most (default 1,000). */
  readonly unit?: number;
  /** Bytes of the largest payload that is tried out (default and upper bound: `traits.maxPayload`). */
  readonly largestPayload?: number;
};

const random = seededRandom('privacy compliance');
const SHARED = requireSymmetricKey(random.bytes(32));

/** Identities, keys and topics of the suite. */
export const ALICE: PrivateKey = generatePrivateKey(random);
export const BOB: PrivateKey = generatePrivateKey(random);
export const CAROL: PrivateKey = generatePrivateKey(random);
export const OTHER: SymmetricKey = requireSymmetricKey(random.bytes(32));
export const TOPIC = random.bytes(4) as Topic;
export const TOPIC_2 = random.bytes(4) as Topic;
export const toAll: RecipientKey = { kind: 'symmetric', key: SHARED };
export const toBob: RecipientKey = { kind: 'asymmetric', publicKey: publicKeyOf(BOB) };
export const withShared: ListenKey = { kind: 'symmetric', key: SHARED };
export const asBob: ListenKey = { kind: 'asymmetric', privateKey: BOB };

/** A message with a text as its payload, that lives as long as the transport likes. */
export function message(text: string, parts: Partial<OutboundMessage> = {}): OutboundMessage {
  return { topic: TOPIC, to: toAll, from: ALICE, payload: utf8ToBytes(text), ...parts };
}

/** The texts of messages in alphabetical order: no transport promises another. */
export function texts(messages: readonly InboundMessage[]): string[] {
  return messages.map(({ payload }) => new TextDecoder().decode(payload)).sort();
}

/** What the cases of the suite do with their subject, and how long they wait for it. */
export class PrivacyScene {
  readonly manifest: PrivacyManifest;
  readonly #setup: () => Promise<PrivacySubject>;

  constructor(setup: () => Promise<PrivacySubject>, manifest: PrivacyManifest) {
    this.#setup = setup;
    this.manifest = manifest;
  }

  /** A case with fresh nodes. */
  readonly case = (name: string, body: (subject: PrivacySubject) => Promise<void>): Case => ({
    name: `privacy: ${name}`,
    run: async () => {
      const subject = await this.#setup();
      try {
        await body(subject);
      } finally {
        await subject.close();
      }
    },
  });

  readonly wait = <Value>(promise: Promise<Value>, what: string): Promise<Value> =>
    within(promise, what, this.manifest);

  readonly post = (node: PrivacyLayer, outbound: OutboundMessage): ReturnType<PrivacyLayer['post']> =>
    this.wait(node.post(outbound), 'post');

  /** Subscribes, and waits until that is ready. */
  readonly listen = async (
    node: PrivacyLayer,
    handler: (message: InboundMessage) => void | Promise<void>,
    key: ListenKey = withShared,
    topics: readonly Topic[] = [],
  ): Promise<ReturnType<PrivacyLayer['subscribe']>> => {
    const subscription = node.subscribe({ key, topics }, handler);
    await this.wait(subscription.ready, 'readiness of a subscription');
    return subscription;
  };

  /** What a subscription collects from when it is ready. */
  readonly inbox = async (
    node: PrivacyLayer,
    key: ListenKey = withShared,
    topics: readonly Topic[] = [TOPIC],
  ): Promise<InboundMessage[]> => {
    const messages: InboundMessage[] = [];
    await this.listen(node, (inbound) => void messages.push(inbound), key, topics);
    return messages;
  };

  /** Fails unless `a` refuses to post with that code. */
  readonly refused = (
    { a }: PrivacySubject,
    parts: Partial<OutboundMessage>,
    code: string,
    what: string,
  ): Promise<void> => checkCode(() => a.post(message('x', parts)), code, what, this.manifest);
}
