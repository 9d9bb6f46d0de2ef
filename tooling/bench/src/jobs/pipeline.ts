import { join } from 'node:path';
import { bytesTo0x, utf8ToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type {
  ApplicationMessage,
  Audience,
  Environment,
  PrivateKey,
  PublicKey,
  SecurityLayer,
  Store,
  SyncCarrier,
  SyncId,
  SyncLayer,
  Transaction,
} from '@status/interfaces';
import { openMessage } from '@status/message-encryption/wire';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createRatchet, RATCHET } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { openDiskStore } from '@status/store/level';
import { MIN_POW } from '@status/whisper/constants';
import { decodeEnvelope, powOf } from '@status/whisper/wire';
import type { Job, Surroundings } from '../job.ts';
import { wrap } from './envelope.ts';
import { RECIPIENT, SENDER, SYMMETRIC_KEY } from './keys.ts';

const TEXT = 'A chat message is rarely longer than this one, which has about a hundred characters in it.';
const HISTORY = 'bench-messages-1';
const ROUTE = { kind: 'symmetric', key: SYMMETRIC_KEY } as const;

/** Messages that wait to be received. */
const MAX_WAITING = 64;

/** Whisper's, as far as data sync can tell. */
const CARRIER: SyncCarrier = { maxPacket: 48_000, latency: 1_000 };

const data = createPayload();

/** One side of a conversation: its layers over its store. */
type Side = {
  readonly publicKey: PublicKey;
  readonly store: Store;
  readonly security: SecurityLayer;
  readonly sync: SyncLayer;
};

function createSide(environment: Environment, identity: PrivateKey, installationId: string, store: Store): Side {
  const publicKey = publicKeyOf(identity);
  return {
    publicKey,
    store,
    security: createRatchet({ identity, installationId, environment }),
    sync: createMvds({ self: publicKey, environment }),
  };
}

/** A sender and a recipient in the middle of a conversation: each has the other's keys, and the session has been answered. */
async function meet(environment: Environment, sending: Store, receiving: Store): Promise<[Side, Side]> {
  const sender = createSide(environment, SENDER, 'sender', sending);
  const recipient = createSide(environment, RECIPIENT, 'recipient', receiving);
  const pass = async (from: Side, to: Side, isPublic: boolean): Promise<void> => {
    const audience: Audience = isPublic
      ? { kind: 'public', conversation: 'bench' }
      : { kind: 'members', conversation: 'bench', members: [to.publicKey] };
    const { messages } = await from.store.transaction((tx) => from.security.seal(tx, audience, utf8ToBytes('hello')));
    const opened = await to.store.transaction((tx) => to.security.open(tx, from.publicKey, messages[0]!.bytes));
    if (!opened.ok) throw new Error(`the two did not meet: ${opened.reason}`);
  };
  await pass(recipient, sender, true);
  await pass(sender, recipient, false);
  await pass(recipient, sender, false);
  return [sender, recipient];
}

/** Texts with clocks that rise, as in one chat. */
function createAuthor(environment: Environment, recipient: Side): () => ApplicationMessage {
  const chatId = bytesTo0x(recipient.publicKey);
  let last = 0n;
  return () => {
    const { clock, timestamp } = data.nextClock(last, environment.clock.now());
    last = clock;
    const names = { responseTo: '', ensName: '', chatId };
    return { kind: 'chat', content: { clock, timestamp, text: TEXT, ...names, place: 'one-to-one', content: 'text' } };
  };
}

/**
 * The way out: one transaction signs and stores a message, takes the one before as acknowledged, and seals what data sync has due; what
 * comes out is the envelope's bytes.
 */
function createSending(environment: Environment, sender: Side, recipient: Side): () => Promise<Uint8Array> {
  const { store, security, sync } = sender;
  const audience: Audience = { kind: 'members', conversation: 'bench', members: [recipient.publicKey] };
  const next = createAuthor(environment, recipient);
  const to = { kind: 'peer', peer: recipient.publicKey } as const;
  let before: SyncId | undefined;
  return async () => {
    const now = environment.clock.now();
    const { id, bytes } = data.wrap(next(), SENDER);
    const sealed = await store.transaction(async (tx) => {
      tx.put(HISTORY, bytesTo0x(id), bytes);
      if (before !== undefined) await sync.forget(tx, recipient.publicKey, before);
      before = await sync.append(tx, { to, body: bytes }, now);
      const { packets } = await sync.due(tx, now, CARRIER);
      const packet = packets[0]!;
      const { messages } = await security.seal(tx, audience, packet.bytes);
      await sync.sent(tx, packet.receipt, now, CARRIER);
      return messages[0]!.bytes;
    });
    return (await wrap(environment, ROUTE, sealed)).raw;
  };
}

/** The way in: an envelope is judged and opened, and one transaction takes it from the ratchet to the history. */
async function receive(environment: Environment, recipient: Side, bytes: Uint8Array): Promise<void> {
  const envelope = decodeEnvelope(bytes);
  const message = powOf(envelope) >= MIN_POW ? openMessage(envelope.data, ROUTE) : undefined;
  if (message?.sender === undefined) throw new Error('an envelope was lost');
  const { payload, sender } = message;
  await recipient.store.transaction((tx) => take(tx, environment, recipient, sender, payload));
}

async function take(
  tx: Transaction,
  environment: Environment,
  { security, sync }: Side,
  sender: PublicKey,
  bytes: Uint8Array,
): Promise<void> {
  const now = environment.clock.now();
  const opened = await security.open(tx, sender, bytes);
  if (!opened.ok || opened.payload === undefined || opened.protection !== RATCHET) throw new Error('not a session');
  const { messages } = await sync.receive(tx, sender, opened.payload, now);
  for (const { id, body } of messages) {
    const unwrapped = data.unwrap(body, sender);
    if (!unwrapped.ok || data.validate(unwrapped.message, { sentAt: now }) !== undefined) throw new Error('not valid');
    tx.put(HISTORY, bytesTo0x(unwrapped.id), body);
    await sync.accept(tx, sender, id, now);
  }
  if (messages.length !== 1) throw new Error('a message was lost');
  if (opened.receipt) await security.confirm(tx, opened.receipt);
}

/** Lets go of what is to be acknowledged, as if it had been sent. */
async function sendAcknowledgements(environment: Environment, { store, sync }: Side): Promise<void> {
  const now = environment.clock.now();
  const { packets } = await store.read((view) => sync.due(view, now, CARRIER));
  for (const { receipt } of packets) await store.transaction((tx) => sync.sent(tx, receipt, now, CARRIER));
}

type Place = { readonly name: string; readonly title: string; readonly open: (folder: string) => Promise<Store> };

const MEMORY: Place = { name: 'memory', title: 'in memory', open: async () => createMemoryStore() };
const DISK: Place = { name: 'disk', title: 'on disk', open: (folder) => openDiskStore(join(folder, 'store')) };

function sendJob({ name, title, open }: Place): Job {
  return {
    name: `send-${name}`,
    title: `1:1 message, sender, ${title}`,
    unit: 'ops/s',
    async prepare({ environment, folder }: Surroundings) {
      const stores = [await open(folder), createMemoryStore()] as const;
      const [sender, recipient] = await meet(environment, ...stores);
      const operation = createSending(environment, sender, recipient);
      return { operation, release: () => Promise.all(stores.map((store) => store.close())) };
    },
  };
}

function receiveJob({ name, title, open }: Place): Job {
  return {
    name: `receive-${name}`,
    title: `1:1 message, receiver, ${title}`,
    unit: 'ops/s',
    async prepare({ environment, folder }: Surroundings) {
      const stores = [createMemoryStore(), await open(folder)] as const;
      const [sender, recipient] = await meet(environment, ...stores);
      const send = createSending(environment, sender, recipient);
      let waiting: Uint8Array[] = [];
      return {
        maxBatch: MAX_WAITING,
        async stock(count) {
          await sendAcknowledgements(environment, recipient);
          waiting = [];
          while (waiting.length < count) waiting.push(await send());
          waiting.reverse();
        },
        operation: () => receive(environment, recipient, waiting.pop()!),
        release: () => Promise.all(stores.map((store) => store.close())),
      };
    },
  };
}

/** A whole message, through every layer but the network. */
export const pipeline: readonly Job[] = [sendJob(MEMORY), receiveJob(MEMORY), sendJob(DISK), receiveJob(DISK)];
