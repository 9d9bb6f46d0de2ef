import { bytesToHex } from '@status/base';
import { type Case, check, checkSame, rolledBack } from './case.ts';
import {
  audienceOf,
  deliver,
  deliverPayload,
  messagesFor,
  open,
  PAYLOAD,
  PAYLOADS,
  propertiesOf,
  type SecuritySubject,
  say,
  seal,
  sealFor,
  text,
  type WithPeers,
} from './security-exchange.ts';

/** What protections say of messages, put to the test wherever a message claims it. */
export function protectionCases(withPeers: WithPeers): Case[] {
  return [
    withPeers('protections are named, and what is open is not confidential', async ({ a }) => {
      const { protections } = a.layer;
      check(protections.length > 0, 'there is none');
      checkSame(new Set(protections.map(({ label }) => label)).size, protections.length, 'labels, each once');
      for (const { label, confidential, open: isOpen } of protections) {
        check(/^[a-z0-9-]{1,32}$/.test(label), `no label: ${label}`);
        check(!(confidential && isOpen), `${label} is open and confidential`);
      }
    }),
    withPeers('what is for members is never open', async (subject) => {
      for (let round = 0; round < 2; round++) {
        const { opened, messages } = await say(subject, subject.a, subject.b);
        const protections = [opened, ...messages].map(({ protection }) => protection);
        for (const protection of protections) check(!protection.open, `${propertiesOf(protection)} for members`);
        await say(subject, subject.b, subject.a);
      }
    }),
    withPeers('what is confidential does not show the payload, and never looks the same', async (subject) => {
      const payload = PAYLOADS[5]!;
      const seen = new Set<string>();
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 3; i++) {
          const { messages } = await say(subject, subject.a, subject.b, payload);
          for (const { bytes, protection } of messages) {
            if (!protection.confidential) continue;
            const hex = bytesToHex(bytes);
            check(!hex.includes(bytesToHex(payload.subarray(0, 16))), 'the payload can be read');
            check(!seen.has(hex), 'two messages look the same');
            seen.add(hex);
          }
        }
        await say(subject, subject.b, subject.a, payload);
      }
    }),
    withPeers(
      'what is confidential does not come out at somebody else, whatever that one replies',
      async ({ a, b, c }) => {
        const people = [a, b, c];
        // Once they were all in it, so that there is something to go on with.
        const before = await seal(a, audienceOf([b, c]), text('for both'));
        for (const member of [b, c]) {
          await deliverPayload(people, a, member, messagesFor(before, member), text('for both'));
        }
        for (let round = 0; round < 2; round++) {
          const { messages } = await seal(a, audienceOf([b]), PAYLOAD);
          const overheard = messages.filter(({ protection }) => protection.confidential);
          const out = await deliver(people, a, c, overheard);
          checkSame(out.length, 0, 'payloads that came out');
        }
      },
    ),
    withPeers('what is authenticated does not open under another name', async (subject) => {
      const { a, b, c } = subject;
      for (let round = 0; round < 2; round++) {
        const messages = await sealFor(a, b, PAYLOAD);
        const opened = await rolledBack(b.store, async (tx) => {
          const all = [];
          for (const { bytes } of messages) all.push(await b.layer.open(tx, c.publicKey, bytes));
          return all;
        });
        for (const result of opened) {
          const isOut = result.ok && result.payload !== undefined;
          check(!(isOut && result.protection.authenticated), 'it came out as authenticated under a wrong name');
        }
        await deliverPayload([a, b, c], a, b, messages, PAYLOAD);
        await say(subject, b, a);
      }
    }),
    withPeers('what is forward secret does not open again once it is confirmed', async (subject) => {
      const { a, b } = subject;
      for (let round = 0; round < 2; round++) {
        const { opened, message } = await say(subject, a, b);
        if (opened.protection.forwardSecret) {
          const { receipt } = opened;
          if (receipt !== undefined) await b.store.transaction((tx) => b.layer.confirm(tx, receipt));
          const again = await open(b, a, message.bytes);
          check(!again.ok || again.payload === undefined, 'it opened again');
        }
        await say(subject, b, a);
      }
    }),
    withPeers('what heals does not open for who holds the state of yesterday', async (subject) => {
      const { a, b } = subject;
      await say(subject, a, b);
      await say(subject, b, a);
      const last = await afterwards(subject);
      // The store is as it was: it is a thief's now.
      for (const { bytes, protection } of last) {
        if (!protection.healing) continue;
        const opened = await open(b, a, bytes);
        check(!opened.ok || opened.payload === undefined, 'it opened');
      }
    }),
  ];
}

/** Both speak, and a once more; what b did then is taken back. What a sealed last. */
async function afterwards({ a, b }: SecuritySubject): ReturnType<typeof sealFor> {
  const first = await sealFor(a, b, text('still readable'));
  return rolledBack(b.store, async (tx) => {
    for (const { bytes } of first) await b.layer.open(tx, a.publicKey, bytes);
    const { messages } = await b.layer.seal(tx, audienceOf([a]), text('speaks too'));
    for (const { bytes } of messages) await open(a, b, bytes);
    return sealFor(a, b, text('out of reach'));
  });
}
