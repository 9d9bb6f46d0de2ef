import { bytesToHex, equalBytes, utf8ToBytes } from '@status/base';
import type {
  Audience,
  ConversationId,
  Opened,
  OpenedMessage,
  Protection,
  PublicKey,
  Sealed,
  SealedMessage,
  SecurityLayer,
  Store,
  Transaction,
} from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkBytes, checkPlain, checkSame, type Waiting } from './case.ts';

/** One identity with one device. */
export type SecurityPeer = {
  readonly layer: SecurityLayer;
  /** A store of its own, in which nobody else writes. */
  readonly store: Store;
  readonly publicKey: PublicKey;
};

/** Three identities that have not met. */
export type SecuritySubject = {
  readonly a: SecurityPeer;
  readonly b: SecurityPeer;
  readonly c: SecurityPeer;
  /** The same identity as one of them after its store was lost: an empty one, and a device that is new. */
  reborn(lost: SecurityPeer): Promise<SecurityPeer>;
  close(): Promise<void>;
};

/** What this security layer can do. */
export type SecurityManifest = Waiting & {
  /** Tells bytes of something else from its own (`NOT_RECOGNISED`). */
  readonly recognises?: boolean;
  /** Remembers what it opened until that is confirmed (`replayed`), and gives receipts. */
  readonly remembers?: boolean;
  /** Identities have devices that can be told apart (`devices`). */
  readonly devices?: boolean;
};

/** Makes a case of a body that gets fresh identities. */
export type WithPeers = (name: string, body: (subject: SecuritySubject) => Promise<void>) => Case;

/** The conversation that cases speak in unless they say otherwise. */
export const HERE: ConversationId = 'here';

/** Names of reasons, remarks and codes. */
export const STABLE_CODE: RegExp = /^[A-Z0-9_]+$/;

/** What may go to and fro after one delivery before it is taken to never end. */
const MOST_REPLIES = 60;

const random = seededRandom('security compliance');

/** Payloads of many lengths; the fourth and the sixth are long enough to be looked for. */
export const PAYLOADS: readonly Uint8Array[] = [1, 2, 15, 16, 17, 255, 1000, 50_000].map((length) =>
  random.bytes(length),
);
export const SHORT: Uint8Array = PAYLOADS[0]!;
export const PAYLOAD: Uint8Array = PAYLOADS[3]!;

/** The conversation with some of the three. */
export function audienceOf(members: readonly SecurityPeer[], conversation: ConversationId = HERE): Audience {
  return { kind: 'members', conversation, members: members.map(({ publicKey }) => publicKey) };
}

/** Seals and commits. */
export function seal(from: SecurityPeer, audience: Audience, payload: Uint8Array): Promise<Sealed> {
  return from.store.transaction((tx) => from.layer.seal(tx, audience, payload));
}

/** Those of the messages that a member is to open. */
export function messagesFor({ messages }: Sealed, to: SecurityPeer): readonly SealedMessage[] {
  return messages.filter(({ recipients }) => recipients.some((key) => equalBytes(key, to.publicKey)));
}

/** Seals for one member; what it is to open, at least one message and none for anybody else. */
export async function sealFor(
  from: SecurityPeer,
  to: SecurityPeer,
  payload: Uint8Array,
): Promise<readonly SealedMessage[]> {
  const sealed = await seal(from, audienceOf([to]), payload);
  check(sealed.messages.length > 0, 'nothing was sealed');
  checkSame(messagesFor(sealed, to).length, sealed.messages.length, 'messages for the only member');
  for (const { bytes } of sealed.messages) checkPlain(bytes, 'sealed bytes');
  return sealed.messages;
}

/** Opens and commits; what comes back has the form that the seam gives it. */
export async function open(by: SecurityPeer, from: SecurityPeer, bytes: Uint8Array): Promise<Opened> {
  const opened = await by.store.transaction((tx) => by.layer.open(tx, from.publicKey, bytes));
  checkOpened(opened);
  return opened;
}

/** Fails unless a result has the form of one. */
export function checkOpened(opened: Opened): void {
  for (const { kind, identity, device } of opened.deviceEvents) {
    check(kind === 'added' || kind === 'rotated-out', `no kind of event: ${kind}`);
    checkSame(identity.length, 65, 'identity of a device');
    check(device.length > 0, 'a device has no name');
  }
  for (const { recipients } of opened.replies) check(recipients.length > 0, 'a reply is for nobody');
  for (const code of opened.ok ? opened.remarks : [opened.reason]) {
    check(STABLE_CODE.test(code), `${code} is no stable code`);
  }
}

/** What came out at a member, and of which message: nothing for a reply. */
export type Outcome = { readonly opened: OpenedMessage; readonly message: SealedMessage };

/**
 * A member opens messages one after the other, and what is replied goes to and fro until nobody has anything more to say. All that came out at the
 * member; not what is empty in a reply, which means nothing.
 */
export async function deliver(
  people: readonly SecurityPeer[],
  from: SecurityPeer,
  to: SecurityPeer,
  messages: readonly SealedMessage[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = messages.map((message) => ({ from, to, message, isReply: false }));
  let replies = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { message, isReply } = next;
    const opened = await open(next.to, next.from, message.bytes);
    const isOut = opened.ok && opened.payload !== undefined && !(isReply && opened.payload.length === 0);
    if (isOut && next.to === to) outcomes.push({ opened, message });
    for (const reply of opened.replies) {
      for (const recipient of people.filter(({ publicKey }) => names(reply, publicKey))) {
        check(++replies <= MOST_REPLIES, 'they answer one another for ever');
        waiting.push({ from: next.to, to: recipient, message: reply, isReply: true });
      }
    }
  }
  return outcomes;
}

/** Delivers, and checks that exactly this payload came out, with a protection that the layer has. */
export async function deliverPayload(
  people: readonly SecurityPeer[],
  from: SecurityPeer,
  to: SecurityPeer,
  messages: readonly SealedMessage[],
  payload: Uint8Array,
): Promise<Outcome> {
  const outcomes = await deliver(people, from, to, messages);
  checkSame(outcomes.length, 1, 'payloads that came out');
  const [outcome] = outcomes;
  checkBytes(outcome!.opened.payload, payload, 'payload');
  checkKnown(to, outcome!.opened.protection);
  return outcome!;
}

/** What was sealed for a member, and what came out there. */
export type Said = Outcome & { readonly messages: readonly SealedMessage[] };

/** Seals for one, delivers, and checks that the payload came over. */
export async function say(
  { a, b, c }: Pick<SecuritySubject, 'a' | 'b' | 'c'>,
  from: SecurityPeer,
  to: SecurityPeer,
  payload: Uint8Array = PAYLOAD,
): Promise<Said> {
  const messages = await sealFor(from, to, payload);
  return { messages, ...(await deliverPayload([a, b, c], from, to, messages, payload)) };
}

/** A text as a payload. */
export function text(words: string): Uint8Array {
  return utf8ToBytes(words);
}

/** Fails unless a protection is, by all its properties, one that the layer says it has. */
export function checkKnown({ layer }: SecurityPeer, protection: Protection): void {
  check(
    layer.protections.some((known) => propertiesOf(known) === propertiesOf(protection)),
    `${propertiesOf(protection)} is not among the protections of ${layer.name}`,
  );
}

/** Name and properties of a protection, to compare and to show. */
export function propertiesOf(protection: Protection): string {
  const { label, confidential, authenticated, forwardSecret, healing, open: isOpen } = protection;
  const properties = { confidential, authenticated, forwardSecret, healing, open: isOpen };
  const held = Object.entries(properties).filter(([, value]) => value);
  return `${label} (${held.map(([name]) => name).join(', ') || 'nothing'})`;
}

/** A transaction that counts its writes. */
export function watched(tx: Transaction): { readonly tx: Transaction; readonly writes: () => number } {
  let writes = 0;
  return {
    writes: () => writes,
    tx: {
      get: (table, key) => tx.get(table, key),
      entries: (table, range) => tx.entries(table, range),
      put(table, key, value) {
        writes++;
        tx.put(table, key, value);
      },
      delete(table, key) {
        writes++;
        tx.delete(table, key);
      },
      afterCommit: (callback) => tx.afterCommit(callback),
    },
  };
}

function names({ recipients }: SealedMessage, publicKey: PublicKey): boolean {
  return recipients.some((key) => bytesToHex(key) === bytesToHex(publicKey));
}
