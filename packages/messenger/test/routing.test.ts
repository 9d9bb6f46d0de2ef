import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@status/base';
import { parsePublicKey, sharedSecret } from '@status/crypto';
import type { MeetingSecret } from '@status/interfaces';
import { type VectorCase, vectors } from '../../../tooling/scripts/vectors.ts';
import {
  contactCodeRoute,
  keyOfName,
  keyOfNameAsync,
  negotiatedRoute,
  partitionOf,
  partitionRoute,
  personalRoute,
  publicChatRoute,
} from '../src/index.ts';

const casesOf = (kind: string): [string, VectorCase<Record<string, string>, never>][] =>
  vectors<Record<string, string>, never>('topics', kind).map((entry) => [entry.id, entry]);

describe('routes are those of the reference', () => {
  test.each(casesOf('public'))('%s: a public chat', (_, { in: input, out }) => {
    const { topic, hashed } = out as { topic: string; hashed: string };
    const route = publicChatRoute(input['chatId']!);
    expect([bytesToHex(route.topic), route.name, route.encryption]).toEqual([topic, hashed, 'symmetric']);
  });

  test.each(casesOf('identity'))('%s: an identity', (_, { in: input, out }) => {
    type Named = { hashed: string; topic: string };
    const expected = out as { contactCode: Named; partitioned: Named; personal: Named; partition: string };
    const key = parsePublicKey(hexToBytes(input['public']!));
    expect(partitionOf(key).toString()).toBe(expected.partition);
    for (const [route, named] of [
      [contactCodeRoute(key), expected.contactCode],
      [partitionRoute(key), expected.partitioned],
      [personalRoute(key), expected.personal],
    ] as const) {
      expect([route.name, bytesToHex(route.topic)]).toEqual([named.hashed, named.topic]);
    }
  });

  test.each(casesOf('negotiated'))('%s: a negotiated secret, with its leading zeros', (_, { in: input, out }) => {
    const { hashed, topic } = out as { hashed: string; topic: string };
    const secret = sharedSecret(hexToBytes(input['alicePrivate']!), hexToBytes(input['bobPublic']!));
    const route = negotiatedRoute(secret as MeetingSecret);
    expect([route.name, bytesToHex(route.topic)]).toEqual([hashed, topic]);
  });

  test('a name is stretched to a key with 65 356 rounds, on the thread or off it', async () => {
    const key = '36224048e42c49e5c59c57bba5024fbb8822d6b4ee6ac5fbefd8b77f5323ecc4';
    expect([bytesToHex(keyOfName('status')), bytesToHex(await keyOfNameAsync('status'))]).toEqual([key, key]);
  });

  test('a topic belongs to whoever asked for it: changing it changes no other', () => {
    publicChatRoute('status').topic.fill(0);
    expect(bytesToHex(publicChatRoute('status').topic)).toBe('cd423760');
  });
});
