export {
  type Capability,
  type CapabilityRange,
  compareCapabilities,
  formatCapability,
  matchCapabilities,
} from './capability.ts';
export { BASE_CODES } from './connection.ts';
export * from './constants.ts';
export {
  DISCONNECT_CODES,
  disconnectReason,
  encodeDisconnect,
  isDisconnectReason,
  readDisconnectCode,
} from './disconnect.ts';
export { type Enode, EnodeError, formatEnode, nodeName, parseEnode } from './enode.ts';
export { ConnectError, type ConnectStage, HostError, SessionEndError, StreamError } from './errors.ts';
export {
  createFrameDecoder,
  createFrameEncoder,
  type FrameDecoder,
  type FrameEncoder,
  FrameError,
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
export { decodeHello, encodeHello, type Hello, HelloError } from './hello.ts';
export { createRlpxHost, type RlpxHostOptions } from './host.ts';
export { maxCompressedLength, SnappyError, snappyCompress, snappyUncompress } from './snappy.ts';
