import { readFileSync } from 'node:fs';
import { bytesToHex } from '@status/base';
import type { RatchetState } from '../src/double-ratchet.ts';

/** One recorded case. What is in it depends on its kind. */
export type Case<In, Out> = {
  readonly kind: string;
  readonly id: string;
  readonly label?: string;
  readonly in: In;
  readonly out: Out;
};

/** The cases of one kind in a file of recorded outputs of the reference. */
export function casesOf<In, Out>(file: string, kind: string): readonly Case<In, Out>[] {
  const { cases } = readVectors<{ cases: Case<In, Out>[] }>(file);
  const chosen = cases.filter((entry) => entry.kind === kind);
  if (chosen.length === 0) throw new Error(`no case ${kind} in ${file}`);
  return chosen;
}

/** A whole file of recorded outputs. */
export function readVectors<Content>(file: string): Content {
  const url = new URL(`../../../tooling/vectors/data/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Content;
}

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
