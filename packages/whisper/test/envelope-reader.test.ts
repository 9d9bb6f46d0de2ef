import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { bytesToHex, hexToBytes, uint32ToBytesBE } from '@status/base';
import { createKeccak256, installEngine, resetEngine } from '@status/crypto';
import { createSharedEnvelopeReader, createWhisper, envelopeReader, WhisperError } from '@status/whisper';
import { batchHashOf, decodeEnvelope, encodeMessages, workOf } from '@status/whisper/wire';
import { BytesMemory } from '../src/bytes-memory.ts';
import { connect } from './support/network.ts';
import { createTestEnvironment, envelopeOf, inbox, message, texts } from './support/nodes.ts';

afterEach(resetEngine);

describe.each([
  ['the plain reader', envelopeReader],
  ['a shared reader', createSharedEnvelopeReader()],
])('%s', (_, reader) => {
  test('says the same as decoding and hashing, each time', () => {
    for (let i = 0; i < 3; i++) {
      const { raw } = envelopeOf();
      for (let again = 0; again < 3; again++) {
        expect(reader.read(raw.slice())).toEqual(decodeEnvelope(raw));
        expect(reader.workOf(reader.read(raw))).toEqual(workOf(decodeEnvelope(raw)));
        const packet = encodeMessages([decodeEnvelope(raw)]);
        expect(bytesToHex(reader.batchHashOf(packet))).toBe(bytesToHex(batchHashOf(packet)));
      }
    }
  });

  test('throws the declared error for what is no envelope, each time', () => {
    for (let again = 0; again < 2; again++) expect(() => reader.read(hexToBytes('c180'))).toThrow(WhisperError);
  });

  test('keeps no memory of its caller', () => {
    const { raw } = envelopeOf();
    const bytes = raw.slice();
    const envelope = reader.read(bytes);
    bytes.fill(0);
    expect(envelope.raw).toEqual(raw);
    expect(reader.read(raw).raw).toEqual(raw);
  });
});

describe('a shared reader', () => {
  test('gives one envelope to all who read the same bytes', () => {
    const reader = createSharedEnvelopeReader();
    const { raw } = envelopeOf();
    expect(reader.read(raw.slice())).toBe(reader.read(raw.slice()));
  });

  test('tells envelopes apart that differ in one byte anywhere', () => {
    const reader = createSharedEnvelopeReader();
    const { raw } = envelopeOf();
    reader.read(raw);
    for (let i = 20; i < raw.length - 1; i++) {
      const other = raw.map((byte, at) => (at === i ? byte ^ 1 : byte));
      expect(reader.read(other).raw).toEqual(other);
    }
  });

  test('hashes what passes many nodes of a process once', async () => {
    const environment = createTestEnvironment();
    const reader = createSharedEnvelopeReader();
    const nodes = Array.from({ length: 12 }, () => createWhisper({ environment, reader }));
    for (const [i, node] of nodes.entries()) {
      for (const j of [i + 1, i + 2]) connect(node, nodes[j % nodes.length]!, [`${i}-${j}`, `${j}-${i}`]);
    }
    const inboxes = nodes.map((node) => inbox(node));
    await environment.clock.advance(1_000);
    const { envelope } = await nodes[0]!.post(message('hello'));
    const hashed: string[] = [];
    installEngine({
      name: 'counting',
      keccak256(bytes) {
        hashed.push(bytesToHex(bytes));
        return createKeccak256().update(bytes).digest();
      },
    });
    await environment.clock.advance(5_000);
    for (const received of inboxes) expect(texts(received)).toEqual(['hello']);
    const raw = bytesToHex(envelope.raw);
    expect(hashed.filter((bytes) => bytes === raw).length).toBe(1);
  });
});

describe('a memory of bytes', () => {
  test('makes what it does not know, once', () => {
    const memory = new BytesMemory<string>(10, 1_000);
    const make = jest.fn(bytesToHex);
    expect(memory.recall(hexToBytes('aabb'), make)).toBe('aabb');
    expect(memory.recall(hexToBytes('aabb'), make)).toBe('aabb');
    expect(make).toHaveBeenCalledTimes(1);
  });

  test('holds so many values and no more, the newest', () => {
    const memory = new BytesMemory<number>(100, 1_000);
    for (let i = 0; i < 1_000; i++) memory.recall(uint32ToBytesBE(i), () => i);
    expect(memory.size).toBe(100);
    expect(memory.recall(uint32ToBytesBE(999), () => -1)).toBe(999);
    expect(memory.recall(uint32ToBytesBE(0), () => -1)).toBe(-1);
  });

  test('holds so many bytes and no more, also where one alone is longer', () => {
    const memory = new BytesMemory<number>(100, 1_000);
    for (let i = 0; i < 10; i++) memory.recall(new Uint8Array(250).fill(i), () => i);
    expect(memory.size).toBe(4);
    memory.recall(new Uint8Array(1_001), () => 11);
    expect(memory.size).toBe(0);
  });

  test('never gives one for another, also where their keys are the same', () => {
    const memory = new BytesMemory<string>(10, 1_000);
    // Bytes in the middle are no part of the key.
    const [one, two] = [new Uint8Array(200), new Uint8Array(200)];
    two[100] = 1;
    for (let i = 0; i < 2; i++) {
      expect(memory.recall(one, bytesToHex)).toBe(bytesToHex(one));
      expect(memory.recall(two, bytesToHex)).toBe(bytesToHex(two));
    }
    expect(memory.size).toBe(1);
  });
});
