import { notBuilt, type VectorFile } from '../kind.ts';

const REASON = 'discovery is not built: nodes are dialled by their address';

export const discv4Vectors: VectorFile = {
  kinds: notBuilt(REASON, 'ping', 'pong', 'findnode', 'neighbors', 'enrrequest', 'enrresponse', 'eip8', 'invalid'),
};

/** Node records; `enode` pins node ids and distances, which only discovery uses. */
export const enrVectors: VectorFile = { kinds: notBuilt(REASON, 'record', 'enode', 'invalid') };
