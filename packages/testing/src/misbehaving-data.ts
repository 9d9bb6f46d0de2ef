import { keccak256, publicKeyOf, requirePrivateKey } from '@status/crypto';
import type {
  ApplicationMessage,
  ChatContent,
  DataLayer,
  MessageId,
  MessageKind,
  PublicKey,
  UnknownContent,
  Unwrapped,
} from '@status/interfaces';
import type { DataSubject } from './compliance/data.ts';
import { createJsonData } from './json-data.ts';
import { jsonKinds } from './json-kinds.ts';
import type { Misbehaving } from './misbehaving.ts';

/** Signs nothing, so that any key will do. */
const mute = createJsonData({ signs: false });
const anyKey = requirePrivateKey(new Uint8Array(32).fill(1));

/** A good data layer, apart from what a part replaces; likewise those with more kinds. */
function altered(
  alter: (inner: DataLayer) => Partial<DataLayer>,
  kinds: readonly MessageKind[] = jsonKinds,
): () => Promise<DataSubject> {
  const create = (all: readonly MessageKind[]): DataLayer => {
    const inner = createJsonData({ kinds: all });
    return { ...inner, ...alter(inner) };
  };
  return async () => ({
    layer: create(kinds),
    withKinds: (more) => create([...kinds, ...more]),
    unsigned: (message) => mute.wrap(message, anyKey).bytes,
  });
}

/** A good data layer whose kinds are like good ones, apart from what a part replaces. */
function alteredKinds(alter: (kind: MessageKind) => Partial<MessageKind>): () => Promise<DataSubject> {
  return altered(
    () => ({}),
    jsonKinds.map((kind) => ({ ...kind, ...alter(kind) })),
  );
}

/** A good data layer that sends chat messages in another way. */
function alteredSending(alter: (chat: ChatContent) => ChatContent): () => Promise<DataSubject> {
  return altered((inner) => ({ wrap: (message, author) => inner.wrap(withChat(message, alter), author) }));
}

/** A good data layer that judges chat messages in another way. */
function alteredJudgement(alter: (chat: ChatContent) => ChatContent): () => Promise<DataSubject> {
  return altered((inner) => ({ validate: (message, context) => inner.validate(withChat(message, alter), context) }));
}

/** A good data layer that takes messages in another way. */
function alteredReading(
  alter: (unwrapped: Unwrapped & { readonly ok: true }, bytes: Uint8Array, sender: PublicKey) => Unwrapped,
): () => Promise<DataSubject> {
  return altered((inner) => ({
    unwrap(bytes, sender) {
      const unwrapped = inner.unwrap(bytes, sender);
      return unwrapped.ok ? alter(unwrapped, bytes, sender) : unwrapped;
    },
  }));
}

function withChat(message: ApplicationMessage, alter: (chat: ChatContent) => ChatContent): ApplicationMessage {
  return message.kind === 'chat' ? { ...message, content: alter(message.content as ChatContent) } : message;
}

/** Faulty data layers. Their suite is to be told that they read messages without a signature. */
export const misbehavingDataLayers: readonly Misbehaving<DataSubject>[] = [
  {
    fault: 'loses attachments',
    caughtBy: 'every kind of message comes out as it went in, from its author',
    setup: alteredSending(({ attachment: _, ...chat }) => chat),
  },
  {
    fault: 'trims texts',
    caughtBy: 'every kind of message comes out as it went in, from its author',
    setup: alteredSending((chat) => ({ ...chat, text: chat.text.trim() })),
  },
  {
    fault: 'takes every content of a later version for a text',
    caughtBy: 'every kind of message comes out as it went in, from its author',
    setup: alteredSending((chat) => (chat.content.startsWith('other-') ? { ...chat, content: 'text' } : chat)),
  },
  {
    fault: 'makes other bytes each time',
    caughtBy: 'the same message and key give the same bytes and id',
    setup: altered((inner) => {
      let wraps = 0n;
      return {
        wrap: (message, author) =>
          inner.wrap(
            withChat(message, (chat) => ({ ...chat, timestamp: chat.timestamp + wraps++ })),
            author,
          ),
      };
    }),
  },
  {
    fault: 'names messages by their content alone',
    caughtBy: 'ids differ by author and by content',
    setup: altered((inner) => ({
      wrap(message, author) {
        const { bytes } = inner.wrap(message, author);
        return { id: keccak256(mute.wrap(message, author).bytes) as MessageId, bytes };
      },
    })),
  },
  {
    fault: 'takes who passed a message on for its author',
    caughtBy: 'the author is who signed, whoever passed it on',
    setup: alteredReading((unwrapped, _, sender) => ({ ...unwrapped, author: sender.slice() as PublicKey })),
  },
  {
    fault: 'throws for malformed messages',
    caughtBy: 'nothing received makes unwrap throw',
    setup: altered((inner) => ({
      unwrap(bytes, sender) {
        const unwrapped = inner.unwrap(bytes, sender);
        if (!unwrapped.ok) throw new Error(unwrapped.reason);
        return unwrapped;
      },
    })),
  },
  {
    fault: 'remembers an author instead of checking the signature',
    caughtBy: 'a changed chat message does not pass for its author’s',
    setup: altered((inner) => {
      let last: PublicKey | undefined;
      return {
        wrap(message, author) {
          last = publicKeyOf(author);
          return inner.wrap(message, author);
        },
        unwrap(bytes, sender) {
          const unwrapped = inner.unwrap(bytes, sender);
          return unwrapped.ok && last !== undefined ? { ...unwrapped, author: last } : unwrapped;
        },
      };
    }),
  },
  {
    fault: 'hands out the array that it was given',
    caughtBy: 'what was unwrapped is its own memory',
    setup: alteredReading((unwrapped, bytes) => {
      if (unwrapped.message.kind !== 'unknown') return unwrapped;
      const content = unwrapped.message.content as UnknownContent;
      const payload = bytes.subarray(bytes.length - content.payload.length);
      return { ...unwrapped, message: { kind: 'unknown', content: { ...content, payload } } };
    }),
  },
  {
    fault: 'finds good messages invalid',
    caughtBy: 'good messages are valid',
    setup: altered(() => ({ validate: () => ({ reason: 'NO', field: 'all' }) })),
  },
  {
    fault: 'counts characters for bytes',
    caughtBy: 'texts have 1 to 4096 bytes that are not all blank',
    setup: alteredJudgement((chat) => ({ ...chat, text: chat.text.replaceAll('é', 'e') })),
  },
  {
    fault: 'lets blank texts through',
    caughtBy: 'texts have 1 to 4096 bytes that are not all blank',
    setup: alteredJudgement((chat) => ({ ...chat, text: `x${chat.text.slice(1)}` })),
  },
  {
    fault: 'lets clocks from the future through',
    caughtBy: 'a clock far ahead of the time of sending is refused, an old one is not',
    setup: alteredJudgement((chat) => ({ ...chat, clock: 1n })),
  },
  {
    fault: 'says that nothing passes',
    caughtBy: 'only what passes is said to pass',
    setup: altered((inner) => ({
      validate(message, context) {
        const issue = inner.validate(message, context);
        return issue && { reason: issue.reason, field: issue.field };
      },
    })),
  },
  {
    fault: 'refuses old clocks',
    caughtBy: 'a clock far ahead of the time of sending is refused, an old one is not',
    setup: altered((inner) => ({
      validate(message, context) {
        const isOld = message.kind === 'chat' && (message.content as ChatContent).clock < context.sentAt - 1000;
        return isOld ? { reason: 'CLOCK_TOO_LOW', field: 'clock' } : inner.validate(message, context);
      },
    })),
  },
  {
    fault: 'lets system messages of strangers through',
    caughtBy: 'a place that nobody may use is refused',
    setup: alteredJudgement((chat) => ({ ...chat, place: 'public' })),
  },
  {
    fault: 'takes the time for the clock',
    caughtBy: 'the next clock is later than the last and not before now',
    setup: altered(() => ({ nextClock: (_, now) => ({ clock: BigInt(now), timestamp: BigInt(now) }) })),
  },
  {
    fault: 'takes the clock for the time',
    caughtBy: 'the next clock is later than the last and not before now',
    setup: altered((inner) => ({
      nextClock(last, now) {
        const { clock } = inner.nextClock(last, now);
        return { clock, timestamp: clock };
      },
    })),
  },
  {
    fault: 'says that every message was signed',
    caughtBy: 'a message that is not signed has its sender as author, and says so',
    setup: alteredReading((unwrapped) => ({ ...unwrapped, signed: true })),
  },
  {
    fault: 'does not tell which kinds were handed in',
    caughtBy: 'its kinds are found by their names, those for people among them',
    setup: altered(() => ({ kinds: new Map(jsonKinds.map((kind) => [kind.name, kind])) })),
  },
  {
    fault: 'judges only the kinds that it brought along',
    caughtBy: 'a kind that is handed in is carried and judged like the others',
    setup: altered((inner) => ({
      validate: (message, context) =>
        jsonKinds.some(({ name }) => name === message.kind) ? inner.validate(message, context) : undefined,
    })),
  },
  {
    fault: 'cuts what it does not know',
    caughtBy: 'of a kind that is not registered the bytes come through, and go on untouched',
    setup: alteredReading((unwrapped) => {
      if (unwrapped.message.kind !== 'unknown') return unwrapped;
      const { type, payload } = unwrapped.message.content as UnknownContent;
      return { ...unwrapped, message: { kind: 'unknown', content: { type, payload: payload.slice(0, 4) } } };
    }),
  },
  {
    fault: 'drops what it does not know',
    caughtBy: 'of a kind that is not registered the bytes come through, and go on untouched',
    setup: alteredReading((unwrapped) =>
      unwrapped.message.kind === 'unknown' ? { ok: false, reason: 'KIND' } : unwrapped,
    ),
  },
  {
    fault: 'sends kinds that nobody registered as if they were empty',
    caughtBy: 'a kind that is not registered is neither sent nor judged',
    setup: altered((inner) => ({
      wrap: (message, author) =>
        message.kind === 'unknown' || inner.kinds.has(message.kind)
          ? inner.wrap(message, author)
          : inner.wrap({ kind: 'unknown', content: { type: message.kind, payload: new Uint8Array() } }, author),
    })),
  },
  {
    fault: 'finds nothing wrong with kinds that nobody registered',
    caughtBy: 'a kind that is not registered is neither sent nor judged',
    setup: altered((inner) => ({
      validate: (message, context) => (inner.kinds.has(message.kind) ? inner.validate(message, context) : undefined),
    })),
  },
  {
    fault: 'passes on whatever code a kind refuses a content with',
    caughtBy: 'a content without a form on the wire is told, however its kind says so',
    setup: altered((inner) => ({
      wrap(message, author) {
        const kind = inner.kinds.get(message.kind);
        if (kind === undefined) return inner.wrap(message, author);
        const payload = kind.encode(message.content);
        return inner.wrap({ kind: 'unknown', content: { type: kind.name, payload } }, author);
      },
    })),
  },
  {
    fault: 'has a kind that stumbles over damaged bytes',
    caughtBy: 'a kind decodes any bytes or throws a StatusError, and can judge what it decoded',
    setup: alteredKinds(() => ({ decode: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) })),
  },
  {
    fault: 'has a kind that cannot judge what it decoded',
    caughtBy: 'a kind decodes any bytes or throws a StatusError, and can judge what it decoded',
    setup: alteredKinds((kind) => ({
      decode(bytes) {
        try {
          return kind.decode(bytes);
        } catch {
          return {};
        }
      },
    })),
  },
];
