import { bytesToHex, equalBytes, hexToBytes } from '@status/base';
import { compressPublicKey, isLowS, sharedSecret } from '@status/crypto';
import { SIGNATURE_LENGTH } from '@status/crypto/constants';
import { isInstallationId, RatchetError } from '@status/ratchet';
import { NO_INSTALLATION } from '@status/ratchet/constants';
import {
  createBundle,
  decodeBundle,
  decryptFallback,
  encodeBundle,
  encodeProtocolMessage,
  encryptFallback,
  initiateX3dh,
  respondX3dh,
  signatureMaterial,
  verifyBundle,
} from '@status/ratchet/wire';
import type { Exception } from '../compare.ts';
import { agreed, bytesOf, publicKeyOfPair } from '../inputs.ts';
import { type Hex, kind, PRESENCE, Refusal, type VectorFile } from '../kind.ts';
import { conversationKind } from './conversation.ts';

/** Bundles of several installations are put into one order before they are compared. */
const BUNDLE: Exception = {
  why: 'entries of a protobuf map have no defined order; a bundle of one installation is compared as it stands',
  as: (value) => {
    const bundle = decodeBundle(hexToBytes(String(value)));
    return bundle.signedPreKeys.length > 1 ? bytesToHex(encodeBundle(bundle)) : value;
  },
};

export const x3dhVectors: VectorFile = {
  kinds: {
    x3dh: kind(recomputeAgreement),
    bundle: kind(recomputeBundle, { encoded: BUNDLE }),
    bundleInvalid: kind(recomputeVerdict, { error: PRESENCE }),
    dh: kind(recomputeFallback),
    protocolMessage: conversationKind,
  },
};

interface AgreementInput {
  readonly initiatorIdentityPrivate: Hex;
  readonly initiatorIdentityPublic: Hex;
  readonly initiatorEphemeralPrivate: Hex;
  readonly initiatorEphemeralCompressed: Hex;
  readonly responderIdentityPrivate: Hex;
  readonly responderIdentityCompressed: Hex;
  readonly responderSignedPreKeyPrivate: Hex;
  readonly responderSignedPreKeyCompressed: Hex;
}

function recomputeAgreement(input: AgreementInput): unknown {
  const initiator = {
    identity: bytesOf(input.initiatorIdentityPrivate),
    identityPublic: publicKeyOfPair(input.initiatorIdentityPrivate, input.initiatorIdentityPublic),
    ephemeral: bytesOf(input.initiatorEphemeralPrivate),
    ephemeralPublic: publicKeyOfPair(input.initiatorEphemeralPrivate, input.initiatorEphemeralCompressed),
  };
  const responder = {
    identity: bytesOf(input.responderIdentityPrivate),
    identityPublic: publicKeyOfPair(input.responderIdentityPrivate, input.responderIdentityCompressed),
    preKey: bytesOf(input.responderSignedPreKeyPrivate),
    preKeyPublic: publicKeyOfPair(input.responderSignedPreKeyPrivate, input.responderSignedPreKeyCompressed),
  };
  const active = initiateX3dh({
    identityPrivate: initiator.identity,
    ephemeralPrivate: initiator.ephemeral,
    responderIdentity: responder.identityPublic,
    responderPreKey: responder.preKeyPublic,
  });
  const passive = respondX3dh({
    identityPrivate: responder.identity,
    preKeyPrivate: responder.preKey,
    initiatorIdentity: initiator.identityPublic,
    initiatorEphemeral: initiator.ephemeralPublic,
  });
  return {
    dh1: bytesToHex(sharedSecret(initiator.identity, responder.preKeyPublic)),
    dh2: bytesToHex(sharedSecret(initiator.ephemeral, responder.identityPublic)),
    dh3: bytesToHex(sharedSecret(initiator.ephemeral, responder.preKeyPublic)),
    sharedSecret: agreed('the secret', active, passive),
  };
}

interface BundleInput {
  readonly identity: Hex;
  readonly identityPrivate: Hex;
  readonly timestamp: string | number;
  readonly installations:
    | readonly {
        readonly installationId: string;
        readonly signedPreKey: Hex;
        readonly signedPreKeyPrivate?: Hex | null;
        readonly version: number;
        readonly protocolVersion: number;
      }[]
    | null;
}

function recomputeBundle(input: BundleInput): unknown {
  publicKeyOfPair(input.identityPrivate, input.identity);
  if ((input.installations ?? []).some(({ installationId }) => !isInstallationId(installationId))) {
    throw new Refusal('no bundle is made with a text that is refused as an installation id');
  }
  const signedPreKeys = (input.installations ?? []).map((installation) => {
    const { installationId, signedPreKey, signedPreKeyPrivate, version, protocolVersion } = installation;
    if (signedPreKeyPrivate) publicKeyOfPair(signedPreKeyPrivate, signedPreKey);
    return {
      installationId,
      preKey: bytesOf(signedPreKey),
      version: version ?? 0,
      protocolVersion: protocolVersion ?? 0,
    };
  });
  const bundle = createBundle(bytesOf(input.identityPrivate), signedPreKeys, BigInt(input.timestamp));
  const encoded = encodeBundle(bundle);
  return {
    encoded: bytesToHex(encoded),
    signature: bytesToHex(bundle.signature),
    signatureMaterial: bytesToHex(signatureMaterial(bundle)),
    valid: verifyBundle(decodeBundle(encoded)),
  };
}

function recomputeVerdict(input: { encoded: Hex }, recorded: { valid: boolean }): unknown {
  const valid = isValidBundle(bytesOf(input.encoded), recorded.valid);
  return { valid, error: valid ? '' : 'not a valid bundle' };
}

function isValidBundle(bytes: Uint8Array, recorded: boolean): boolean {
  try {
    const bundle = decodeBundle(bytes);
    const valid = verifyBundle(bundle);
    if (!valid && recorded && bundle.signature.length === SIGNATURE_LENGTH && !isLowS(bundle.signature)) {
      throw new Refusal('the second signature of a bundle, with s in the upper half of the group, is refused');
    }
    return valid;
  } catch (error) {
    if (error instanceof RatchetError) return false;
    throw error;
  }
}

interface FallbackInput {
  readonly ephemeralPrivate: Hex;
  readonly recipientPrivate: Hex;
  readonly nonce: Hex;
  readonly plaintext: Hex | null;
}

function recomputeFallback(input: FallbackInput): unknown {
  const [ephemeralPrivate, recipientPrivate] = [bytesOf(input.ephemeralPrivate), bytesOf(input.recipientPrivate)];
  const recipient = publicKeyOfPair(input.recipientPrivate, undefined);
  const plaintext = bytesOf(input.plaintext);
  const { ephemeral, payload } = encryptFallback(ephemeralPrivate, recipient, bytesOf(input.nonce), plaintext);
  const opened = decryptFallback(recipientPrivate, { ephemeral, payload });
  if (!opened.ok || !equalBytes(opened.plaintext, plaintext)) throw new Error('the recipient cannot open the message');
  return {
    directMessageProtocol: bytesToHex(encodeDirectMessage(ephemeral, payload)),
    ephemeralCompressed: bytesToHex(compressPublicKey(ephemeral)),
    key: bytesToHex(sharedSecret(ephemeralPrivate, recipient)),
    payload: bytesToHex(payload),
  };
}

/**
 * A fallback message as it stands inside of a protocol message: the value of the only entry of its only field. It is what
 * comes last, so everything before it is skipped: tag and length of the field, the entry's key, tag and length of its value.
 */
function encodeDirectMessage(dh: Uint8Array, payload: Uint8Array): Uint8Array {
  const message = encodeProtocolMessage({
    installationId: '',
    bundles: [],
    directMessages: new Map([[NO_INSTALLATION, { dh, payload }]]),
  });
  const entry = readLengthDelimited(message, 2);
  const keyLength = 2 + NO_INSTALLATION.length;
  return readLengthDelimited(entry.subarray(keyLength), 1);
}

/** The content of a field whose tag has `tagLength` bytes. */
function readLengthDelimited(bytes: Uint8Array, tagLength: number): Uint8Array {
  let end = tagLength;
  while (bytes[end]! >= 0x80) end++;
  return bytes.subarray(end + 1);
}
