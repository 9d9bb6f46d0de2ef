import { bytesToUtf8, concatBytes, utf8ToBytes } from '@status/base';
import { decodeRlp, encodeRlp, type RlpItem, rlpBytes, rlpListItems, rlpNumber, uintToRlp } from '@status/base/rlp';
import { type ConversationId, StatusError } from '@status/interfaces';

/** Which message of whose key: the number that a sender gave it within a generation of its keys (16 bytes) in a conversation. */
export type GroupPlace = {
  readonly conversation: ConversationId;
  readonly generation: Uint8Array;
  readonly n: number;
};

/** What members of a conversation send to one another. */
export type GroupMessage =
  /** A payload for all members, under the sender's key. */
  | ({ readonly kind: 'message'; readonly box: Uint8Array } & GroupPlace)
  /** The sender's key for one member (`GroupKey`, encrypted to it), made for the message with this number. */
  | { readonly kind: 'key'; readonly box: Uint8Array }
  /** A member lacks the key of a message. */
  | ({ readonly kind: 'request' } & GroupPlace)
  /** A member has the keys of a generation now. */
  | ({ readonly kind: 'held' } & GroupPlace)
  /** For everybody. */
  | { readonly kind: 'public'; readonly conversation: ConversationId; readonly payload: Uint8Array };

/** A sender's key (32) and the message that it goes with. */
export type GroupKey = GroupPlace & { readonly seed: Uint8Array };

const MAGIC = 0x47;
const KINDS = ['message', 'key', 'request', 'held', 'public'] as const;
const CONVERSATION = /^[\x20-\x7e]{1,256}$/;

/** Bytes of the names of conversations (ASCII), of generations, of seeds. */
export const MAX_CONVERSATION = 256;
export const GENERATION_LENGTH = 16;
export const SEED_LENGTH = 32;

/** Whether a text may name a conversation. */
export function isConversation(name: string): boolean {
  return CONVERSATION.test(name);
}

/** `'G' ‖ kind ‖ RLP list of what the kind has`. */
export function encodeGroupMessage(message: GroupMessage): Uint8Array {
  return concatBytes(Uint8Array.of(MAGIC, KINDS.indexOf(message.kind)), encodeRlp(partsOf(message)));
}

/** The message; nothing for bytes that are none. The arrays are memory of their own. */
export function decodeGroupMessage(bytes: Uint8Array): GroupMessage | undefined {
  const kind = KINDS[bytes[1] ?? KINDS.length];
  if (bytes[0] !== MAGIC || kind === undefined) return undefined;
  return attempt(() => messageFrom(kind, rlpListItems(decodeRlp(bytes.slice(2)), { max: 4 })));
}

/** What is inside the box of a key. */
export function encodeGroupKey({ seed, ...place }: GroupKey): Uint8Array {
  return encodeRlp([...placeToRlp(place), seed]);
}

/** The key; nothing for bytes that are none. */
export function decodeGroupKey(bytes: Uint8Array): GroupKey | undefined {
  return attempt(() => {
    const [conversation, generation, n, seed] = rlpListItems(decodeRlp(bytes), { min: 4, max: 4 });
    return { ...placeFrom(conversation!, generation!, n!), seed: rlpBytes(seed!, SEED_LENGTH).slice() };
  });
}

/** What a payload is authenticated together with. */
export function encodePlace(place: GroupPlace): Uint8Array {
  return encodeRlp(placeToRlp(place));
}

function partsOf(message: GroupMessage): Uint8Array[] {
  if (message.kind === 'key') return [message.box];
  if (message.kind === 'public') return [utf8ToBytes(message.conversation), message.payload];
  return message.kind === 'message' ? [...placeToRlp(message), message.box] : placeToRlp(message);
}

function messageFrom(kind: GroupMessage['kind'], items: readonly RlpItem[]): GroupMessage | undefined {
  const expected = { key: 1, public: 2, request: 3, held: 3, message: 4 }[kind];
  if (items.length !== expected) return undefined;
  const [first, second, third, fourth] = items;
  if (kind === 'key') return { kind, box: rlpBytes(first!).slice() };
  if (kind === 'public') return { kind, conversation: conversationFrom(first!), payload: rlpBytes(second!).slice() };
  const place = placeFrom(first!, second!, third!);
  return kind === 'message' ? { kind, ...place, box: rlpBytes(fourth!).slice() } : { kind, ...place };
}

function placeToRlp({ conversation, generation, n }: GroupPlace): Uint8Array[] {
  return [utf8ToBytes(conversation), generation, uintToRlp(n)];
}

function placeFrom(conversation: RlpItem, generation: RlpItem, n: RlpItem): GroupPlace {
  return {
    conversation: conversationFrom(conversation),
    generation: rlpBytes(generation, GENERATION_LENGTH).slice(),
    n: rlpNumber(n),
  };
}

function conversationFrom(item: RlpItem): ConversationId {
  const name = bytesToUtf8(rlpBytes(item));
  if (!isConversation(name)) throw new StatusError('GROUP_CONVERSATION', 'no name of a conversation');
  return name;
}

/** What a decoder gives; nothing where it finds that the bytes are not what it reads. */
function attempt<Value>(decode: () => Value | undefined): Value | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}
