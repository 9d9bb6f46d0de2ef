import { bytesToHex, copyBytes } from '@status/base';
import { generatePrivateKey, isPrivateKey, keccak256, publicKeyOf } from '@status/crypto';
import type { InboundMessage, MessageHash, OutboundMessage, SymmetricKey, Topic } from '@status/interfaces';
import type { PrivacySubject } from './compliance/privacy.ts';
import type { Misbehaving } from './misbehaving.ts';
import { misbehavingHistories } from './misbehaving-privacy-history.ts';
import { altered, alteredDelivery, alteredInbound } from './misbehaving-privacy-nodes.ts';
import { seededRandom } from './seeded-random.ts';

const SOMEBODY = publicKeyOf(generatePrivateKey(seededRandom('somebody')));
const SHORT = 1000;

const hashOf = (bytes: Uint8Array): MessageHash => keccak256(bytes) as MessageHash;

/** Nodes that change messages before they are posted. */
function alteredOutbound(alter: (message: OutboundMessage) => OutboundMessage): () => Promise<PrivacySubject> {
  return altered((inner) => ({ post: (message, options) => inner.post(alter(message), options) }));
}

/** Faulty transports. Their suite is to be told that they expire and have a history. */
export const misbehavingPrivacyLayers: readonly Misbehaving<PrivacySubject>[] = [
  {
    fault: 'posts under another key than the symmetric one that it is given',
    caughtBy: 'a message for a symmetric key reaches who holds it',
    setup: alteredOutbound(({ to, ...message }) => ({
      ...message,
      to: to.kind === 'symmetric' ? { ...to, key: keccak256(to.key) as Uint8Array as SymmetricKey } : to,
    })),
  },
  {
    fault: 'seals for its own key what is for somebody else’s',
    caughtBy: 'a message for a public key reaches who holds the private one',
    setup: alteredOutbound(({ to, ...message }) => ({
      ...message,
      to: to.kind === 'asymmetric' && message.from ? { ...to, publicKey: publicKeyOf(message.from) } : to,
    })),
  },
  {
    fault: 'hears nothing any more once it has posted',
    caughtBy: 'messages go in both directions',
    setup: altered((inner) => {
      let posted = false;
      return {
        post(message, options) {
          posted = true;
          return inner.post(message, options);
        },
        subscribe: (filter, handler) => inner.subscribe(filter, (message) => (posted ? undefined : handler(message))),
      };
    }),
  },
  {
    fault: 'delivers to whoever listens, whatever the key',
    caughtBy: 'who holds another key receives nothing',
    setup: altered((inner) => {
      const key = new Uint8Array(32).fill(1) as SymmetricKey;
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
        return { ...receipt, hash: receipt.hash.map((byte) => byte ^ 1) as MessageHash };
      },
    })),
  },
  {
    fault: 'names messages by their topic',
    caughtBy: 'two messages have two hashes',
    setup: altered((inner) => ({
      post: async (message, options) => ({ ...(await inner.post(message, options)), hash: hashOf(message.topic) }),
      subscribe: (filter, handler) =>
        inner.subscribe(filter, (message) => handler({ ...message, hash: hashOf(message.topic) })),
    })),
  },
  {
    fault: 'takes the lifetime for seconds',
    caughtBy: 'a message lives for as long as its poster says, in ms, or as the transport likes',
    setup: altered((inner) => ({
      async post(message, options) {
        const receipt = await inner.post(message, options);
        return { ...receipt, expiresAt: receipt.sentAt + 1000 * (receipt.expiresAt - receipt.sentAt) };
      },
    })),
  },
  {
    fault: 'lets every message live equally long',
    caughtBy: 'a message lives for as long as its poster says, in ms, or as the transport likes',
    setup: alteredOutbound((message) => ({ ...message, lifetime: 60_000 })),
  },
  {
    fault: 'promises lifetimes that are over before anything arrives',
    caughtBy: 'says what it is',
    setup: altered(({ traits }) => ({ traits: { ...traits, lifetime: traits.typicalLatency } })),
  },
  {
    fault: 'takes a lifetime that is none for its own',
    caughtBy: 'a lifetime that is none is refused',
    setup: alteredOutbound(({ lifetime, ...message }) => (lifetime ? { ...message, lifetime } : message)),
  },
  {
    fault: 'fills up topics that are too short',
    caughtBy: 'a topic that is none is refused',
    setup: alteredOutbound((message) => {
      const topic = new Uint8Array(4) as Topic;
      topic.set(message.topic);
      return { ...message, topic };
    }),
  },
  {
    fault: 'fills up symmetric keys that are too short',
    caughtBy: 'what is no key is refused',
    setup: alteredOutbound(({ to, ...message }) => {
      if (to.kind === 'asymmetric') return { ...message, to };
      const key = new Uint8Array(32) as SymmetricKey;
      key.set(to.key);
      return { ...message, to: { ...to, key } };
    }),
  },
  {
    fault: 'leaves unsigned what it cannot sign',
    caughtBy: 'what is no key is refused',
    setup: alteredOutbound(({ from, ...message }) => (from && isPrivateKey(from) ? { ...message, from } : message)),
  },
  {
    fault: 'lets messages die early',
    caughtBy: 'a message dies after its lifetime, not before, and says so',
    setup: alteredOutbound((message) => ({ ...message, lifetime: 1_000 })),
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
        return { ready: Promise.resolve(), cancel: () => {} };
      },
    })),
  },
  {
    fault: 'is ready before it listens',
    caughtBy: 'what is posted once a subscription is ready arrives',
    setup: altered((inner, { clock }) => ({
      subscribe(filter, handler) {
        const cancel = clock.schedule(1_000, () => inner.subscribe(filter, handler));
        return { ready: Promise.resolve(), cancel };
      },
    })),
  },
  {
    fault: 'is ready late though everybody hears everything',
    caughtBy: 'a subscription is ready at once',
    setup: altered((inner, { clock }) => ({
      subscribe(filter, handler) {
        const { cancel } = inner.subscribe(filter, handler);
        return { ready: new Promise((resolve) => clock.schedule(50, resolve)), cancel };
      },
    })),
  },
  {
    fault: 'listens with whatever it is given, and hears nothing',
    caughtBy: 'what is no key or no topic cannot be listened for',
    setup: altered((inner) => ({
      subscribe(filter, handler) {
        try {
          return inner.subscribe(filter, handler);
        } catch {
          return { ready: Promise.resolve(), cancel: () => {} };
        }
      },
    })),
  },
  {
    fault: 'knows nothing of being stopped',
    caughtBy: 'once it is stopped it posts nothing and listens to nothing',
    setup: async () => ({ ...(await altered(() => ({}))()), stop: async () => {} }),
  },
  {
    fault: 'goes on calling a listener that was taken off',
    caughtBy: 'a listener of events can be taken off, and stops no other by throwing',
    setup: altered((inner) => ({
      on(name, listener) {
        inner.on(name, listener);
        return () => {};
      },
    })),
  },
  {
    fault: 'calls no listener any more once one has thrown',
    caughtBy: 'a listener of events can be taken off, and stops no other by throwing',
    setup: altered((inner) => {
      let calling = false;
      return {
        on: (name, listener) =>
          inner.on(name, (event) => {
            if (calling) return;
            calling = true;
            listener(event);
            calling = false;
          }),
      };
    }),
  },
  {
    fault: 'tells that a message left after it was confirmed',
    caughtBy: 'a peer confirms what left for it before, and nothing if the traits say so',
    setup: altered((inner, { clock }) => ({
      on: (name, listener) =>
        inner.on(name, (event) => void (name === 'sent' ? clock.schedule(50, () => listener(event)) : listener(event))),
    })),
  },
  {
    fault: 'says that peers confirm nothing, which then do',
    caughtBy: 'a peer confirms what left for it before, and nothing if the traits say so',
    setup: altered((inner) => ({
      on: (name, listener) =>
        inner.on(name, (event) => listener(name === 'sent' ? { ...event, confirms: false } : event)),
    })),
  },
  {
    fault: 'confirms though its traits say that nobody does',
    caughtBy: 'a peer confirms what left for it before, and nothing if the traits say so',
    setup: altered(({ traits }) => ({ traits: { ...traits, confirmations: false } })),
  },
  {
    fault: 'promises confirmations that do not come',
    caughtBy: 'events speak of posted messages only, by their hash',
    setup: altered((inner) => ({
      on: (name, listener) => (name === 'confirmed' ? () => {} : inner.on(name, listener)),
    })),
  },
  ...misbehavingHistories,
];
