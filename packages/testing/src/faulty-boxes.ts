import { bytesToHex, concatBytes } from '@status/base';
import { publicKeyOf, requirePrivateKey } from '@status/crypto';
import type {
  Audience,
  OpenedMessage,
  PrivateKey,
  Protection,
  PublicKey,
  Random,
  Sealed,
  SealedMessage,
  SecurityLayer,
} from '@status/interfaces';
import { BOX, createBoxSecurity } from './box-security.ts';
import type { SecurityPeer, SecuritySubject } from './compliance/security.ts';
import { createMapStore } from './map-store.ts';
import { seededRandom } from './seeded-random.ts';

/** Three identities, each with a layer made for its key. */
export function subjectOf(
  layerOf: (privateKey: PrivateKey, seed: number) => SecurityLayer,
): () => Promise<SecuritySubject> {
  return async () => {
    const peerOf = (seed: number): SecurityPeer => {
      const privateKey = requirePrivateKey(new Uint8Array(32).fill(seed));
      return { layer: layerOf(privateKey, seed), store: createMapStore(), publicKey: publicKeyOf(privateKey) };
    };
    const [a, b, c] = [peerOf(1), peerOf(2), peerOf(3)];
    const seeds = new Map([a, b, c].map((peer, i) => [peer, i + 1]));
    return { a, b, c, reborn: async (lost) => peerOf(seeds.get(lost)!), close: async () => {} };
  };
}

/** Identities with good boxes, apart from what a part replaces at each. */
export function altered(
  alter: (inner: SecurityLayer, own: PublicKey) => Partial<SecurityLayer>,
  randomOf: (seed: number) => Random = seededRandom,
): () => Promise<SecuritySubject> {
  return subjectOf((privateKey, seed) => {
    const inner: SecurityLayer = createBoxSecurity(privateKey, randomOf(seed));
    return { ...inner, ...alter(inner, publicKeyOf(privateKey)) };
  });
}

/** Identities that change what they sealed. */
export function alteredSealed(
  alter: (sealed: Sealed, audience: Audience) => Partial<Sealed>,
): () => Promise<SecuritySubject> {
  return altered((inner) => ({
    async seal(tx, audience, payload) {
      const sealed = await inner.seal(tx, audience, payload);
      return { ...sealed, ...alter(sealed, audience) };
    },
  }));
}

/** Identities that change each message for members that they sealed. */
export function alteredMessages(
  alter: (message: SealedMessage) => Partial<SealedMessage>,
): () => Promise<SecuritySubject> {
  return alteredSealed(({ messages }, { kind }) =>
    kind === 'public' ? {} : { messages: messages.map((message) => ({ ...message, ...alter(message) })) },
  );
}

/** Identities that change what they opened. */
export function alteredOpened(
  alter: (opened: OpenedMessage) => Partial<OpenedMessage>,
): () => Promise<SecuritySubject> {
  return altered((inner) => ({
    async open(tx, sender, bytes) {
      const opened = await inner.open(tx, sender, bytes);
      return opened.ok ? { ...opened, ...alter(opened) } : opened;
    },
  }));
}

/** Identities whose boxes are said to be more than they are, at both ends alike. */
export function boasting(claims: Partial<Protection>): () => Promise<SecuritySubject> {
  const claimed: Protection = { ...BOX, ...claims };
  return altered((inner) => ({
    protections: inner.protections.map((protection) => (protection === BOX ? claimed : protection)),
    async seal(tx, audience, payload) {
      const sealed = await inner.seal(tx, audience, payload);
      if (audience.kind === 'public') return sealed;
      return { ...sealed, messages: sealed.messages.map((message) => ({ ...message, protection: claimed })) };
    },
    async open(tx, sender, bytes) {
      const opened = await inner.open(tx, sender, bytes);
      return opened.ok && opened.protection === BOX ? { ...opened, protection: claimed } : opened;
    },
  }));
}

/** How a greeted conversation goes wrong. */
export type Greeting = {
  /** What tells one mask from another. */
  readonly nameOf: (conversation: string, sender: PublicKey) => string;
  /** Whether the mask is wanted back by whoever lacks it. */
  readonly asks: boolean;
};

const GREETING = 1;
const BODY = 2;
const WISH = 3;
const OWN_MASKS = 'greeting-own-1';
const MASKS = 'greeting-masks-1';

/**
 * Identities that send a mask ahead when they first speak to somebody in a conversation, in a box, and from then on only what is masked with it. Good as
 * long as everything comes in its order.
 */
export function greeting({ nameOf, asks }: Greeting): () => Promise<SecuritySubject> {
  const masked = (payload: Uint8Array, mask: number): Uint8Array => payload.map((byte) => byte ^ mask);
  return altered((inner, own) => {
    let greetings = 0;
    return {
      async seal(tx, audience, payload) {
        if (audience.kind === 'public') return inner.seal(tx, audience, payload);
        const messages: SealedMessage[] = [];
        for (const member of audience.members) {
          const only: Audience = { ...audience, members: [member] };
          const name = `${nameOf(audience.conversation, own)}/${bytesToHex(member)}`;
          let mask = (await tx.get(OWN_MASKS, name))?.[0];
          if (mask === undefined) {
            mask = ++greetings;
            tx.put(OWN_MASKS, name, Uint8Array.of(mask));
            messages.push(...(await inner.seal(tx, only, Uint8Array.of(GREETING, mask))).messages);
          }
          const body = concatBytes(Uint8Array.of(BODY), masked(payload, mask));
          messages.push(...(await inner.seal(tx, only, body)).messages);
        }
        return { messages, results: audience.members.map((member) => ({ member, ok: true })), secrets: [] };
      },
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        if (!opened.ok || opened.protection.open || opened.payload === undefined) return opened;
        const { payload, ...keysOnly } = opened;
        const theirs = nameOf('', sender);
        if (payload[0] === GREETING) {
          tx.put(MASKS, theirs, payload.slice(1));
          return keysOnly;
        }
        if (payload[0] === WISH) {
          tx.delete(OWN_MASKS, `${nameOf('', own)}/${bytesToHex(sender)}`);
          return keysOnly;
        }
        const mask = (await tx.get(MASKS, theirs))?.[0];
        if (mask !== undefined) return { ...opened, payload: masked(payload.slice(1), mask) };
        const audience: Audience = { kind: 'members', conversation: '', members: [sender] };
        const replies = asks ? (await inner.seal(tx, audience, Uint8Array.of(WISH))).messages : [];
        return { ok: false, reason: 'NO_MASK', deviceEvents: [], replies };
      },
    };
  });
}
