import { bytesToHex } from '@status/base';
import { sharedSecret } from '@status/crypto';
import { formatPublicKey } from '@status/identity';
import type { MeetingSecret } from '@status/interfaces';
import {
  contactCodeRoute,
  keyOfName,
  negotiatedRoute,
  partitionOf,
  partitionRoute,
  personalRoute,
  publicChatRoute,
  type Route,
} from '@status/messenger';
import { topicToBloom } from '@status/whisper/wire';
import { agreed, bytesOf, publicKeyOfPair } from '../inputs.ts';
import { type Hex, kind, type VectorFile } from '../kind.ts';

export const topicsVectors: VectorFile = {
  kinds: {
    public: kind(recomputePublic),
    identity: kind(recomputeIdentity),
    negotiated: kind(recomputeNegotiated),
  },
};

/** Name and topic of a route and, where messages are encrypted to the key of the name, that key. */
function rendezvous({ name, topic, encryption }: Route): { hashed: string; topic: Hex; symKey?: Hex } {
  const place = { hashed: name, topic: bytesToHex(topic) };
  return encryption === 'symmetric' ? { ...place, symKey: bytesToHex(keyOfName(name)) } : place;
}

function recomputePublic({ chatId }: { chatId: string | null }): unknown {
  const route = publicChatRoute(chatId ?? '');
  return { ...rendezvous(route), bloom: bytesToHex(topicToBloom(route.topic)) };
}

function recomputeIdentity(input: { private: Hex; public: Hex }): unknown {
  const publicKey = publicKeyOfPair(input.private, input.public);
  return {
    contactCode: rendezvous(contactCodeRoute(publicKey)),
    partition: String(partitionOf(publicKey)),
    partitioned: rendezvous(partitionRoute(publicKey)),
    personal: rendezvous(personalRoute(publicKey)),
    // What the reference calls the filter of the pair in its own memory; no topic or key is made from it.
    negotiatedChatId: `${formatPublicKey(publicKey)}-negotiated`,
  };
}

interface NegotiatedInput {
  readonly alicePrivate: Hex;
  readonly alicePublic: Hex;
  readonly bobPrivate: Hex;
  readonly bobPublic: Hex;
}

function recomputeNegotiated(input: NegotiatedInput): unknown {
  const alice = publicKeyOfPair(input.alicePrivate, input.alicePublic);
  const bob = publicKeyOfPair(input.bobPrivate, input.bobPublic);
  const secret = sharedSecret(bytesOf(input.alicePrivate), bob);
  return {
    ...rendezvous(negotiatedRoute(secret as MeetingSecret)),
    sharedSecret: agreed('the secret', secret, sharedSecret(bytesOf(input.bobPrivate), alice)),
    leadingZero: secret[0] === 0,
  };
}
