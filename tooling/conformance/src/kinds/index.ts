import type { VectorFile } from '../kind.ts';
import { discv4Vectors, enrVectors } from './discovery.ts';
import { identityVectors } from './identity.ts';
import { mvdsVectors } from './mvds.ts';
import { payloadVectors } from './payload.ts';
import { ratchetVectors } from './ratchet.ts';
import { ratchetWalkthroughVectors } from './ratchet-walkthrough.ts';
import { rlpxVectors } from './rlpx.ts';
import { topicsVectors } from './topics.ts';
import { whisperBloomVectors } from './whisper-bloom.ts';
import { whisperEnvelopeVectors } from './whisper-envelope.ts';
import { whisperPacketsVectors } from './whisper-packets.ts';
import { whisperSymkeyVectors } from './whisper-symkey.ts';
import { x3dhVectors } from './x3dh.ts';

/** Every vector file that is known, by name. */
export const VECTOR_FILES: Readonly<Record<string, VectorFile>> = {
  'discv4.json': discv4Vectors,
  'enr.json': enrVectors,
  'identity.json': identityVectors,
  'mvds.json': mvdsVectors,
  'payload.json': payloadVectors,
  'ratchet-walkthrough.json': ratchetWalkthroughVectors,
  'ratchet.json': ratchetVectors,
  'rlpx.json': rlpxVectors,
  'topics.json': topicsVectors,
  'whisper-bloom.json': whisperBloomVectors,
  'whisper-envelope.json': whisperEnvelopeVectors,
  'whisper-packets.json': whisperPacketsVectors,
  'whisper-symkey.json': whisperSymkeyVectors,
  'x3dh.json': x3dhVectors,
};
