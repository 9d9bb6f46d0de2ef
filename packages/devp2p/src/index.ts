export type { ListenAddress } from './addressing.ts';
export {
  type Enode,
  type EnodeEndpoint,
  EnodeError,
  type EnodeErrorCode,
  formatEnode,
  nodeName,
  parseEnode,
} from './enode.ts';
export {
  ConnectError,
  type ConnectErrorCode,
  type ConnectStage,
  HostError,
  type HostErrorCode,
  SessionEndError,
  StreamError,
  type StreamErrorCode,
} from './errors.ts';
export { createRlpxHost, type RlpxHostOptions } from './host.ts';
export { createMessageStream, type MessageSocket, type MessageStreamOptions } from './message-stream.ts';
export { formatStreamAddress, parseStreamAddress, type StreamAddress } from './stream-address.ts';
