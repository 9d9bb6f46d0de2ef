import { bytesToHex, copyBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { InboundMessage, OutboundMessage, PrivacyLayer, Subscription } from '@status/interfaces';
import type { PrivacySubject } from './compliance/privacy.ts';
import { testEnvironment } from './environment.ts';
import { createDirectNetwork } from './lossy-network.ts';
import type { Misbehaving } from './misbehaving.ts';
import { seededRandom } from './seeded-random.ts';

type Handler = (message: InboundMessage) => void | Promise<void>;

const SOMEBODY = publicKeyOf(generatePrivateKey(seededRandom('somebody')));
const SHORT = 1000;

/** Two nodes of a good network with history, apart from what a part replaces at both. */
function altered(alter: (inner: PrivacyLayer) => Partial<PrivacyLayer>): () => Promise<PrivacySubject> {
  return async () => {
    const environment = testEnvironment();
    const network = createDirectNetwork({ environment, history: true, delay: 5, maxPayload: 5000 });
    const node = (name: string): PrivacyLayer => {
      const inner = network.node(name);
      return { ...inner, ...alter(inner) };
    };
    return {
      a: node('a'),
      b: node('b'),
      settle: () => environment.clock.advance(100),
      pass: (ms) => environment.clock.advance(ms),
      close: async () => {},
    };
  };
}

/** Nodes that change messages on their way to the handler. */
function alteredInbound(alter: (message: InboundMessage) => InboundMessage): () => Promise<PrivacySubject> {
  return altered((inner) => ({
    subscribe: (filter, handler) => inner.subscribe(filter, (message) => handler(alter(message))),
  }));
}

/** Nodes that change messages before they are posted. */
function alteredOutbound(alter: (message: OutboundMessage) => OutboundMessage): () => Promise<PrivacySubject> {
  return altered((inner) => ({ post: (message, options) => inner.post(alter(message), options) }));
}

/** Nodes with another way of calling handlers. */
function alteredDelivery(
  subscribe: (handler: Handler, open: (handler: Handler) => Subscription) => Subscription,
): () => Promise<PrivacySubject> {
  return altered((inner) => ({
    subscribe: (filter, handler) => subscribe(handler, (own) => inner.subscribe(filter, own)),
  }));
}

/** Faulty transports. Their suite is to be told that they expire and have a history. */
export const misbehavingPrivacyLayers: readonly Misbehaving<PrivacySubject>[] = [
  {
    fault: 'delivers to whoever listens, whatever the key',
    caughtBy: 'who holds another key receives nothing',
    setup: altered((inner) => {
      const key = new Uint8Array(32);
      return {
        post: (message, options) => inner.post({ ...message, to: { kind: 'symmetric', key } }, options),
        subscribe: ({ topics }, handler) => inner.subscribe({ topics, key: { kind: 'symmetric', key } }, handler),
      };
    }),
  },
  {
    fault: 'takes no notice of topics',
    caughtBy: 'topics choose among the messages of a key; none means any',
    setup: altered((inner) => ({ subscribe: ({ key }, handler) => inner.subscribe({ key, topics: [] }, handler) })),
  },
  {
    fault: 'takes no topics for no messages',
    caughtBy: 'topics choose among the messages of a key; none means any',
    setup: altered((inner) => ({
      subscribe: (filter, handler) =>
        inner.subscribe(filter, (message) => (filter.topics.length === 0 ? undefined : handler(message))),
    })),
  },
  {
    fault: 'names somebody as the sender of what nobody signed',
    caughtBy: 'a message that was not signed has no sender',
    setup: alteredInbound((message) => ({ sender: SOMEBODY, ...message })),
  },
  {
    fault: 'names somebody else as the sender',
    caughtBy: 'a message says whose signature it bore, which topic, and that it is live',
    setup: alteredInbound((message) => ({ ...message, sender: SOMEBODY })),
  },
  {
    fault: 'cuts long payloads',
    caughtBy: 'payloads arrive as they were, empty, odd and large',
    setup: alteredOutbound((message) => ({ ...message, payload: message.payload.subarray(0, SHORT) })),
  },
  {
    fault: 'cuts what is too large instead of refusing it',
    caughtBy: 'a payload larger than the traits allow is refused',
    setup: alteredOutbound((message) => ({ ...message, payload: message.payload.subarray(0, 5000) })),
  },
  {
    fault: 'sends what was aborted',
    caughtBy: 'a post that is aborted rejects with the reason and sends nothing',
    setup: altered((inner) => ({ post: (message) => inner.post(message) })),
  },
  {
    fault: 'rejects an aborted post with an error of its own',
    caughtBy: 'a post that is aborted rejects with the reason and sends nothing',
    setup: altered((inner) => ({
      async post(message, options) {
        if (options?.signal?.aborted === true) throw new Error('aborted');
        return inner.post(message, options);
      },
    })),
  },
  {
    fault: 'names its messages otherwise than it delivers them',
    caughtBy: 'the receipt names the message as it arrives, with its times',
    setup: altered((inner) => ({
      async post(message, options) {
        const receipt = await inner.post(message, options);
        return { ...receipt, hash: receipt.hash.map((byte) => byte ^ 1) };
      },
    })),
  },
  {
    fault: 'takes the time to live for milliseconds',
    caughtBy: 'the receipt names the message as it arrives, with its times',
    setup: altered((inner) => ({
      async post(message, options) {
        const receipt = await inner.post(message, options);
        return { ...receipt, expiresAt: receipt.sentAt + message.ttl };
      },
    })),
  },
  {
    fault: 'lets messages die early',
    caughtBy: 'a message dies after its time to live, not before, and says so',
    setup: alteredOutbound((message) => ({ ...message, ttl: 1 })),
  },
  {
    fault: 'reads the payload when it is delivered, not when it is posted',
    caughtBy: 'once posted a message is final, whatever its poster does to the arrays',
    setup: (() => {
      const posted = new Map<string, Uint8Array>();
      return altered((inner) => ({
        async post(message, options) {
          const receipt = await inner.post(message, options);
          posted.set(bytesToHex(receipt.hash), message.payload);
          return receipt;
        },
        subscribe: (filter, handler) =>
          inner.subscribe(filter, (message) =>
            handler({ ...message, payload: copyBytes(posted.get(bytesToHex(message.hash)) ?? message.payload) }),
          ),
      }));
    })(),
  },
  {
    fault: 'gives all subscriptions one array',
    caughtBy: 'each subscription gets its own copy',
    setup: (() => {
      const shared = new Map<string, InboundMessage>();
      return alteredInbound((message) => {
        const name = bytesToHex(message.hash);
        shared.set(name, shared.get(name) ?? message);
        return shared.get(name)!;
      });
    })(),
  },
  {
    fault: 'does not wait for handlers',
    caughtBy: 'a handler is awaited before the next message of its subscription',
    setup: alteredDelivery((handler, open) => open((message) => void handler(message))),
  },
  {
    fault: 'lets subscriptions wait for each other',
    caughtBy: 'a slow subscription holds up no other',
    setup: altered((inner) => {
      let last: Promise<unknown> = Promise.resolve();
      return {
        subscribe: (filter, handler) =>
          inner.subscribe(filter, (message) => {
            last = last.then(() => handler(message));
          }),
      };
    }),
  },
  {
    fault: 'stops delivering after a handler has failed',
    caughtBy: 'a handler that throws or rejects stops nothing',
    setup: alteredDelivery((handler, open) => {
      let failed = false;
      return open(async (message) => {
        if (failed) return;
        try {
          await handler(message);
        } catch {
          failed = true;
        }
      });
    }),
  },
  {
    fault: 'goes on delivering what waits after a cancel',
    caughtBy: 'cancelling also drops messages that wait for the handler',
    setup: alteredDelivery((handler, open) => {
      let last: Promise<unknown> = Promise.resolve();
      return open((message) => {
        last = last.then(() => handler(message));
      });
    }),
  },
  {
    fault: 'cannot be cancelled',
    caughtBy: 'a cancelled subscription is not called again',
    setup: altered((inner) => ({
      subscribe(filter, handler) {
        inner.subscribe(filter, handler);
        return { cancel: () => {} };
      },
    })),
  },
  {
    fault: 'promises confirmations that do not come',
    caughtBy: 'events speak of posted messages only, by their hash',
    setup: altered((inner) => ({
      on: (name, listener) => (name === 'confirmed' ? () => {} : inner.on(name, listener)),
    })),
  },
  {
    fault: 'passes messages of the past for live ones',
    caughtBy: 'the past comes page by page through the subscriptions, marked so',
    setup: alteredInbound((message) => ({ ...message, historic: false })),
  },
  {
    fault: 'gives the first page again and again',
    caughtBy: 'the past comes page by page through the subscriptions, marked so',
    setup: altered((inner) => ({
      history: {
        request: ({ cursor: _, ...query }, options) => inner.history!.request(query, options),
      },
    })),
  },
  {
    fault: 'says that a page is done before its handlers are',
    caughtBy: 'a page is done after its handlers are',
    setup: alteredDelivery((handler, open) => open((message) => void Promise.resolve().then(() => handler(message)))),
  },
];
