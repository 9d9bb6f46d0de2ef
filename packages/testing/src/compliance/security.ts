import { bytesToHex, equalBytes, utf8ToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { Audience, Opened, OpenedMessage, Protection, Sealed, SecurityLayer, Store } from '@status/interfaces';
import { damages } from '../damage.ts';
import { seededRandom } from '../seeded-random.ts';
import {
  type Case,
  check,
  checkBytes,
  checkCoded,
  checkList,
  checkPlain,
  checkSame,
  rolledBack,
  type Waiting,
  within,
} from './case.ts';

/** One identity with one device. */
export type SecurityPeer = {
  readonly layer: SecurityLayer;
  /** A store of its own, in which nobody else writes. */
  readonly store: Store;
  /** Identity key, 65 bytes. */
  readonly publicKey: Uint8Array;
};

/** Two identities that have not met. */
export type SecuritySubject = {
  readonly a: SecurityPeer;
  readonly b: SecurityPeer;
  close(): Promise<void>;
};

/** What this security layer can do. */
export type SecurityManifest = Waiting & {
  /** Protections that messages for members can have. */
  readonly protections: readonly Protection[];
  /** Tells bytes of something else from its own (`NOT_RECOGNISED`). */
  readonly recognises?: boolean;
  /** Remembers what it opened until that is confirmed (`replayed`). */
  readonly remembers?: boolean;
};

/** Ways of each kind to damage a message. */
const DAMAGES = 120;

const random = seededRandom('security compliance');
const PAYLOADS = [1, 2, 15, 16, 17, 255, 1000, 50_000].map((length) => random.bytes(length));
const STRANGER = publicKeyOf(new Uint8Array(32).fill(9));
const PUBLIC: Audience = { kind: 'public' };

/** The promises of the seam `SecurityLayer`, between two identities over a carrier that the suite plays itself. */
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
    ...conversationCases(withPeers, manifest),
    ...stateCases(withPeers, manifest),
    ...hostileCases(withPeers, manifest),
  ];
}

type WithPeers = (name: string, body: (subject: SecuritySubject) => Promise<void>) => Case;

function conversationCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  return [
    withPeers('says what it is', async ({ a }) => check(a.layer.name.length > 0, 'the name is empty')),
    withPeers('a first message reaches who it is for, with the protection that was announced', async ({ a, b }) => {
      const { message, opened } = await say(a, b, PAYLOADS[3]!);
      checkSame(opened.protection, message.protection, 'protection');
      check(
        manifest.protections.includes(opened.protection),
        `${opened.protection} is not among the protections declared`,
      );
      checkSame(opened.replayed, false, 'replayed');
      checkSame(typeof opened.senderAuthenticated, 'boolean', 'type of senderAuthenticated');
      if (opened.protection !== 'ratchet') checkSame(opened.senderAuthenticated, false, 'senderAuthenticated');
    }),
    withPeers('payloads of any length arrive as they were, in both directions', async ({ a, b }) => {
      for (const payload of PAYLOADS) {
        await say(a, b, payload);
        await say(b, a, payload);
      }
    }),
    withPeers('one may speak many times before the other answers', async ({ a, b }) => {
      for (let round = 0; round < 3; round++) {
        for (let i = 0; i < 5; i++) await say(a, b, utf8ToBytes(`${round}.${i}`));
        for (let i = 0; i < 3; i++) await say(b, a, utf8ToBytes(`${round}.${i}`));
      }
    }),
    withPeers('both may speak before either has heard', async ({ a, b }) => {
      const fromA = await sealFor(a, b, PAYLOADS[2]!);
      const fromB = await sealFor(b, a, PAYLOADS[3]!);
      checkPayload(await open(b, a, fromA.bytes), PAYLOADS[2]!);
      checkPayload(await open(a, b, fromB.bytes), PAYLOADS[3]!);
      for (const payload of PAYLOADS.slice(0, 4)) {
        await say(a, b, payload);
        await say(b, a, payload);
      }
    }),
    withPeers('messages open in any order, and without those that were lost', async ({ a, b }) => {
      await say(a, b, PAYLOADS[0]!);
      await say(b, a, PAYLOADS[0]!);
      const sealed: { readonly bytes: Uint8Array; readonly payload: Uint8Array }[] = [];
      for (let i = 0; i < 9; i++) {
        const payload = utf8ToBytes(`message ${i}`);
        sealed.push({ payload, bytes: (await sealFor(a, b, payload)).bytes });
        if (i === 4) await say(b, a, PAYLOADS[1]!);
      }
      for (const i of [8, 0, 5, 4, 7, 1]) checkPayload(await open(b, a, sealed[i]!.bytes), sealed[i]!.payload);
      await say(b, a, PAYLOADS[1]!);
      await say(a, b, PAYLOADS[1]!);
    }),
    withPeers('sealed messages together are for the whole audience', async ({ a, b }) => {
      const publicKeys = [b.publicKey, STRANGER];
      const { messages } = await a.store.transaction((tx) =>
        a.layer.seal(tx, { kind: 'members', publicKeys }, PAYLOADS[3]!),
      );
      const recipients = messages.flatMap((message) => message.recipients);
      checkList(recipients.map(bytesToHex).sort(), publicKeys.map(bytesToHex).sort(), 'recipients');
      const own = messages.filter((message) => message.recipients.some((key) => equalBytes(key, b.publicKey)));
      checkSame(own.length, 1, 'messages for one recipient');
      checkPayload(await open(b, a, own[0]!.bytes), PAYLOADS[3]!);
    }),
    withPeers('how it went is told for devices of the audience only', async ({ a, b }) => {
      for (let round = 0; round < 2; round++) {
        const message = await sealFor(a, b, PAYLOADS[3]!);
        for (const { publicKey, installationId, ok, reason } of message.devices) {
          checkBytes(publicKey, b.publicKey, 'identity of a device');
          check(installationId.length > 0, 'a device has no name');
          check(
            ok || (reason !== undefined && /^[A-Z0-9_]+$/.test(reason)),
            `no stable code for a device that failed: ${reason}`,
          );
        }
        await open(b, a, message.bytes);
        await say(b, a, PAYLOADS[0]!);
      }
    }),
    withPeers('a public message is for everybody, and says so', async ({ a, b }) => {
      const { messages } = await a.store.transaction((tx) => a.layer.seal(tx, PUBLIC, PAYLOADS[3]!));
      checkSame(messages.length, 1, 'messages');
      const [message] = messages;
      checkSame(message!.recipients.length, 0, 'recipients');
      check(
        ['public', 'transport-only'].includes(message!.protection),
        `a public message is said to be ${message!.protection}`,
      );
      const opened = await open(b, a, message!.bytes);
      checkPayload(opened, PAYLOADS[3]!);
      checkSame((opened as OpenedMessage).protection, message!.protection, 'protection');
      checkSame((opened as OpenedMessage).senderAuthenticated, false, 'senderAuthenticated');
    }),
    withPeers('both ends find the same secrets with each other', async ({ a, b }) => {
      const known = new Map<string, string>();
      const note = (owner: SecurityPeer, { secrets }: Pick<Sealed, 'secrets'>): void => {
        for (const { peer, secret, agreed } of secrets) {
          checkSame(secret.length, 32, 'length of a secret');
          checkSame(typeof agreed, 'boolean', 'type of agreed');
          const ends = [bytesToHex(owner.publicKey), bytesToHex(peer)].sort().join();
          check((known.get(ends) ?? bytesToHex(secret)) === bytesToHex(secret), 'two ends have different secrets');
          known.set(ends, bytesToHex(secret));
        }
      };
      for (let round = 0; round < 3; round++) {
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const) {
          const sealed = await seal(from, to, PAYLOADS[2]!);
          note(from, sealed);
          const opened = await open(to, from, sealed.messages[0]!.bytes);
          checkPayload(opened, PAYLOADS[2]!);
          note(to, opened as OpenedMessage);
        }
      }
    }),
  ];
}

function stateCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  const cases = [
    withPeers('all state is in the transaction: a seal that is rolled back did not happen', async ({ a, b }) => {
      await say(a, b, PAYLOADS[0]!);
      await say(b, a, PAYLOADS[0]!);
      for (let i = 0; i < 3; i++) await rolledBack(a.store, (tx) => a.layer.seal(tx, members(b), utf8ToBytes('lost')));
      await say(a, b, PAYLOADS[3]!);
      await say(b, a, PAYLOADS[3]!);
    }),
    withPeers('all state is in the transaction: an opening that is rolled back did not happen', async ({ a, b }) => {
      for (let round = 0; round < 3; round++) {
        const { bytes } = await sealFor(a, b, PAYLOADS[3]!);
        const lost = await rolledBack(b.store, (tx) => b.layer.open(tx, a.publicKey, bytes));
        checkPayload(lost, PAYLOADS[3]!);
        const again = await open(b, a, bytes);
        checkPayload(again, PAYLOADS[3]!);
        checkSame((again as OpenedMessage).replayed, false, 'replayed');
        await say(b, a, PAYLOADS[1]!);
      }
    }),
    withPeers('confirming is idempotent, and does nothing for what is not known', async ({ a, b }) => {
      const { opened } = await say(a, b, PAYLOADS[3]!);
      const other = (await say(b, a, PAYLOADS[2]!)).opened;
      for (const receipt of [opened.receipt, opened.receipt, other.receipt]) {
        if (receipt !== undefined) await b.store.transaction((tx) => b.layer.confirm(tx, receipt));
      }
      await say(a, b, PAYLOADS[1]!);
      await say(b, a, PAYLOADS[1]!);
    }),
    withPeers('arguments are left alone, and results are memory of their own', async ({ a, b }) => {
      const payload = PAYLOADS[3]!.slice();
      const { bytes } = await sealFor(a, b, payload);
      checkBytes(payload, PAYLOADS[3]!, 'payload after sealing');
      payload.fill(0);
      const sealedBytes = bytes.slice();
      const opened = await open(b, a, bytes);
      checkBytes(bytes, sealedBytes, 'bytes after opening');
      bytes.fill(0);
      checkPayload(opened, PAYLOADS[3]!);
    }),
  ];
  if (manifest.remembers !== true) return cases;
  return [
    ...cases,
    withPeers('what comes again before it was confirmed opens again, marked so', async ({ a, b }) => {
      for (let round = 0; round < 2; round++) {
        const { message } = await say(a, b, PAYLOADS[3]!);
        for (let times = 0; times < 2; times++) {
          const again = await open(b, a, message.bytes);
          checkPayload(again, PAYLOADS[3]!);
          checkSame((again as OpenedMessage).replayed, true, 'replayed');
          checkSame((again as OpenedMessage).protection, message.protection, 'protection');
        }
        await say(b, a, PAYLOADS[1]!);
      }
    }),
    withPeers(
      'an opening that can be repeated has a receipt, and confirming it harms no later message',
      async ({ a, b }) => {
        for (let i = 0; i < 4; i++) {
          const { opened } = await say(a, b, PAYLOADS[3]!);
          check(opened.receipt !== undefined, 'there is no receipt');
          await b.store.transaction((tx) => b.layer.confirm(tx, opened.receipt!));
          const reply = await say(b, a, PAYLOADS[2]!);
          await a.store.transaction((tx) => a.layer.confirm(tx, reply.opened.receipt!));
        }
      },
    ),
  ];
}

function hostileCases(withPeers: WithPeers, manifest: SecurityManifest): Case[] {
  const confidential = manifest.protections.every((protection) => protection === 'ratchet' || protection === 'dh');
  const cases = [
    withPeers('a message that nobody could read is refused', async ({ a }) => {
      await checkCoded(
        () => a.store.transaction((tx) => a.layer.seal(tx, { kind: 'members', publicKeys: [] }, PAYLOADS[3]!)),
        'an empty audience',
      );
    }),
    withPeers('nothing that a peer can send makes open reject', async ({ a, b }) => {
      await say(a, b, PAYLOADS[0]!);
      const { bytes } = await sealFor(a, b, PAYLOADS[3]!);
      for (const damaged of damages(bytes, DAMAGES)) {
        const opened = await rolledBack(b.store, (tx) => b.layer.open(tx, a.publicKey, damaged));
        if (opened.ok)
          check(manifest.protections.includes(opened.protection) || opened.protection === 'public', opened.protection);
        else check(/^[A-Z0-9_]+$/.test(opened.reason), `${opened.reason} is no stable code`);
      }
      checkPayload(await open(b, a, bytes), PAYLOADS[3]!);
    }),
    withPeers('damaged messages that were committed do no harm to the conversation', async ({ a, b }) => {
      await say(a, b, PAYLOADS[0]!);
      await say(b, a, PAYLOADS[0]!);
      const { bytes } = await sealFor(a, b, PAYLOADS[3]!);
      for (const damaged of damages(bytes, DAMAGES).filter((_, i) => i % 7 === 0)) await open(b, a, damaged);
      await say(a, b, PAYLOADS[4]!);
      await say(b, a, PAYLOADS[4]!);
    }),
    withPeers('bytes of something else are told, as declared', async ({ a, b }) => {
      for (const bytes of [Uint8Array.of(0xff, 0xff, 0xff, 0xff), utf8ToBytes('hello, is this thing on?')]) {
        const opened = await open(b, a, bytes);
        checkSame(!opened.ok && opened.reason === 'NOT_RECOGNISED', manifest.recognises === true, 'NOT_RECOGNISED');
      }
    }),
  ];
  if (!confidential) return cases;
  return [
    ...cases,
    withPeers('a recipient that is no key is refused', async ({ a }) => {
      const audience: Audience = { kind: 'members', publicKeys: [new Uint8Array(65)] };
      await checkCoded(
        () => a.store.transaction((tx) => a.layer.seal(tx, audience, PAYLOADS[3]!)),
        'a point off the curve',
      );
    }),
    withPeers('a damaged message does not open as another', async ({ a, b }) => {
      await say(a, b, PAYLOADS[0]!);
      await say(b, a, PAYLOADS[0]!);
      const { bytes } = await sealFor(a, b, PAYLOADS[3]!);
      for (const damaged of damages(bytes, DAMAGES)) {
        const opened = await rolledBack(b.store, (tx) => b.layer.open(tx, a.publicKey, damaged));
        const isPrivate = opened.ok && (opened.protection === 'ratchet' || opened.protection === 'dh');
        if (isPrivate && opened.payload !== undefined)
          checkBytes(opened.payload, PAYLOADS[3]!, 'payload of a damaged message');
      }
    }),
    withPeers('what is sealed does not show the payload, and never looks the same', async ({ a, b }) => {
      const payload = PAYLOADS[5]!;
      const seen = new Set<string>();
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 3; i++) {
          const { message } = await say(a, b, payload);
          const hex = bytesToHex(message.bytes);
          check(!hex.includes(bytesToHex(payload.subarray(0, 16))), 'the payload can be read');
          check(!seen.has(hex), 'two messages look the same');
          seen.add(hex);
        }
        await say(b, a, payload);
      }
    }),
    withPeers('a message for somebody else does not open', async ({ a, b }) => {
      const { messages } = await a.store.transaction((tx) =>
        a.layer.seal(tx, { kind: 'members', publicKeys: [STRANGER] }, PAYLOADS[3]!),
      );
      for (const { bytes } of messages) {
        const opened = await open(b, a, bytes);
        check(!opened.ok || opened.payload === undefined, 'it opened');
      }
    }),
  ];
}

function members(peer: SecurityPeer): Audience {
  return { kind: 'members', publicKeys: [peer.publicKey] };
}

function seal(from: SecurityPeer, to: SecurityPeer, payload: Uint8Array): Promise<Sealed> {
  return from.store.transaction((tx) => from.layer.seal(tx, members(to), payload));
}

/** The one message that a seal for one recipient gives. */
async function sealFor(from: SecurityPeer, to: SecurityPeer, payload: Uint8Array): Promise<Sealed['messages'][number]> {
  const { messages } = await seal(from, to, payload);
  checkSame(messages.length, 1, 'messages for one recipient');
  const [message] = messages;
  checkPlain(message!.bytes, 'sealed bytes');
  checkList(message!.recipients.map(bytesToHex), [bytesToHex(to.publicKey)], 'recipients');
  return message!;
}

function open(by: SecurityPeer, from: SecurityPeer, bytes: Uint8Array): Promise<Opened> {
  return by.store.transaction((tx) => by.layer.open(tx, from.publicKey, bytes));
}

/** Seals, opens, and checks that the payload came over. */
async function say(
  from: SecurityPeer,
  to: SecurityPeer,
  payload: Uint8Array,
): Promise<{ readonly message: Sealed['messages'][number]; readonly opened: OpenedMessage }> {
  const message = await sealFor(from, to, payload);
  const opened = await open(to, from, message.bytes);
  checkPayload(opened, payload);
  return { message, opened: opened as OpenedMessage };
}

function checkPayload(opened: Opened, payload: Uint8Array): void {
  check(opened.ok, `did not open: ${opened.ok ? '' : opened.reason}`);
  checkBytes(opened.payload, payload, 'payload');
}
