import type { Environment, ListenKey, RecipientKey, Topic } from '@status/interfaces';
import { encodePlaintext, encryptMessage, openMessage } from '@status/message-encryption/wire';
import type { Envelope } from '@status/whisper';
import { POW_TARGET, WORK_TIME } from '@status/whisper/constants';
import { bloomAdmits, decodeEnvelope, fullBloom, powOf, sealEnvelope } from '@status/whisper/wire';
import type { Job } from '../job.ts';
import { KILOBYTE, OTHER_SYMMETRIC_KEY, publicKeys, RECIPIENT, SENDER, STRANGER, SYMMETRIC_KEY } from './keys.ts';

const TOPIC = Uint8Array.of(1, 2, 3, 4) as Topic;

/** Time to live in s, as the Go peer's jobs have it. */
const TTL = 50;

/** A signed message of 1 KB under the proof of work of the Status network: everything that a node does before its pool. */
export function wrap(environment: Environment, to: RecipientKey, payload: Uint8Array = KILOBYTE): Promise<Envelope> {
  const { clock, random } = environment;
  const plaintext = encodePlaintext(payload, { random, from: SENDER });
  const data = encryptMessage(plaintext, to, { random });
  const fields = { expiry: Math.floor(clock.now() / 1000) + TTL, ttl: TTL, topic: TOPIC, data };
  return sealEnvelope(fields, POW_TARGET, { clock, workTime: WORK_TIME });
}

type Kind = RecipientKey['kind'];

const SYMMETRIC: RecipientKey = { kind: 'symmetric', key: SYMMETRIC_KEY };
const RIGHT: Readonly<Record<Kind, ListenKey>> = {
  symmetric: { kind: 'symmetric', key: SYMMETRIC_KEY },
  asymmetric: { kind: 'asymmetric', privateKey: RECIPIENT },
};
const WRONG: Readonly<Record<Kind, ListenKey>> = {
  symmetric: { kind: 'symmetric', key: OTHER_SYMMETRIC_KEY },
  asymmetric: { kind: 'asymmetric', privateKey: STRANGER },
};

function recipientKey(kind: Kind): RecipientKey {
  return kind === 'symmetric' ? SYMMETRIC : { kind, publicKey: publicKeys().recipient };
}

function wrapJob(kind: Kind, goJob: string): Job {
  return {
    name: `wrap-${kind}`,
    title: `wrap 1 KB, signed, ${kind}, PoW 0.002`,
    unit: 'ops/s',
    goJob,
    prepare({ environment }) {
      const to = recipientKey(kind);
      return { operation: () => wrap(environment, to) };
    },
  };
}

function openJob(kind: Kind, goJob: string): Job {
  return {
    name: `open-${kind}`,
    title: `open 1 KB, signed, ${kind}`,
    unit: 'ops/s',
    goJob,
    async prepare({ environment }) {
      const envelope = await wrap(environment, recipientKey(kind));
      return {
        operation() {
          if (openMessage(envelope.data, RIGHT[kind])?.sender === undefined) throw new Error('the signature was lost');
        },
      };
    },
  };
}

function wrongKeyJob(kind: Kind): Job {
  return {
    name: `wrong-key-${kind}`,
    title: `fail to open 1 KB, ${kind}`,
    unit: 'ops/s',
    async prepare({ environment }) {
      const envelope = await wrap(environment, recipientKey(kind));
      return {
        operation() {
          if (openMessage(envelope.data, WRONG[kind]) !== undefined) throw new Error('a stranger read the message');
        },
      };
    },
  };
}

/** What a Whisper node does with messages, and with those of others. */
export const envelopes: readonly Job[] = [
  wrapJob('symmetric', 'wrapSym'),
  wrapJob('asymmetric', 'wrapAsym'),
  openJob('symmetric', 'openSym'),
  openJob('asymmetric', 'openAsym'),
  wrongKeyJob('symmetric'),
  wrongKeyJob('asymmetric'),
  {
    name: 'relay-check',
    title: 'relay check of 1 KB: decode, hash, PoW, bloom',
    unit: 'ops/s',
    goJob: 'relayCheck',
    async prepare({ environment }) {
      const { raw } = await wrap(environment, SYMMETRIC);
      const bloom = fullBloom();
      return {
        operation() {
          const envelope = decodeEnvelope(raw);
          if (powOf(envelope) < POW_TARGET || !bloomAdmits(bloom, envelope.topic)) throw new Error('refused');
        },
      };
    },
  },
];
