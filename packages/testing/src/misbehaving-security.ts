import { bytesToHex } from '@status/base';
import { keccak256, publicKeyOf } from '@status/crypto';
import type { OpenedMessage, Random, SecurityLayer } from '@status/interfaces';
import { createBoxSecurity } from './box-security.ts';
import type { SecurityPeer, SecuritySubject } from './compliance/security.ts';
import { createMapStore } from './map-store.ts';
import type { Misbehaving } from './misbehaving.ts';
import { seededRandom } from './seeded-random.ts';

/** Two identities with good boxes, apart from what a part replaces at both. */
function altered(
  alter: (inner: SecurityLayer) => Partial<SecurityLayer>,
  randomOf: (seed: number) => Random = seededRandom,
): () => Promise<SecuritySubject> {
  const peer = (seed: number): SecurityPeer => {
    const privateKey = new Uint8Array(32).fill(seed);
    const inner = createBoxSecurity(privateKey, randomOf(seed));
    return { layer: { ...inner, ...alter(inner) }, store: createMapStore(), publicKey: publicKeyOf(privateKey) };
  };
  return async () => ({ a: peer(1), b: peer(2), close: async () => {} });
}

/** Identities that change what they opened. */
function alteredOpened(alter: (opened: OpenedMessage) => Partial<OpenedMessage>): () => Promise<SecuritySubject> {
  return altered((inner) => ({
    async open(tx, sender, bytes) {
      const opened = await inner.open(tx, sender, bytes);
      return opened.ok ? { ...opened, ...alter(opened) } : opened;
    },
  }));
}

/** Faulty security layers, all with `dh` as their protection; they tell foreign bytes and remember what they opened. */
export const misbehavingSecurityLayers: readonly Misbehaving<SecuritySubject>[] = [
  {
    fault: 'says that it encrypts and does not',
    caughtBy: 'what is sealed does not show the payload, and never looks the same',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const sealed = await inner.seal(tx, { kind: 'public' }, payload);
        const recipients = audience.kind === 'public' ? [] : audience.publicKeys;
        return { ...sealed, messages: [{ ...sealed.messages[0]!, recipients, protection: 'dh' }] };
      },
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        return opened.ok ? { ...opened, protection: 'dh' } : opened;
      },
    })),
  },
  {
    fault: 'uses the same randomness again',
    caughtBy: 'what is sealed does not show the payload, and never looks the same',
    setup: altered(
      () => ({}),
      () => ({ bytes: (length) => new Uint8Array(length).fill(1) }),
    ),
  },
  {
    fault: 'claims a better protection than there was',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: alteredOpened(() => ({ protection: 'ratchet' })),
  },
  {
    fault: 'claims to have authenticated the sender',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: alteredOpened(() => ({ senderAuthenticated: true })),
  },
  {
    fault: 'loses bytes of long payloads',
    caughtBy: 'payloads of any length arrive as they were, in both directions',
    setup: alteredOpened(({ payload }) => ({ payload: payload!.slice(0, 999) })),
  },
  {
    fault: 'opens messages in their order only',
    caughtBy: 'messages open in any order, and without those that were lost',
    setup: (() => {
      const numbers = new Map<string, number>();
      return altered((inner) => {
        let highest = -1;
        return {
          async seal(tx, audience, payload) {
            const sealed = await inner.seal(tx, audience, payload);
            for (const { bytes } of sealed.messages) numbers.set(bytesToHex(keccak256(bytes)), numbers.size);
            return sealed;
          },
          async open(tx, sender, bytes) {
            const number = numbers.get(bytesToHex(keccak256(bytes))) ?? 0;
            if (number < highest) return { ok: false, reason: 'TOO_OLD', advertise: false, devices: [] };
            highest = number;
            return inner.open(tx, sender, bytes);
          },
        };
      });
    })(),
  },
  {
    fault: 'forgets all members but the first',
    caughtBy: 'sealed messages together are for the whole audience',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const sealed = await inner.seal(tx, audience, payload);
        return { ...sealed, messages: sealed.messages.slice(0, 1) };
      },
    })),
  },
  {
    fault: 'seals for nobody without complaint',
    caughtBy: 'a message that nobody could read is refused',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        if (audience.kind === 'members' && audience.publicKeys.length === 0) return { messages: [], secrets: [] };
        return inner.seal(tx, audience, payload);
      },
    })),
  },
  {
    fault: 'calls a public message encrypted',
    caughtBy: 'a public message is for everybody, and says so',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const sealed = await inner.seal(tx, audience, payload);
        return { ...sealed, messages: sealed.messages.map((message) => ({ ...message, protection: 'dh' as const })) };
      },
    })),
  },
  {
    fault: 'finds other secrets than its peer',
    caughtBy: 'both ends find the same secrets with each other',
    setup: altered((inner) => {
      let seals = 0;
      return {
        async seal(tx, audience, payload) {
          const sealed = await inner.seal(tx, audience, payload);
          const secret = new Uint8Array(32).fill(seals++);
          if (audience.kind === 'public') return sealed;
          return { ...sealed, secrets: audience.publicKeys.map((peer) => ({ peer, secret, agreed: true })) };
        },
      };
    }),
  },
  {
    fault: 'throws for damaged messages',
    caughtBy: 'nothing that a peer can send makes open reject',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        if (!opened.ok && opened.reason !== 'NOT_RECOGNISED') throw new Error('damaged');
        return opened;
      },
    })),
  },
  {
    fault: 'opens damaged messages as something',
    caughtBy: 'a damaged message does not open as another',
    setup: altered((inner) => {
      let good: OpenedMessage | undefined;
      return {
        async open(tx, sender, bytes) {
          const opened = await inner.open(tx, sender, bytes);
          if (opened.ok) good = opened;
          else if (good !== undefined) return { ...good, payload: bytes.slice() };
          return opened;
        },
      };
    }),
  },
  {
    fault: 'takes any bytes for its own',
    caughtBy: 'bytes of something else are told, as declared',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        return opened.ok ? opened : { ...opened, reason: 'MALFORMED' };
      },
    })),
  },
  {
    fault: 'keeps what it opened outside of the transaction',
    caughtBy: 'all state is in the transaction: an opening that is rolled back did not happen',
    setup: altered((inner) => {
      const opened = new Set<string>();
      return {
        async open(tx, sender, bytes) {
          const name = bytesToHex(keccak256(bytes));
          const result = await inner.open(tx, sender, bytes);
          if (!result.ok) return result;
          const replayed = opened.has(name);
          opened.add(name);
          return { ...result, replayed };
        },
      };
    }),
  },
  {
    fault: 'keeps count of what it sealed outside of the transaction',
    caughtBy: 'all state is in the transaction: a seal that is rolled back did not happen',
    setup: altered((inner) => {
      let sealed = 0;
      let opened = 0;
      return {
        async seal(tx, audience, payload) {
          const result = await inner.seal(tx, audience, payload);
          const mark = (bytes: Uint8Array): Uint8Array => Uint8Array.of(...bytes, sealed);
          sealed++;
          return {
            ...result,
            messages: result.messages.map((message) => ({ ...message, bytes: mark(message.bytes) })),
          };
        },
        async open(tx, sender, bytes) {
          if (bytes.at(-1) !== opened++) return { ok: false, reason: 'GAP', advertise: false, devices: [] };
          return inner.open(tx, sender, bytes.slice(0, -1));
        },
      };
    }),
  },
  {
    fault: 'does not say that a message was opened before',
    caughtBy: 'what comes again before it was confirmed opens again, marked so',
    setup: alteredOpened(() => ({ replayed: false })),
  },
  {
    fault: 'complains about a confirmation that comes twice',
    caughtBy: 'confirming is idempotent, and does nothing for what is not known',
    setup: altered((inner) => {
      const confirmed = new Set<unknown>();
      return {
        async confirm(tx, receipt) {
          if (confirmed.has(receipt)) throw new Error('confirmed already');
          confirmed.add(receipt);
          return inner.confirm(tx, receipt);
        },
      };
    }),
  },
  {
    fault: 'wipes the payload that it was given',
    caughtBy: 'arguments are left alone, and results are memory of their own',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const sealed = await inner.seal(tx, audience, payload);
        payload.fill(0);
        return sealed;
      },
    })),
  },
];
