import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@status/base';
import { bitFlips, truncations } from '@status/testing';
import fc from 'fast-check';
import { readVectors } from '../../../tooling/scripts/vectors.ts';
import { RatchetError } from '../src/errors.ts';
import {
  type DirectMessage,
  decodeProtocolMessage,
  encodeProtocolMessage,
  type ProtocolMessage,
} from '../src/protocol-message.ts';

const { protocolMessage: recorded, transcript } = readVectors<{
  protocolMessage: Record<'dhFallback_noBundle' | 'publicMessage_noBundle' | 'x3dhFirstMessage_a0_noBundle', string>;
  transcript: { op: string; plaintext?: string; ciphertext?: string }[];
}>('ratchet-walkthrough');

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const bytes = fc.uint8Array({ maxLength: 70 });
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const sessionHeader = fc.record({ key: bytes, id: bytes });
const direct: fc.Arbitrary<DirectMessage> = fc.record(
  {
    x3dh: sessionHeader,
    ratchet: fc.record({ key: bytes, id: bytes, n: uint32, pn: uint32 }),
    dh: bytes,
    payload: bytes,
  },
  { requiredKeys: ['payload'] },
);
const message: fc.Arbitrary<ProtocolMessage> = fc.record(
  {
    installationId: text,
    bundles: fc.constant([]),
    directMessages: fc
      .uniqueArray(fc.tuple(text, direct), { selector: ([id]) => id, maxLength: 4 })
      .map((list) => new Map(list)),
    publicMessage: bytes,
  },
  { requiredKeys: ['installationId', 'bundles', 'directMessages'] },
);

describe('the protocol message', () => {
  test('is written as the reference writes it', () => {
    const read = (name: keyof typeof recorded): ProtocolMessage => decodeProtocolMessage(hexToBytes(recorded[name]));
    for (const hex of Object.values(recorded)) {
      expect(bytesToHex(encodeProtocolMessage(decodeProtocolMessage(hexToBytes(hex))))).toBe(hex);
    }
    expect(read('publicMessage_noBundle')).toEqual({
      installationId: 'alice-1',
      bundles: [],
      directMessages: new Map(),
      publicMessage: utf8ToBytes('hello'),
    });
    expect([...read('dhFallback_noBundle').directMessages.keys()]).toEqual(['none']);
    const first = read('x3dhFirstMessage_a0_noBundle').directMessages.get('bob-1')!;
    const sent = transcript.find(({ op, plaintext }) => op === 'encrypt' && plaintext === 'a0')!;
    expect(bytesToHex(first.payload)).toBe(sent.ciphertext);
    expect([first.ratchet!.n, first.ratchet!.pn, first.x3dh!.id]).toEqual([0, 0, first.ratchet!.id]);
  });

  test('decodes to what was encoded', () => {
    fc.assert(
      fc.property(message, (original) => {
        fc.pre(original.directMessages.size > 0 || original.publicMessage !== undefined);
        expect(decodeProtocolMessage(encodeProtocolMessage(original))).toEqual(original);
      }),
    );
  });

  test('throws its declared error and nothing else, on any bytes', () => {
    const attempt = (input: Uint8Array): void => {
      try {
        decodeProtocolMessage(input);
      } catch (error) {
        expect(error).toBeInstanceOf(RatchetError);
        expect(error).toMatchObject({ code: 'RATCHET_MESSAGE' });
      }
    };
    for (const hex of Object.values(recorded)) {
      const valid = hexToBytes(hex);
      for (const damaged of [...truncations(valid), ...bitFlips(valid)]) attempt(damaged);
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt), { numRuns: 500 });
  });

  const field = (tag: number[], ...content: number[]): number[] => [...tag, content.length, ...content];
  const id = field([0x12], ...utf8ToBytes('bob-1'));
  const DIRECT = [0xaa, 0x06];

  test.each<[string, number[]]>([
    ['nothing', []],
    ['an application message', [...field([0x0a], 1, 2, 3), ...field([0x12], 0x0a, 2, 104, 105), 0x18, 1]],
    ['an application message with a readable payload', [...field([0x0a], 1, 2, 3), ...id, 0x18, 1]],
    ['an application message of type zero', [...field([0x0a], 1, 2, 3), ...field([0x12], 0x0a, 2, 104, 105)]],
    ['unknown fields only', [0x28, 1, ...field([0x3a], 1)]],
    ['a message under field 101 that is no message', [...id, ...field(DIRECT, 0x12, 9)]],
    ['text', [...utf8ToBytes('hello, is this thing on?')]],
  ])('is not recognised in %s', (_, content) => {
    expect(() => decodeProtocolMessage(Uint8Array.from(content))).toThrow(
      expect.objectContaining({ code: 'RATCHET_MESSAGE' }),
    );
  });

  test('is recognised by an installation id alone', () => {
    expect(decodeProtocolMessage(Uint8Array.from(id)).installationId).toBe('bob-1');
  });

  test('skips fields of other times', () => {
    const unknown = [...field([0x0a], 1, 2), 0xb8, 0x06, 1, ...field([0xfa, 0x07], 1, 2, 3)];
    const plain = hexToBytes(recorded.x3dhFirstMessage_a0_noBundle);
    expect(decodeProtocolMessage(concatBytes(plain, Uint8Array.from(unknown)))).toEqual(decodeProtocolMessage(plain));
  });

  test('takes an entry without a value for absent, an empty value for present, the last of two', () => {
    const entry = (name: string, ...value: number[]): number[] =>
      field(DIRECT, ...field([0x0a], ...utf8ToBytes(name)), ...value);
    const content = [
      ...id,
      ...entry('gone'),
      ...entry('empty', 0x12, 0),
      ...entry('a', 0x12, 3, 0x1a, 1, 1),
      ...entry('a', 0x12, 3, 0x1a, 1, 2),
    ];
    const { directMessages } = decodeProtocolMessage(Uint8Array.from(content));
    expect(directMessages).toEqual(
      new Map([
        ['empty', { payload: new Uint8Array() }],
        ['a', { payload: Uint8Array.of(2) }],
      ]),
    );
  });

  test('keeps an empty public message apart from none', () => {
    const base = { installationId: 'a', bundles: [], directMessages: new Map() };
    expect(
      decodeProtocolMessage(encodeProtocolMessage({ ...base, publicMessage: new Uint8Array() })).publicMessage,
    ).toEqual(new Uint8Array());
    expect(decodeProtocolMessage(encodeProtocolMessage(base)).publicMessage).toBeUndefined();
  });

  test('survives an installation id that is a word of the language', () => {
    const direct = { payload: Uint8Array.of(1) };
    const original = {
      installationId: 'a',
      bundles: [],
      directMessages: new Map([
        ['__proto__', direct],
        ['constructor', direct],
      ]),
    };
    expect(decodeProtocolMessage(encodeProtocolMessage(original))).toEqual(original);
  });

  test('shares no memory with the bytes it came from', () => {
    const input = hexToBytes(recorded.publicMessage_noBundle);
    const { publicMessage } = decodeProtocolMessage(input);
    input.fill(0);
    expect(publicMessage).toEqual(utf8ToBytes('hello'));
  });
});
