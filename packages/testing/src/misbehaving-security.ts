import { bytesToHex, concatBytes } from '@status/base';
import { keccak256 } from '@status/crypto';
import type { Audience, MeetingSecret, OpenedMessage } from '@status/interfaces';
import { BOX } from './box-security.ts';
import type { SecuritySubject } from './compliance/security.ts';
import { altered, alteredOpened, alteredSealed, greeting } from './faulty-boxes.ts';
import type { Misbehaving } from './misbehaving.ts';
import { misbehavingAudiences } from './misbehaving-audiences.ts';
import { misbehavingProtections } from './misbehaving-protections.ts';

/** Faulty security layers made of boxes; they tell foreign bytes and remember what they opened, and have no devices. */
export const misbehavingSecurityLayers: readonly Misbehaving<SecuritySubject>[] = [
  ...misbehavingAudiences,
  ...misbehavingProtections,
  {
    fault: 'has no name',
    caughtBy: 'says what it is',
    setup: altered(() => ({ name: '' })),
  },
  {
    fault: 'loses bytes of long payloads',
    caughtBy: 'payloads of any length, also of none, arrive as they were, in both directions',
    setup: alteredOpened(({ payload }) => ({ payload: payload!.slice(0, 999) })),
  },
  {
    fault: 'takes an empty payload for none',
    caughtBy: 'payloads of any length, also of none, arrive as they were, in both directions',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        if (!opened.ok || opened.payload?.length !== 0) return opened;
        const { payload: _, ...keysOnly } = opened;
        return keysOnly;
      },
    })),
  },
  {
    fault: 'cannot be spoken to twice in a row',
    caughtBy: 'one may speak many times before the other answers',
    setup: altered((inner) => {
      const silent = new Set<string>();
      return {
        async seal(tx, audience, payload) {
          const isAgain = audience.kind === 'members' && audience.members.every((key) => silent.has(bytesToHex(key)));
          if (audience.kind === 'members') for (const key of audience.members) silent.add(bytesToHex(key));
          const sealed = await inner.seal(tx, audience, payload);
          return isAgain ? { ...sealed, messages: [] } : sealed;
        },
        async open(tx, sender, bytes) {
          silent.delete(bytesToHex(sender));
          return inner.open(tx, sender, bytes);
        },
      };
    }),
  },
  {
    fault: 'does not listen once it has spoken first',
    caughtBy: 'both may speak before either has heard',
    setup: altered((inner) => {
      let [heard, spoke] = [false, false];
      return {
        async seal(tx, audience, payload) {
          spoke ||= !heard;
          return inner.seal(tx, audience, payload);
        },
        async open(tx, sender, bytes) {
          heard = true;
          const opened = await inner.open(tx, sender, bytes);
          return spoke ? { ok: false, reason: 'NO_SESSION', deviceEvents: [], replies: [] } : opened;
        },
      };
    }),
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
            if (number < highest) return { ok: false, reason: 'TOO_OLD', deviceEvents: [], replies: [] };
            highest = number;
            return inner.open(tx, sender, bytes);
          },
        };
      });
    })(),
  },
  {
    fault: 'needs the mask before what is masked',
    caughtBy: 'of all that was made for a member the payload comes out once, whatever comes first',
    setup: greeting({ nameOf: () => 'all', asks: false }),
  },
  {
    fault: 'seals the payload twice for each member',
    caughtBy: 'of all that was made for a member the payload comes out once, whatever comes first',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const sealed = await inner.seal(tx, audience, payload);
        const again = await inner.seal(tx, audience, payload);
        return { ...sealed, messages: [...sealed.messages, ...again.messages] };
      },
    })),
  },
  {
    fault: 'does not listen to who counts from one again',
    caughtBy: 'who lost its state is understood where it speaks',
    setup: altered((inner) => {
      let sealed = 0;
      return {
        async seal(tx, audience, payload) {
          return inner.seal(tx, audience, concatBytes(Uint8Array.of(sealed++), payload));
        },
        async open(tx, sender, bytes) {
          const opened = await inner.open(tx, sender, bytes);
          if (!opened.ok || opened.payload === undefined) return opened;
          const name = bytesToHex(sender);
          const expected = (await tx.get('counters-1', name))?.[0] ?? 0;
          const [number] = opened.payload;
          if (number! < expected) return { ok: false, reason: 'TOO_OLD', deviceEvents: [], replies: [] };
          tx.put('counters-1', name, Uint8Array.of(number! + 1));
          return { ...opened, payload: opened.payload.slice(1) };
        },
      };
    }),
  },
  {
    fault: 'lacks what its peer thinks it has, and does not say so',
    caughtBy: 'who lost its state is spoken to again once its replies went back',
    setup: greeting({ nameOf: () => 'all', asks: false }),
  },
  {
    fault: 'answers every answer',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        const audience: Audience = { kind: 'members', conversation: 'thanks', members: [sender] };
        return { ...opened, replies: (await inner.seal(tx, audience, new Uint8Array())).messages };
      },
    })),
  },
  {
    fault: 'replies to nobody',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: alteredOpened(({ protection }) => ({ replies: [{ recipients: [], bytes: new Uint8Array(), protection }] })),
  },
  {
    fault: 'tells of a device without a name',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: altered((inner) => ({
      async open(tx, identity, bytes) {
        const opened = await inner.open(tx, identity, bytes);
        return { ...opened, deviceEvents: [{ kind: 'added', identity, device: '' }] };
      },
    })),
  },
  {
    fault: 'remarks in prose',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: alteredOpened(() => ({ remarks: ['something is odd'] })),
  },
  {
    fault: 'finds other secrets than its peer',
    caughtBy: 'both ends find the same secrets with each other',
    setup: (() => {
      let seals = 0;
      return alteredSealed((_, audience) => {
        if (audience.kind === 'public') return {};
        const secret = new Uint8Array(32).fill(seals++) as MeetingSecret;
        return { secrets: audience.members.map((peer) => ({ peer, secret, agreed: true })) };
      });
    })(),
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
    fault: 'says in prose why nothing came out',
    caughtBy: 'nothing that a peer can send makes open reject',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        return opened.ok || opened.reason === 'NOT_RECOGNISED' ? opened : { ...opened, reason: 'it was damaged' };
      },
    })),
  },
  {
    fault: 'opens what was damaged with a protection that nobody knows',
    caughtBy: 'nothing that a peer can send makes open reject',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        if (opened.ok || opened.reason === 'NOT_RECOGNISED') return opened;
        const nothing = { replayed: false, secrets: [], remarks: [] };
        return { ...opened, ok: true, protection: { ...BOX, label: 'damaged', confidential: false }, ...nothing };
      },
    })),
  },
  {
    fault: 'closes its ears after a damaged message',
    caughtBy: 'damaged messages that were committed do no harm to the conversation',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        if (opened.ok && (await tx.get('deaf-1', 'deaf')) === undefined) return opened;
        tx.put('deaf-1', 'deaf', new Uint8Array());
        return { ok: false, reason: 'DEAF', deviceEvents: [], replies: [] };
      },
    })),
  },
  {
    fault: 'opens damaged messages as something',
    caughtBy: 'what is confidential and was damaged does not open as another',
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
          if (bytes.at(-1) !== opened++) return { ok: false, reason: 'GAP', deviceEvents: [], replies: [] };
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
    fault: 'gives no receipts',
    caughtBy: 'an opening that can be repeated has a receipt, and confirming it harms no later message',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        if (!opened.ok) return opened;
        const { receipt: _, ...rest } = opened;
        return rest;
      },
    })),
  },
  {
    fault: 'complains about a confirmation that comes twice',
    caughtBy: 'confirming is idempotent',
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
  {
    fault: 'wipes the keys of the audience',
    caughtBy: 'arguments are left alone, and results are memory of their own',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const sealed = await inner.seal(tx, audience, payload);
        if (audience.kind === 'members' && audience.members.length > 1) audience.members[0]!.fill(0);
        return sealed;
      },
    })),
  },
];
