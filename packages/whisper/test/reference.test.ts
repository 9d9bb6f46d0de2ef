import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes, systemClock } from '@status/base';
import { parsePublicKey, requirePrivateKey, requireSymmetricKey } from '@status/crypto';
import type { ListenKey, RecipientKey, Topic } from '@status/interfaces';
import { encodePlaintext, encryptMessage, openMessage } from '@status/message-encryption/wire';
import { decodeEnvelope, powOf, sealEnvelope, targetBits } from '@status/whisper/wire';
import { vectors } from '../../../tooling/scripts/vectors.ts';

type Valid = {
  asymmetric: boolean;
  dstPrivate: string;
  dstPublic: string;
  ephemeralPrivate: string;
  gcmNonce: string;
  iv: string;
  now: number;
  payload: string;
  powTarget: number;
  signed: boolean;
  srcPrivate: string;
  symKey: string;
  topic: string;
  ttl: number;
};
type ValidOut = {
  bloom: string;
  dataLen: number;
  envelopeRlp: string;
  expiry: number;
  hash: string;
  nonce: string;
  opened: { padding: string; plaintext?: string; plaintextLen: number; signer: string | null };
  pow: number;
  powTargetBits: number;
  ttl: number;
};
type Invalid = { envelopeRlp: string; symKey?: string; dstPrivate?: string };
type InvalidOut = { opened: boolean; paddingLen?: number; payload?: string; signer?: string | null };

function keyOf(input: { symKey?: string; dstPrivate?: string }): ListenKey {
  return input.symKey === undefined
    ? { kind: 'asymmetric', privateKey: requirePrivateKey(hexToBytes(input.dstPrivate!)) }
    : { kind: 'symmetric', key: requireSymmetricKey(hexToBytes(input.symKey)) };
}

describe('messages of the reference are sealed and opened alike', () => {
  test.each(vectors<Valid, ValidOut>('whisper-envelope', 'valid'))('$id', async ({ in: input, out }) => {
    const to: RecipientKey = input.asymmetric
      ? { kind: 'asymmetric', publicKey: parsePublicKey(hexToBytes(input.dstPublic)) }
      : { kind: 'symmetric', key: requireSymmetricKey(hexToBytes(input.symKey)) };
    const source = input.asymmetric
      ? { ephemeralPrivateKey: requirePrivateKey(hexToBytes(input.ephemeralPrivate)), iv: hexToBytes(input.iv) }
      : { nonce: hexToBytes(input.gcmNonce) };
    const plaintext = encodePlaintext(hexToBytes(input.payload), {
      padding: hexToBytes(out.opened.padding),
      ...(input.signed && { from: requirePrivateKey(hexToBytes(input.srcPrivate)) }),
    });
    expect(plaintext.length).toBe(out.opened.plaintextLen);
    // Left out of the largest vectors, where the envelope alone has to agree.
    if (out.opened.plaintext !== undefined) expect(bytesToHex(plaintext)).toBe(out.opened.plaintext);

    const data = encryptMessage(plaintext, to, source);
    const fields = { expiry: out.expiry, ttl: out.ttl, topic: hexToBytes(input.topic) as Topic, data };
    expect(targetBits(input.powTarget, 20 + data.length, out.ttl)).toBe(out.powTargetBits);
    const envelope = await sealEnvelope(fields, input.powTarget, { clock: systemClock, workTime: 60_000 });
    expect(envelope.nonce).toBe(BigInt(out.nonce));
    expect(bytesToHex(envelope.raw) === out.envelopeRlp).toBe(true);
    expect(bytesToHex(envelope.hash)).toBe(out.hash);
    expect(powOf(envelope)).toBe(out.pow);

    const opened = openMessage(decodeEnvelope(hexToBytes(out.envelopeRlp)).data, keyOf(input))!;
    expect(bytesToHex(opened.payload) === input.payload).toBe(true);
    expect(bytesToHex(opened.padding)).toBe(out.opened.padding);
    expect(opened.sender && bytesToHex(opened.sender)).toBe(out.opened.signer ?? undefined);
  });
});

describe('messages that the reference refuses, or opens against expectation', () => {
  test.each(vectors<Invalid, InvalidOut>('whisper-envelope', 'invalid'))('$id: $label', ({ in: input, out }) => {
    const opened = openMessage(decodeEnvelope(hexToBytes(input.envelopeRlp)).data, keyOf(input));
    expect(opened !== undefined).toBe(out.opened);
    if (!opened) return;
    expect(bytesToHex(opened.payload)).toBe(out.payload);
    expect(opened.padding.length).toBe(out.paddingLen);
    expect(opened.sender && bytesToHex(opened.sender)).toBe(out.signer ?? undefined);
  });
});
