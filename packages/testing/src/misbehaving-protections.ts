import type { PublicKey, SecurityLayer } from '@status/interfaces';
import { BOX } from './box-security.ts';
import type { SecuritySubject } from './compliance/security.ts';
import { altered, alteredMessages, alteredOpened, boasting } from './faulty-boxes.ts';
import type { Misbehaving } from './misbehaving.ts';

/** Faulty security layers that say of messages what is not so. */
export const misbehavingProtections: readonly Misbehaving<SecuritySubject>[] = [
  {
    fault: 'calls two protections alike',
    caughtBy: 'protections are named, and what is open is not confidential',
    setup: altered((inner) => ({ protections: [...inner.protections, { ...BOX, healing: true }] })),
  },
  {
    fault: 'names a protection in a way that no log can print',
    caughtBy: 'protections are named, and what is open is not confidential',
    setup: boasting({ label: 'The Box!' }),
  },
  {
    fault: 'is confidential and open at once',
    caughtBy: 'protections are named, and what is open is not confidential',
    setup: boasting({ open: true }),
  },
  {
    fault: 'calls what is for members open',
    caughtBy: 'what is for members is never open',
    setup: boasting({ open: true, confidential: false }),
  },
  {
    fault: 'says that it encrypts and does not',
    caughtBy: 'what is confidential does not show the payload, and never looks the same',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const { messages, ...sealed } = await inner.seal(tx, { ...audience, kind: 'public' }, payload);
        const members = audience.kind === 'public' ? [] : audience.members;
        const results = members.map((member) => ({ member, ok: true }));
        return { ...sealed, results, messages: [{ ...messages[0]!, recipients: members, protection: BOX }] };
      },
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        return opened.ok ? { ...opened, protection: BOX } : opened;
      },
    })),
  },
  {
    fault: 'uses the same randomness again',
    caughtBy: 'what is confidential does not show the payload, and never looks the same',
    setup: altered(
      () => ({}),
      () => ({ bytes: (length) => new Uint8Array(length).fill(1) }),
    ),
  },
  {
    fault: 'gives whoever asks what it sealed for others',
    caughtBy: 'what is confidential does not come out at somebody else, whatever that one replies',
    setup: altered((inner) => {
      let last = new Uint8Array();
      const answer = async (...[tx, to, payload]: [Parameters<SecurityLayer['seal']>[0], PublicKey, Uint8Array]) =>
        (await inner.seal(tx, { kind: 'members', conversation: 'again', members: [to] }, payload)).messages;
      return {
        async seal(tx, audience, payload) {
          last = payload.slice();
          return inner.seal(tx, audience, payload);
        },
        async open(tx, sender, bytes) {
          const opened = await inner.open(tx, sender, bytes);
          if (!opened.ok && opened.reason === 'BOX_NOT_FOR_US') {
            return { ...opened, replies: await answer(tx, sender, new Uint8Array()) };
          }
          if (!opened.ok || opened.payload?.length !== 0) return opened;
          return { ...opened, replies: await answer(tx, sender, last) };
        },
      };
    }),
  },
  {
    fault: 'claims to have authenticated the sender',
    caughtBy: 'what is authenticated does not open under another name',
    setup: boasting({ authenticated: true }),
  },
  {
    fault: 'claims forward secrecy with a key that stays',
    caughtBy: 'what is forward secret does not open again once it is confirmed',
    setup: boasting({ forwardSecret: true }),
  },
  {
    fault: 'claims to heal with a key that stays',
    caughtBy: 'what heals does not open for who holds the state of yesterday',
    setup: boasting({ healing: true }),
  },
  {
    fault: 'claims a better protection than was announced',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: alteredOpened(({ protection }) => ({ protection: { ...protection, healing: true } })),
  },
  {
    fault: 'announces a protection that it does not have',
    caughtBy: 'a first message reaches who it is for, with the protection that was announced',
    setup: alteredMessages(({ protection }) => ({ protection: { ...protection, label: 'another' } })),
  },
];
