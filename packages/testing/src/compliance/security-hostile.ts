import { utf8ToBytes } from '@status/base';
import { damages } from '../damage.ts';
import { type Case, checkBytes, checkSame, rolledBack } from './case.ts';
import {
  checkKnown,
  checkOpened,
  deliverPayload,
  open,
  PAYLOAD,
  PAYLOADS,
  type SecurityManifest,
  type SecurityPeer,
  say,
  sealFor,
  type WithPeers,
} from './security-exchange.ts';

/** Ways of each kind to damage a message. */
const DAMAGES = 120;

/** What peers and the way may do to messages. */
export function hostileCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  return [
    withPeers('nothing that a peer can send makes open reject', async (subject) => {
      const { a, b, c } = subject;
      await say(subject, a, b);
      const messages = await sealFor(a, b, PAYLOAD);
      for (const { bytes } of messages) {
        for (const damaged of damages(bytes, DAMAGES)) {
          const opened = await rolledBack(b.store, (tx) => b.layer.open(tx, a.publicKey, damaged));
          checkOpened(opened);
          if (opened.ok) checkKnown(b, opened.protection);
        }
      }
      await deliverPayload([a, b, c], a, b, messages, PAYLOAD);
    }),
    withPeers('damaged messages that were committed do no harm to the conversation', async (subject) => {
      const { a, b } = subject;
      await say(subject, a, b);
      await say(subject, b, a);
      for (const { bytes } of await sealFor(a, b, PAYLOAD)) {
        for (const damaged of damages(bytes, DAMAGES).filter((_, i) => i % 7 === 0)) await open(b, a, damaged);
      }
      await say(subject, a, b, PAYLOADS[4]!);
      await say(subject, b, a, PAYLOADS[4]!);
    }),
    withPeers('what is confidential and was damaged does not open as another', async (subject) => {
      const { a, b } = subject;
      await say(subject, a, b);
      await say(subject, b, a);
      const messages = await sealFor(a, b, PAYLOAD);
      for (const { bytes } of messages) {
        const others = messages.map((message) => message.bytes).filter((other) => other !== bytes);
        for (const damaged of damages(bytes, DAMAGES)) await checkHarmless(b, a, [...others, damaged]);
      }
    }),
    withPeers('bytes of something else are told, as declared', async ({ a, b }) => {
      for (const bytes of [Uint8Array.of(0xff, 0xff, 0xff, 0xff), utf8ToBytes('hello, is this thing on?')]) {
        const opened = await open(b, a, bytes);
        const isTold = !opened.ok && opened.reason === 'NOT_RECOGNISED';
        checkSame(isTold, manifest.recognises === true, 'told to be of something else');
      }
    }),
  ];
}

/** Opens messages one after the other and takes that back; whatever comes out as confidential is the payload. */
async function checkHarmless(by: SecurityPeer, from: SecurityPeer, messages: readonly Uint8Array[]): Promise<void> {
  await rolledBack(by.store, async (tx) => {
    for (const bytes of messages) {
      const opened = await by.layer.open(tx, from.publicKey, bytes);
      if (!opened.ok || !opened.protection.confidential || opened.payload === undefined) continue;
      checkBytes(opened.payload, PAYLOAD, 'payload of a damaged message');
    }
  });
}
