import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes, systemEnvironment } from '@status/base';
import { generatePrivateKey, publicKeyOf, requireSymmetricKey } from '@status/crypto';
import type { ListenKey, RecipientKey, Topic } from '@status/interfaces';
import { encodePlaintext, encryptMessage, openMessage } from '@status/message-encryption/wire';
import { symmetricKeyOf } from '@status/whisper';
import { decodeEnvelope, powOf, sealEnvelope } from '@status/whisper/wire';
import { GoPeer } from '../src/go-peer.ts';
import { describeWithGo } from './support.ts';

const { clock, random } = systemEnvironment();
const topic = Uint8Array.of(0xde, 0xad, 0xbe, 0xef) as Topic;
const author = generatePrivateKey(random);
const recipient = generatePrivateKey(random);
const symmetricKey = requireSymmetricKey(random.bytes(32));

const KEYS: Record<
  string,
  { go: Record<string, string>; open: Record<string, string>; to: RecipientKey; key: ListenKey }
> = {
  symmetric: {
    go: { symKey: bytesToHex(symmetricKey) },
    open: { symKey: bytesToHex(symmetricKey) },
    to: { kind: 'symmetric', key: symmetricKey },
    key: { kind: 'symmetric', key: symmetricKey },
  },
  asymmetric: {
    go: { publicKey: bytesToHex(publicKeyOf(recipient)) },
    open: { privateKey: bytesToHex(recipient) },
    to: { kind: 'asymmetric', publicKey: publicKeyOf(recipient) },
    key: { kind: 'asymmetric', privateKey: recipient },
  },
};
const FORMS = Object.keys(KEYS).flatMap((encryption) =>
  [true, false].flatMap((signed) =>
    ['drawn', 'aabbccdd'].flatMap((padding) =>
      [1, 255, 256, 5_000].map((length) => [encryption, signed, padding, length] as const),
    ),
  ),
);

describeWithGo('envelopes of go-ethereum', () => {
  let go: GoPeer;
  beforeAll(async () => {
    go = await GoPeer.start();
  });
  afterAll(() => go.close());

  test.each(FORMS)(
    '%s, signed %s, padding %s, %d bytes: sealed by Go, opened by us',
    async (encryption, signed, padding, length) => {
      const { go: fields, key } = KEYS[encryption]!;
      const payload = random.bytes(length);
      const sealed = await go.call('seal', {
        topic: bytesToHex(topic),
        payload: bytesToHex(payload),
        ...fields,
        ...(signed && { privateKey: bytesToHex(author) }),
        ...(padding !== 'drawn' && { padding }),
      });
      const envelope = decodeEnvelope(hexToBytes(String(sealed['envelope'])));
      const opened = openMessage(envelope.data, key);
      expect(bytesToHex(envelope.hash)).toBe(sealed['hash']);
      expect(opened && bytesToHex(opened.payload)).toBe(bytesToHex(payload));
      expect(opened?.sender && bytesToHex(opened.sender)).toBe(signed ? bytesToHex(publicKeyOf(author)) : undefined);
      if (padding !== 'drawn') expect(bytesToHex(opened!.padding)).toBe(padding);
    },
  );

  test.each(FORMS)(
    '%s, signed %s, padding %s, %d bytes: sealed by us, opened by Go',
    async (encryption, signed, padding, length) => {
      const { open, to } = KEYS[encryption]!;
      const payload = random.bytes(length);
      const plaintext = encodePlaintext(payload, {
        ...(signed && { from: author }),
        ...(padding === 'drawn' ? { random } : { padding: hexToBytes(padding) }),
      });
      const data = encryptMessage(plaintext, to, { random });
      const expiry = Math.floor(clock.now() / 1_000) + 15;
      const envelope = await sealEnvelope({ expiry, ttl: 15, topic, data }, 0.002, { clock, workTime: 5_000 });
      const opened = await go.call('open', { envelope: bytesToHex(envelope.raw), ...open });
      expect(opened).toMatchObject({
        opened: true,
        payload: bytesToHex(payload),
        hash: bytesToHex(envelope.hash),
        topic: 'deadbeef',
        ttl: 15,
      });
      expect(opened['signer']).toBe(signed ? bytesToHex(publicKeyOf(author)) : undefined);
      expect(opened['pow']).toBe(powOf(envelope));
    },
  );

  test('a password gives the same key', async () => {
    const { symKey } = await go.call('deriveSymKey', { password: 'status' });
    expect(bytesToHex(symmetricKeyOf('status'))).toBe(symKey);
  });
});
