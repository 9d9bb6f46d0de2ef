import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@status/base';
import { compressPublicKey, parsePublicKey, requirePrivateKey } from '@status/crypto';
import type { Random, Transaction } from '@status/interfaces';
import { createMapStore, testEnvironment } from '@status/testing';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import { type Bundle, createBundle } from '../src/bundle.ts';
import { initiateRatchet, keyPairOf } from '../src/double-ratchet.ts';
import { loadInstallations, saveInstallation } from '../src/installations.ts';
import { createRatchet } from '../src/layer.ts';
import { DEFAULT_LIMITS } from '../src/limits.ts';
import { negotiatedSecret } from '../src/negotiated-secrets.ts';
import { DH, PUBLIC, RATCHET } from '../src/protections.ts';
import {
  type DirectMessage,
  decodeProtocolMessage,
  encodeProtocolMessage,
  type ProtocolMessage,
} from '../src/protocol-message.ts';
import { PRE_KEYS, SELF, SESSIONS, writeRecord } from '../src/records.ts';
import { encryptOn, loadSession, newSession, parseSessionKey, sessionPointer } from '../src/sessions.ts';
import { type RecordedState, recorded } from './recorded-state.ts';

type Side = 'alice' | 'bob';
type PrivateBundle = { installationId: string; private: string; signedPreKey: string; version: number };
type RecordedSession = RecordedState & { readonly id: string };
type RecordedHeader = { key: string; id: string };
type RecordedDirect = {
  x3dhHeader?: RecordedHeader;
  drHeader?: RecordedHeader & { n: number; pn: number };
  dhHeader?: { key: string };
  payload: string;
};
type Send = {
  op: 'send';
  from: Side;
  mode: 'public' | 'direct' | 'dh';
  payload: string;
  protocolMessage: string;
  agreedSharedSecret?: boolean;
  sharedSecret?: string;
  senderSessionsAfter: RecordedSession[];
  senderPrivateBundles: PrivateBundle[];
  msg: number;
  decoded: {
    installationId: string;
    publicMessage: string;
    bundles: {
      identity: string;
      signature: string;
      timestamp: string;
      signedPreKeys: Record<string, { signedPreKey: string; version: number; protocolVersion: number }>;
    }[];
    directMessage: Record<string, RecordedDirect>;
  };
};
type Receive = { op: 'receive'; by: Side; msg: number; payload: string; receiverSessionsAfter: RecordedSession[] };
type Setup = Record<`${Side}${'Private' | 'Public' | 'Installation'}`, string> &
  Record<`${Side}PrivateBundles`, PrivateBundle[]>;
type Conversation = { steps: (Send | Receive)[] };

const cases = vectors<Setup, Conversation>('x3dh', 'protocolMessage');
const START = 1_577_836_800_000;

/** One party of a recorded conversation, on our code, with the prekeys that were recorded. */
async function createParty(setup: Setup, side: Side) {
  const other: Side = side === 'alice' ? 'bob' : 'alice';
  const identityPrivate = requirePrivateKey(hexToBytes(setup[`${side}Private`]));
  const identity = compressPublicKey(hexToBytes(setup[`${side}Public`]));
  const peerKey = parsePublicKey(hexToBytes(setup[`${other}Public`]));
  const peer = compressPublicKey(peerKey);
  const installationId = setup[`${side}Installation`];
  const store = createMapStore();
  let drawn = '';
  const random: Random = { bytes: () => hexToBytes(drawn) };
  const environment = testEnvironment({ random, start: START });
  const security = createRatchet({ identity: identityPrivate, installationId, environment });
  const context = { identity, limits: DEFAULT_LIMITS, now: START, freshKeyPair: () => keyPairOf(hexToBytes(drawn)) };
  await store.transaction(async (tx) => {
    for (const { private: key, signedPreKey, version } of setup[`${side}PrivateBundles`]) {
      writeRecord(tx, PRE_KEYS, signedPreKey, { privateKey: hexToBytes(key), expiredAt: 0 });
      writeRecord(tx, SELF, 'self', { preKey: hexToBytes(signedPreKey), version, createdAt: START, timestamp: 0n });
    }
  });

  const sessions = (tx: Transaction) => tx.entries(SESSIONS.name);
  return {
    /** Receives recorded bytes; the ratchet pair that a step needs is the one recorded after it. */
    open(bytes: Uint8Array, after: readonly RecordedSession[], preKey: string | undefined) {
      drawn = after.find(({ id }) => preKey !== undefined && id.startsWith(preKey))?.dhsPrivate ?? '';
      return store.transaction((tx) => security.open(tx, peerKey, bytes));
    },
    /** Makes again what was sent to one installation. The session's ephemeral was not recorded, but its secret is its first receiving chain. */
    encrypt(
      id: string,
      direct: Required<Pick<RecordedDirect, 'drHeader'>> & RecordedDirect,
      payload: string,
      after: RecordedSession,
    ) {
      return store.transaction(async (tx): Promise<DirectMessage> => {
        const preKey = hexToBytes(direct.drHeader.id);
        const installation = (await loadInstallations(tx, peer)).find((one) => one.installationId === id)!;
        let name = await nameOf(tx, preKey);
        if (name === undefined) {
          name = { peer, preKey, ephemeral: hexToBytes(direct.x3dhHeader!.key) };
          const pair = keyPairOf(hexToBytes(after.dhsPrivate));
          const state = initiateRatchet(hexToBytes(after.recvChainKey), preKey, pair);
          const { header, ciphertext } = encryptOn(tx, newSession(name, true, id, state, context), hexToBytes(payload));
          saveInstallation(tx, peer, { ...installation, session: sessionPointer(name) });
          return { x3dh: { key: name.ephemeral, id: preKey }, ratchet: { ...header, id: preKey }, payload: ciphertext };
        }
        const session = (await loadSession(tx, name, context))!;
        const x3dh = session.initiator && !session.acknowledged ? { x3dh: { key: session.ephemeral, id: preKey } } : {};
        const { header, ciphertext } = encryptOn(tx, session, hexToBytes(payload));
        return { ...x3dh, ratchet: { ...header, id: preKey }, payload: ciphertext };
      });
      async function nameOf(tx: Transaction, preKey: Uint8Array) {
        for await (const [key] of sessions(tx)) {
          const name = parseSessionKey(key);
          if (bytesToHex(name.preKey) === bytesToHex(preKey)) return name;
        }
        return undefined;
      }
    },
    secret: (served: readonly string[]) =>
      store.transaction(async (tx) => {
        const known = await loadInstallations(tx, peer);
        const chosen = known.filter((one) => served.includes(one.installationId));
        return negotiatedSecret(tx, peerKey, chosen, { identityPrivate });
      }),
    bundle(recorded: Send['decoded']['bundles'][number]): Bundle {
      const entries = Object.entries(recorded.signedPreKeys).map(([id, { signedPreKey, ...versions }]) => ({
        installationId: id,
        preKey: hexToBytes(signedPreKey),
        ...versions,
      }));
      return createBundle(identityPrivate, entries, BigInt(recorded.timestamp));
    },
    states: () =>
      store.transaction(async (tx) => {
        const states = new Map<string, RecordedState>();
        for await (const [key, bytes] of sessions(tx)) {
          states.set(bytesToHex(parseSessionKey(key).preKey), recorded(SESSIONS.decode(bytes).state));
        }
        return states;
      }),
  };
}

describe.each(cases)('recorded conversation $id', ({ in: setup, out: { steps } }) => {
  const sends = new Map(steps.flatMap((step) => (step.op === 'send' ? [[step.msg, step]] : [])));

  test.each(['alice', 'bob'] as const)('goes the same way with %s on our code', async (side) => {
    const party = await createParty(setup, side);
    const expectStates = async (after: readonly RecordedSession[]): Promise<void> => {
      const expected = new Map(after.map(({ id, ...state }) => [id.slice(0, 66), state]));
      expect(await party.states()).toEqual(expected);
    };
    for (const step of steps) {
      if (step.op === 'receive' && step.by === side) {
        const sent = sends.get(step.msg)!;
        const [direct] = Object.values(sent.decoded.directMessage);
        const bytes = hexToBytes(sent.protocolMessage);
        const opened = await party.open(bytes, step.receiverSessionsAfter, direct?.drHeader?.id);
        expect(opened).toMatchObject({ ok: true, replayed: false, device: sent.decoded.installationId });
        if (!opened.ok) throw new Error(opened.reason);
        expect(bytesToHex(opened.payload!)).toBe(step.payload);
        const protection = direct === undefined ? PUBLIC : direct.drHeader ? RATCHET : DH;
        expect(opened.protection).toBe(protection);
        await expectStates(step.receiverSessionsAfter);
      }
      if (step.op === 'send' && step.from === side) {
        const { decoded, payload, senderSessionsAfter: after } = step;
        const bundles = decoded.bundles.map(party.bundle);
        const message = decodeProtocolMessage(hexToBytes(step.protocolMessage));
        expect(message).toEqual(messageOf(decoded));
        expect(bundles).toEqual(message.bundles);
        const directMessages = new Map<string, DirectMessage>();
        for (const [id, direct] of Object.entries(decoded.directMessage)) {
          const { drHeader } = direct;
          if (drHeader === undefined) directMessages.set(id, message.directMessages.get(id)!);
          else {
            const state = after.find((session) => session.id.startsWith(drHeader.id))!;
            directMessages.set(id, await party.encrypt(id, { ...direct, drHeader }, payload, state));
          }
        }
        expect(bytesToHex(encodeProtocolMessage({ ...message, bundles, directMessages }))).toBe(step.protocolMessage);
        await expectStates(after);
        if (step.sharedSecret !== undefined) {
          const { secret, agreed } = await party.secret([...directMessages.keys()]);
          expect(bytesToHex(secret)).toBe(step.sharedSecret);
          expect(agreed).toBe(step.agreedSharedSecret);
        }
      }
    }
  });
});

function messageOf({ installationId, bundles, directMessage, publicMessage }: Send['decoded']): ProtocolMessage {
  const direct = Object.entries(directMessage).map(([id, { x3dhHeader, drHeader, dhHeader, payload }]) => {
    const message: DirectMessage = {
      ...(x3dhHeader && { x3dh: { key: hexToBytes(x3dhHeader.key), id: hexToBytes(x3dhHeader.id) } }),
      ...(drHeader && { ratchet: { ...drHeader, key: hexToBytes(drHeader.key), id: hexToBytes(drHeader.id) } }),
      ...(dhHeader && { dh: hexToBytes(dhHeader.key) }),
      payload: hexToBytes(payload),
    };
    return [id, message] as const;
  });
  return {
    installationId,
    bundles: bundles.map(({ identity, signature, timestamp, signedPreKeys }) => ({
      identity: hexToBytes(identity),
      signature: hexToBytes(signature),
      timestamp: BigInt(timestamp),
      signedPreKeys: Object.entries(signedPreKeys).map(([id, { signedPreKey, ...versions }]) => ({
        installationId: id,
        preKey: hexToBytes(signedPreKey),
        ...versions,
      })),
    })),
    directMessages: new Map(direct),
    ...(publicMessage !== '' && { publicMessage: hexToBytes(publicMessage) }),
  };
}
