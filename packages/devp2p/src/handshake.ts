import { concatBytes, drawUint16 } from '@status/base';
import { encodeRlp, readRlpItem, rlpBigint, rlpBytes, rlpListItems, uintToRlp } from '@status/base/rlp';
import {
  createKeccak256,
  eciesDecrypt,
  eciesEncrypt,
  generatePrivateKey,
  isPublicKey,
  type Keccak256,
  keccak256,
  publicKeyFromXY,
  publicKeyOf,
  publicKeyToXY,
  recover,
  sharedSecret,
  sign,
  wipe,
} from '@status/crypto';
import {
  AES_BLOCK_LENGTH,
  ECIES_OVERHEAD,
  PUBLIC_KEY_LENGTH,
  PUBLIC_KEY_XY_LENGTH,
  SIGNATURE_LENGTH,
} from '@status/crypto/constants';
import { type PrivateKey, type PublicKey, type Random, StatusError } from '@status/interfaces';
import {
  HANDSHAKE_NONCE_LENGTH,
  HANDSHAKE_VERSION,
  LEGACY_ACK_LENGTH,
  LEGACY_AUTH_LENGTH,
  MAX_HANDSHAKE_LENGTH,
  MAX_HANDSHAKE_PADDING,
  MIN_HANDSHAKE_PADDING,
  SIZE_PREFIX_LENGTH,
} from './constants.ts';

/** A handshake that failed, and nothing about where: whoever probes our key learns one bit at most. Code: `RLPX_HANDSHAKE`. */
export class HandshakeError extends StatusError<'RLPX_HANDSHAKE'> {}

/** Which of the two packets: `auth` from the side that dialled, `ack` from the side that answers. */
export type HandshakePacketKind = 'auth' | 'ack';

/** What an auth packet says (RLPx, "Initial Handshake"). */
export type Auth = {
  /** 65 bytes, by the ephemeral key over static shared secret XOR nonce, not hashed. */
  readonly signature: Uint8Array;
  /** The initiator's static key, 65 bytes. */
  readonly publicKey: PublicKey;
  /** 32 bytes. */
  readonly nonce: Uint8Array;
  readonly version: number;
};

/** What an ack packet says. */
export type Ack = {
  /** 65 bytes. */
  readonly ephemeralPublicKey: PublicKey;
  /** 32 bytes. */
  readonly nonce: Uint8Array;
  readonly version: number;
};

/** A handshake message and how it was wrapped. */
export type Opened<Message> = {
  readonly message: Message;
  /** Whether the packet has the form from before EIP-8; the answer then has it too. */
  readonly legacy: boolean;
  /** Elements that a later version added to the list; they are ignored. */
  readonly extraItems: number;
};

/** All chance that one side of a handshake needs. Every value serves once. */
export type HandshakeRandomness = {
  readonly ephemeralPrivateKey: PrivateKey;
  /** 32 bytes. */
  readonly nonce: Uint8Array;
  /** The ephemeral key of the packet's encryption, another one than `ephemeralPrivateKey`. */
  readonly eciesPrivateKey: PrivateKey;
  /** 16 bytes. */
  readonly eciesIv: Uint8Array;
  /** Bytes of padding, 100 to 299; legacy packets have none. */
  readonly padding: number;
};

/** What the two sides share when the handshake is over. The hashes run on: whoever frames with them owns them. */
export type FrameSecrets = {
  /** 32 bytes. */
  readonly aesSecret: Uint8Array;
  /** 32 bytes. */
  readonly macSecret: Uint8Array;
  readonly egress: Keccak256;
  readonly ingress: Keccak256;
};

/** What a handshake comes to. */
export type Handshake = {
  /** The peer's static key, 65 bytes. */
  readonly remotePublicKey: PublicKey;
  readonly secrets: FrameSecrets;
};

/** A handshake that was begun: send `packet`, then give the answer to `finishHandshake`. */
export type Initiation = {
  readonly packet: Uint8Array;
  readonly privateKey: PrivateKey;
  readonly remotePublicKey: PublicKey;
  readonly randomness: HandshakeRandomness;
};

/** Draws what one side of one handshake needs. */
export function drawHandshakeRandomness(random: Random): HandshakeRandomness {
  const chance = drawUint16(random);
  const spread = MAX_HANDSHAKE_PADDING - MIN_HANDSHAKE_PADDING + 1;
  return {
    ephemeralPrivateKey: generatePrivateKey(random),
    nonce: random.bytes(HANDSHAKE_NONCE_LENGTH),
    eciesPrivateKey: generatePrivateKey(random),
    eciesIv: random.bytes(AES_BLOCK_LENGTH),
    padding: MIN_HANDSHAKE_PADDING + (chance % spread),
  };
}

/** Overwrites the secret parts of a handshake's randomness, once the handshake is over. */
export function wipeHandshakeRandomness(randomness: HandshakeRandomness): void {
  wipe(randomness.ephemeralPrivateKey, randomness.eciesPrivateKey);
}

/**
 * Begins a handshake with the node that has a static key.
 *
 * @param options `legacy` sends the form from before EIP-8, which no current node reads.
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`, `CRYPTO_PUBLIC_KEY` for own arguments that are none.
 */
export function startHandshake(options: {
  readonly privateKey: PrivateKey;
  readonly remotePublicKey: PublicKey;
  readonly randomness: HandshakeRandomness;
  readonly legacy?: boolean;
}): Initiation {
  const { privateKey, remotePublicKey, randomness, legacy = false } = options;
  const { ephemeralPrivateKey, nonce } = randomness;
  const token = signedToken(privateKey, remotePublicKey, nonce);
  const auth: Auth = {
    signature: sign(token, ephemeralPrivateKey),
    publicKey: publicKeyOf(privateKey),
    nonce,
    version: HANDSHAKE_VERSION,
  };
  wipe(token);
  const packet = legacy
    ? sealLegacy(encodeLegacyAuth(auth, publicKeyOf(ephemeralPrivateKey)), remotePublicKey, randomness)
    : seal(encodeAuth(auth), remotePublicKey, randomness);
  return { packet, privateKey, remotePublicKey, randomness };
}

/**
 * Reads the answer to a handshake that was begun.
 *
 * @throws {HandshakeError} `RLPX_HANDSHAKE` for any packet that is no answer.
 */
export function finishHandshake(initiation: Initiation, ackPacket: Uint8Array): Handshake {
  const { packet: authPacket, privateKey, remotePublicKey, randomness } = initiation;
  const { message: ack } = openAck(ackPacket, privateKey);
  const secrets = agree(randomness.ephemeralPrivateKey, ack.ephemeralPublicKey, {
    initiator: true,
    initiatorNonce: randomness.nonce,
    responderNonce: ack.nonce,
    authPacket,
    ackPacket,
  });
  return { remotePublicKey, secrets };
}

/**
 * Answers a handshake that somebody else began, in the form in which it was begun. A signature by the wrong key shows only
 * later: the secrets differ, so the first frame does not authenticate.
 *
 * @throws {HandshakeError} `RLPX_HANDSHAKE` for any packet that begins none.
 */
export function answerHandshake(options: {
  readonly privateKey: PrivateKey;
  readonly authPacket: Uint8Array;
  readonly randomness: HandshakeRandomness;
}): Handshake & { readonly packet: Uint8Array } {
  const { privateKey, authPacket, randomness } = options;
  const { message: auth, legacy } = openAuth(authPacket, privateKey);
  const remoteEphemeralPublicKey = recoverEphemeral(auth, privateKey);
  const ack: Ack = {
    ephemeralPublicKey: publicKeyOf(randomness.ephemeralPrivateKey),
    nonce: randomness.nonce,
    version: HANDSHAKE_VERSION,
  };
  const packet = legacy
    ? sealLegacy(encodeLegacyAck(ack), auth.publicKey, randomness)
    : seal(encodeAck(ack), auth.publicKey, randomness);
  const secrets = agree(randomness.ephemeralPrivateKey, remoteEphemeralPublicKey, {
    initiator: false,
    initiatorNonce: auth.nonce,
    responderNonce: randomness.nonce,
    authPacket,
    ackPacket: packet,
  });
  return { packet, remotePublicKey: auth.publicKey, secrets };
}

/**
 * Bytes of the handshake packet that begins with `start`, prefix included; `undefined` while it takes more bytes to tell: two,
 * or 65 if the first is `04`, which begins a legacy packet's key as well as a size from 1024 to 1279.
 *
 * @throws {HandshakeError} `RLPX_HANDSHAKE` for a size below that of a legacy packet or above 2048.
 */
export function handshakePacketLength(kind: HandshakePacketKind, start: Uint8Array): number | undefined {
  const legacyLength = kind === 'auth' ? LEGACY_AUTH_LENGTH : LEGACY_ACK_LENGTH;
  if (start.length < SIZE_PREFIX_LENGTH) return undefined;
  if (start[0] === 0x04) {
    if (start.length < PUBLIC_KEY_LENGTH) return undefined;
    if (isPublicKey(start.subarray(0, PUBLIC_KEY_LENGTH))) return legacyLength;
  }
  const size = (start[0]! << 8) | start[1]!;
  if (size < legacyLength || size > MAX_HANDSHAKE_LENGTH) throw failed();
  return SIZE_PREFIX_LENGTH + size;
}

/** The list of an auth packet, before padding and encryption (EIP-8). */
export function encodeAuth(auth: Auth): Uint8Array {
  return encodeRlp([auth.signature, publicKeyToXY(auth.publicKey), auth.nonce, uintToRlp(auth.version)]);
}

/** The list of an ack packet, before padding and encryption (EIP-8). */
export function encodeAck(ack: Ack): Uint8Array {
  return encodeRlp([publicKeyToXY(ack.ephemeralPublicKey), ack.nonce, uintToRlp(ack.version)]);
}

/**
 * Decrypts and reads an auth packet of either form; version, added elements and padding are ignored.
 *
 * @throws {HandshakeError} `RLPX_HANDSHAKE`.
 */
export function openAuth(packet: Uint8Array, privateKey: PrivateKey): Opened<Auth> {
  return open('auth', packet, privateKey, readAuth, readLegacyAuth);
}

/**
 * Decrypts and reads an ack packet of either form; version, added elements and padding are ignored.
 *
 * @throws {HandshakeError} `RLPX_HANDSHAKE`.
 */
export function openAck(packet: Uint8Array, privateKey: PrivateKey): Opened<Ack> {
  return open('ack', packet, privateKey, readAck, readLegacyAck);
}

/** The two keys that an ephemeral shared secret (32) and the nonces (32 each) come to. */
export function deriveSecrets(
  ephemeralSharedSecret: Uint8Array,
  initiatorNonce: Uint8Array,
  responderNonce: Uint8Array,
): Pick<FrameSecrets, 'aesSecret' | 'macSecret'> {
  const shared = keccak256(ephemeralSharedSecret, keccak256(responderNonce, initiatorNonce));
  const aesSecret = keccak256(ephemeralSharedSecret, shared);
  const macSecret = keccak256(ephemeralSharedSecret, aesSecret);
  wipe(shared);
  return { aesSecret, macSecret };
}

/** What both sides saw of a handshake, and on which side we are. Packets are as sent, with their size prefix. */
export type HandshakeTranscript = {
  readonly initiator: boolean;
  readonly initiatorNonce: Uint8Array;
  readonly responderNonce: Uint8Array;
  readonly authPacket: Uint8Array;
  readonly ackPacket: Uint8Array;
};

/** Starts the two running MACs: each direction absorbs the receiver's nonce, masked, and the packet that was sent in it. */
export function seedFrameSecrets(
  keys: Pick<FrameSecrets, 'aesSecret' | 'macSecret'>,
  transcript: HandshakeTranscript,
): FrameSecrets {
  const { initiator, initiatorNonce, responderNonce, authPacket, ackPacket } = transcript;
  const forward = createKeccak256().update(xor(keys.macSecret, responderNonce)).update(authPacket);
  const backward = createKeccak256().update(xor(keys.macSecret, initiatorNonce)).update(ackPacket);
  return initiator ? { ...keys, egress: forward, ingress: backward } : { ...keys, egress: backward, ingress: forward };
}

function agree(
  ephemeralPrivateKey: PrivateKey,
  remoteEphemeralPublicKey: PublicKey,
  transcript: HandshakeTranscript,
): FrameSecrets {
  const secret = sharedSecret(ephemeralPrivateKey, remoteEphemeralPublicKey);
  const keys = deriveSecrets(secret, transcript.initiatorNonce, transcript.responderNonce);
  wipe(secret);
  return seedFrameSecrets(keys, transcript);
}

function signedToken(privateKey: PrivateKey, publicKey: PublicKey, nonce: Uint8Array): Uint8Array {
  const secret = sharedSecret(privateKey, publicKey);
  const token = xor(secret, nonce);
  wipe(secret);
  return token;
}

function recoverEphemeral(auth: Auth, privateKey: PrivateKey): PublicKey {
  const token = signedToken(privateKey, auth.publicKey, auth.nonce);
  try {
    return recover(token, auth.signature);
  } catch {
    throw failed();
  } finally {
    wipe(token);
  }
}

function seal(list: Uint8Array, recipient: PublicKey, randomness: HandshakeRandomness): Uint8Array {
  const plaintext = concatBytes(list, new Uint8Array(randomness.padding));
  const size = plaintext.length + ECIES_OVERHEAD;
  const prefix = Uint8Array.of(size >> 8, size & 0xff);
  return concatBytes(prefix, encrypt(plaintext, recipient, randomness, prefix));
}

function sealLegacy(plaintext: Uint8Array, recipient: PublicKey, randomness: HandshakeRandomness): Uint8Array {
  return encrypt(plaintext, recipient, randomness, new Uint8Array());
}

function encrypt(
  plaintext: Uint8Array,
  recipient: PublicKey,
  randomness: HandshakeRandomness,
  sharedMac: Uint8Array,
): Uint8Array {
  const { eciesPrivateKey: ephemeralPrivateKey, eciesIv: iv } = randomness;
  return eciesEncrypt(recipient, plaintext, { ephemeralPrivateKey, iv, sharedMac });
}

function open<Message>(
  kind: HandshakePacketKind,
  packet: Uint8Array,
  privateKey: PrivateKey,
  read: (plaintext: Uint8Array) => Omit<Opened<Message>, 'legacy'>,
  readLegacy: (plaintext: Uint8Array) => Message,
): Opened<Message> {
  if (handshakePacketLength(kind, packet) !== packet.length) throw failed();
  const legacy = packet[0] === 0x04 && packet.length === (kind === 'auth' ? LEGACY_AUTH_LENGTH : LEGACY_ACK_LENGTH);
  const sharedMac = packet.subarray(0, legacy ? 0 : SIZE_PREFIX_LENGTH);
  // Keys, tags, lists and points fail alike: what went wrong is nobody's business.
  try {
    const plaintext = eciesDecrypt(privateKey, packet.subarray(sharedMac.length), { sharedMac });
    return legacy ? { message: readLegacy(plaintext), legacy, extraItems: 0 } : { ...read(plaintext), legacy };
  } catch {
    throw failed();
  }
}

function readAuth(plaintext: Uint8Array): Omit<Opened<Auth>, 'legacy'> {
  const items = rlpListItems(readRlpItem(plaintext), { min: 4 });
  const message = {
    signature: rlpBytes(items[0]!, SIGNATURE_LENGTH),
    publicKey: publicKeyFromXY(rlpBytes(items[1]!, PUBLIC_KEY_XY_LENGTH)),
    nonce: rlpBytes(items[2]!, HANDSHAKE_NONCE_LENGTH),
    version: Number(rlpBigint(items[3]!)),
  };
  return { message, extraItems: items.length - 4 };
}

function readAck(plaintext: Uint8Array): Omit<Opened<Ack>, 'legacy'> {
  const items = rlpListItems(readRlpItem(plaintext), { min: 3 });
  const message = {
    ephemeralPublicKey: publicKeyFromXY(rlpBytes(items[0]!, PUBLIC_KEY_XY_LENGTH)),
    nonce: rlpBytes(items[1]!, HANDSHAKE_NONCE_LENGTH),
    version: Number(rlpBigint(items[2]!)),
  };
  return { message, extraItems: items.length - 3 };
}

/** Signature, Keccak-256 of the ephemeral key, static key, nonce, a zero byte (RLPx before EIP-8). */
function encodeLegacyAuth(auth: Auth, ephemeralPublicKey: PublicKey): Uint8Array {
  return concatBytes(
    auth.signature,
    keccak256(publicKeyToXY(ephemeralPublicKey)),
    publicKeyToXY(auth.publicKey),
    auth.nonce,
    Uint8Array.of(0),
  );
}

function readLegacyAuth(plaintext: Uint8Array): Auth {
  const keyAt = SIGNATURE_LENGTH + 32;
  const nonceAt = keyAt + PUBLIC_KEY_XY_LENGTH;
  return {
    signature: plaintext.subarray(0, SIGNATURE_LENGTH),
    publicKey: publicKeyFromXY(plaintext.subarray(keyAt, nonceAt)),
    nonce: plaintext.subarray(nonceAt, nonceAt + HANDSHAKE_NONCE_LENGTH),
    version: HANDSHAKE_VERSION,
  };
}

/** Ephemeral key, nonce, a zero byte (RLPx before EIP-8). */
function encodeLegacyAck(ack: Ack): Uint8Array {
  return concatBytes(publicKeyToXY(ack.ephemeralPublicKey), ack.nonce, Uint8Array.of(0));
}

function readLegacyAck(plaintext: Uint8Array): Ack {
  return {
    ephemeralPublicKey: publicKeyFromXY(plaintext.subarray(0, PUBLIC_KEY_XY_LENGTH)),
    nonce: plaintext.subarray(PUBLIC_KEY_XY_LENGTH, PUBLIC_KEY_XY_LENGTH + HANDSHAKE_NONCE_LENGTH),
    version: HANDSHAKE_VERSION,
  };
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ b[i]!);
}

function failed(): HandshakeError {
  return new HandshakeError('RLPX_HANDSHAKE', 'the handshake failed');
}
