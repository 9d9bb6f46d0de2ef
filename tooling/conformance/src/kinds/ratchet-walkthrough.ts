import { bytesToHex, utf8ToBytes } from '@status/base';
import { compressPublicKey, keccak256, publicKeyOf, sharedSecret } from '@status/crypto';
import type { MeetingSecret, PublicKey } from '@status/interfaces';
import { contactCodeRoute, keyOfName, negotiatedRoute, partitionRoute } from '@status/messenger';
import type { SignedPreKey } from '@status/ratchet';
import { NO_INSTALLATION } from '@status/ratchet/constants';
import {
  createBundle,
  type DirectMessage,
  encodeBundle,
  encodeHeader,
  encodeProtocolMessage,
  encryptFallback,
  encryptMessage,
  initiateRatchet,
  initiateX3dh,
  keyPairOf,
  type RatchetHeader,
  respondRatchet,
  respondX3dh,
  signatureMaterial,
  stepChain,
  stepRoot,
} from '@status/ratchet/wire';
import { agreed, bytesOf, publicKeyOfPair } from '../inputs.ts';
import { type Hex, kind, PRESENCE, type VectorCase, type VectorFile } from '../kind.ts';
import { type RatchetMessage, RatchetSide, type StateRecord } from './ratchet-side.ts';

/**
 * One worked example instead of cases: from two identities and a prekey to messages on the wire. Its parts count as cases of one
 * kind; each is recomputed from the example's private keys.
 */
export const ratchetWalkthroughVectors: VectorFile = {
  kinds: { walkthrough: kind(recomputePart, { '*.error': PRESENCE }) },
  casesOf: (document) =>
    Object.entries((document ?? {}) as Example).map(([name, out]) => partOf(name, out, document as Example)),
};

/** What the example says nothing of, but is made of. */
const TIMESTAMP = 1_574_350_000_123_456_789n;
const SENDER = 'alice-1';
const RECIPIENT = 'bob-1';

interface Keys {
  readonly IK_A_priv: Hex;
  readonly EK_A_priv: Hex;
  readonly IK_B_priv: Hex;
  readonly SPK_B_priv: Hex;
}

interface Example extends Readonly<Record<string, unknown>> {
  readonly x3dh: Keys;
  readonly dhFallback: { readonly nonce: Hex; readonly plaintext: string };
  readonly transcript: readonly Step[];
}

interface PartInput {
  readonly part: string;
  readonly example: Example;
}

type Recompute = (example: Example, recorded: never) => unknown;

const PARTS: Readonly<Record<string, Recompute>> = {
  x3dh: recomputeAgreement,
  sharedSecret: recomputeSharedSecret,
  leadingZeroDH: recomputeLeadingZero,
  primitives: recomputePrimitives,
  bundle: recomputeBundles,
  dhFallback: recomputeFallback,
  transcript: recomputeTranscript,
  protocolMessage: recomputeMessages,
  transportAdjacent: recomputeRoutes,
};

function partOf(part: string, out: unknown, example: Example): VectorCase {
  const kind = Object.hasOwn(PARTS, part) ? 'walkthrough' : part;
  return { kind, id: part, in: { part, example } satisfies PartInput, out };
}

function recomputePart({ part, example }: PartInput, recorded: unknown): unknown {
  return PARTS[part]!(example, recorded as never);
}

interface Person {
  readonly private: Uint8Array;
  readonly public: PublicKey;
  readonly compressed: Uint8Array;
}

/** The example's key pairs: the identities, the initiator's ephemeral, the responder's prekey. */
function keysOf({ x3dh }: Example): Record<'identityA' | 'ephemeralA' | 'identityB' | 'preKeyB', Person> {
  const pair = (hex: Hex): Person => {
    const publicKey = publicKeyOf(bytesOf(hex));
    return { private: bytesOf(hex), public: publicKey, compressed: compressPublicKey(publicKey) };
  };
  return {
    identityA: pair(x3dh.IK_A_priv),
    ephemeralA: pair(x3dh.EK_A_priv),
    identityB: pair(x3dh.IK_B_priv),
    preKeyB: pair(x3dh.SPK_B_priv),
  };
}

function secretOf(example: Example): Uint8Array {
  const { identityA, ephemeralA, identityB, preKeyB } = keysOf(example);
  return initiateX3dh({
    identityPrivate: identityA.private,
    ephemeralPrivate: ephemeralA.private,
    responderIdentity: identityB.public,
    responderPreKey: preKeyB.public,
  });
}

function recomputeAgreement(example: Example): unknown {
  const { identityA, ephemeralA, identityB, preKeyB } = keysOf(example);
  const passive = respondX3dh({
    identityPrivate: identityB.private,
    preKeyPrivate: preKeyB.private,
    initiatorIdentity: identityA.public,
    initiatorEphemeral: ephemeralA.public,
  });
  return {
    IK_A_priv: bytesToHex(identityA.private),
    IK_A_pub: bytesToHex(identityA.compressed),
    IK_A_pub_uncompressed: bytesToHex(identityA.public),
    EK_A_priv: bytesToHex(ephemeralA.private),
    EK_A_pub: bytesToHex(ephemeralA.compressed),
    IK_B_priv: bytesToHex(identityB.private),
    IK_B_pub: bytesToHex(identityB.compressed),
    SPK_B_priv: bytesToHex(preKeyB.private),
    SPK_B_pub: bytesToHex(preKeyB.compressed),
    DH1: bytesToHex(sharedSecret(identityA.private, preKeyB.public)),
    DH2: bytesToHex(sharedSecret(ephemeralA.private, identityB.public)),
    DH3: bytesToHex(sharedSecret(ephemeralA.private, preKeyB.public)),
    SK: agreed('the secret', secretOf(example), passive),
  };
}

function recomputeSharedSecret(example: Example): unknown {
  const { identityA, identityB } = keysOf(example);
  return { IK_A_IK_B: bytesToHex(sharedSecret(identityA.private, identityB.public)) };
}

function recomputeLeadingZero(_: Example, recorded: { readonly privA: Hex; readonly privB: Hex }): unknown {
  const { privA, privB } = recorded;
  const publicB = publicKeyOfPair(privB, undefined);
  const theirs = sharedSecret(bytesOf(privB), publicKeyOfPair(privA, undefined));
  return {
    privA,
    privB,
    pubB: bytesToHex(compressPublicKey(publicB)),
    shared: agreed('the secret', sharedSecret(bytesOf(privA), publicB), theirs),
  };
}

interface Primitives {
  readonly kdfRK: { readonly rk: Hex; readonly dhOut: Hex };
  readonly kdfCK: { readonly ck: Hex };
  readonly header: { readonly n: number; readonly pn: number };
  readonly encrypt: { readonly plaintext: Hex };
}

/** Each builds on the one before: the message key comes from the chain key, the associated data is the header. */
function recomputePrimitives(example: Example, recorded: Primitives): unknown {
  const { kdfRK, kdfCK, header, encrypt } = recorded;
  const root = stepRoot(bytesOf(kdfRK.rk), bytesOf(kdfRK.dhOut));
  const chain = stepChain(bytesOf(kdfCK.ck));
  const key = keysOf(example).preKeyB.compressed;
  const associatedData = encodeHeader({ key, n: header.n, pn: header.pn });
  const sealed = (plaintext: Uint8Array): Hex =>
    bytesToHex(encryptMessage(chain.messageKey, plaintext, associatedData));
  return {
    kdfRK: {
      rk: kdfRK.rk,
      dhOut: kdfRK.dhOut,
      rootKey: bytesToHex(root.rootKey),
      chainKey: bytesToHex(root.chainKey),
      headerKey: bytesToHex(root.headerKey),
    },
    kdfCK: { ck: kdfCK.ck, nextCK: bytesToHex(chain.chainKey), mk: bytesToHex(chain.messageKey) },
    header: { dh: bytesToHex(key), n: header.n, pn: header.pn, encoded: bytesToHex(associatedData) },
    encrypt: {
      mk: bytesToHex(chain.messageKey),
      ad: bytesToHex(associatedData),
      plaintext: encrypt.plaintext,
      out: sealed(bytesOf(encrypt.plaintext)),
    },
    encryptEmpty: sealed(new Uint8Array()),
    encrypt40xAB: sealed(new Uint8Array(40).fill(0xab)),
  };
}

function recomputeBundles(example: Example): unknown {
  const { identityA, ephemeralA, identityB, preKeyB } = keysOf(example);
  const entry = (installationId: string, { compressed }: Person, version: number): SignedPreKey => ({
    installationId,
    preKey: compressed,
    version,
    protocolVersion: 1,
  });
  const one = [entry(RECIPIENT, preKeyB, 1)];
  const several = [entry('b-2', preKeyB, 10), entry('a', identityA, 0), entry('b-10', ephemeralA, 2)];
  const single = createBundle(identityB.private, one, TIMESTAMP);
  const multi = createBundle(identityB.private, several, TIMESTAMP);
  const summary = (bundle: typeof single): object => ({
    material: bytesToHex(signatureMaterial(bundle)),
    keccak: bytesToHex(keccak256(signatureMaterial(bundle))),
    signature: bytesToHex(bundle.signature),
  });
  return {
    materialTimestamp0: bytesToHex(signatureMaterial({ signedPreKeys: one, timestamp: 0n })),
    single: { ...summary(single), protobuf: bytesToHex(encodeBundle(single)) },
    multi: summary(multi),
  };
}

function fallbackOf(example: Example, plaintext: string): { ephemeral: Uint8Array; payload: Uint8Array } {
  const { ephemeralA, identityB } = keysOf(example);
  const nonce = bytesOf(example.dhFallback.nonce);
  return encryptFallback(ephemeralA.private, identityB.public, nonce, utf8ToBytes(plaintext));
}

function recomputeFallback(example: Example): unknown {
  const { ephemeralA, identityB } = keysOf(example);
  const { nonce, plaintext } = example.dhFallback;
  const { ephemeral, payload } = fallbackOf(example, plaintext);
  return {
    nonce,
    plaintext,
    ephPub: bytesToHex(ephemeral),
    recipientPub: bytesToHex(identityB.compressed),
    key: bytesToHex(sharedSecret(ephemeralA.private, identityB.public)),
    payload: bytesToHex(payload),
    emptyPayload: bytesToHex(fallbackOf(example, '').payload),
  };
}

type Party = 'alice' | 'bob';

interface State {
  readonly DHsPriv: Hex;
}

type Step =
  | { readonly op: 'init'; readonly alice: State }
  | { readonly op: 'encrypt'; readonly by: Party; readonly plaintext: string }
  | {
      readonly op: 'decrypt';
      readonly by: Party;
      readonly dh: Hex;
      readonly n: number;
      readonly error: string;
      readonly stateAfter: State;
    };

/** The two sides before they talk; the initiator's first ratchet pair stands in the first step. */
function sidesOf(example: Example): Record<Party, RatchetSide> {
  const [first] = example.transcript;
  if (first?.op !== 'init') throw new Error('the transcript does not begin with its initial states');
  const { preKeyB } = keysOf(example);
  const alicePair = keyPairOf(bytesOf(first.alice.DHsPriv));
  return {
    alice: new RatchetSide(initiateRatchet(secretOf(example), preKeyB.compressed, alicePair)),
    bob: new RatchetSide(respondRatchet(secretOf(example), keyPairOf(preKeyB.private))),
  };
}

function recomputeTranscript(example: Example): unknown {
  const sides = sidesOf(example);
  const sent = new Map<string, RatchetMessage>();
  return example.transcript.map((step) => {
    if (step.op === 'init') return { op: step.op, alice: recordOf(sides.alice), bob: recordOf(sides.bob) };
    const { op, by } = step;
    const side = sides[by];
    const done = op === 'encrypt' ? encrypt(side, step, sent) : decrypt(side, step, sent);
    return { op, by, ...done, stateAfter: recordOf(side) };
  });
}

function encrypt(side: RatchetSide, { plaintext }: { plaintext: string }, sent: Map<string, RatchetMessage>): object {
  const { header, ciphertext } = side.send(utf8ToBytes(plaintext));
  sent.set(nameOf(header), { header, ciphertext });
  return {
    plaintext,
    dh: bytesToHex(header.key),
    n: header.n,
    pn: header.pn,
    ad: bytesToHex(encodeHeader(header)),
    ciphertext: bytesToHex(ciphertext),
  };
}

function decrypt(
  side: RatchetSide,
  { dh, n, error, stateAfter }: Extract<Step, { op: 'decrypt' }>,
  sent: ReadonlyMap<string, RatchetMessage>,
): object {
  const message = sent.get(nameOf({ key: bytesOf(dh), n }));
  if (message === undefined) throw new Error(`message ${n} under ${dh} was not sent`);
  // The example does not write down its confirmations: it confirms what it then fails to read again.
  if (error !== '') side.confirm(message.header);
  const plaintext = side.receive(message, () => keyPairOf(bytesOf(stateAfter.DHsPriv)));
  return {
    dh,
    n,
    plaintext: new TextDecoder().decode(plaintext),
    error: plaintext === undefined ? 'refused' : '',
  };
}

function nameOf({ key, n }: Pick<RatchetHeader, 'key' | 'n'>): string {
  return `${bytesToHex(key)}/${n}`;
}

function recordOf(side: RatchetSide): object {
  const state: StateRecord = side.state();
  return {
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
    // A counter of the reference that counts nothing.
    step: 0,
  };
}

function recomputeMessages(example: Example): unknown {
  const { preKeyB, ephemeralA } = keysOf(example);
  const preKey = preKeyB.compressed;
  const { header, ciphertext } = sidesOf(example).alice.send(utf8ToBytes('a0'));
  const { ephemeral, payload } = fallbackOf(example, example.dhFallback.plaintext);
  const first = {
    x3dh: { key: ephemeralA.compressed, id: preKey },
    ratchet: { ...header, id: preKey },
    payload: ciphertext,
  };
  return {
    x3dhFirstMessage_a0_noBundle: encodeDirect(RECIPIENT, first),
    dhFallback_noBundle: encodeDirect(NO_INSTALLATION, { dh: ephemeral, payload }),
    publicMessage_noBundle: bytesToHex(
      encodeProtocolMessage({
        installationId: SENDER,
        bundles: [],
        directMessages: new Map(),
        publicMessage: utf8ToBytes('hello'),
      }),
    ),
  };
}

function encodeDirect(recipient: string, message: DirectMessage): Hex {
  const directMessages = new Map([[recipient, message]]);
  return bytesToHex(encodeProtocolMessage({ installationId: SENDER, bundles: [], directMessages }));
}

function recomputeRoutes(example: Example): unknown {
  const { identityA, identityB } = keysOf(example);
  const contactCode = contactCodeRoute(identityB.public);
  const negotiated = negotiatedRoute(sharedSecret(identityA.private, identityB.public) as MeetingSecret);
  const partitioned = partitionRoute(identityB.public);
  return {
    contactCodeString: contactCode.name,
    contactCodeTopic: bytesToHex(contactCode.topic),
    contactCodeSymKey: bytesToHex(keyOfName(contactCode.name)),
    negotiatedString: negotiated.name,
    negotiatedTopic: bytesToHex(negotiated.topic),
    negotiatedSymKey: bytesToHex(keyOfName(negotiated.name)),
    partitionedString: partitioned.name,
    partitionedTopic: bytesToHex(partitioned.topic),
  };
}
