import { type Case, check, checkBytes, checkSame, rolledBack } from './case.ts';
import {
  audienceOf,
  deliverPayload,
  open,
  PAYLOAD,
  propertiesOf,
  type SecurityManifest,
  say,
  sealFor,
  text,
  type WithPeers,
} from './security-exchange.ts';

/** Where the state is, and what is remembered of what was opened. */
export function stateCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  const cases = [
    withPeers('all state is in the transaction: a seal that is rolled back did not happen', async (subject) => {
      const { a, b } = subject;
      await say(subject, a, b);
      await say(subject, b, a);
      for (let i = 0; i < 3; i++) await rolledBack(a.store, (tx) => a.layer.seal(tx, audienceOf([b]), text('lost')));
      await say(subject, a, b);
      await say(subject, b, a);
    }),
    withPeers('all state is in the transaction: an opening that is rolled back did not happen', async (subject) => {
      const { a, b, c } = subject;
      for (let round = 0; round < 3; round++) {
        const messages = await sealFor(a, b, PAYLOAD);
        const dropped = await rolledBack(b.store, async (tx) => {
          let out = 0;
          for (const { bytes } of messages) {
            const opened = await b.layer.open(tx, a.publicKey, bytes);
            if (opened.ok && opened.payload !== undefined) out++;
          }
          return out;
        });
        checkSame(dropped, 1, 'payloads that came out');
        const { opened } = await deliverPayload([a, b, c], a, b, messages, PAYLOAD);
        checkSame(opened.replayed, false, 'replayed');
        await say(subject, b, a);
      }
    }),
    withPeers('confirming is idempotent', async (subject) => {
      const { a, b } = subject;
      const { opened } = await say(subject, a, b);
      const { receipt } = opened;
      for (let times = 0; receipt !== undefined && times < 2; times++) {
        await b.store.transaction((tx) => b.layer.confirm(tx, receipt));
      }
      await say(subject, a, b);
      await say(subject, b, a);
    }),
    withPeers('arguments are left alone, and results are memory of their own', async (subject) => {
      const { a, b, c } = subject;
      const payload = PAYLOAD.slice();
      const audience = { kind: 'members', conversation: 'here', members: [c.publicKey, b.publicKey] } as const;
      const kept = audience.members.map((member) => member.slice());
      const { messages } = await a.store.transaction((tx) => a.layer.seal(tx, audience, payload));
      checkBytes(payload, PAYLOAD, 'payload after sealing');
      for (const [i, member] of audience.members.entries()) checkBytes(member, kept[i]!, 'member after sealing');
      payload.fill(0);
      const [given] = messages;
      const before = given!.bytes.slice();
      await open(b, a, given!.bytes);
      checkBytes(given!.bytes, before, 'bytes after opening');
      const next = await sealFor(a, b, PAYLOAD);
      const { opened, message } = await deliverPayload([a, b, c], a, b, next, PAYLOAD);
      message.bytes.fill(0);
      checkBytes(opened.payload, PAYLOAD, 'payload after its message was wiped');
    }),
  ];
  return manifest.remembers === true ? [...cases, ...memoryCases(withPeers)] : cases;
}

function memoryCases(withPeers: WithPeers): Case[] {
  return [
    withPeers('what comes again before it was confirmed opens again, marked so', async (subject) => {
      const { a, b } = subject;
      for (let round = 0; round < 2; round++) {
        const { message } = await say(subject, a, b);
        for (let times = 0; times < 2; times++) {
          const again = await open(b, a, message.bytes);
          check(again.ok, `did not open again: ${again.ok ? '' : again.reason}`);
          checkBytes(again.payload, PAYLOAD, 'payload');
          checkSame(again.replayed, true, 'replayed');
          checkSame(propertiesOf(again.protection), propertiesOf(message.protection), 'protection');
        }
        await say(subject, b, a);
      }
    }),
    withPeers(
      'an opening that can be repeated has a receipt, and confirming it harms no later message',
      async (subject) => {
        const { a, b } = subject;
        for (let i = 0; i < 4; i++) {
          for (const [from, to] of [
            [a, b],
            [b, a],
          ] as const) {
            const { receipt } = (await say(subject, from, to)).opened;
            check(receipt !== undefined, 'there is no receipt');
            await to.store.transaction((tx) => to.layer.confirm(tx, receipt));
          }
        }
      },
    ),
  ];
}
