import { equalBytes, utf8ToBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { InboundMessage, ListenKey, OutboundMessage, PrivacyLayer, RecipientKey, Topic } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import {
  background,
  type Case,
  check,
  checkBytes,
  checkCoded,
  checkList,
  checkPlain,
  checkSame,
  createGate,
  idle,
  listenInTrouble,
  rejection,
  until,
  type Waiting,
  within,
} from './case.ts';

/** Two nodes of one network, connected and ready, on which nobody has posted yet. */
export type PrivacySubject = {
  readonly a: PrivacyLayer;
  readonly b: PrivacyLayer;
  /** Resolves when every message posted so far has been delivered to whom it will be delivered. */
  settle(): Promise<void>;
  /** Lets `ms` go by. Needed where the manifest says `expires`. */
  readonly pass?: (ms: number) => Promise<void>;
  close(): Promise<void>;
};

/** What this transport can do. */
export type PrivacyManifest = Waiting & {
  /** Says when a message's time is over (`expired`), and time can be made to pass. */
  readonly expires?: boolean;
  /** Has `history`, which keeps what was posted before. */
  readonly history?: boolean;
  /** Bytes of the largest payload that is tried out (default and upper bound: `traits.maxPayload`). */
  readonly largestPayload?: number;
};

const TTL = 60;
const random = seededRandom('privacy compliance');
const ALICE = generatePrivateKey(random);
const BOB = generatePrivateKey(random);
const CAROL = generatePrivateKey(random);
const SHARED = random.bytes(32);
const OTHER = random.bytes(32);
const TOPIC: Topic = random.bytes(4);
const TOPIC_2: Topic = random.bytes(4);

const toAll: RecipientKey = { kind: 'symmetric', key: SHARED };
const toBob: RecipientKey = { kind: 'asymmetric', publicKey: publicKeyOf(BOB) };
const withShared: ListenKey = { kind: 'symmetric', key: SHARED };
const asBob: ListenKey = { kind: 'asymmetric', privateKey: BOB };

/** A message with a text as its payload. */
function message(text: string, parts: Partial<OutboundMessage> = {}): OutboundMessage {
  return { topic: TOPIC, to: toAll, from: ALICE, payload: utf8ToBytes(text), ttl: TTL, ...parts };
}

/** What a subscription collects. */
function inbox(node: PrivacyLayer, key: ListenKey = withShared, topics: readonly Topic[] = [TOPIC]): InboundMessage[] {
  const messages: InboundMessage[] = [];
  node.subscribe({ key, topics }, (inbound) => void messages.push(inbound));
  return messages;
}

/** The texts of messages in alphabetical order: no transport promises another. */
function texts(messages: readonly InboundMessage[]): string[] {
  return messages.map(({ payload }) => new TextDecoder().decode(payload)).sort();
}

/** The promises of the seam `PrivacyLayer`, between two nodes on a network that loses nothing. */
export function privacyCompliance(setup: () => Promise<PrivacySubject>, manifest: PrivacyManifest = {}): Case[] {
  const withNodes = (name: string, body: (subject: PrivacySubject) => Promise<void>): Case => ({
    name: `privacy: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await body(subject);
      } finally {
        await subject.close();
      }
    },
  });
  const wait = <Value>(promise: Promise<Value>, what: string): Promise<Value> => within(promise, what, manifest);
  const post = (node: PrivacyLayer, outbound: OutboundMessage): ReturnType<PrivacyLayer['post']> =>
    wait(node.post(outbound), 'post');
  const refused = (subject: PrivacySubject, parts: Partial<OutboundMessage>, what: string): Promise<void> =>
    checkCoded(() => subject.a.post(message('x', parts)), what, manifest);

  const cases = [
    withNodes('says what it is', async ({ a }) => {
      const { name, maxPayload, confirmations, typicalLatency } = a.traits;
      check(name.length > 0, 'the name is empty');
      check(Number.isSafeInteger(maxPayload) && maxPayload > 0, `maxPayload is ${maxPayload}`);
      checkSame(typeof confirmations, 'boolean', 'type of confirmations');
      check(Number.isFinite(typicalLatency) && typicalLatency >= 0, `typicalLatency is ${typicalLatency}`);
    }),
    withNodes('a message for a symmetric key reaches who holds it', async ({ a, b, settle }) => {
      const received = inbox(b);
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    withNodes('a message for a public key reaches who holds the private one', async ({ a, b, settle }) => {
      const received = inbox(b, asBob);
      await post(a, message('hello', { to: toBob }));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    withNodes('messages go in both directions', async ({ a, b, settle }) => {
      const [atA, atB] = [inbox(a, { kind: 'asymmetric', privateKey: ALICE }), inbox(b, asBob)];
      await post(a, message('to b', { to: toBob }));
      await post(b, message('to a', { to: { kind: 'asymmetric', publicKey: publicKeyOf(ALICE) }, from: BOB }));
      await wait(settle(), 'settle');
      checkList(texts(atA), ['to a'], 'messages at a');
      checkList(texts(atB), ['to b'], 'messages at b');
    }),
    withNodes('who holds another key receives nothing', async ({ a, b, settle }) => {
      const others = [
        inbox(b, { kind: 'symmetric', key: OTHER }),
        inbox(b, { kind: 'asymmetric', privateKey: CAROL }),
        // The same bytes as a key of the other kind are another key.
        inbox(b, { kind: 'symmetric', key: BOB }),
      ];
      await post(a, message('for the shared key'));
      await post(a, message('for bob', { to: toBob }));
      await wait(settle(), 'settle');
      for (const received of others) checkList(texts(received), [], 'messages');
    }),
    withNodes('topics choose among the messages of a key; none means any', async ({ a, b, settle }) => {
      const [one, both, any, neither] = [[TOPIC], [TOPIC, TOPIC_2], [], [Uint8Array.of(0, 0, 0, 0)]].map((topics) =>
        inbox(b, withShared, topics),
      );
      await post(a, message('first'));
      await post(a, message('second', { topic: TOPIC_2 }));
      await wait(settle(), 'settle');
      checkList(texts(one!), ['first'], 'one topic');
      checkList(texts(both!), ['first', 'second'], 'both topics');
      checkList(texts(any!), ['first', 'second'], 'no topics');
      checkList(texts(neither!), [], 'another topic');
    }),
    withNodes('a message says whose signature it bore, which topic, and that it is live', async ({ a, b, settle }) => {
      const received = inbox(b, asBob, []);
      await post(a, message('hello', { to: toBob, topic: TOPIC_2 }));
      await wait(settle(), 'settle');
      const [inbound] = received;
      check(inbound !== undefined, 'nothing arrived');
      checkBytes(inbound.sender, publicKeyOf(ALICE), 'sender');
      checkBytes(inbound.topic, TOPIC_2, 'topic');
      checkPlain(inbound.payload, 'payload');
      checkSame(inbound.historic, false, 'historic');
    }),
    withNodes('a message that was not signed has no sender', async ({ a, b, settle }) => {
      const received = inbox(b);
      const { from: _, ...anonymous } = message('hello');
      await post(a, anonymous);
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
      checkSame(received[0]!.sender === undefined, true, 'absence of a sender');
    }),
    withNodes('the receipt names the message as it arrives, with its times', async ({ a, b, settle }) => {
      const received = inbox(b);
      const receipt = await post(a, message('hello'));
      await wait(settle(), 'settle');
      const [inbound] = received;
      check(inbound !== undefined, 'nothing arrived');
      checkSame(receipt.hash.length, 32, 'length of the hash');
      checkBytes(inbound.hash, receipt.hash, 'hash');
      check(Number.isSafeInteger(receipt.sentAt), `sentAt is ${receipt.sentAt}`);
      const life = receipt.expiresAt - receipt.sentAt;
      check(Math.abs(life - TTL * 1000) <= 2000, `a time to live of ${TTL} s became ${life} ms`);
      check(Math.abs(inbound.sentAt - receipt.sentAt) <= 2000, `sent at ${receipt.sentAt}, but says ${inbound.sentAt}`);
      check(inbound.receivedAt >= inbound.sentAt - 1000, 'received before it was sent');
    }),
    withNodes('two messages have two hashes', async ({ a }) => {
      const [one, two] = [await post(a, message('one')), await post(a, message('two'))];
      check(!equalBytes(one.hash, two.hash), 'both have the same hash');
    }),
    withNodes('payloads arrive as they were, empty, odd and large', async ({ a, b, settle }) => {
      const received = inbox(b);
      const largest = Math.min(a.traits.maxPayload, manifest.largestPayload ?? Number.POSITIVE_INFINITY);
      const lengths = [...new Set([0, 1, 31, 255, 256, 1000, largest])].filter((length) => length <= largest);
      const bodies = lengths.map((length) => seededRandom(length).bytes(length));
      for (const payload of bodies) await post(a, message('', { payload }));
      await wait(settle(), 'settle');
      for (const payload of bodies) {
        check(
          received.some((inbound) => equalBytes(inbound.payload, payload)),
          `no payload arrived as the ${payload.length} bytes that were posted`,
        );
      }
    }),
    withNodes('a payload larger than the traits allow is refused', (subject) =>
      refused(subject, { payload: new Uint8Array(subject.a.traits.maxPayload + 1) }, 'post of too much'),
    ),
    withNodes('what is no key is refused', async (subject) => {
      await refused(subject, { to: { kind: 'symmetric', key: new Uint8Array(31) } }, 'a short symmetric key');
      await refused(subject, { to: { kind: 'asymmetric', publicKey: new Uint8Array(65) } }, 'a point off the curve');
      await refused(
        subject,
        { to: { kind: 'asymmetric', publicKey: publicKeyOf(BOB).slice(1) } },
        'a short public key',
      );
      await refused(subject, { from: new Uint8Array(32) }, 'zero as a private key');
    }),
    withNodes('a post that is aborted rejects with the reason and sends nothing', async ({ a, b, settle }) => {
      const received = inbox(b);
      const reason = new Error('changed my mind');
      const signal = AbortSignal.abort(reason);
      const error = await rejection(() => a.post(message('hello'), { signal }), 'an aborted post', manifest);
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
      await wait(settle(), 'settle');
      checkList(texts(received), [], 'messages');
    }),
    withNodes('once posted a message is final, whatever its poster does to the arrays', async ({ a, b, settle }) => {
      const received = inbox(b);
      const outbound = message('hello', { topic: TOPIC.slice(), to: { kind: 'symmetric', key: SHARED.slice() } });
      await post(a, outbound);
      outbound.payload.fill(0);
      outbound.topic.fill(0);
      if (outbound.to.kind === 'symmetric') outbound.to.key.fill(0);
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    withNodes('each subscription gets its own copy', async ({ a, b, settle }) => {
      b.subscribe({ key: withShared, topics: [] }, ({ payload }) => void payload.fill(0));
      const received = inbox(b);
      b.subscribe({ key: withShared, topics: [] }, ({ payload }) => void payload.fill(0));
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    withNodes('a handler is awaited before the next message of its subscription', async ({ a, b, settle }) => {
      const gate = createGate();
      let calls = 0;
      b.subscribe({ key: withShared, topics: [] }, () => {
        calls++;
        return gate.opened;
      });
      const kept = inbox(b);
      for (const text of ['one', 'two', 'three']) await post(a, message(text));
      const settling = background(settle());
      try {
        await until(() => kept.length === 3, 'arrival', manifest);
        await idle();
        checkSame(calls, 1, 'calls while the first one runs');
      } finally {
        gate.open();
        await wait(settling, 'settle');
      }
      await until(() => calls === 3, 'all three calls', manifest);
    }),
    withNodes('a slow subscription holds up no other', async ({ a, b, settle }) => {
      const gate = createGate();
      b.subscribe({ key: withShared, topics: [] }, () => gate.opened);
      const received = inbox(b);
      await post(a, message('one'));
      await post(a, message('two'));
      const settling = background(settle());
      try {
        await until(() => received.length === 2, 'delivery to the quick one', manifest);
      } finally {
        gate.open();
        await wait(settling, 'settle');
      }
    }),
    withNodes('a handler that throws or rejects stops nothing', async ({ a, b, settle }) => {
      let calls = 0;
      b.subscribe({ key: withShared, topics: [] }, () => {
        calls++;
        throw new Error('a handler failed');
      });
      b.subscribe({ key: withShared, topics: [] }, async () => {
        calls++;
        throw new Error('a handler failed later');
      });
      const received = inbox(b);
      await post(a, message('one'));
      await post(a, message('two'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['one', 'two'], 'messages');
      checkSame(calls, 4, 'calls of the failing handlers');
    }),
    withNodes('a cancelled subscription is not called again', async ({ a, b, settle }) => {
      const received: string[] = [];
      const kept = inbox(b);
      const subscription = b.subscribe({ key: withShared, topics: [] }, ({ payload }) => {
        received.push(new TextDecoder().decode(payload));
      });
      await post(a, message('before'));
      await wait(settle(), 'settle');
      subscription.cancel();
      subscription.cancel();
      await post(a, message('after'));
      await wait(settle(), 'settle');
      checkList(received, ['before'], 'messages of the cancelled one');
      checkList(texts(kept), ['after', 'before'], 'messages of the other');
    }),
    withNodes('cancelling also drops messages that wait for the handler', async ({ a, b, settle }) => {
      let calls = 0;
      const gate = createGate();
      const kept = inbox(b);
      const subscription = b.subscribe({ key: withShared, topics: [] }, () => {
        calls++;
        return gate.opened;
      });
      for (const text of ['one', 'two', 'three']) await post(a, message(text));
      const settling = background(settle());
      await until(() => kept.length === 3, 'arrival', manifest);
      subscription.cancel();
      gate.open();
      await wait(settling, 'settle');
      checkSame(calls, 1, 'calls');
    }),
    withNodes('events speak of posted messages only, by their hash', async ({ a, b, settle }) => {
      const heard: { readonly name: string; readonly hash: Uint8Array; readonly peer?: string }[] = [];
      for (const name of ['sent', 'confirmed', 'refused'] as const)
        a.on(name, (event) => heard.push({ name, ...event }));
      inbox(b);
      const receipt = await post(a, message('hello'));
      await wait(settle(), 'settle');
      for (const { name, hash, peer } of heard) {
        checkBytes(hash, receipt.hash, `hash of ${name}`);
        check(typeof peer === 'string' && peer.length > 0, `${name} names no peer`);
      }
      if (a.traits.confirmations) {
        await until(() => heard.some(({ name }) => name === 'confirmed'), 'the promised confirmation', manifest);
      }
    }),
    withNodes('a listener of events can be taken off, and stops no other by throwing', async ({ a, settle }) => {
      const heard = listenInTrouble((listener) => {
        const cancels = [a.on('sent', listener), a.on('expired', listener)];
        return () => {
          for (const cancel of cancels) cancel();
        };
      });
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkSame(heard.cancelled, 0, 'calls of the cancelled listener');
      check(heard.kept > 0, 'the listener after a throwing one heard nothing');
    }),
    withNodes('has a history or none, as declared', async ({ a, b }) => {
      for (const node of [a, b]) checkSame(node.history !== undefined, manifest.history === true, 'having a history');
    }),
  ];
  if (manifest.expires === true) cases.push(...expiryCases(withNodes, post, wait));
  if (manifest.history === true) cases.push(...historyCases(withNodes, post, wait, manifest));
  return cases;
}

type WithNodes = (name: string, body: (subject: PrivacySubject) => Promise<void>) => Case;
type Post = (node: PrivacyLayer, outbound: OutboundMessage) => ReturnType<PrivacyLayer['post']>;
type Wait = <Value>(promise: Promise<Value>, what: string) => Promise<Value>;

function expiryCases(withNodes: WithNodes, post: Post, wait: Wait): Case[] {
  return [
    withNodes('a message dies after its time to live, not before, and says so', async ({ a, settle, pass }) => {
      check(pass !== undefined, 'the setup must be able to let time pass');
      const expired: Uint8Array[] = [];
      a.on('expired', ({ hash }) => expired.push(hash));
      const receipt = await post(a, message('hello'));
      await wait(settle(), 'settle');
      await wait(pass((TTL / 2) * 1000), 'half the time');
      checkSame(expired.length, 0, 'messages expired after half their time');
      await wait(pass(TTL * 1000), 'the rest and more');
      checkSame(expired.length, 1, 'messages expired');
      checkBytes(expired[0], receipt.hash, 'hash');
    }),
  ];
}

function historyCases(withNodes: WithNodes, post: Post, wait: Wait, manifest: PrivacyManifest): Case[] {
  return [
    withNodes('the past comes page by page through the subscriptions, marked so', async ({ a, b, settle }) => {
      const times: number[] = [];
      for (const text of ['one', 'two', 'three']) times.push((await post(a, message(text))).sentAt);
      await post(a, message('elsewhere', { topic: TOPIC_2 }));
      await wait(settle(), 'settle');
      const received = inbox(b);
      const query = { topics: [TOPIC], from: Math.min(...times) - 1000, to: Math.max(...times) + 1000, limit: 2 };
      let page = await wait(b.history!.request(query), 'first page');
      checkSame(page.count, 2, 'messages on the first page');
      checkSame(received.length, 2, 'messages delivered before the page was done');
      for (let pages = 1; page.cursor !== undefined; pages++) {
        check(pages < 5, 'the pages do not end');
        page = await wait(b.history!.request({ ...query, cursor: page.cursor }), 'next page');
      }
      checkList(texts(received), ['one', 'three', 'two'], 'messages');
      for (const { historic, topic } of received) {
        checkSame(historic, true, 'historic');
        checkBytes(topic, TOPIC, 'topic');
      }
    }),
    withNodes('the past is asked for by time, both ends included', async ({ a, b, settle }) => {
      const { sentAt } = await post(a, message('hello'));
      await wait(settle(), 'settle');
      const received = inbox(b);
      const ask = async (from: number, to: number): Promise<number> =>
        (await wait(b.history!.request({ topics: [TOPIC], from, to }), 'request')).count;
      checkSame(await ask(sentAt - 60_000, sentAt - 30_000), 0, 'messages of an earlier time');
      checkSame(await ask(sentAt + 30_000, sentAt + 60_000), 0, 'messages of a later time');
      checkSame(await ask(sentAt - 1000, sentAt + 1000), 1, 'messages of its time');
      checkList(texts(received), ['hello'], 'messages');
    }),
    withNodes('a page is done after its handlers are', async ({ a, b, settle }) => {
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      const gate = createGate();
      let calls = 0;
      b.subscribe({ key: withShared, topics: [TOPIC] }, () => {
        calls++;
        return gate.opened;
      });
      let done = false;
      const asking = background(
        b.history!.request({ topics: [TOPIC], from: 0, to: Number.MAX_SAFE_INTEGER }).then(() => {
          done = true;
        }),
      );
      try {
        await until(() => calls === 1, 'the call of the handler', manifest);
        await idle(manifest);
        check(!done, 'the page was done before the handler of its message');
      } finally {
        gate.open();
      }
      await wait(asking, 'request');
    }),
    withNodes('a request that is aborted rejects with the reason', async ({ b }) => {
      const reason = new Error('changed my mind');
      const query = { topics: [TOPIC], from: 0, to: 1 };
      const error = await rejection(() => b.history!.request(query, { signal: AbortSignal.abort(reason) }), 'request');
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
    }),
  ];
}
