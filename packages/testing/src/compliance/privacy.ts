import { copyBytes, equalBytes } from '@status/base';
import { publicKeyOf, requireSymmetricKey } from '@status/crypto';
import type { PrivateKey, PublicKey, RecipientKey, SymmetricKey, Topic } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkBytes, checkCode, checkList, checkPlain, checkSame, rejection } from './case.ts';
import { eventCases } from './privacy-events.ts';
import { historyCases } from './privacy-history.ts';
import {
  ALICE,
  asBob,
  BOB,
  CAROL,
  message,
  OTHER,
  type PrivacyManifest,
  PrivacyScene,
  type PrivacySubject,
  TOPIC,
  TOPIC_2,
  texts,
  toAll,
  toBob,
  withShared,
} from './privacy-scene.ts';
import { subscriptionCases } from './privacy-subscriptions.ts';

export type { PrivacyManifest, PrivacySubject } from './privacy-scene.ts';

/** The promises of the seam `PrivacyLayer`, between two nodes on a network that loses nothing. */
export function privacyCompliance(setup: () => Promise<PrivacySubject>, manifest: PrivacyManifest = {}): Case[] {
  const scene = new PrivacyScene(setup, manifest);
  return [
    ...messageCases(scene),
    ...postingCases(scene),
    ...subscriptionCases(scene),
    ...eventCases(scene),
    ...(manifest.stops === true ? stopCases(scene) : []),
    scene.case('has a history or none, as declared', async ({ a, b }) => {
      for (const node of [a, b]) checkSame(node.history !== undefined, manifest.history === true, 'having a history');
    }),
    ...(manifest.history === true ? historyCases(scene) : []),
  ];
}

/** What arrives, and where. */
function messageCases(scene: PrivacyScene): Case[] {
  const { inbox, post, wait, manifest } = scene;
  return [
    scene.case('says what it is', async ({ a }) => {
      const { name, maxPayload, confirmations, typicalLatency, lifetime } = a.traits;
      check(name.length > 0, 'the name is empty');
      check(Number.isSafeInteger(maxPayload) && maxPayload > 0, `maxPayload is ${maxPayload}`);
      checkSame(typeof confirmations, 'boolean', 'type of confirmations');
      check(Number.isFinite(typicalLatency) && typicalLatency >= 0, `typicalLatency is ${typicalLatency}`);
      check(Number.isSafeInteger(lifetime) && lifetime > typicalLatency, `lifetime is ${lifetime}`);
    }),
    scene.case('a message for a symmetric key reaches who holds it', async ({ a, b, settle }) => {
      const received = await inbox(b);
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    scene.case('a message for a public key reaches who holds the private one', async ({ a, b, settle }) => {
      const received = await inbox(b, asBob);
      await post(a, message('hello', { to: toBob }));
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
    scene.case('messages go in both directions', async ({ a, b, settle }) => {
      const atA = await inbox(a, { kind: 'asymmetric', privateKey: ALICE });
      const atB = await inbox(b, asBob);
      await post(a, message('to b', { to: toBob }));
      await post(b, message('to a', { to: { kind: 'asymmetric', publicKey: publicKeyOf(ALICE) }, from: BOB }));
      await wait(settle(), 'settle');
      checkList(texts(atA), ['to a'], 'messages at a');
      checkList(texts(atB), ['to b'], 'messages at b');
    }),
    scene.case('who holds another key receives nothing', async ({ a, b, settle }) => {
      const others = await Promise.all([
        inbox(b, { kind: 'symmetric', key: OTHER }),
        inbox(b, { kind: 'asymmetric', privateKey: CAROL }),
        // The same bytes as a key of the other kind are another key.
        inbox(b, { kind: 'symmetric', key: requireSymmetricKey(BOB) }),
      ]);
      await post(a, message('for the shared key'));
      await post(a, message('for bob', { to: toBob }));
      await wait(settle(), 'settle');
      for (const received of others) checkList(texts(received), [], 'messages');
    }),
    scene.case('topics choose among the messages of a key; none means any', async ({ a, b, settle }) => {
      const zero = new Uint8Array(4) as Topic;
      const [one, both, any, neither] = await Promise.all(
        [[TOPIC], [TOPIC, TOPIC_2], [], [zero]].map((topics) => inbox(b, withShared, topics)),
      );
      await post(a, message('first'));
      await post(a, message('second', { topic: TOPIC_2 }));
      await wait(settle(), 'settle');
      checkList(texts(one!), ['first'], 'one topic');
      checkList(texts(both!), ['first', 'second'], 'both topics');
      checkList(texts(any!), ['first', 'second'], 'no topics');
      checkList(texts(neither!), [], 'another topic');
    }),
    scene.case('a message says whose signature it bore, which topic, and that it is live', async ({ a, b, settle }) => {
      const received = await inbox(b, asBob, []);
      await post(a, message('hello', { to: toBob, topic: TOPIC_2 }));
      await wait(settle(), 'settle');
      const [inbound] = received;
      check(inbound !== undefined, 'nothing arrived');
      checkBytes(inbound.sender, publicKeyOf(ALICE), 'sender');
      checkBytes(inbound.topic, TOPIC_2, 'topic');
      checkPlain(inbound.payload, 'payload');
      checkSame(inbound.historic, false, 'historic');
    }),
    scene.case('a message that was not signed has no sender', async ({ a, b, settle }) => {
      const received = await inbox(b);
      const { from: _, ...anonymous } = message('hello');
      await post(a, anonymous);
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
      checkSame(received[0]!.sender === undefined, true, 'absence of a sender');
    }),
    scene.case('payloads arrive as they were, empty, odd and large', async ({ a, b, settle }) => {
      const received = await inbox(b);
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
  ];
}

/** What `post` gives and takes, and what it refuses. */
function postingCases(scene: PrivacyScene): Case[] {
  const { inbox, post, wait, refused, manifest } = scene;
  const { unit = 1_000 } = manifest;
  return [
    scene.case('the receipt names the message as it arrives, with its times', async ({ a, b, settle }) => {
      const received = await inbox(b);
      const receipt = await post(a, message('hello'));
      await wait(settle(), 'settle');
      const [inbound] = received;
      check(inbound !== undefined, 'nothing arrived');
      checkSame(receipt.hash.length, 32, 'length of the hash');
      checkBytes(inbound.hash, receipt.hash, 'hash');
      check(Number.isSafeInteger(receipt.sentAt), `sentAt is ${receipt.sentAt}`);
      check(Math.abs(inbound.sentAt - receipt.sentAt) <= 2000, `sent at ${receipt.sentAt}, but says ${inbound.sentAt}`);
      check(inbound.receivedAt >= inbound.sentAt - 1000, 'received before it was sent');
    }),
    scene.case('a message lives for as long as its poster says, in ms, or as the transport likes', async ({ a }) => {
      const { lifetime } = a.traits;
      for (const [asked, parts] of [
        [lifetime, {}],
        [2 * lifetime + 1, { lifetime: 2 * lifetime + 1 }],
      ] as const) {
        const { sentAt, expiresAt } = await post(a, message('hello', parts));
        const life = expiresAt - sentAt;
        check(life >= asked && life <= asked + unit, `a lifetime of ${asked} ms became ${life} ms`);
      }
    }),
    scene.case('a lifetime that is none is refused', async (subject) => {
      for (const lifetime of [0, -1_000, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await refused(subject, { lifetime }, 'PRIVACY_LIFETIME', `a lifetime of ${lifetime} ms`);
      }
    }),
    scene.case('a payload larger than the traits allow is refused', (subject) => {
      const payload = new Uint8Array(subject.a.traits.maxPayload + 1);
      return refused(subject, { payload }, 'PRIVACY_TOO_LARGE', 'post of too much');
    }),
    scene.case('a topic that is none is refused', (subject) =>
      refused(subject, { topic: new Uint8Array(3) as Topic }, 'PRIVACY_TOPIC', 'a topic of three bytes'),
    ),
    scene.case('what is no key is refused', async (subject) => {
      const ends: readonly (readonly [string, RecipientKey])[] = [
        ['a short symmetric key', { kind: 'symmetric', key: new Uint8Array(31).fill(1) as SymmetricKey }],
        ['zero as a symmetric key', { kind: 'symmetric', key: new Uint8Array(32) as SymmetricKey }],
        ['a point off the curve', { kind: 'asymmetric', publicKey: new Uint8Array(65) as PublicKey }],
        ['a short public key', { kind: 'asymmetric', publicKey: publicKeyOf(BOB).slice(1) as PublicKey }],
      ];
      for (const [what, to] of ends) await refused(subject, { to }, 'PRIVACY_KEY', what);
      await refused(subject, { from: new Uint8Array(32) as PrivateKey }, 'PRIVACY_KEY', 'zero as a private key');
    }),
    scene.case('two messages have two hashes', async ({ a }) => {
      const [one, two] = [await post(a, message('one')), await post(a, message('two'))];
      check(!equalBytes(one.hash, two.hash), 'both have the same hash');
    }),
    scene.case('a post that is aborted rejects with the reason and sends nothing', async ({ a, b, settle }) => {
      const received = await inbox(b);
      const reason = new Error('changed my mind');
      const signal = AbortSignal.abort(reason);
      const error = await rejection(() => a.post(message('hello'), { signal }), 'an aborted post', manifest);
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
      await wait(settle(), 'settle');
      checkList(texts(received), [], 'messages');
    }),
    scene.case('once posted a message is final, whatever its poster does to the arrays', async ({ a, b, settle }) => {
      const received = await inbox(b);
      const outbound = message('hello', { topic: copyBytes(TOPIC), to: copyOf(toAll) });
      await post(a, outbound);
      outbound.payload.fill(0);
      outbound.topic.fill(0);
      if (outbound.to.kind === 'symmetric') outbound.to.key.fill(0);
      await wait(settle(), 'settle');
      checkList(texts(received), ['hello'], 'messages');
    }),
  ];
}

function stopCases(scene: PrivacyScene): Case[] {
  const { wait, refused } = scene;
  return [
    scene.case('once it is stopped it posts nothing and listens to nothing', async (subject) => {
      check(subject.stop !== undefined, 'the setup must be able to stop a node');
      await wait(subject.stop(), 'stop');
      await refused(subject, {}, 'PRIVACY_STOPPED', 'post after the stop');
      const listen = () => subject.a.subscribe({ key: withShared, topics: [TOPIC] }, () => {});
      await checkCode(listen, 'PRIVACY_STOPPED', 'subscribe after the stop');
    }),
  ];
}

/** The recipient in arrays of its own. */
function copyOf(to: RecipientKey): RecipientKey {
  return to.kind === 'symmetric' ? { ...to, key: copyBytes(to.key) } : { ...to, publicKey: copyBytes(to.publicKey) };
}
