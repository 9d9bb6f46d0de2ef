import { bytesToHex } from '@status/base';
import type { NegotiatedSecret } from '@status/interfaces';
import { type Case, check, checkSame, within } from './case.ts';
import { audienceCases } from './security-audiences.ts';
import {
  audienceOf,
  checkKnown,
  deliver,
  deliverPayload,
  messagesFor,
  PAYLOAD,
  PAYLOADS,
  propertiesOf,
  type SecurityManifest,
  type SecurityPeer,
  type SecuritySubject,
  SHORT,
  say,
  seal,
  sealFor,
  text,
  type WithPeers,
} from './security-exchange.ts';
import { hostileCases } from './security-hostile.ts';
import { protectionCases } from './security-protections.ts';
import { stateCases } from './security-state.ts';

/** The promises of the seam `SecurityLayer`, between three identities over a carrier that the suite plays itself. */
export function securityCompliance(setup: () => Promise<SecuritySubject>, manifest: SecurityManifest): Case[] {
  const withPeers: WithPeers = (name, body) => ({
    name: `security: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await within(body(subject), name, manifest);
      } finally {
        await subject.close();
      }
    },
  });
  return [
    ...conversationCases(withPeers),
    ...audienceCases(withPeers, manifest),
    ...protectionCases(withPeers),
    ...stateCases(withPeers, manifest),
    ...hostileCases(withPeers, manifest),
  ];
}

function conversationCases(withPeers: WithPeers): Case[] {
  return [
    withPeers('says what it is', async ({ a }) => check(a.layer.name.length > 0, 'the name is empty')),
    withPeers('a first message reaches who it is for, with the protection that was announced', async (subject) => {
      const { message, opened } = await say(subject, subject.a, subject.b);
      checkKnown(subject.a, message.protection);
      checkSame(propertiesOf(opened.protection), propertiesOf(message.protection), 'protection');
      checkSame(opened.replayed, false, 'replayed');
    }),
    withPeers('payloads of any length, also of none, arrive as they were, in both directions', async (subject) => {
      for (const payload of [...PAYLOADS, new Uint8Array()]) {
        await say(subject, subject.a, subject.b, payload);
        await say(subject, subject.b, subject.a, payload);
      }
    }),
    withPeers('one may speak many times before the other answers', async (subject) => {
      for (let round = 0; round < 3; round++) {
        for (let i = 0; i < 5; i++) await say(subject, subject.a, subject.b, text(`${round}.${i}`));
        for (let i = 0; i < 3; i++) await say(subject, subject.b, subject.a, text(`${round}.${i}`));
      }
    }),
    withPeers('both may speak before either has heard', async (subject) => {
      const { a, b, c } = subject;
      const fromA = await sealFor(a, b, PAYLOADS[2]!);
      const fromB = await sealFor(b, a, PAYLOADS[3]!);
      await deliverPayload([a, b, c], a, b, fromA, PAYLOADS[2]!);
      await deliverPayload([a, b, c], b, a, fromB, PAYLOADS[3]!);
      for (const payload of PAYLOADS.slice(0, 4)) {
        await say(subject, a, b, payload);
        await say(subject, b, a, payload);
      }
    }),
    withPeers('messages open in any order, and without those that were lost', async (subject) => {
      const { a, b, c } = subject;
      await say(subject, a, b);
      await say(subject, b, a);
      const sealed: Awaited<ReturnType<typeof sealFor>>[] = [];
      for (let i = 0; i < 9; i++) {
        sealed.push(await sealFor(a, b, text(`message ${i}`)));
        if (i === 4) await say(subject, b, a);
      }
      for (const i of [8, 0, 5, 4, 7, 1]) await deliverPayload([a, b, c], a, b, sealed[i]!, text(`message ${i}`));
      await say(subject, b, a);
      await say(subject, a, b);
    }),
    withPeers('of all that was made for a member the payload comes out once, whatever comes first', async (subject) => {
      const { a, b, c } = subject;
      const people = [a, b, c];
      for (let round = 0; round < 3; round++) {
        const sealed = await seal(a, audienceOf([b, c]), text(`round ${round}`));
        // One gets them in their order, the other in the opposite one.
        const backwards = messagesFor(sealed, c).toReversed();
        await deliverPayload(people, a, b, messagesFor(sealed, b), text(`round ${round}`));
        await deliverPayload(people, a, c, backwards, text(`round ${round}`));
      }
      const late = [await seal(a, audienceOf([b, c]), text('one')), await seal(a, audienceOf([b, c]), text('two'))];
      const all = late.flatMap((sealed) => messagesFor(sealed, b)).toReversed();
      const out = (await deliver(people, a, b, all)).map(({ opened }) => bytesToHex(opened.payload!));
      checkSame(out.sort().join(), [text('one'), text('two')].map(bytesToHex).sort().join(), 'what came out');
    }),
    withPeers('who lost its state is understood where it speaks', async (subject) => {
      await say(subject, subject.a, subject.b);
      await say(subject, subject.b, subject.a);
      const b = await subject.reborn(subject.b);
      const people = { ...subject, b };
      await say(people, b, subject.a);
      await say(people, subject.a, b);
      await say(people, b, subject.a);
    }),
    withPeers('who lost its state is spoken to again once its replies went back', async (subject) => {
      const { a, c } = subject;
      await say(subject, a, subject.b);
      await say(subject, subject.b, a);
      const b = await subject.reborn(subject.b);
      const lost = await sealFor(a, b, PAYLOAD);
      await deliver([a, b, c], a, b, lost);
      for (let i = 0; i < 3; i++) {
        await say({ a, b, c }, a, b, text(`to b ${i}`));
        await say({ a, b, c }, b, a, text(`to a ${i}`));
      }
    }),
    withPeers('both ends find the same secrets with each other', async (subject) => {
      const known = new Map<string, string>();
      const note = (owner: SecurityPeer, secrets: readonly NegotiatedSecret[]): void => {
        for (const { peer, secret, agreed } of secrets) {
          checkSame(secret.length, 32, 'length of a secret');
          checkSame(typeof agreed, 'boolean', 'type of agreed');
          const ends = [bytesToHex(owner.publicKey), bytesToHex(peer)].sort().join();
          check((known.get(ends) ?? bytesToHex(secret)) === bytesToHex(secret), 'two ends have different secrets');
          known.set(ends, bytesToHex(secret));
        }
      };
      const { a, b, c } = subject;
      for (let round = 0; round < 3; round++) {
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const) {
          const sealed = await seal(from, audienceOf([to]), SHORT);
          note(from, sealed.secrets);
          const { opened } = await deliverPayload([a, b, c], from, to, sealed.messages, SHORT);
          note(to, opened.secrets);
        }
      }
    }),
  ];
}

export type { SecurityManifest, SecurityPeer, SecuritySubject } from './security-exchange.ts';
