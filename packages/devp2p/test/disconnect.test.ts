import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { bitFlips, truncations } from '@status/testing';
import fc from 'fast-check';
import {
  DISCONNECT_CODES,
  disconnectReason,
  encodeDisconnect,
  isDisconnectReason,
  readDisconnectCode,
  snappyCompress,
} from '../src/wire.ts';
import { bytes, hex } from './support.ts';

const reasons = Object.keys(DISCONNECT_CODES) as (keyof typeof DISCONNECT_CODES)[];

describe('Disconnect', () => {
  test.each(reasons)('%s is read from each of the four shapes', (reason) => {
    const list = encodeDisconnect(reason);
    const bare = list.subarray(1);
    for (const payload of [list, bare, snappyCompress(list), snappyCompress(bare)]) {
      expect(disconnectReason(readDisconnectCode(payload))).toBe(reason);
    }
  });

  test('is sent as a list, with zero as an empty string', () => {
    expect(hex(encodeDisconnect('tooManyPeers'))).toBe('c104');
    expect(hex(encodeDisconnect('subprotocolError'))).toBe('c110');
    expect(hex(encodeDisconnect('requested'))).toBe('c180');
  });

  test.each([
    ['c104', 4],
    ['c10b', 11],
    ['c110', 16],
    ['c180', 0],
    ['c0', 0],
    ['04', 4],
    ['80', 0],
    ['c20405', 4],
    ['0204c104', 4],
    ['0204c180', 0],
    ['010004', 4],
  ])('%s means %i', (payload, code) => {
    expect(readDisconnectCode(bytes(payload))).toBe(code);
  });

  test.each(['', '00', 'c100', 'c1c0', 'ff', '8080808008', 'c20001', '0404c104'])('%s means nothing', (payload) => {
    expect(readDisconnectCode(bytes(payload))).toBeUndefined();
    expect(disconnectReason(undefined)).toBe('requested');
  });

  test('of a code that nobody assigned is a wish to go', () => {
    expect(disconnectReason(0x0c)).toBe('requested');
    expect(disconnectReason(0x11)).toBe('requested');
  });

  test('never throws, whatever the payload', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (payload) => void readDisconnectCode(payload)));
    for (const damaged of [...truncations(bytes('c104')), ...bitFlips(bytes('c104'))]) readDisconnectCode(damaged);
  });

  test('P13: 10,000 lists in each other cost nothing and mean nothing', () => {
    let nested = bytes('c0');
    for (let i = 0; i < 10_000; i++) {
      const { length } = nested;
      const header =
        length < 56 ? [0xc0 + length] : length < 0x100 ? [0xf8, length] : [0xf9, length >> 8, length & 0xff];
      nested = concatBytes(Uint8Array.from(header), nested);
    }
    expect(readDisconnectCode(nested)).toBeUndefined();
  });

  test('reasons are told from other texts', () => {
    expect(reasons.every(isDisconnectReason)).toBe(true);
    expect(['', 'toString', 4, undefined].some(isDisconnectReason)).toBe(false);
  });
});
