import { bytesToHex } from '@status/base';
import type { RatchetState } from '../src/double-ratchet.ts';

/** A state as the vectors write it. */
export type RecordedState = {
  readonly dhr: string;
  readonly dhsPrivate: string;
  readonly dhsPublic: string;
  readonly rootKey: string;
  readonly sendChainKey: string;
  readonly sendN: number;
  readonly recvChainKey: string;
  readonly recvN: number;
  readonly pn: number;
  readonly keysCount: number;
};

/** A state of ours in that form. */
export function recorded(state: RatchetState): RecordedState {
  return {
    dhr: bytesToHex(state.remote),
    dhsPrivate: bytesToHex(state.self.privateKey),
    dhsPublic: bytesToHex(state.self.publicKey),
    rootKey: bytesToHex(state.rootKey),
    sendChainKey: bytesToHex(state.sendChainKey),
    sendN: state.sendCount,
    recvChainKey: bytesToHex(state.receiveChainKey),
    recvN: state.receiveCount,
    pn: state.previousCount,
    keysCount: state.keysCount,
  };
}
