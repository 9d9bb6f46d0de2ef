import { bytesToHex, utf8ToBytes } from '@status/base';
import { sharedSecret } from '@status/crypto';
import { DEFAULT_LIMITS } from '@status/ratchet';
import {
  decryptMessage,
  encodeHeader,
  encryptMessage,
  expandMessageKey,
  initiateRatchet,
  keyPairOf,
  respondRatchet,
  stepChain,
  stepRoot,
} from '@status/ratchet/wire';
import { agreed, bytesOf, publicKeyOfPair } from '../inputs.ts';
import { type Hex, kind, PRESENCE, type VectorFile } from '../kind.ts';
import { type RatchetMessage, RatchetSide, type SideLimits, type StateRecord } from './ratchet-side.ts';

export const ratchetVectors: VectorFile = {
  kinds: {
    kdfRK: kind(recomputeRootStep),
    kdfCK: kind(recomputeChainStep),
    dh: kind((input: { private: Hex; publicCompressed: Hex }) => ({
      shared: bytesToHex(sharedSecret(bytesOf(input.private), bytesOf(input.publicCompressed))),
    })),
    header: kind(({ dh, n, pn }: { dh: Hex; n: number; pn: number }) => ({
      encoded: bytesToHex(encodeHeader({ key: bytesOf(dh), n, pn })),
    })),
    message: kind(recomputeMessage),
    session: kind(recomputeSession, { 'steps.*.error': PRESENCE }),
  },
};

function recomputeRootStep({ rootKey, dhOut }: { rootKey: Hex; dhOut: Hex }): unknown {
  const step = stepRoot(bytesOf(rootKey), bytesOf(dhOut));
  return {
    rootKey: bytesToHex(step.rootKey),
    chainKey: bytesToHex(step.chainKey),
    headerKey: bytesToHex(step.headerKey),
  };
}

function recomputeChainStep({ chainKey }: { chainKey: Hex }): unknown {
  const step = stepChain(bytesOf(chainKey));
  return { chainKey: bytesToHex(step.chainKey), messageKey: bytesToHex(step.messageKey) };
}

function recomputeMessage(input: { messageKey: Hex; plaintext: Hex | null; associatedData: Hex | null }): unknown {
  const [messageKey, plaintext] = [bytesOf(input.messageKey), bytesOf(input.plaintext)];
  const associatedData = bytesOf(input.associatedData);
  const secrets = expandMessageKey(messageKey);
  const ciphertext = encryptMessage(messageKey, plaintext, associatedData);
  agreed('the plaintext', decryptMessage(messageKey, ciphertext, associatedData)!, plaintext);
  return {
    encKey: bytesToHex(secrets.encryptionKey),
    authKey: bytesToHex(secrets.authenticationKey),
    iv: bytesToHex(secrets.iv),
    ciphertext: bytesToHex(ciphertext),
  };
}

type Party = 'alice' | 'bob';

interface SessionInput {
  readonly sharedKey: Hex;
  readonly bobPrivate: Hex;
  readonly bobPublic: Hex;
  readonly options?: Partial<SideLimits> | null;
}

interface Step {
  readonly op: string;
  readonly by: Party;
  readonly msg: number;
  readonly plaintext?: Hex;
  readonly stateAfter: { readonly dhsPrivate: Hex };
}

/** A transcript is its own script: who does what with which message, and the ratchet pairs that were drawn on the way. */
interface Transcript {
  readonly initial: { readonly alice: { readonly dhsPrivate: Hex } };
  readonly messages: number | string;
  readonly steps: readonly Step[] | null;
}

function recomputeSession(input: SessionInput, recorded: Transcript): unknown {
  const limits = { ...DEFAULT_LIMITS, ...input.options };
  const secret = bytesOf(input.sharedKey);
  publicKeyOfPair(input.bobPrivate, input.bobPublic);
  const preKey = keyPairOf(bytesOf(input.bobPrivate));
  const alicePair = keyPairOf(bytesOf(recorded.initial.alice.dhsPrivate));
  const sides: Record<Party, RatchetSide> = {
    alice: new RatchetSide(initiateRatchet(secret, preKey.publicKey, alicePair), limits),
    bob: new RatchetSide(respondRatchet(secret, preKey), limits),
  };
  const initial = { alice: recordOf(sides.alice), bob: recordOf(sides.bob) };
  const sent = new Map<number, RatchetMessage>();
  const steps = (recorded.steps ?? []).map((step) => {
    const { op, by } = step;
    const side = sides[by];
    const msg = op === 'send' ? sent.size : step.msg;
    const before = JSON.stringify(recordOf(side));
    const done = takeStep(side, step, sent);
    const stateAfter = recordOf(side);
    const stateUnchanged = done.error === undefined ? undefined : JSON.stringify(stateAfter) === before;
    return { op, by, msg, ...done, stateAfter, stateUnchanged };
  });
  // A decimal text in the files of the reference.
  const messages = typeof recorded.messages === 'number' ? sent.size : String(sent.size);
  return { initial, steps, messages };
}

interface Done {
  readonly plaintext?: Hex;
  readonly ciphertext?: Hex;
  readonly header?: { readonly dh: Hex; readonly n: number; readonly pn: number };
  readonly error?: string;
}

function takeStep(
  side: RatchetSide,
  { op, msg, plaintext, stateAfter }: Step,
  sent: Map<number, RatchetMessage>,
): Done {
  if (op === 'send') {
    const message = side.send(bytesOf(plaintext));
    sent.set(sent.size, message);
    const { key, n, pn } = message.header;
    const header = { dh: bytesToHex(key), n, pn };
    return { plaintext: plaintext ?? '', ciphertext: bytesToHex(message.ciphertext), header };
  }
  const message = sent.get(msg);
  if (message === undefined) throw new Error(`message ${msg} was not sent`);
  switch (op) {
    case 'confirm':
      side.confirm(message.header);
      return {};
    case 'recv':
    case 'recvTampered': {
      const arrived = op === 'recv' ? message : tampered(message);
      const received = side.receive(arrived, () => keyPairOf(bytesOf(stateAfter.dhsPrivate)));
      return received === undefined ? { error: 'refused' } : { plaintext: bytesToHex(received) };
    }
    default:
      throw new Error(`no such step: ${op}`);
  }
}

/** Where the reference changed it is not recorded; the MAC covers every place. */
function tampered({ header, ciphertext }: RatchetMessage): RatchetMessage {
  const changed = ciphertext.slice();
  changed[changed.length - 1]! ^= 1;
  return { header, ciphertext: changed };
}

function recordOf(side: RatchetSide): StateRecord & { storedKeys: unknown } {
  const storedKeys = side.kept().map(({ chain, n, messageKey }) => ({
    // The reference names chains in its store by the hex text of their key, and the files write texts of its store in hex.
    dh: bytesToHex(utf8ToBytes(bytesToHex(chain))),
    n,
    mk: bytesToHex(messageKey),
  }));
  return { ...side.state(), storedKeys };
}
