import { bytesToHex, equalBytes } from '@status/base';
import type { Audience, PublicKey, Sealed } from '@status/interfaces';
import { type Case, check, checkCode, checkList, checkSame } from './case.ts';
import {
  audienceOf,
  deliverPayload,
  messagesFor,
  PAYLOAD,
  PAYLOADS,
  propertiesOf,
  type SecurityManifest,
  type SecurityPeer,
  STABLE_CODE,
  say,
  seal,
  text,
  type WithPeers,
  watched,
} from './security-exchange.ts';

const EVERYBODY: Audience = { kind: 'public', conversation: 'everybody' };

/** Names of conversations, one the beginning of the other, and one that is as long as they may be. */
const [FIRST, SECOND, LONG] = ['a group', 'a group/2', '~'.repeat(256)] as const;

/** Room for a packet (bytes) that limits are asked for. */
const ROOMS = [0, 1, 100, 1000, 10_000, 100_000];

/** Who can read what was sealed: members, conversations, everybody, devices, and how much fits. */
export function audienceCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  return [
    withPeers('an audience of several is reached, and nobody else is named', async ({ a, b, c }) => {
      for (let round = 0; round < 2; round++) {
        const sealed = await seal(a, audienceOf([b, c]), PAYLOAD);
        checkReaches(sealed, [b, c]);
        for (const member of [b, c]) {
          await deliverPayload([a, b, c], a, member, messagesFor(sealed, member), PAYLOAD);
        }
        const answer = await seal(b, audienceOf([a, c]), PAYLOADS[1]!);
        checkReaches(answer, [a, c]);
        for (const member of [a, c]) {
          await deliverPayload([a, b, c], b, member, messagesFor(answer, member), PAYLOADS[1]!);
        }
      }
    }),
    withPeers('a member that is named twice counts once', async ({ a, b, c }) => {
      const sealed = await seal(a, audienceOf([b, c, { ...b, publicKey: b.publicKey.slice() as PublicKey }]), PAYLOAD);
      checkReaches(sealed, [b, c]);
      for (const { recipients } of sealed.messages) {
        checkSame(new Set(recipients.map(bytesToHex)).size, recipients.length, 'recipients, each once');
      }
      for (const member of [b, c]) await deliverPayload([a, b, c], a, member, messagesFor(sealed, member), PAYLOAD);
    }),
    withPeers('conversations of the same members are kept apart', async ({ a, b, c }) => {
      const people = [a, b, c];
      const sealIn = (conversation: string, words: string): Promise<Sealed> =>
        seal(a, audienceOf([b, c], conversation), text(words));
      const arrive = async (sealed: Sealed, conversation: string, words: string): Promise<void> => {
        for (const member of [b, c]) {
          const { opened } = await deliverPayload(people, a, member, messagesFor(sealed, member), text(words));
          checkSame(opened.conversation ?? conversation, conversation, 'conversation');
        }
      };
      for (let round = 0; round < 3; round++) {
        const first = await sealIn(FIRST, `first ${round}`);
        const second = await sealIn(SECOND, `second ${round}`);
        await arrive(second, SECOND, `second ${round}`);
        await arrive(first, FIRST, `first ${round}`);
      }
      // Who leaves one of them is still in the other.
      await seal(a, audienceOf([b], FIRST), PAYLOAD);
      await arrive(await sealIn(SECOND, 'stays'), SECOND, 'stays');
    }),
    withPeers('how it went is told for each member, and for devices where they are told apart', async (subject) => {
      const { a, b, c } = subject;
      for (let round = 0; round < 2; round++) {
        const { results } = await seal(a, audienceOf([b, c]), PAYLOAD);
        for (const { member, device, ok, reason } of results) {
          check(
            [b, c].some(({ publicKey }) => equalBytes(publicKey, member)),
            'a result of nobody in the audience',
          );
          check(ok || STABLE_CODE.test(reason ?? ''), `no stable code for what failed: ${reason}`);
          if (device === undefined) continue;
          check(manifest.devices === true, 'devices are told apart, but not declared');
          const known = await a.store.transaction((tx) => a.layer.devices!.list(tx, member));
          check(
            known.some(({ id, served }) => id === device && served),
            `${device} was tried but is not served`,
          );
        }
        await say(subject, b, a);
        await say(subject, c, a);
      }
    }),
    withPeers('a public message is for everybody, and says so', async ({ a, b, c }) => {
      for (let round = 0; round < 2; round++) {
        const { messages, results } = await seal(a, EVERYBODY, PAYLOAD);
        check(messages.length > 0, 'nothing was sealed');
        checkSame(results.length, 0, 'results');
        for (const { recipients, protection } of messages) {
          checkSame(recipients.length, 0, 'recipients');
          checkSame(protection.confidential, false, 'confidential');
        }
        for (const reader of [b, c]) {
          const { opened, message } = await deliverPayload([a, b, c], a, reader, messages, PAYLOAD);
          checkSame(propertiesOf(opened.protection), propertiesOf(message.protection), 'protection');
        }
      }
    }),
    withPeers('a payload as long as the limit fits, to whomever it goes', async (subject) => {
      const { a, b, c } = subject;
      const limits = ROOMS.map((room) => a.layer.payloadLimit(room));
      for (const [i, limit] of limits.entries()) {
        check(Number.isSafeInteger(limit) && limit >= 0 && limit <= ROOMS[i]!, `no limit for ${ROOMS[i]}: ${limit}`);
        check(i === 0 || limit >= limits[i - 1]!, 'more room makes the limit fall');
      }
      check(limits.at(-1)! > 0, 'nothing fits into 100,000 bytes');
      for (let round = 0; round < 3; round++) {
        for (const audience of [audienceOf([b, c], LONG), audienceOf([b]), { ...EVERYBODY, conversation: LONG }]) {
          for (const [i, limit] of limits.entries()) {
            const { messages } = limit > 0 ? await seal(a, audience, new Uint8Array(limit)) : { messages: [] };
            for (const { bytes } of messages) {
              check(bytes.length <= ROOMS[i]!, `${limit} bytes became ${bytes.length}, more than ${ROOMS[i]}`);
            }
          }
        }
        await say(subject, a, b);
        await say(subject, b, a);
      }
    }),
    withPeers(
      'an audience that nobody is in, or somebody who is no key, is refused before anything is written',
      async ({ a, b }) => {
        const noKey = { ...b, publicKey: new Uint8Array(65) as PublicKey };
        for (const members of [[], [noKey], [b, noKey]]) {
          let writes = (): number => 0;
          await checkCode(
            () =>
              a.store.transaction((tx) => {
                const watch = watched(tx);
                writes = watch.writes;
                return a.layer.seal(watch.tx, audienceOf(members), PAYLOAD);
              }),
            'SECURITY_AUDIENCE',
            `an audience of ${members.length}`,
          );
          checkSame(writes(), 0, 'writes');
        }
      },
    ),
    ...deviceCases(withPeers, manifest),
  ];
}

function deviceCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  const declared = manifest.devices === true;
  const cases = [
    withPeers('devices are told apart, as declared', async ({ a }) =>
      checkSame(a.layer.devices !== undefined, declared, 'whether there are devices'),
    ),
  ];
  if (!declared) return cases;
  return [
    ...cases,
    withPeers('a device that spoke is known to its peer, and not listed at home', async (subject) => {
      const { a, b } = subject;
      await say(subject, a, b);
      await say(subject, b, a);
      for (const [by, of] of [
        [a, b],
        [b, a],
      ] as const) {
        const { own, list } = by.layer.devices!;
        const theirs = await by.store.transaction((tx) => list(tx, of.publicKey));
        const speaker = theirs.find(({ id }) => id === of.layer.devices!.own);
        check(speaker?.enabled === true && speaker.served, 'the device that spoke is not served');
        checkSame(new Set(theirs.map(({ id }) => id)).size, theirs.length, 'devices, each once');
        const isServed = theirs.map(({ served }) => served);
        checkList(
          isServed.map(Number),
          isServed.map(Number).toSorted((x, y) => y - x),
          'those that are served first',
        );
        const ours = await by.store.transaction((tx) => list(tx, by.publicKey));
        check(!ours.some(({ id }) => id === own), 'this device is listed as another one');
      }
    }),
    withPeers('the sending device is told as it calls itself', async (subject) => {
      const { opened } = await say(subject, subject.a, subject.b);
      checkSame(opened.device, subject.a.layer.devices!.own, 'device');
    }),
    withPeers('a device that is not known cannot be taken into use, and nothing is written', async ({ a }) => {
      let writes = (): number => 0;
      await checkCode(
        () =>
          a.store.transaction((tx) => {
            const watch = watched(tx);
            writes = watch.writes;
            return a.layer.devices!.setEnabled(watch.tx, 'no such device', true);
          }),
        'SECURITY_DEVICE',
        'a device that is not known',
      );
      checkSame(writes(), 0, 'writes');
    }),
  ];
}

/** Results and recipients agree, and are these members and nobody else. */
function checkReaches({ messages, results }: Sealed, members: readonly SecurityPeer[]): void {
  const expected = members.map(({ publicKey }) => bytesToHex(publicKey)).sort();
  const told = [...new Set(results.map(({ member }) => bytesToHex(member)))].sort();
  checkList(told, expected, 'members in the results');
  const served = [...new Set(results.filter(({ ok }) => ok).map(({ member }) => bytesToHex(member)))].sort();
  checkList(served, expected, 'members that are served');
  const named = [...new Set(messages.flatMap(({ recipients }) => recipients.map(bytesToHex)))].sort();
  checkList(named, expected, 'recipients');
}
