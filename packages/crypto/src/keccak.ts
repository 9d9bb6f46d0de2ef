import { concatBytes } from '@status/base';
import { installed, type Keccak256 } from './engine.ts';
import * as noble from './noble/keccak.ts';

/** Legacy Keccak-256 (32) of the parts one after the other; not SHA3-256, whose padding differs. */
export function keccak256(...parts: readonly Uint8Array[]): Uint8Array {
  const message = parts.length === 1 ? parts[0]! : concatBytes(...parts);
  return (installed().keccak256 ?? noble.keccak256)(message);
}

/** A Keccak-256 that has absorbed nothing; its digests do not end it, and it can be cloned (RLPx frame MACs need both). */
export function createKeccak256(): Keccak256 {
  return (installed().createKeccak256 ?? noble.createKeccak256)();
}
