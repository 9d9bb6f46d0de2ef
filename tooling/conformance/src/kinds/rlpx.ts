import { bytesToHex, equalBytes, utf8ToBytes } from '@status/base';
import { publicKeyOf, publicKeyToXY, recover, requirePrivateKey, sharedSecret } from '@status/crypto';
import { ECIES_OVERHEAD } from '@status/crypto/constants';
import { SIZE_PREFIX_LENGTH } from '@status/devp2p/constants';
import {
  answerHandshake,
  createFrameDecoder,
  createFrameEncoder,
  deriveSecrets,
  encodeAck,
  encodeAuth,
  encodeHello,
  type FrameSecrets,
  finishHandshake,
  openAck,
  openAuth,
  seedFrameSecrets,
  snappyCompress,
  snappyUncompress,
  startHandshake,
} from '@status/devp2p/wire';
import type { PrivateKey, PublicKey } from '@status/interfaces';
import { agreed, bytesOf, publicKeyOfPair } from '../inputs.ts';
import { type Hex, kind, type VectorFile } from '../kind.ts';

export const rlpxVectors: VectorFile = {
  kinds: {
    handshake: kind(recomputeHandshake),
    frames: kind(recomputeFrames),
    hello: kind(recomputeHello),
    eip8auth: kind(recomputeAuth),
    eip8ack: kind(recomputeAck),
    eip8derive: kind(recomputeDerivation),
  },
};

interface HandshakeInput {
  /** The form from before EIP-8. */
  readonly plain: boolean;
  readonly initiatorPrivate: Hex;
  readonly initiatorPublic: Hex;
  readonly responderPrivate: Hex;
  readonly responderPublic: Hex;
  readonly initEphemeralPrivate: Hex;
  readonly respEphemeralPrivate: Hex;
  readonly initNonce: Hex;
  readonly respNonce: Hex;
  readonly authEciesPrivate: Hex;
  readonly authEciesIv: Hex;
  readonly ackEciesPrivate: Hex;
  readonly ackEciesIv: Hex;
}

interface HandshakeOutput {
  readonly authLen: number;
  readonly authMsgRlp: Hex;
  readonly ackLen: number;
  readonly ackMsgRlp: Hex;
}

function recomputeHandshake(input: HandshakeInput, recorded: HandshakeOutput): unknown {
  const initiatorPrivate = privateKeyFrom(input.initiatorPrivate);
  const responderPrivate = privateKeyFrom(input.responderPrivate);
  const initiatorPublic = publicKeyOfPair(input.initiatorPrivate, input.initiatorPublic);
  const responderPublic = publicKeyOfPair(input.responderPrivate, input.responderPublic);
  const initiatorEphemeral = privateKeyFrom(input.initEphemeralPrivate);
  const responderEphemeral = privateKeyFrom(input.respEphemeralPrivate);

  const initiation = startHandshake({
    privateKey: initiatorPrivate,
    remotePublicKey: responderPublic,
    randomness: {
      ephemeralPrivateKey: initiatorEphemeral,
      nonce: bytesOf(input.initNonce),
      eciesPrivateKey: privateKeyFrom(input.authEciesPrivate),
      eciesIv: bytesOf(input.authEciesIv),
      padding: paddingOf(recorded.authLen, recorded.authMsgRlp),
    },
    legacy: input.plain === true,
  });
  const answer = answerHandshake({
    privateKey: responderPrivate,
    authPacket: initiation.packet,
    randomness: {
      ephemeralPrivateKey: responderEphemeral,
      nonce: bytesOf(input.respNonce),
      eciesPrivateKey: privateKeyFrom(input.ackEciesPrivate),
      eciesIv: bytesOf(input.ackEciesIv),
      padding: paddingOf(recorded.ackLen, recorded.ackMsgRlp),
    },
  });
  const initiator = finishHandshake(initiation, answer.packet).secrets;
  const responder = answer.secrets;
  return {
    auth: bytesToHex(initiation.packet),
    authLen: initiation.packet.length,
    authMsgRlp: bytesToHex(encodeAuth(openAuth(initiation.packet, responderPrivate).message)),
    ack: bytesToHex(answer.packet),
    ackLen: answer.packet.length,
    ackMsgRlp: bytesToHex(encodeAck(openAck(answer.packet, initiatorPrivate).message)),
    staticSharedSecret: mutualSecret(initiatorPrivate, responderPublic, responderPrivate, initiatorPublic),
    ecdheSecret: mutualSecret(
      initiatorEphemeral,
      publicKeyOf(responderEphemeral),
      responderEphemeral,
      publicKeyOf(initiatorEphemeral),
    ),
    aesSecret: agreed('the AES secret', initiator.aesSecret, responder.aesSecret),
    macSecret: agreed('the MAC secret', initiator.macSecret, responder.macSecret),
    initiatorEgressMac: bytesToHex(initiator.egress.digest()),
    initiatorIngressMac: bytesToHex(initiator.ingress.digest()),
    responderEgressMac: bytesToHex(responder.egress.digest()),
    responderIngressMac: bytesToHex(responder.ingress.digest()),
  };
}

/** A private key of a case, after checking that it is one. */
function privateKeyFrom(hex: Hex): PrivateKey {
  return requirePrivateKey(bytesOf(hex));
}

/** How much padding the reference drew shows in the length of the packet only. */
function paddingOf(packetLength: number, list: Hex): number {
  return Math.max(0, packetLength - SIZE_PREFIX_LENGTH - ECIES_OVERHEAD - list.length / 2);
}

function mutualSecret(privateA: PrivateKey, publicB: PublicKey, privateB: PrivateKey, publicA: PublicKey): Hex {
  return agreed('a shared secret', sharedSecret(privateA, publicB), sharedSecret(privateB, publicA));
}

interface FramesInput {
  readonly auth: Hex;
  readonly ack: Hex;
  readonly initNonce: Hex;
  readonly respNonce: Hex;
  readonly aesSecret: Hex;
  readonly macSecret: Hex;
  readonly snappy: boolean;
}

interface FrameRecord {
  readonly fromInitiator: boolean;
  readonly code: number;
  readonly payload: Hex;
}

function recomputeFrames(input: FramesInput, recorded: { readonly messages: readonly FrameRecord[] | null }): unknown {
  const seed = (initiator: boolean): FrameSecrets =>
    seedFrameSecrets(
      { aesSecret: bytesOf(input.aesSecret), macSecret: bytesOf(input.macSecret) },
      {
        initiator,
        initiatorNonce: bytesOf(input.initNonce),
        responderNonce: bytesOf(input.respNonce),
        authPacket: bytesOf(input.auth),
        ackPacket: bytesOf(input.ack),
      },
    );
  const [initiator, responder] = [seed(true), seed(false)];
  const forward = { encoder: createFrameEncoder(initiator), decoder: createFrameDecoder(responder) };
  const backward = { encoder: createFrameEncoder(responder), decoder: createFrameDecoder(initiator) };
  const messages = (recorded.messages ?? []).map(({ fromInitiator, code, payload }) => {
    const { encoder, decoder } = fromInitiator ? forward : backward;
    const sent = bytesOf(payload);
    const frame = encoder.encode(code, input.snappy ? snappyCompress(sent) : sent);
    decoder.push(frame);
    const read = decoder.read();
    if (read === undefined) throw new Error('the other side waits for more than the frame');
    const received = input.snappy ? snappyUncompress(read.payload) : read.payload;
    return { fromInitiator, code: read.code, payload: bytesToHex(received), frame: bytesToHex(frame) };
  });
  return {
    messages,
    finalInitiatorEgressMac: bytesToHex(initiator.egress.digest()),
    finalInitiatorIngressMac: bytesToHex(initiator.ingress.digest()),
    finalResponderEgressMac: bytesToHex(responder.egress.digest()),
    finalResponderIngressMac: bytesToHex(responder.ingress.digest()),
  };
}

interface HelloInput {
  readonly version: number;
  readonly name: string | null;
  readonly caps: readonly (readonly [name: string, version: number])[] | null;
  readonly listenPort: number;
  readonly id: Hex;
}

function recomputeHello({ version, name, caps, listenPort, id }: HelloInput): unknown {
  const capabilities = (caps ?? []).map(([name, version]) => ({ name, version }));
  return {
    payload: bytesToHex(encodeHello({ version, client: name ?? '', capabilities, listenPort, nodeId: bytesOf(id) })),
  };
}

interface PacketInput {
  readonly packet: Hex;
  readonly receiverPrivate: Hex;
}

function recomputeAuth({ packet, receiverPrivate }: PacketInput): unknown {
  const { message, legacy, extraItems } = openAuth(bytesOf(packet), privateKeyFrom(receiverPrivate));
  return {
    version: message.version,
    signature: bytesToHex(message.signature),
    initiatorPublic64: bytesToHex(publicKeyToXY(message.publicKey)),
    nonce: bytesToHex(message.nonce),
    plainFormat: legacy,
    extraListItems: extraItems,
  };
}

function recomputeAck({ packet, receiverPrivate }: PacketInput): unknown {
  const { message, extraItems } = openAck(bytesOf(packet), privateKeyFrom(receiverPrivate));
  return {
    version: message.version,
    ephemeralPublic64: bytesToHex(publicKeyToXY(message.ephemeralPublicKey)),
    nonce: bytesToHex(message.nonce),
    extraListItems: extraItems,
  };
}

interface DerivationInput {
  readonly auth: Hex;
  readonly ack: Hex;
  readonly initNonce: Hex;
  readonly respNonce: Hex;
  readonly initiatorEphemeralPrivate: Hex;
  readonly responderEphemeralPrivate: Hex;
  readonly responderPrivate: Hex;
}

function recomputeDerivation(input: DerivationInput): unknown {
  const transcript = {
    initiator: false,
    initiatorNonce: bytesOf(input.initNonce),
    responderNonce: bytesOf(input.respNonce),
    authPacket: bytesOf(input.auth),
    ackPacket: bytesOf(input.ack),
  };
  const initiatorEphemeral = publicKeyOf(privateKeyFrom(input.initiatorEphemeralPrivate));
  requireEphemeral(transcript, privateKeyFrom(input.responderPrivate), initiatorEphemeral);
  const secret = sharedSecret(privateKeyFrom(input.responderEphemeralPrivate), initiatorEphemeral);
  const keys = deriveSecrets(secret, transcript.initiatorNonce, transcript.responderNonce);
  const { ingress } = seedFrameSecrets(keys, transcript);
  const foo = bytesToHex(ingress.update(utf8ToBytes('foo')).digest());
  return {
    aesSecret: bytesToHex(keys.aesSecret),
    publishedAes: bytesToHex(keys.aesSecret),
    macSecret: bytesToHex(keys.macSecret),
    publishedMac: bytesToHex(keys.macSecret),
    responderIngressMacAfterFoo: foo,
    publishedFoo: foo,
  };
}

/** Checks that the auth packet is by the ephemeral key that the case names, and over the nonce. */
function requireEphemeral(
  { authPacket, initiatorNonce }: { readonly authPacket: Uint8Array; readonly initiatorNonce: Uint8Array },
  responderPrivate: PrivateKey,
  ephemeral: PublicKey,
): void {
  const { publicKey, signature, nonce } = openAuth(authPacket, responderPrivate).message;
  const token = sharedSecret(responderPrivate, publicKey).map((byte, i) => byte ^ nonce[i]!);
  if (!equalBytes(nonce, initiatorNonce) || !equalBytes(recover(token, signature), ephemeral)) {
    throw new Error('the auth packet belongs to another handshake');
  }
}
