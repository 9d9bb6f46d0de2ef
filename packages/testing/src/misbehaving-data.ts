import { keccak256 } from '@status/crypto';
import type { ApplicationMessage, ChatMessage, DataLayer } from '@status/interfaces';
import type { DataSubject } from './compliance/data.ts';
import { createJsonData, unsignedJson } from './json-data.ts';
import type { Misbehaving } from './misbehaving.ts';

/** A good data layer, apart from what a part replaces. */
function altered(alter: (inner: DataLayer) => Partial<DataLayer>): () => Promise<DataSubject> {
  return async () => {
    const inner = createJsonData();
    return { layer: { ...inner, ...alter(inner) }, unsigned: unsignedJson };
  };
}

/** A good data layer that judges chat messages in another way. */
function alteredJudgement(alter: (chat: ChatMessage) => ChatMessage): () => Promise<DataSubject> {
  return altered((inner) => ({
    validate(message, context) {
      return inner.validate(message.kind === 'chat' ? { ...message, chat: alter(message.chat) } : message, context);
    },
  }));
}

function withoutAttachment(message: ApplicationMessage): ApplicationMessage {
  if (message.kind !== 'chat') return message;
  const { attachment: _, ...chat } = message.chat;
  return { ...message, chat };
}

/** Faulty data layers. Their suite is to be told that they read messages without a signature. */
export const misbehavingDataLayers: readonly Misbehaving<DataSubject>[] = [
  {
    fault: 'loses attachments',
    caughtBy: 'every kind of message comes out as it went in, signed by its author',
    setup: altered((inner) => ({ wrap: (message, key) => inner.wrap(withoutAttachment(message), key) })),
  },
  {
    fault: 'trims texts',
    caughtBy: 'every kind of message comes out as it went in, signed by its author',
    setup: altered((inner) => ({
      wrap: (message, key) =>
        inner.wrap(
          message.kind === 'chat' ? { ...message, chat: { ...message.chat, text: message.chat.text.trim() } } : message,
          key,
        ),
    })),
  },
  {
    fault: 'makes other bytes each time',
    caughtBy: 'the same message and key give the same bytes and id',
    setup: altered((inner) => {
      let wraps = 0;
      return {
        wrap: (message, key) => inner.wrap(Object.assign({ nonce: wraps++ }, message), key),
      };
    }),
  },
  {
    fault: 'names messages by their content alone',
    caughtBy: 'ids differ by author and by content',
    setup: altered((inner) => ({
      wrap: (message, key) => ({ ...inner.wrap(message, key), id: keccak256(unsignedJson(message)) }),
    })),
  },
  {
    fault: 'takes who passed a message on for its author',
    caughtBy: 'the author is who signed, whoever passed it on',
    setup: altered((inner) => ({
      unwrap(bytes, sender) {
        const unwrapped = inner.unwrap(bytes, sender);
        return unwrapped.ok ? { ...unwrapped, author: sender.slice() } : unwrapped;
      },
    })),
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
      let author: Uint8Array | undefined;
      return {
        unwrap(bytes, sender) {
          const unwrapped = inner.unwrap(bytes, sender);
          if (!unwrapped.ok || unwrapped.message.kind !== 'chat') return unwrapped;
          author ??= unwrapped.author;
          return { ...unwrapped, author };
        },
        wrap(message, key) {
          const wrapped = inner.wrap(message, key);
          const unwrapped = inner.unwrap(wrapped.bytes, new Uint8Array(65));
          if (unwrapped.ok) author = unwrapped.author;
          return wrapped;
        },
      };
    }),
  },
  {
    fault: 'hands out the sender’s array',
    caughtBy: 'what was unwrapped is its own memory',
    setup: altered((inner) => ({
      unwrap(bytes, sender) {
        const unwrapped = inner.unwrap(bytes, sender);
        if (!unwrapped.ok || unwrapped.message.kind !== 'unknown') return unwrapped;
        return { ...unwrapped, message: { ...unwrapped.message, payload: bytes } };
      },
    })),
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
    fault: 'refuses old clocks',
    caughtBy: 'a clock far ahead of the time of sending is refused, an old one is not',
    setup: altered((inner) => ({
      validate(message, context) {
        const isOld = message.kind === 'chat' && message.chat.clock < BigInt(context.sentAt) - 1000n;
        return isOld ? { reason: 'CLOCK_TOO_LOW', field: 'clock' } : inner.validate(message, context);
      },
    })),
  },
  {
    fault: 'lets system messages of strangers through',
    caughtBy: 'what is for local use only is refused',
    setup: alteredJudgement((chat) => ({ ...chat, messageType: 1, contentType: 1 })),
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
    setup: altered((inner) => ({
      unwrap(bytes, sender) {
        const unwrapped = inner.unwrap(bytes, sender);
        return unwrapped.ok ? { ...unwrapped, signed: true } : unwrapped;
      },
    })),
  },
];
