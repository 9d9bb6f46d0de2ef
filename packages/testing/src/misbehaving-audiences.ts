import { publicKeyOf } from '@status/crypto';
import { BOX } from './box-security.ts';
import type { SecuritySubject } from './compliance/security.ts';
import { altered, alteredMessages, alteredOpened, alteredSealed, greeting } from './faulty-boxes.ts';
import type { Misbehaving } from './misbehaving.ts';

/** Faulty security layers that get wrong for whom something is. */
export const misbehavingAudiences: readonly Misbehaving<SecuritySubject>[] = [
  {
    fault: 'forgets all members but the first',
    caughtBy: 'an audience of several is reached, and nobody else is named',
    setup: alteredSealed(({ messages }) => ({ messages: messages.slice(0, 1) })),
  },
  {
    fault: 'names somebody outside of the audience',
    caughtBy: 'an audience of several is reached, and nobody else is named',
    setup: alteredMessages(({ recipients }) => ({
      recipients: [...recipients, publicKeyOf(new Uint8Array(32).fill(99))],
    })),
  },
  {
    fault: 'does not say how it went for the last member',
    caughtBy: 'an audience of several is reached, and nobody else is named',
    setup: alteredSealed(({ results }) => ({ results: results.slice(0, -1) })),
  },
  {
    fault: 'says of members that it serves that it cannot',
    caughtBy: 'an audience of several is reached, and nobody else is named',
    setup: alteredSealed(({ results }) => ({
      results: results.map(({ member }) => ({ member, ok: false, reason: 'NO_WAY' })),
    })),
  },
  {
    fault: 'fails at a member without a code',
    caughtBy: 'how it went is told for each member, and for devices where they are told apart',
    setup: alteredSealed(({ results }) => ({ results: results.map(({ member }) => ({ member, ok: false })) })),
  },
  {
    fault: 'tells how it went for somebody who was not meant',
    caughtBy: 'how it went is told for each member, and for devices where they are told apart',
    setup: alteredSealed(({ results }) => ({
      results: [...results, { member: publicKeyOf(new Uint8Array(32).fill(99)), ok: true }],
    })),
  },
  {
    fault: 'tells of devices and has none',
    caughtBy: 'how it went is told for each member, and for devices where they are told apart',
    setup: alteredSealed(({ results }) => ({ results: results.map((result) => ({ ...result, device: 'phone' })) })),
  },
  {
    fault: 'serves a member twice that is named twice',
    caughtBy: 'a member that is named twice counts once',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        if (audience.kind === 'public') return inner.seal(tx, audience, payload);
        const each = await Promise.all(
          audience.members.map((member) => inner.seal(tx, { ...audience, members: [member] }, payload)),
        );
        return {
          messages: each.flatMap(({ messages }) => messages),
          results: each.flatMap(({ results }) => results),
          secrets: [],
        };
      },
    })),
  },
  {
    fault: 'keeps one mask for all conversations with somebody',
    caughtBy: 'conversations of the same members are kept apart',
    setup: greeting({ nameOf: (conversation) => (conversation === '' ? 'last' : conversation), asks: false }),
  },
  {
    fault: 'names another conversation than it was sealed for',
    caughtBy: 'conversations of the same members are kept apart',
    setup: alteredOpened(() => ({ conversation: 'elsewhere' })),
  },
  {
    fault: 'calls a public message encrypted',
    caughtBy: 'a public message is for everybody, and says so',
    setup: alteredSealed(({ messages }) => ({
      messages: messages.map((message) => ({ ...message, protection: BOX })),
    })),
  },
  {
    fault: 'names recipients of a public message',
    caughtBy: 'a public message is for everybody, and says so',
    setup: alteredSealed(({ messages }) => ({
      messages: messages.map((message) => ({ ...message, recipients: [publicKeyOf(new Uint8Array(32).fill(2))] })),
    })),
  },
  {
    fault: 'opens public messages of those only who spoke to it before',
    caughtBy: 'a public message is for everybody, and says so',
    setup: altered((inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        return opened.ok && opened.protection.open
          ? { ok: false, reason: 'STRANGER', deviceEvents: [], replies: [] }
          : opened;
      },
    })),
  },
  {
    fault: 'forgets what it adds when it tells how much fits',
    caughtBy: 'a payload as long as the limit fits, to whomever it goes',
    setup: altered(() => ({ payloadLimit: (available) => available })),
  },
  {
    fault: 'lets nothing fit',
    caughtBy: 'a payload as long as the limit fits, to whomever it goes',
    setup: altered(() => ({ payloadLimit: () => 0 })),
  },
  {
    fault: 'lets less fit where there is more room',
    caughtBy: 'a payload as long as the limit fits, to whomever it goes',
    setup: altered((inner) => ({
      payloadLimit: (available) => (available > 5000 ? 1 : inner.payloadLimit(available)),
    })),
  },
  {
    fault: 'seals for nobody without complaint',
    caughtBy: 'an audience that nobody is in, or somebody who is no key, is refused before anything is written',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        const isNobody = audience.kind === 'members' && audience.members.length === 0;
        return isNobody ? { messages: [], results: [], secrets: [] } : inner.seal(tx, audience, payload);
      },
    })),
  },
  {
    fault: 'writes before it looks at the audience',
    caughtBy: 'an audience that nobody is in, or somebody who is no key, is refused before anything is written',
    setup: altered((inner) => ({
      async seal(tx, audience, payload) {
        tx.put('sealed-1', audience.conversation, new Uint8Array());
        return inner.seal(tx, audience, payload);
      },
    })),
  },
  {
    fault: 'has devices that nobody was told of',
    caughtBy: 'devices are told apart, as declared',
    setup: altered(() => ({
      devices: { own: 'phone', list: async () => [], setEnabled: async () => {} },
    })),
  },
];
