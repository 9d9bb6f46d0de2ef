import { utf8ToBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type {
  Audience,
  Opened,
  OpenedMessage,
  OpenFailure,
  PrivateKey,
  PublicKey,
  SealedMessage,
  SealResult,
  Store,
} from '@status/interfaces';
import {
  createMapStore,
  createVirtualClock,
  type MapStore,
  seededRandom,
  type TestEnvironment,
  testEnvironment,
  type VirtualClock,
} from '@status/testing';
import { createRatchet, type RatchetSecurity } from '../src/layer.ts';
import type { RatchetLimits } from '../src/limits.ts';
import { decodeProtocolMessage, encodeProtocolMessage, type ProtocolMessage } from '../src/protocol-message.ts';
import type { RatchetReceipt } from '../src/receipts.ts';

/** What a test may decide about one of its people. */
export type PeerOptions<Kept extends Store> = {
  /** Whose identity it is: the same name, the same key. */
  readonly name: string;
  readonly installationId?: string;
  readonly clock?: VirtualClock;
  readonly store: Kept;
  readonly limits?: Partial<RatchetLimits>;
  /** Makes the randomness another one: a process that starts again must not draw what was drawn before. */
  readonly seed?: string;
};

/** Somebody with an identity key. */
export type Named = { readonly publicKey: PublicKey };

/** What an installation makes of received bytes. */
export type PeerOpened = Opened<RatchetReceipt>;

/** What a seal for one gives: the one message, and how it went with each device. */
export type SealedForOne = SealedMessage & { readonly results: readonly SealResult[] };

/** One installation of one person, each operation in a transaction of its own. */
export type Peer<Kept extends Store = MapStore> = {
  readonly identity: PrivateKey;
  readonly publicKey: PublicKey;
  readonly installationId: string;
  readonly store: Kept;
  readonly environment: TestEnvironment;
  readonly security: RatchetSecurity;
  seal(to: Named, payload: string | Uint8Array): Promise<SealedForOne>;
  sealPublic(payload: string | Uint8Array): Promise<Uint8Array>;
  open(from: Named, bytes: Uint8Array): Promise<PeerOpened>;
  confirm(opened: PeerOpened): Promise<void>;
};

/** A public conversation. */
export const EVERYBODY: Audience = { kind: 'public', conversation: 'public' };

/** The conversation with some. */
export function membersOf(...people: readonly Named[]): Audience {
  return { kind: 'members', conversation: 'members', members: people.map(({ publicKey }) => publicKey) };
}

/** A person with a store in memory. */
export function createPeer(options: Omit<PeerOptions<MapStore>, 'store'> & { readonly store?: MapStore }): Peer {
  return createPeerOn({ ...options, store: options.store ?? createMapStore() });
}

/** A person with a store of any kind. */
export function createPeerOn<Kept extends Store>(options: PeerOptions<Kept>): Peer<Kept> {
  const { name, installationId = `${name}-1`, store, limits = {}, seed = '' } = options;
  const identity = generatePrivateKey(seededRandom(`identity of ${name}`));
  const random = seededRandom(`${name}/${installationId}/${seed}`);
  const environment = testEnvironment({ random, clock: options.clock ?? createVirtualClock() });
  const security = createRatchet({ identity, installationId, environment, limits });
  const bytesOf = (payload: string | Uint8Array): Uint8Array =>
    typeof payload === 'string' ? utf8ToBytes(payload) : payload;
  return {
    identity,
    publicKey: publicKeyOf(identity),
    installationId,
    store,
    environment,
    security,
    async seal(to, payload) {
      const sealing = store.transaction((tx) => security.seal(tx, membersOf(to), bytesOf(payload)));
      const { messages, results } = await sealing;
      return { ...messages[0]!, results };
    },
    async sealPublic(payload) {
      const { messages } = await store.transaction((tx) => security.seal(tx, EVERYBODY, bytesOf(payload)));
      return messages[0]!.bytes;
    },
    open: (from, bytes) => store.transaction((tx) => security.open(tx, from.publicKey, bytes)),
    async confirm(opened) {
      const { receipt } = mustOpen(opened);
      if (receipt !== undefined) await store.transaction((tx) => security.confirm(tx, receipt));
    },
  };
}

/** Keys of a person's records in a table, with its name. */
export function rowsOf(peer: Peer, table: string): string[] {
  return Object.keys(peer.store.dump()).filter((key) => key.startsWith(`${table}/`));
}

/** The opened message, or an error that says why there is none. */
export function mustOpen<Receipt>(opened: Opened<Receipt>): OpenedMessage<Receipt> {
  if (!opened.ok) throw new Error(`did not open: ${opened.reason}`);
  return opened;
}

/** The failure, or an error that there is none. */
export function mustFail(opened: Opened): OpenFailure {
  if (opened.ok) throw new Error('opened although it should not');
  return opened;
}

/** The payload as text. */
export function textOf(opened: Opened): string {
  return new TextDecoder().decode(mustOpen(opened).payload);
}

/** Both come to know each other's bundles, by public messages. */
export async function introduce(a: Peer<Store>, b: Peer<Store>): Promise<void> {
  mustOpen(await b.open(a, await a.sealPublic('here I am')));
  mustOpen(await a.open(b, await b.sealPublic('so am I')));
}

/** Sends, opens, confirms, and gives back what was opened. */
export async function say(from: Peer<Store>, to: Peer<Store>, text: string): Promise<OpenedMessage<RatchetReceipt>> {
  const opened = mustOpen(await to.open(from, (await from.seal(to, text)).bytes));
  if (textOf(opened) !== text) throw new Error(`expected ${text}`);
  await to.confirm(opened);
  return opened;
}

/** The wire message with parts of it replaced. */
export function altered(bytes: Uint8Array, change: (message: ProtocolMessage) => Partial<ProtocolMessage>): Uint8Array {
  const message = decodeProtocolMessage(bytes);
  return encodeProtocolMessage({ ...message, ...change(message) });
}

/** The only entry of a direct message. */
export function onlyEntry(bytes: Uint8Array) {
  const [entry] = decodeProtocolMessage(bytes).directMessages;
  if (entry === undefined) throw new Error('no direct message');
  const [installationId, direct] = entry;
  return { installationId, direct, ratchet: direct.ratchet!, x3dh: direct.x3dh };
}

/** The message with its only entry replaced and without bundles. */
export function withEntry(
  bytes: Uint8Array,
  change: (direct: ReturnType<typeof onlyEntry>['direct']) => object,
): Uint8Array {
  const { installationId, direct } = onlyEntry(bytes);
  return altered(bytes, () => ({
    bundles: [],
    directMessages: new Map([[installationId, { ...direct, ...change(direct) }]]),
  }));
}

/** Alice and Bob, acquainted, on one clock. */
export async function pair(options: { readonly limits?: Partial<RatchetLimits> } = {}) {
  const clock = createVirtualClock();
  const alice = createPeer({ name: 'alice', clock, ...options });
  const bob = createPeer({ name: 'bob', clock, ...options });
  await introduce(alice, bob);
  return { alice, bob, clock };
}

/** The same after a round trip, so that no X3DH header is sent any more. */
export async function settled(options: { readonly limits?: Partial<RatchetLimits> } = {}) {
  const people = await pair(options);
  await say(people.alice, people.bob, 'hello');
  await say(people.bob, people.alice, 'hi');
  return people;
}
