import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@status/base';
import { aesGcmEncrypt, compressPublicKey, sharedSecret } from '@status/crypto';
import { GCM_NONCE_LENGTH } from '@status/crypto/constants';
import type { PublicKey } from '@status/interfaces';
import type { Bundle } from '@status/ratchet';
import { NO_INSTALLATION } from '@status/ratchet/constants';
import {
  createBundle,
  type DirectMessage,
  decodeProtocolMessage,
  decryptFallback,
  encodeProtocolMessage,
  initiateRatchet,
  keyPairOf,
  type ProtocolMessage,
  respondRatchet,
  respondX3dh,
  verifyBundle,
} from '@status/ratchet/wire';
import type { Exception } from '../compare.ts';
import { agreed, bytesOf, publicKeyOfPair } from '../inputs.ts';
import { type Hex, type Kind, kind, PRESENCE } from '../kind.ts';
import { RatchetSide, type StateRecord } from './ratchet-side.ts';

type Party = 'alice' | 'bob';

interface PrivateBundle {
  readonly installationId: string;
  readonly private: Hex;
  readonly signedPreKey: Hex;
  readonly version: number;
}

type ConversationInput = Readonly<Record<`${Party}${'Installation' | 'Private' | 'Public'}`, string>> &
  Readonly<Record<`${Party}PrivateBundles`, readonly PrivateBundle[]>>;

interface SessionRecord extends StateRecord {
  readonly id: Hex;
}

interface BundleRecord {
  readonly identity: Hex;
  readonly timestamp: string;
  readonly signature: Hex;
  readonly signedPreKeys: Readonly<
    Record<string, { readonly signedPreKey: Hex; readonly version: number; readonly protocolVersion: number }>
  >;
}

interface DirectRecord {
  readonly x3dhHeader?: { readonly key: Hex; readonly id: Hex };
  readonly drHeader?: { readonly key: Hex; readonly id: Hex; readonly n: number; readonly pn: number };
  readonly dhHeader?: { readonly key: Hex };
  readonly payload: Hex;
}

interface SendStep {
  readonly op: 'send';
  readonly from: Party;
  readonly mode: string;
  readonly msg: number;
  readonly payload: Hex;
  readonly decoded: {
    readonly bundles: readonly BundleRecord[] | null;
    readonly directMessage: Readonly<Record<string, DirectRecord>> | null;
  };
  readonly senderPrivateBundles: readonly { readonly signedPreKey: Hex }[] | null;
  readonly senderSessionsAfter: readonly SessionRecord[] | null;
}

interface ReceiveStep {
  readonly op: 'receive';
  readonly by: Party;
  readonly msg: number;
  readonly receiverSessionsAfter: readonly SessionRecord[] | null;
}

/** A conversation is its own script: who sends and receives what, and what was drawn on the way. */
interface Conversation {
  readonly steps: readonly (SendStep | ReceiveStep)[] | null;
}

/** For everybody, for the recipient's devices, for the recipient's identity whatever its devices. */
const MODES: readonly string[] = ['public', 'direct', 'dh'];

const MESSAGE: Exception = {
  why: 'entries of protobuf maps have no defined order; where each map has one entry at most, the bytes are compared as they stand',
  as: (value) => {
    const message = decodeProtocolMessage(hexToBytes(String(value)));
    const isOrdered =
      message.directMessages.size <= 1 && message.bundles.every(({ signedPreKeys }) => signedPreKeys.length <= 1);
    if (isOrdered) return value;
    const directMessages = new Map([...message.directMessages].sort(([a], [b]) => (a < b ? -1 : 1)));
    return bytesToHex(encodeProtocolMessage({ ...message, directMessages }));
  },
};

/**
 * Conversations of two devices with every secret. What each side sends is built again from its sessions and keys, what it receives
 * is opened by the other, and both sides' sessions are compared after every step.
 *
 * Of randomness the reference recorded private ratchet keys, but of X3DH and fallback ephemerals the public part only. Where such
 * a one is new, the secret it leads to is computed with the recipient's private keys instead: the bytes must come out the same.
 *
 * Which of several sessions a message goes out on is taken from the script (the `id` of its `drHeader`): the reference takes the
 * oldest, and so two devices that begin at the same time never meet on one. This project decides otherwise.
 */
export const conversationKind: Kind = kind(recomputeConversation, {
  'steps.*.protocolMessage': MESSAGE,
  'steps.*.error': PRESENCE,
});

function recomputeConversation(input: ConversationInput, { steps }: Conversation): unknown {
  const [alice, bob] = [createDevice(input, 'alice'), createDevice(input, 'bob')];
  const pairs = { alice: [alice, bob], bob: [bob, alice] } as const;
  const sent = new Map<number, Uint8Array>();
  const recomputed = (steps ?? []).map((step) => {
    if (step.op === 'send') {
      const [sender, recipient] = pairs[step.from];
      const { message, outcome } = send(sender, recipient, step);
      const bytes = encodeProtocolMessage(message);
      const msg = sent.size;
      sent.set(msg, bytes);
      return { ...outcome, msg, decoded: recordOf(message), protocolMessage: bytesToHex(bytes) };
    }
    if (step.op === 'receive') {
      const [recipient, sender] = pairs[step.by];
      const bytes = sent.get(step.msg);
      if (bytes === undefined) throw new Error(`message ${step.msg} was not sent`);
      return receive(recipient, sender, decodeProtocolMessage(bytes), step);
    }
    throw new Error(`no such step: ${(step as { op: string }).op}`);
  });
  return { steps: recomputed };
}

/** A session as one device has it. */
interface DeviceSession {
  readonly side: RatchetSide;
  readonly peerInstallation: string;
  /** The responder's signed prekey (33). */
  readonly preKey: Uint8Array;
  /** Our X3DH ephemeral (33): sent along until the peer has shown that it has the session too. */
  ephemeral: Uint8Array | undefined;
}

interface Device {
  readonly installationId: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: PublicKey;
  readonly privateBundles: readonly PrivateBundle[];
  readonly sessions: Map<Hex, DeviceSession>;
  /** Installations of the peer that have shown that they can compute the secret between the two identities. */
  readonly acknowledged: Set<string>;
}

function createDevice(input: ConversationInput, party: Party): Device {
  const privateBundles = input[`${party}PrivateBundles`];
  for (const { private: privateKey, signedPreKey } of privateBundles) publicKeyOfPair(privateKey, signedPreKey);
  return {
    installationId: input[`${party}Installation`],
    privateKey: bytesOf(input[`${party}Private`]),
    publicKey: publicKeyOfPair(input[`${party}Private`], input[`${party}Public`]),
    privateBundles,
    sessions: new Map(),
    acknowledged: new Set(),
  };
}

/** How the reference names a session in its store: the responder's prekey, then the peer's installation. */
function sessionId(preKey: Uint8Array, peerInstallation: string): Hex {
  return bytesToHex(concatBytes(preKey, utf8ToBytes(peerInstallation)));
}

function send(sender: Device, recipient: Device, step: SendStep): { message: ProtocolMessage; outcome: object } {
  const { op, from, mode } = step;
  if (!MODES.includes(mode)) throw new Error(`no such mode: ${mode}`);
  const payload = bytesOf(step.payload);
  const directMessages = new Map(
    Object.entries(step.decoded.directMessage ?? {}).map(([installationId, record]) => [
      installationId,
      sealFor(sender, recipient, installationId, payload, record, step.senderSessionsAfter ?? []),
    ]),
  );
  const message: ProtocolMessage = {
    installationId: sender.installationId,
    bundles: (step.decoded.bundles ?? []).map((bundle) => signAgain(sender, bundle)),
    directMessages,
    // The protobuf of the reference leaves out what is empty: nobody can tell an empty public message from none.
    ...(mode === 'public' && payload.length > 0 ? { publicMessage: payload } : {}),
  };
  const outcome = {
    op,
    from,
    mode,
    payload: bytesToHex(payload),
    senderPrivateBundles: (step.senderPrivateBundles ?? []).map(({ signedPreKey }) =>
      sender.privateBundles.find((bundle) => bundle.signedPreKey === signedPreKey),
    ),
    senderSessionsAfter: sessionsOf(sender, step.senderSessionsAfter),
    ...(mode === 'direct' ? negotiated(sender, recipient, [...directMessages.keys()]) : {}),
  };
  return { message, outcome };
}

/** The secret of the two identities, and whether all installations that the message is for are known to have it. */
function negotiated(
  sender: Device,
  recipient: Device,
  targets: readonly string[],
): { sharedSecret: Hex; agreedSharedSecret: boolean } {
  const secret = sharedSecret(sender.privateKey, recipient.publicKey);
  return {
    sharedSecret: agreed('the secret', secret, sharedSecret(recipient.privateKey, sender.publicKey)),
    agreedSharedSecret: targets.length > 0 && targets.every((target) => sender.acknowledged.has(target)),
  };
}

/** The bundle that a device sends: prekeys of its own and, as they are recorded, of devices paired with it. */
function signAgain(sender: Device, recorded: BundleRecord): Bundle {
  const signedPreKeys = Object.entries(recorded.signedPreKeys).map(([installationId, entry]) => {
    const { signedPreKey, version, protocolVersion } = entry;
    if (installationId === sender.installationId && !hasPreKey(sender, signedPreKey, version)) {
      throw new Error('a bundle names a prekey that the sender does not have');
    }
    return { installationId, preKey: bytesOf(signedPreKey), version, protocolVersion };
  });
  return createBundle(sender.privateKey, signedPreKeys, BigInt(recorded.timestamp));
}

function hasPreKey(device: Device, signedPreKey: Hex, version: number): boolean {
  return device.privateBundles.some((bundle) => bundle.signedPreKey === signedPreKey && bundle.version === version);
}

function sealFor(
  sender: Device,
  recipient: Device,
  installationId: string,
  payload: Uint8Array,
  recorded: DirectRecord,
  sessionsAfter: readonly SessionRecord[],
): DirectMessage {
  if (installationId === NO_INSTALLATION) return sealFallback(recipient, payload, recorded);
  if (installationId !== recipient.installationId) throw new Error(`the keys of ${installationId} are not recorded`);
  const preKey = bytesOf(recorded.drHeader?.id);
  const id = sessionId(preKey, installationId);
  let session = sender.sessions.get(id);
  if (session === undefined) {
    const dhsPrivate = sessionsAfter.find((after) => after.id === id)?.dhsPrivate;
    const ephemeral = bytesOf(recorded.x3dhHeader?.key);
    const secret = secretOf(recipient, sender, preKey, ephemeral);
    const side = new RatchetSide(initiateRatchet(secret, preKey, keyPairOf(bytesOf(dhsPrivate))));
    session = { side, peerInstallation: installationId, preKey, ephemeral };
    sender.sessions.set(id, session);
  }
  const { header, ciphertext } = session.side.send(payload);
  const { ephemeral } = session;
  return {
    ...(ephemeral === undefined ? {} : { x3dh: { key: ephemeral, id: preKey } }),
    ratchet: { ...header, id: preKey },
    payload: ciphertext,
  };
}

/** Encrypts again with the key that the recipient computes, and the nonce at the end of the recorded payload. */
function sealFallback(recipient: Device, payload: Uint8Array, recorded: DirectRecord): DirectMessage {
  const dh = bytesOf(recorded.dhHeader?.key);
  const nonce = bytesOf(recorded.payload).slice(-GCM_NONCE_LENGTH);
  const key = sharedSecret(recipient.privateKey, dh);
  return { dh, payload: concatBytes(aesGcmEncrypt(key, nonce, payload), nonce) };
}

/** The secret of the session that an X3DH header proposes, as the responder computes it. */
function secretOf(responder: Device, initiator: Device, preKey: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  return respondX3dh({
    identityPrivate: responder.privateKey,
    preKeyPrivate: preKeyPrivate(responder, preKey),
    initiatorIdentity: initiator.publicKey,
    initiatorEphemeral: ephemeral,
  });
}

function preKeyPrivate(device: Device, preKey: Uint8Array): Uint8Array {
  const bundle = device.privateBundles.find(({ signedPreKey }) => signedPreKey === bytesToHex(preKey));
  if (bundle === undefined) throw new Error('the private key of a prekey is not recorded');
  return bytesOf(bundle.private);
}

function receive(recipient: Device, sender: Device, message: ProtocolMessage, step: ReceiveStep): unknown {
  const { op, by, msg } = step;
  const identity = bytesToHex(compressPublicKey(sender.publicKey));
  for (const bundle of message.bundles) {
    if (bytesToHex(bundle.identity) !== identity || !verifyBundle(bundle)) throw new Error('a bundle is not signed');
  }
  const payload = message.publicMessage ?? open(recipient, sender, message, step.receiverSessionsAfter ?? []);
  return {
    op,
    by,
    msg,
    ...(payload === undefined ? { error: 'refused' } : { payload: bytesToHex(payload) }),
    receiverSessionsAfter: sessionsOf(recipient, step.receiverSessionsAfter),
  };
}

function open(
  recipient: Device,
  sender: Device,
  { installationId, bundles, directMessages }: ProtocolMessage,
  sessionsAfter: readonly SessionRecord[],
): Uint8Array | undefined {
  const direct = directMessages.get(recipient.installationId) ?? directMessages.get(NO_INSTALLATION);
  const plaintext = direct && openDirect(recipient, sender, direct, sessionsAfter);
  const speaker = bundles[0]?.signedPreKeys.find((entry) => entry.installationId === installationId);
  if (plaintext !== undefined && (speaker?.protocolVersion ?? 0) >= 1) recipient.acknowledged.add(installationId);
  return plaintext;
}

function openDirect(
  recipient: Device,
  sender: Device,
  { x3dh, ratchet, dh, payload }: DirectMessage,
  sessionsAfter: readonly SessionRecord[],
): Uint8Array | undefined {
  if (ratchet === undefined) {
    const opened = dh && decryptFallback(recipient.privateKey, { ephemeral: dh, payload });
    return opened?.ok ? opened.plaintext : undefined;
  }
  const id = sessionId(ratchet.id, sender.installationId);
  let session = recipient.sessions.get(id);
  if (session === undefined) {
    if (x3dh === undefined) return undefined;
    const secret = secretOf(recipient, sender, x3dh.id, x3dh.key);
    const side = new RatchetSide(respondRatchet(secret, keyPairOf(preKeyPrivate(recipient, x3dh.id))));
    session = { side, peerInstallation: sender.installationId, preKey: x3dh.id, ephemeral: undefined };
  }
  const freshPrivate = sessionsAfter.find((after) => after.id === id)?.dhsPrivate;
  const opened = session.side.receive({ header: ratchet, ciphertext: payload }, () => keyPairOf(bytesOf(freshPrivate)));
  if (opened === undefined) return undefined;
  session.ephemeral = undefined;
  recipient.sessions.set(id, session);
  return opened;
}

/** A device's sessions in the order of the case, which is that of a table of the reference; those it does not name come last. */
function sessionsOf({ sessions }: Device, recorded: readonly SessionRecord[] | null): unknown {
  const order = (recorded ?? []).map(({ id }) => id);
  const rank = (id: Hex): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...sessions].sort(([a], [b]) => rank(a) - rank(b)).map(([id, { side }]) => ({ id, ...side.state() }));
}

function recordOf({ installationId, bundles, directMessages, publicMessage }: ProtocolMessage): unknown {
  return {
    installationId,
    bundles: bundles.map(({ identity, signature, timestamp, signedPreKeys }) => ({
      identity: bytesToHex(identity),
      signature: bytesToHex(signature),
      timestamp: String(timestamp),
      signedPreKeys: Object.fromEntries(
        signedPreKeys.map(({ installationId, preKey, version, protocolVersion }) => [
          installationId,
          { signedPreKey: bytesToHex(preKey), version, protocolVersion },
        ]),
      ),
    })),
    directMessage: Object.fromEntries(
      [...directMessages].map(([installationId, { x3dh, ratchet, dh, payload }]) => [
        installationId,
        {
          x3dhHeader: x3dh && { key: bytesToHex(x3dh.key), id: bytesToHex(x3dh.id) },
          drHeader: ratchet && {
            key: bytesToHex(ratchet.key),
            id: bytesToHex(ratchet.id),
            n: ratchet.n,
            pn: ratchet.pn,
          },
          dhHeader: dh && { key: bytesToHex(dh) },
          payload: bytesToHex(payload),
        },
      ]),
    ),
    publicMessage: bytesToHex(publicMessage ?? new Uint8Array()),
  };
}
