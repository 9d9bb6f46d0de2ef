import { uint32ToBytesBE } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { Environment, PublicKey, Store, SyncCarrier, Transaction } from '@status/interfaces';
import { createMessenger, type Message, type Messenger } from '@status/messenger';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createTransportOnly } from '@status/plain';
import { createRatchet, RATCHET } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { createWhisper } from '@status/whisper';
import type { Growth, Prepared } from '../job.ts';
import { whisperGrowths } from './growth-whisper.ts';
import { KILOBYTE, numberedKey, RECIPIENT, SENDER } from './keys.ts';

/** Operations between two clearings, so that a structure stays near its size. */
const STEPS = 50;

/** Messages that may be skipped at a time. */
const SKIP = 1_000;

/** A session in which so many messages are still on their way: their keys are kept. */
async function skippedSession(size: number, environment: Environment, late: boolean): Promise<Prepared> {
  const store = createMemoryStore();
  const theirs = createMemoryStore();
  const sender = createRatchet({ identity: SENDER, installationId: 'sender', environment });
  const recipient = createRatchet({ identity: RECIPIENT, installationId: 'recipient', environment });
  const [from, to] = [publicKeyOf(SENDER), publicKeyOf(RECIPIENT)];
  const introduction = await store.transaction((tx) =>
    recipient.seal(tx, { kind: 'public', conversation: 'bench' }, KILOBYTE),
  );
  await theirs.transaction((tx) => sender.open(tx, to, introduction.messages[0]!.bytes));
  const seal = async (): Promise<Uint8Array> => {
    const audience = { kind: 'members', conversation: 'bench', members: [to] } as const;
    const sealing = theirs.transaction((tx) => sender.seal(tx, audience, KILOBYTE));
    return (await sealing).messages[0]!.bytes;
  };
  const open = (bytes: Uint8Array): Promise<void> =>
    store.transaction(async (tx) => {
      const opened = await recipient.open(tx, from, bytes);
      if (!opened.ok || opened.protection !== RATCHET) throw new Error('a message was lost');
      if (opened.receipt) await recipient.confirm(tx, opened.receipt);
    });
  await open(await seal());
  const kept: Uint8Array[] = [];
  for (let stored = 0; stored < size; ) {
    for (let skipped = 0; skipped < SKIP && stored < size; skipped++, stored++) kept.push(await seal());
    await open(await seal());
  }
  let fresh: Uint8Array[] = [];
  return {
    // Of the kept ones there are only so many: a warm-up and one round use them up no faster than they last.
    maxBatch: STEPS,
    async stock(count) {
      fresh = [];
      while (fresh.length < count) {
        const message = late ? kept.shift() : await seal();
        if (message === undefined) {
          for (let i = 0; i < STEPS; i++) kept.push(await seal());
          await open(await seal());
        } else fresh.push(message);
      }
      fresh.reverse();
    },
    operation: () => open(fresh.pop()!),
    release: () => Promise.all([store.close(), theirs.close()]),
  };
}

/** At most 2,000 keys are kept per session. */
const KEPT_SIZES = [100, 1_000, 1_900];

const ratchet: readonly Growth[] = [
  {
    name: 'ratchet-next',
    title: 'Ratchet, keys kept in the session: open the next message',
    sizes: KEPT_SIZES,
    prepare: (size, { environment }) => skippedSession(size, environment, false),
  },
  {
    name: 'ratchet-late',
    title: 'Ratchet, keys kept in the session: open a message that comes late',
    sizes: KEPT_SIZES,
    prepare: (size, { environment }) => skippedSession(size, environment, true),
  },
];

/** Rows written in one transaction while a store is filled. */
const FILL_ROWS = 1_000;

/** Peers among whom the waiting messages are spread. */
const PEERS = 10;

/** Whisper's, as far as data sync can tell. */
const CARRIER: SyncCarrier = { maxPacket: 48_000, latency: 1_000 };

/** Messages that were sent once and are not due again yet; and one that is. */
async function waitingRows(size: number, environment: Environment, due: boolean): Promise<Prepared> {
  const store = createMemoryStore();
  const sync = createMvds({ self: publicKeyOf(SENDER), environment });
  const peers = Array.from({ length: PEERS }, (_, i) => publicKeyOf(numberedKey(i + 1)));
  const now = environment.clock.now();
  const append = (tx: Transaction, peer: PublicKey, body: Uint8Array): Promise<unknown> =>
    sync.append(tx, { to: { kind: 'peer', peer }, body }, now);
  await fill(store, size, (tx, i) => append(tx, peers[i % PEERS]!, uint32ToBytesBE(i)));
  const flush = async (tx: Transaction): Promise<number> => {
    const { packets } = await sync.due(tx, now, CARRIER);
    for (const { receipt } of packets) await sync.sent(tx, receipt, now, CARRIER);
    return packets.length;
  };
  while ((await store.transaction(flush)) > 0);
  if (due) await store.transaction((tx) => append(tx, peers[0]!, KILOBYTE));
  return {
    async operation() {
      const { packets } = await store.read((view) => sync.due(view, now, CARRIER));
      if (packets.length !== (due ? 1 : 0)) throw new Error('another number of packets is due');
    },
    release: () => store.close(),
  };
}

async function fill(
  store: Store,
  size: number,
  write: (tx: Transaction, i: number) => Promise<unknown>,
): Promise<void> {
  for (let i = 0; i < size; ) {
    const until = Math.min(size, i + FILL_ROWS);
    await store.transaction(async (tx) => {
      for (; i < until; i++) await write(tx, i);
    });
  }
}

const STORED_SIZES = [100, 10_000, 100_000];

const sync: readonly Growth[] = [
  {
    name: 'mvds-idle',
    title: 'MVDS, messages waiting for 10 peers: ask what is due, nothing is',
    sizes: STORED_SIZES,
    prepare: (size, { environment }) => waitingRows(size, environment, false),
  },
  {
    name: 'mvds-due',
    title: 'MVDS, messages waiting for 10 peers: ask what is due, one is',
    sizes: STORED_SIZES,
    prepare: (size, { environment }) => waitingRows(size, environment, true),
  },
];

/** Notes to oneself: messages that need no network to be in the history. */
async function filledMessenger(
  size: number,
  environment: Environment,
): Promise<{ messenger: Messenger; store: Store }> {
  const store = createMemoryStore();
  const publicKey = publicKeyOf(SENDER);
  const messenger = createMessenger({
    identity: SENDER,
    environment,
    store,
    privacy: createWhisper({ environment }),
    security: createRatchet({ identity: SENDER, installationId: 'bench', environment }),
    transportOnly: createTransportOnly(),
    sync: createMvds({ self: publicKey, environment }),
    data: createPayload(),
  });
  for (let i = 0; i < size; i++) await messenger.sendDirect({ to: publicKey, text: `note ${i}` });
  return { messenger, store };
}

const history: readonly Growth[] = [
  {
    name: 'history-page',
    title: 'History: a page of 50 messages, from the newest to older ones',
    sizes: STORED_SIZES,
    async prepare(size, { environment }) {
      const { messenger, store } = await filledMessenger(size, environment);
      const chats = await messenger.chats();
      const { chatId } = chats[0]!;
      let before: Message | undefined;
      return {
        async operation() {
          const page = await messenger.messages(chatId, before === undefined ? {} : { before });
          before = page.at(-1);
        },
        release: () => store.close(),
      };
    },
  },
];

/** Every structure that grows. */
export const GROWTHS: readonly Growth[] = [...whisperGrowths, ...ratchet, ...sync, ...history];
