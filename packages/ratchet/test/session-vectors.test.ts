import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';
import { createMapStore } from '@status/testing';
import { readVectors, vectors } from '../../../tooling/scripts/vectors.ts';
import { initiateRatchet, keyPairOf, type RatchetState, respondRatchet } from '../src/double-ratchet.ts';
import type { RatchetHeader } from '../src/header.ts';
import { DEFAULT_LIMITS, type RatchetLimits } from '../src/limits.ts';
import { locateMessage } from '../src/message-keys.ts';
import { CHAINS, MESSAGE_KEYS } from '../src/records.ts';
import {
  confirmMessage,
  decryptOn,
  encryptOn,
  loadSession,
  newSession,
  type Session,
  saveSession,
} from '../src/sessions.ts';
import { type RecordedState, recorded } from './recorded-state.ts';

type Side = 'alice' | 'bob';
type StoredKey = { readonly dh: string; readonly n: number; readonly mk: string };
type FullState = RecordedState & { readonly storedKeys: readonly StoredKey[] };
type Step = {
  readonly by: Side;
  readonly op: 'send' | 'recv' | 'recvTampered' | 'confirm';
  readonly msg: number;
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly header?: { dh: string; n: number; pn: number };
  readonly error?: string;
  readonly stateAfter: FullState;
};
type Setup = {
  readonly bobPrivate: string;
  readonly bobPublic: string;
  readonly sharedKey: string;
  readonly options: { maxKeep: number; maxMessageKeysPerSession: number; maxSkip: number };
};
type Transcript = { readonly initial: Record<Side, FullState>; readonly steps: readonly Step[] };

const KEYS = { alice: keyPairOf(new Uint8Array(32).fill(1)), bob: keyPairOf(new Uint8Array(32).fill(2)) };
const EPHEMERAL = keyPairOf(new Uint8Array(32).fill(3)).publicKey;

/** Two sides of a session, each with a store of its own; one transaction per step. */
function createSides(preKey: Uint8Array, states: Record<Side, RatchetState>, limits: RatchetLimits) {
  const stores = { alice: createMapStore(), bob: createMapStore() };
  const name = (side: Side) => ({
    peer: KEYS[side === 'alice' ? 'bob' : 'alice'].publicKey,
    preKey,
    ephemeral: EPHEMERAL,
  });
  const context = (side: Side, fresh = '') => ({
    identity: KEYS[side].publicKey,
    limits,
    now: 1,
    freshKeyPair: () => keyPairOf(hexToBytes(fresh)),
  });
  const load = async (tx: Transaction, side: Side): Promise<Session> =>
    (await loadSession(tx, name(side), context(side)))!;
  return {
    stores,
    async begin(side: Side) {
      await stores[side].transaction(async (tx) => {
        saveSession(tx, newSession(name(side), side === 'alice', 'x', states[side], context(side)));
      });
    },
    send: (side: Side, plaintext: Uint8Array) =>
      stores[side].transaction(async (tx) => encryptOn(tx, await load(tx, side), plaintext)),
    receive: (side: Side, header: RatchetHeader, ciphertext: Uint8Array, fresh: string) =>
      stores[side].transaction(async (tx) =>
        decryptOn(tx, await load(tx, side), header, ciphertext, context(side, fresh)),
      ),
    confirm: (side: Side, header: RatchetHeader) =>
      stores[side].transaction(async (tx) => {
        const session = await load(tx, side);
        const position = await locateMessage(tx, session.id, session.state, header);
        if (position.kind !== 'passed') throw new Error(`nothing to confirm: ${position.kind}`);
        await confirmMessage(tx, name(side), position.sequence, context(side));
      }),
    state: (side: Side): Promise<FullState> =>
      stores[side].transaction(async (tx) => {
        const { id, state, stored } = await load(tx, side);
        const storedKeys = await storedKeysOf(tx, id, state);
        expect(storedKeys).toHaveLength(stored);
        return { ...recorded(state), storedKeys };
      }),
  };
}

async function storedKeysOf(tx: Transaction, id: string, state: RatchetState): Promise<StoredKey[]> {
  const base = state.keysCount - state.receiveCount;
  const chains = [{ dh: bytesToHex(state.remote), base, count: state.receiveCount }];
  for await (const [key, bytes] of tx.entries(CHAINS.name, { prefix: `${id}/` })) {
    chains.push({ dh: key.slice(id.length + 1), ...CHAINS.decode(bytes) });
  }
  const keys: StoredKey[] = [];
  for await (const [key, bytes] of tx.entries(MESSAGE_KEYS.name, { prefix: `${id}/` })) {
    const sequence = Number.parseInt(key.slice(id.length + 1), 16);
    const chain = chains.find((one) => sequence >= one.base && sequence < one.base + one.count)!;
    keys.push({ dh: chain.dh, n: sequence - chain.base, mk: bytesToHex(MESSAGE_KEYS.decode(bytes).messageKey) });
  }
  return keys.sort((a, b) => (a.dh < b.dh ? -1 : a.dh > b.dh ? 1 : a.n - b.n));
}

/** The recording writes the stored keys' ratchet keys as hex of their hex. */
function readable(state: FullState): FullState {
  const storedKeys = state.storedKeys.map((key) => ({ ...key, dh: new TextDecoder().decode(hexToBytes(key.dh)) }));
  return { ...state, storedKeys };
}

/** What we say where the reference says this. It cannot tell a message of an ended chain that was confirmed from a forged one; we can. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  "can't decrypt: invalid signature": ['AUTH_FAILED', 'DUPLICATE'],
  "can't skip current chain message keys: too many messages": ['SKIP_LIMIT', 'DUPLICATE'],
  "can't skip current chain message keys: bad until: probably an out-of-order message that was deleted": ['DUPLICATE'],
  "can't skip previous chain message keys: bad until: probably an out-of-order message that was deleted": ['DUPLICATE'],
};

describe('recorded sessions of the reference, with the state after every step', () => {
  test.each(vectors<Setup, Transcript>('ratchet', 'session'))('$id', async ({ in: setup, out }) => {
    const secret = hexToBytes(setup.sharedKey);
    const preKey = keyPairOf(hexToBytes(setup.bobPrivate));
    const alicePair = keyPairOf(hexToBytes(out.initial.alice.dhsPrivate));
    const states = {
      alice: initiateRatchet(secret, preKey.publicKey, alicePair),
      bob: respondRatchet(secret, preKey),
    };
    const sides = createSides(preKey.publicKey, states, { ...DEFAULT_LIMITS, ...setup.options });
    for (const side of ['alice', 'bob'] as const) {
      await sides.begin(side);
      expect(await sides.state(side)).toEqual(readable(out.initial[side]));
    }

    const messages = new Map<number, { header: RatchetHeader; ciphertext: Uint8Array }>();
    for (const step of out.steps) {
      const { by, op, msg, stateAfter } = step;
      if (op === 'send') {
        const sent = await sides.send(by, hexToBytes(step.plaintext!));
        messages.set(msg, sent);
        const { key, n, pn } = sent.header;
        expect({ dh: bytesToHex(key), n, pn }).toEqual(step.header);
        expect(bytesToHex(sent.ciphertext)).toBe(step.ciphertext);
      } else if (op === 'confirm') {
        await sides.confirm(by, messages.get(msg)!.header);
      } else {
        const { header, ciphertext } = messages.get(msg)!;
        const body = op === 'recv' ? ciphertext : flipLast(ciphertext);
        const before = sides.stores[by].dump();
        const received = await sides.receive(by, header, body, stateAfter.dhsPrivate);
        if (step.error === undefined) {
          expect(received.ok && bytesToHex(received.plaintext)).toBe(step.plaintext);
        } else {
          expect(REASONS[step.error]).toContain(received.ok ? 'opened' : received.reason);
          expect(sides.stores[by].dump()).toEqual(before);
        }
      }
      expect(await sides.state(by)).toEqual(readable(stateAfter));
    }
  });
});

describe('the walkthrough', () => {
  type WalkStep = {
    op: 'init' | 'encrypt' | 'decrypt';
    by: Side;
    plaintext: string;
    ciphertext?: string;
    dh: string;
    n: number;
    pn?: number;
    error?: string;
    stateAfter: Record<string, string | number>;
  };
  const { transcript, x3dh } = readVectors<{ transcript: WalkStep[]; x3dh: Record<string, string> }>(
    'ratchet-walkthrough',
  );
  const comparable = (state: RecordedState): Record<string, string | number> => ({
    DHr: state.dhr,
    DHsPriv: state.dhsPrivate,
    DHsPub: state.dhsPublic,
    rootKey: state.rootKey,
    sendCK: state.sendChainKey,
    sendN: state.sendN,
    recvCK: state.recvChainKey,
    recvN: state.recvN,
    PN: state.pn,
    keysCount: state.keysCount,
    step: 0,
  });

  test('goes as recorded, the responder speaking first', async () => {
    const secret = hexToBytes(x3dh['SK']!);
    const preKey = keyPairOf(hexToBytes(x3dh['SPK_B_priv']!));
    const alicePair = keyPairOf(new Uint8Array(32).fill(0x51));
    const states = { alice: initiateRatchet(secret, preKey.publicKey, alicePair), bob: respondRatchet(secret, preKey) };
    const sides = createSides(preKey.publicKey, states, DEFAULT_LIMITS);
    await sides.begin('alice');
    await sides.begin('bob');
    const sent = new Map<string, { header: RatchetHeader; ciphertext: Uint8Array }>();
    const read = new Map<string, number>();
    for (const step of transcript.slice(1)) {
      const id = `${step.dh}/${step.n}`;
      if (step.op === 'encrypt') {
        const message = await sides.send(step.by, utf8ToBytes(step.plaintext));
        sent.set(id, message);
        expect(bytesToHex(message.ciphertext)).toBe(step.ciphertext);
        expect(message.header).toEqual({ key: hexToBytes(step.dh), n: step.n, pn: step.pn });
      } else {
        const { header, ciphertext } = sent.get(id)!;
        const refused = step.error !== '';
        // The recording confirms both messages that it then fails to read again.
        if (refused) await sides.confirm(step.by, header);
        const received = await sides.receive(step.by, header, ciphertext, String(step.stateAfter['DHsPriv']));
        const times = read.get(id) ?? 0;
        read.set(id, times + 1);
        if (refused) expect(received).toEqual({ ok: false, reason: 'DUPLICATE' });
        else expect(received).toMatchObject({ ok: true, plaintext: utf8ToBytes(step.plaintext), replayed: times > 0 });
      }
      const { storedKeys: _, ...state } = await sides.state(step.by);
      expect(comparable(state)).toEqual(step.stateAfter);
    }
  });
});

function flipLast(bytes: Uint8Array): Uint8Array {
  const flipped = bytes.slice();
  flipped[flipped.length - 1]! ^= 1;
  return flipped;
}
