import { installed, type Keccak256 } from './engine.ts';
import * as noble from './noble/keccak.ts';
import { hashParts } from './parts.ts';

/** Legacy Keccak-256 (32) of the parts one after the other; not SHA3-256, whose padding differs. */
export function keccak256(...parts: readonly Uint8Array[]): Uint8Array {
  return hashParts(installed().keccak256 ?? noble.keccak256, parts);
}

/** A Keccak-256 that has absorbed nothing; its digests do not end it, and it can be cloned (RLPx frame MACs need both). */
export function createKeccak256(): Keccak256 {
  return (installed().createKeccak256 ?? noble.createKeccak256)();
}
