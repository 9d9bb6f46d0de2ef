import { bytesToHex, concatBytes, equalBytes, uint32ToBytesBE } from '@status/base';
import {
  aesGcmDecrypt,
  aesGcmEncrypt,
  CryptoError,
  eciesDecrypt,
  eciesEncrypt,
  hmacSha256,
  keccak256,
  publicKeyOf,
} from '@status/crypto';
import type {
  ConversationId,
  Opened,
  OpenFailure,
  PrivateKey,
  Protection,
  PublicKey,
  Random,
  Sealed,
  SealedMessage,
  SecurityLayer,
  Transaction,
} from '@status/interfaces';
import {
  loadKey,
  loadOwnKey,
  loadReceived,
  type OwnKey,
  type Received,
  receivedName,
  saveKey,
  saveOwnKey,
  saveReceived,
  saveWaiting,
} from './group-records.ts';
import {
  decodeGroupKey,
  decodeGroupMessage,
  encodeGroupKey,
  encodeGroupMessage,
  encodePlace,
  GENERATION_LENGTH,
  type GroupMessage,
  type GroupPlace,
  isConversation,
  MAX_CONVERSATION,
  SEED_LENGTH,
} from './group-wire.ts';
import { distinctMembers, NOTHING, SmallSecurityError } from './small-security.ts';

/** Names an opened message. */
export type GroupReceipt = { readonly message: string };

/** Whoever has a sender's key reads what it sent, and could have written it. */
const SENDER_KEY: Protection = { ...NOTHING, label: 'sender-key', confidential: true };
/** Says who lacks or has which key, to anybody who looks. */
const NOTICE: Protection = { ...NOTHING, label: 'notice' };
const PUBLIC: Protection = { ...NOTHING, label: 'public', open: true };

/** Messages under one key at most. */
const MAX_MESSAGES = 1000;
/** A key serves one message, so its nonce may be the same for all. */
const NONCE = new Uint8Array(12);
/** The most that a message has beside its payload: magic and kind, three headers of up to 5 bytes, what names the conversation, generation and number, the tag. */
const OVERHEAD: number = 2 + 3 * 5 + MAX_CONVERSATION + 17 + 5 + 16;
/** The longest message that carries a key. */
const KEY_MESSAGE: number = 2 + 3 + 3 + 113 + 3 + 3 + MAX_CONVERSATION + 17 + 5 + 1 + SEED_LENGTH;

/**
 * The seam `SecurityLayer` as a small group cipher: one ciphertext for all members, with a key for each sender and conversation in the
 * transaction, which each member gets by a message of its own.
 *
 * - A key is for one set of members. When that changes, the next message begins a new one.
 * - A member gets the key with every message until it has replied that it has it (`held`).
 * - Who gets a message without its key keeps it and replies a `request`, which its sender replies to with the key: this is how a member comes back that lost
 *   its store. The payload comes out of the key then.
 *
 * Not authenticated (any member could write as any other), no forward secrecy within a key.
 */
export function createGroupSecurity(privateKey: PrivateKey, random: Random): SecurityLayer<GroupReceipt> {
  const own = publicKeyOf(privateKey);
  return {
    name: 'sender-keys',
    protections: [SENDER_KEY, NOTICE, PUBLIC],
    payloadLimit: (available) => (available < KEY_MESSAGE ? 0 : Math.max(0, available - OVERHEAD)),
    async seal(tx, audience, payload) {
      const { conversation } = audience;
      if (!isConversation(conversation)) throw new SmallSecurityError('SECURITY_AUDIENCE', 'no name of a conversation');
      if (audience.kind === 'members') {
        return sealForMembers(tx, conversation, distinctMembers(audience.members), payload, { own, random });
      }
      const bytes = encodeGroupMessage({ kind: 'public', conversation, payload });
      return { messages: [{ recipients: [], bytes, protection: PUBLIC }], results: [], secrets: [] };
    },
    async open(tx, sender, bytes) {
      const message = decodeGroupMessage(bytes);
      if (message === undefined) return failure('NOT_RECOGNISED');
      if (message.kind === 'public') return opened(PUBLIC, message.conversation, { payload: message.payload });
      if (message.kind === 'message') return openMessage(tx, sender, message);
      if (message.kind === 'key') return openKey(tx, sender, message.box, privateKey);
      return openNotice(tx, sender, message, random);
    },
    async confirm(tx, { message }) {
      const received = await loadReceived(tx, message);
      if (received?.state !== 'opened') return;
      saveReceived(tx, message, { ...received, state: 'confirmed', box: new Uint8Array() });
    },
  };
}

async function sealForMembers(
  tx: Transaction,
  conversation: ConversationId,
  members: readonly PublicKey[],
  payload: Uint8Array,
  { own, random }: { readonly own: PublicKey; readonly random: Random },
): Promise<Sealed> {
  const key = await keyFor(tx, conversation, members.map(bytesToHex).sort(), random);
  saveOwnKey(tx, conversation, { ...key, next: key.next + 1 });
  const place = { conversation, generation: key.generation, n: key.next };
  const waiting = members.filter((member) => !key.holders.includes(bytesToHex(member)));
  const box = aesGcmEncrypt(messageKey(key.seed, place.n), NONCE, payload, contextOf(own, place));
  return {
    messages: [
      ...waiting.map((member) => keyMessage(member, key, place, random)),
      { recipients: members, bytes: encodeGroupMessage({ kind: 'message', ...place, box }), protection: SENDER_KEY },
    ],
    results: members.map((member) => ({ member, ok: true })),
    secrets: [],
  };
}

/** Our key for these members, a new one if they are others than before or it has served long enough. */
async function keyFor(
  tx: Transaction,
  conversation: ConversationId,
  members: readonly string[],
  random: Random,
): Promise<OwnKey> {
  const key = await loadOwnKey(tx, conversation);
  if (key !== undefined && key.next < MAX_MESSAGES && key.members.join() === members.join()) return key;
  const [generation, seed] = [random.bytes(GENERATION_LENGTH), random.bytes(SEED_LENGTH)];
  return { generation, seed, next: 0, members, holders: [] };
}

function keyMessage(member: PublicKey, { seed }: OwnKey, place: GroupPlace, random: Random): SealedMessage {
  const box = eciesEncrypt(member, encodeGroupKey({ ...place, seed }), { random });
  return { recipients: [member], bytes: encodeGroupMessage({ kind: 'key', box }), protection: SENDER_KEY };
}

async function openMessage(
  tx: Transaction,
  sender: PublicKey,
  message: GroupPlace & { readonly box: Uint8Array },
): Promise<Opened<GroupReceipt>> {
  const received = await loadReceived(tx, receivedName(sender, message));
  const openedBy = keccak256(message.box);
  if (isOver(received, openedBy)) return failure('DUPLICATE');
  const seed = await loadKey(tx, sender, message);
  if (seed === undefined) {
    await saveWaiting(tx, sender, message);
    return failure('KEY_MISSING', [notice('request', sender, message)]);
  }
  return openBox(tx, sender, message, { seed, box: message.box, openedBy, replayed: received?.state === 'opened' });
}

/** A key is taken, and the message that it goes with comes out if that came before. */
async function openKey(
  tx: Transaction,
  sender: PublicKey,
  box: Uint8Array,
  privateKey: PrivateKey,
): Promise<Opened<GroupReceipt>> {
  const key = decrypted(privateKey, box);
  if (key === undefined) return failure('NOT_FOR_US');
  const { seed, ...place } = key;
  if ((await loadKey(tx, sender, place)) === undefined) await saveKey(tx, sender, place, seed);
  const replies = [notice('held', sender, place)];
  const received = await loadReceived(tx, receivedName(sender, place));
  const openedBy = keccak256(box);
  if (received !== undefined && !isOver(received, openedBy)) {
    const replayed = received.state === 'opened';
    const result = await openBox(tx, sender, place, { seed, box: received.box, openedBy, replayed });
    if (result.ok) return { ...result, replies };
  }
  return opened(SENDER_KEY, place.conversation, { replies });
}

/** Whether a message has come out of another ciphertext than this one, or was confirmed. */
function isOver(received: Received | undefined, openedBy: Uint8Array): boolean {
  if (received === undefined || received.state === 'waiting') return false;
  return received.state === 'confirmed' || !equalBytes(received.openedBy, openedBy);
}

async function openBox(
  tx: Transaction,
  sender: PublicKey,
  place: GroupPlace,
  from: { readonly seed: Uint8Array; readonly replayed: boolean } & Pick<Received, 'box' | 'openedBy'>,
): Promise<Opened<GroupReceipt>> {
  const { seed, box, openedBy, replayed } = from;
  const payload = attempt(() => aesGcmDecrypt(messageKey(seed, place.n), NONCE, box, contextOf(sender, place)));
  if (payload === undefined) return failure('NOT_AUTHENTIC');
  const message = receivedName(sender, place);
  if (!replayed) saveReceived(tx, message, { state: 'opened', openedBy, box });
  return opened(SENDER_KEY, place.conversation, { payload, replayed, receipt: { message } });
}

/** A member says that it has our key, or lacks it and gets it: the current one only, and only if it is for that member. */
async function openNotice(
  tx: Transaction,
  sender: PublicKey,
  message: Extract<GroupMessage, { readonly kind: 'request' | 'held' }>,
  random: Random,
): Promise<Opened<GroupReceipt>> {
  const { conversation } = message;
  const key = await loadOwnKey(tx, conversation);
  const member = bytesToHex(sender);
  if (key === undefined || bytesToHex(key.generation) !== bytesToHex(message.generation)) return failure('KEY_OVER');
  if (!key.members.includes(member)) return failure('NO_MEMBER');
  const others = key.holders.filter((holder) => holder !== member);
  saveOwnKey(tx, conversation, { ...key, holders: message.kind === 'held' ? [...others, member] : others });
  const replies = message.kind === 'request' ? [keyMessage(sender, key, message, random)] : [];
  return opened(NOTICE, conversation, { replies });
}

function notice(kind: 'request' | 'held', recipient: PublicKey, place: GroupPlace): SealedMessage {
  const { conversation, generation, n } = place;
  const bytes = encodeGroupMessage({ kind, conversation, generation, n });
  return { recipients: [recipient], bytes, protection: NOTICE };
}

function messageKey(seed: Uint8Array, n: number): Uint8Array {
  return hmacSha256(seed, uint32ToBytesBE(n));
}

function contextOf(sender: PublicKey, place: GroupPlace): Uint8Array {
  return concatBytes(sender, encodePlace(place));
}

function decrypted(privateKey: PrivateKey, box: Uint8Array): ReturnType<typeof decodeGroupKey> {
  const plaintext = attempt(() => eciesDecrypt(privateKey, box));
  return plaintext && decodeGroupKey(plaintext);
}

function attempt(decrypt: () => Uint8Array): Uint8Array | undefined {
  try {
    return decrypt();
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function opened(
  protection: Protection,
  conversation: ConversationId,
  more: {
    readonly payload?: Uint8Array;
    readonly replayed?: boolean;
    readonly receipt?: GroupReceipt;
    readonly replies?: readonly SealedMessage[];
  },
): Opened<GroupReceipt> {
  const nothing = { replayed: false, secrets: [], deviceEvents: [], replies: [], remarks: [] };
  return { ok: true, protection, conversation, ...nothing, ...more };
}

function failure(reason: string, replies: readonly SealedMessage[] = []): OpenFailure {
  return { ok: false, reason, deviceEvents: [], replies };
}
