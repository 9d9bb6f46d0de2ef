import type { ChatPlace, ContentType, Protection } from '@status/interfaces';
import type { Message } from './message.ts';

/** How a message is stored: 64-bit integers as texts, the rest as it is. */
export type MessageRecord = WithTexts<Message> | FirstRecord;

type WithTexts<Shape> = Omit<Shape, 'clock' | 'timestamp' | 'protection'> & {
  readonly clock: string;
  readonly timestamp: string;
  readonly protection?: { readonly [Property in keyof Protection]: Protection[Property] };
};

/** What the first version wrote: numbers of the wire, and of the protection its name. */
type FirstRecord = Omit<WithTexts<Message>, 'place' | 'content' | 'protection'> & {
  readonly messageType: number;
  readonly contentType: number;
  readonly protection?: FirstLabel;
};

type FirstLabel = 'ratchet' | 'dh' | 'public' | 'transport-only';

/** What the protections of that version were worth. */
const FIRST_PROTECTIONS: Readonly<Record<FirstLabel, Omit<Protection, 'label'>>> = {
  ratchet: { confidential: true, authenticated: true, forwardSecret: true, healing: true, open: false },
  dh: { confidential: true, authenticated: false, forwardSecret: false, healing: false, open: false },
  public: { confidential: false, authenticated: false, forwardSecret: false, healing: false, open: true },
  'transport-only': { confidential: false, authenticated: false, forwardSecret: false, healing: false, open: false },
};

const FIRST_PLACES: Readonly<Record<number, ChatPlace>> = { 1: 'one-to-one', 2: 'public', 3: 'group' };

const FIRST_CONTENTS: Readonly<Record<number, ContentType>> = {
  1: 'text',
  2: 'sticker',
  3: 'status',
  4: 'emoji',
  7: 'image',
  8: 'audio',
};

/** The record of a message. */
export function recordOf(message: Message): WithTexts<Message> {
  return { ...message, clock: message.clock.toString(), timestamp: message.timestamp.toString() };
}

/** The message of a record, of whichever version. */
export function messageOf(record: MessageRecord): Message {
  const { clock, timestamp, ...rest } = 'place' in record ? record : renewed(record);
  return { ...rest, clock: BigInt(clock), timestamp: BigInt(timestamp) };
}

function renewed({ messageType, contentType, protection, ...rest }: FirstRecord): WithTexts<Message> {
  return {
    ...rest,
    place: FIRST_PLACES[messageType] ?? `other-${messageType}`,
    content: FIRST_CONTENTS[contentType] ?? `other-${contentType}`,
    ...(protection && { protection: protectionNamed(protection) }),
  };
}

function protectionNamed(label: FirstLabel): Protection {
  return { label, ...FIRST_PROTECTIONS[label] };
}
