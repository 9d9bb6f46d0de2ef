import type { Random } from '@status/interfaces';
import { DEFAULT_LIMITS, type SignedPreKey } from '@status/ratchet';
import { PROTOCOL_VERSION } from '@status/ratchet/constants';
import {
  createBundle,
  generateKeyPair,
  initiateRatchet,
  initiateX3dh,
  type RatchetSent,
  type RatchetState,
  ratchetDecrypt,
  ratchetEncrypt,
  respondRatchet,
  respondX3dh,
  verifyBundle,
} from '@status/ratchet/wire';
import type { Job } from '../job.ts';
import { KILOBYTE, publicKeys, RECIPIENT, SENDER } from './keys.ts';

const SECRET = new Uint8Array(32).fill(9);

/** Unix ns. */
const TIMESTAMP = 1_600_000_000_000_000_000n;

/** The two ends of a new session. */
function newSession(random: Random): { initiator: RatchetState; responder: RatchetState } {
  const preKey = generateKeyPair(random);
  return {
    initiator: initiateRatchet(SECRET, preKey.publicKey, generateKeyPair(random)),
    responder: respondRatchet(SECRET, preKey),
  };
}

/** The state after a message was received. */
function received(state: RatchetState, { header, ciphertext }: RatchetSent, random: Random): RatchetState {
  const result = ratchetDecrypt(state, header, ciphertext, () => generateKeyPair(random), DEFAULT_LIMITS.maxSkip);
  if (!result.ok) throw new Error(`a message was lost: ${result.reason}`);
  return result.state;
}

function preKeyEntry(random: Random): SignedPreKey {
  return {
    installationId: 'bench',
    preKey: generateKeyPair(random).publicKey,
    version: 1,
    protocolVersion: PROTOCOL_VERSION,
  };
}

/** Sessions, from the keys they begin with to their messages. */
export const ratchet: readonly Job[] = [
  {
    name: 'x3dh-active',
    title: 'X3DH active: ephemeral key and secret',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      const responderIdentity = publicKeys().recipient;
      const responderPreKey = generateKeyPair(random).publicKey;
      return {
        operation() {
          const { privateKey: ephemeralPrivate } = generateKeyPair(random);
          return initiateX3dh({ identityPrivate: SENDER, ephemeralPrivate, responderIdentity, responderPreKey });
        },
      };
    },
  },
  {
    name: 'x3dh-passive',
    title: 'X3DH passive: secret',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      const keys = {
        identityPrivate: RECIPIENT,
        preKeyPrivate: generateKeyPair(random).privateKey,
        initiatorIdentity: publicKeys().sender,
        initiatorEphemeral: generateKeyPair(random).publicKey,
      };
      return { operation: () => respondX3dh(keys) };
    },
  },
  {
    name: 'bundle-create',
    title: 'create a bundle',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      const preKeys = [preKeyEntry(random)];
      return { operation: () => createBundle(SENDER, preKeys, TIMESTAMP) };
    },
  },
  {
    name: 'bundle-verify',
    title: 'verify a bundle',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      const bundle = createBundle(SENDER, [preKeyEntry(random)], TIMESTAMP);
      return {
        operation() {
          if (!verifyBundle(bundle)) throw new Error('the bundle was refused');
        },
      };
    },
  },
  {
    name: 'ratchet-encrypt',
    title: 'Double Ratchet: encrypt 1 KB, same chain',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      let { initiator } = newSession(random);
      return {
        operation() {
          initiator = ratchetEncrypt(initiator, KILOBYTE).state;
        },
      };
    },
  },
  {
    name: 'ratchet-decrypt',
    title: 'Double Ratchet: decrypt 1 KB, same chain',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      let { initiator, responder } = newSession(random);
      let waiting: RatchetSent[] = [];
      return {
        stock(count) {
          waiting = Array.from({ length: count }, () => {
            const sent = ratchetEncrypt(initiator, KILOBYTE);
            initiator = sent.state;
            return sent;
          }).reverse();
        },
        operation() {
          responder = received(responder, waiting.pop()!, random);
        },
      };
    },
  },
  {
    name: 'ratchet-ping-pong',
    title: 'Double Ratchet: ping and pong of 1 KB, a DH step each',
    unit: 'ops/s',
    prepare({ environment: { random } }) {
      let { initiator, responder } = newSession(random);
      return {
        operation() {
          const ping = ratchetEncrypt(initiator, KILOBYTE);
          responder = received(responder, ping, random);
          const pong = ratchetEncrypt(responder, KILOBYTE);
          responder = pong.state;
          initiator = received(ping.state, pong, random);
        },
      };
    },
  },
];
