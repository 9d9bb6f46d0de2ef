import { bytesToHex, equalBytes, systemClock } from '@status/base';
import { requirePrivateKey, requireSymmetricKey } from '@status/crypto';
import { SIGNATURE_LENGTH } from '@status/crypto/constants';
import type { ListenKey, Random, RecipientKey } from '@status/interfaces';
import { encodePlaintext, encryptMessage, openMessage, type Plaintext } from '@status/message-encryption/wire';
import { type Envelope, type EnvelopeFields, WhisperError } from '@status/whisper';
import {
  createEnvelope,
  decodeEnvelope,
  encodeWithoutNonce,
  envelopeSize,
  powOf,
  sealEnvelope,
  targetBits,
  topicToBloom,
} from '@status/whisper/wire';
import type { Exception } from '../compare.ts';
import { bytesOf, publicKeyOfPair, topicFrom } from '../inputs.ts';
import { type Hex, kind, type VectorFile } from '../kind.ts';

/** What a lifetime of 0 leads to. */
const POW: Exception = {
  why: 'JSON has no infinite number: it is written as a text (`+Inf`), or as nothing',
  as: (value) => (value === null || /^\+?Inf(inity)?$/.test(String(value)) ? 'infinite' : value),
};

export const whisperEnvelopeVectors: VectorFile = {
  kinds: {
    valid: kind(recomputeSealed, { pow: POW, 'opened.pow': POW }),
    invalid: kind(recomputeOpened),
    powcalc: kind(recomputePow, { pow: POW }),
  },
};

/** Seconds that a message of the reference lives if nobody says for how long (go-ethereum `DefaultTTL`). */
const DEFAULT_TTL = 50;

/** Stands in a case for a payload that is too long to write twice. */
const SAME_PAYLOAD = '(same as in.payload)';

/** Randomness for a padding of which only the length counts. */
const ONES: Random = { bytes: (length) => new Uint8Array(length).fill(1) };

type ValidInput = {
  readonly asymmetric: boolean;
  readonly symKey?: Hex;
  readonly gcmNonce?: Hex;
  readonly dstPrivate?: Hex;
  readonly dstPublic?: Hex;
  readonly ephemeralPrivate?: Hex;
  readonly iv?: Hex;
  readonly signed: boolean;
  readonly srcPrivate?: Hex | null;
  readonly now: number;
  /** Seconds that the reference works for if there is no target. */
  readonly workTime?: number;
  /** 0: not said. */
  readonly ttl: number;
  readonly topic: Hex;
  readonly payload: Hex | null;
  readonly padding?: Hex | null;
  readonly powTarget: number;
};

type ValidOutput = {
  readonly nonce: string;
  readonly powTargetBits: number | null;
  readonly opened: { readonly payload: Hex; readonly padding: Hex | null; readonly plaintext?: Hex };
};

async function recomputeSealed(input: ValidInput, recorded: ValidOutput): Promise<unknown> {
  const payload = bytesOf(input.payload);
  const plaintext = encodeRecorded(input, payload, bytesOf(recorded.opened.padding));
  const ttl = input.ttl || DEFAULT_TTL;
  const data = encrypt(input, plaintext);
  const envelope = await seal({ expiry: input.now + ttl, ttl, topic: topicFrom(input.topic), data }, input, recorded);
  return {
    ...summary(envelope),
    dataLen: envelope.data.length,
    expiry: envelope.expiry,
    nonce: String(envelope.nonce),
    powTargetBits:
      input.powTarget > 0 ? targetBits(input.powTarget, envelopeSize(envelope), ttl) : recorded.powTargetBits,
    rlpWithoutNonceLen: encodeWithoutNonce(envelope).length,
    topic: bytesToHex(envelope.topic),
    ttl: envelope.ttl,
    opened: reopen(decodeEnvelope(envelope.raw), input, { payload, plaintext }, recorded.opened),
  };
}

/** The plaintext with the padding that was recorded, after checking that this side would have drawn as much of it. */
function encodeRecorded(input: ValidInput, payload: Uint8Array, drawn: Uint8Array): Uint8Array {
  const signer = input.signed && input.srcPrivate ? { from: requirePrivateKey(bytesOf(input.srcPrivate)) } : {};
  if (input.padding) return encodePlaintext(payload, { padding: bytesOf(input.padding), ...signer });
  const plaintext = encodePlaintext(payload, { padding: drawn, ...signer });
  const ofOwn = encodePlaintext(payload, { random: ONES, ...signer });
  if (ofOwn.length !== plaintext.length) {
    throw new Error(`padding of ${drawn.length} bytes is recorded, ${ofOwn.length - plaintext.length} more were drawn`);
  }
  return plaintext;
}

/**
 * However long it takes: the time that the reference was given for its work says nothing about this machine. A target below 0 means
 * to work until that time is up, which is added to the expiry, and to keep the best nonce: it is the recorded one.
 */
async function seal(
  fields: EnvelopeFields,
  { powTarget, workTime }: ValidInput,
  { nonce }: ValidOutput,
): Promise<Envelope> {
  if (powTarget < 0) return createEnvelope({ ...fields, expiry: fields.expiry + (workTime ?? 0) }, BigInt(nonce));
  return await sealEnvelope(fields, powTarget, { clock: systemClock, workTime: Number.POSITIVE_INFINITY });
}

function encrypt(input: ValidInput, plaintext: Uint8Array): Uint8Array {
  if (!input.asymmetric) {
    return encryptMessage(plaintext, recipientOf(input), { nonce: bytesOf(input.gcmNonce) });
  }
  const source = { ephemeralPrivateKey: requirePrivateKey(bytesOf(input.ephemeralPrivate)), iv: bytesOf(input.iv) };
  return encryptMessage(plaintext, recipientOf(input), source);
}

function recipientOf({ asymmetric, symKey, dstPrivate, dstPublic }: ValidInput): RecipientKey {
  if (!asymmetric) return { kind: 'symmetric', key: requireSymmetricKey(bytesOf(symKey)) };
  return { kind: 'asymmetric', publicKey: publicKeyOfPair(dstPrivate ?? '', dstPublic) };
}

/** What the recipient sees. Of the bytes inside only payload and padding come back from the package; they were compared in the data. */
function reopen(
  envelope: Envelope,
  input: ValidInput,
  sealed: { readonly payload: Uint8Array; readonly plaintext: Uint8Array },
  recorded: ValidOutput['opened'],
): unknown {
  const message = openMessage(envelope.data, listenKeyOf(input));
  if (message === undefined) throw new Error('the recipient cannot open the envelope');
  const { plaintext } = sealed;
  const same = recorded.payload === SAME_PAYLOAD && equalBytes(message.payload, sealed.payload);
  return {
    ...contentOf(message),
    payload: same ? SAME_PAYLOAD : bytesToHex(message.payload),
    padding: bytesToHex(message.padding),
    // Left out of cases where it is long.
    plaintext: recorded.plaintext === undefined ? undefined : bytesToHex(plaintext),
    plaintextLen: plaintext.length,
    flags: plaintext[0],
    signature: message.sender && bytesToHex(plaintext.subarray(-SIGNATURE_LENGTH)),
    envelopeHash: bytesToHex(envelope.hash),
    pow: powOf(envelope),
    sent: envelope.expiry - envelope.ttl,
    ttl: envelope.ttl,
  };
}

type KeyInput = Pick<ValidInput, 'symKey' | 'dstPrivate'>;

function listenKeyOf({ symKey, dstPrivate }: KeyInput): ListenKey {
  return symKey
    ? { kind: 'symmetric', key: requireSymmetricKey(bytesOf(symKey)) }
    : { kind: 'asymmetric', privateKey: requirePrivateKey(bytesOf(dstPrivate)) };
}

function contentOf({ payload, padding, sender }: Plaintext): { payload: Hex; paddingLen: number; signer?: Hex } {
  const content = { payload: bytesToHex(payload), paddingLen: padding.length };
  return sender === undefined ? content : { ...content, signer: bytesToHex(sender) };
}

function recomputeOpened(input: KeyInput & { envelopeRlp: Hex }): unknown {
  const envelope = decodedOrNothing(bytesOf(input.envelopeRlp));
  const message = envelope && openMessage(envelope.data, listenKeyOf(input));
  return message === undefined ? { opened: false } : { opened: true, ...contentOf(message) };
}

function decodedOrNothing(bytes: Uint8Array): Envelope | undefined {
  try {
    return decodeEnvelope(bytes);
  } catch (error) {
    if (error instanceof WhisperError) return undefined;
    throw error;
  }
}

interface PowInput {
  readonly expiry: number;
  readonly ttl: number;
  readonly topic: Hex;
  readonly data: Hex | null;
  readonly nonce: string | number;
}

function recomputePow({ expiry, ttl, topic, data, nonce }: PowInput): unknown {
  const envelope = createEnvelope({ expiry, ttl, topic: topicFrom(topic), data: bytesOf(data) }, BigInt(nonce));
  return { ...summary(envelope), rlpWithoutNonce: bytesToHex(encodeWithoutNonce(envelope)) };
}

function summary(envelope: Envelope): { envelopeRlp: Hex; hash: Hex; pow: number; bloom: Hex } {
  return {
    envelopeRlp: bytesToHex(envelope.raw),
    hash: bytesToHex(envelope.hash),
    pow: powOf(envelope),
    bloom: bytesToHex(topicToBloom(envelope.topic)),
  };
}
