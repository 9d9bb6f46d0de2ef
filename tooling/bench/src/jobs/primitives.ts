import { utf8ToBytes } from '@status/base';
import { keccak256, recover, sharedSecret, sign } from '@status/crypto';
import type { Job } from '../job.ts';
import { publicKeys, SENDER } from './keys.ts';

/** What everything else is made of. */
export const primitives: readonly Job[] = [
  {
    name: 'sign',
    title: 'secp256k1: sign, recoverable',
    unit: 'ops/s',
    goJob: 'sign',
    prepare() {
      const digest = keccak256(utf8ToBytes('sign'));
      return { operation: () => sign(digest, SENDER) };
    },
  },
  {
    name: 'recover',
    title: 'secp256k1: recover the public key',
    unit: 'ops/s',
    goJob: 'recover',
    prepare() {
      const digest = keccak256(utf8ToBytes('recover'));
      const signature = sign(digest, SENDER);
      return { operation: () => recover(digest, signature) };
    },
  },
  {
    name: 'ecdh',
    title: 'secp256k1: ECDH',
    unit: 'ops/s',
    goJob: 'ecdh',
    prepare() {
      const { recipient } = publicKeys();
      return { operation: () => sharedSecret(SENDER, recipient) };
    },
  },
  {
    name: 'keccak64',
    title: 'Keccak-256 of 64 bytes',
    unit: 'ops/s',
    goJob: 'keccak64',
    prepare() {
      const message = new Uint8Array(64).fill(5);
      return { operation: () => keccak256(message) };
    },
  },
];
