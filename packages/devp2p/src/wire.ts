export {
  type Capability,
  type CapabilityRange,
  compareCapabilities,
  formatCapability,
  matchCapabilities,
} from './capability.ts';
export {
  DISCONNECT_CODES,
  disconnectReason,
  encodeDisconnect,
  isDisconnectReason,
  readDisconnectCode,
} from './disconnect.ts';
export {
  createFrameDecoder,
  createFrameEncoder,
  type FrameDecoder,
  type FrameEncoder,
  FrameError,
  type FrameErrorCode,
  type FrameMessage,
} from './frame.ts';
export {
  type Ack,
  type Auth,
  answerHandshake,
  deriveSecrets,
  drawHandshakeRandomness,
  encodeAck,
  encodeAuth,
  type FrameSecrets,
  finishHandshake,
  type Handshake,
  HandshakeError,
  type HandshakePacketKind,
  type HandshakeRandomness,
  type HandshakeTranscript,
  handshakePacketLength,
  type Initiation,
  type Opened,
  openAck,
  openAuth,
  seedFrameSecrets,
  startHandshake,
  wipeHandshakeRandomness,
} from './handshake.ts';
export { decodeHello, encodeHello, type Hello, HelloError, type HelloErrorCode } from './hello.ts';
export { maxCompressedLength, SnappyError, type SnappyErrorCode, snappyCompress, snappyUncompress } from './snappy.ts';
