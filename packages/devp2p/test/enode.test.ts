import { describe, expect, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { seededRandom } from '@status/testing';
import fc from 'fast-check';
import { EnodeError, formatEnode, nodeName, parseEnode } from '../src/index.ts';

const publicKey = publicKeyOf(generatePrivateKey(seededRandom('enode')));
const key = nodeName(publicKey);

const codeOf = (text: string): string | undefined => {
  try {
    parseEnode(text);
  } catch (error) {
    if (error instanceof EnodeError) return error.code;
    throw error;
  }
  return undefined;
};

describe('an enode URL', () => {
  test.each([
    ['192.0.2.1:30303', { host: '192.0.2.1', tcp: 30303, udp: 30303 }],
    ['[2001:db8::1]:443', { host: '2001:db8::1', tcp: 443, udp: 443 }],
    ['boot.example.org:1', { host: 'boot.example.org', tcp: 1, udp: 1 }],
    ['localhost:65535', { host: 'localhost', tcp: 65535, udp: 65535 }],
    ['192.0.2.1:30303?discport=0', { host: '192.0.2.1', tcp: 30303, udp: 0 }],
    ['192.0.2.1:30303?discport=30301', { host: '192.0.2.1', tcp: 30303, udp: 30301 }],
  ])('…@%s is read and written back', (rest, endpoint) => {
    const text = `enode://${key}@${rest}`;
    expect(parseEnode(text)).toEqual({ publicKey, endpoint });
    expect(formatEnode(parseEnode(text))).toBe(text);
  });

  test.each([
    ['enode+ws', '192.0.2.1:8080', { scheme: 'ws', host: '192.0.2.1', tcp: 8080, udp: 8080 }],
    [
      'enode+wss',
      'relay.example.org:443/shh',
      { scheme: 'wss', host: 'relay.example.org', tcp: 443, udp: 443, path: '/shh' },
    ],
    ['enode+memory', 'bob:1?discport=2', { scheme: 'memory', host: 'bob', tcp: 1, udp: 2 }],
  ])('of other streams, %s://…@%s, is read and written back', (prefix, rest, endpoint) => {
    const text = `${prefix}://${key}@${rest}`;
    expect(parseEnode(text)).toEqual({ publicKey, endpoint });
    expect(formatEnode(parseEnode(text))).toBe(text);
  });

  test('without endpoint is read, with and without scheme', () => {
    expect(parseEnode(`enode://${key}`)).toEqual({ publicKey });
    expect(parseEnode(key)).toEqual({ publicKey });
    expect(formatEnode({ publicKey })).toBe(`enode://${key}`);
  });

  test('may be in upper case, say the port twice, or have parameters nobody knows', () => {
    const text = `enode://${key.toUpperCase()}@192.0.2.1:30303?discport=30303&x=1`;
    expect(formatEnode(parseEnode(text))).toBe(`enode://${key}@192.0.2.1:30303`);
  });

  test('has IPv4 addresses taken out of IPv6 ones, and IPv6 in its shortest form', () => {
    expect(parseEnode(`enode://${key}@[::ffff:192.0.2.1]:1`).endpoint?.host).toBe('192.0.2.1');
    expect(parseEnode(`enode://${key}@[2001:0DB8:0:0::1]:1`).endpoint?.host).toBe('2001:db8::1');
  });

  test.each([
    ['', 'ENODE_KEY'],
    ['enode://', 'ENODE_KEY'],
    [`enr://${key}@192.0.2.1:1`, 'ENODE_SCHEME'],
    [`${key}@192.0.2.1:1`, 'ENODE_SCHEME'],
    [`enode://${key}@192.0.2.1:1#x`, 'ENODE_SCHEME'],
    [`enode://${key}@192.0.2.1:1/path`, 'ENODE_SCHEME'],
    [`enode+ws://${key}`, 'ENODE_SCHEME'],
    [`enode+://${key}@192.0.2.1:1`, 'ENODE_SCHEME'],
    [`enode+WS://${key}@192.0.2.1:1`, 'ENODE_SCHEME'],
    [`enode://${key}@a@192.0.2.1:1`, 'ENODE_SCHEME'],
    [`enode://04${key}@192.0.2.1:1`, 'ENODE_KEY'],
    [`enode://0x${key.slice(2)}@192.0.2.1:1`, 'ENODE_KEY'],
    [`enode://${key.slice(2)}@192.0.2.1:1`, 'ENODE_KEY'],
    [`enode://${'11'.repeat(64)}@192.0.2.1:1`, 'ENODE_KEY'],
    [`enode://${'00'.repeat(64)}@192.0.2.1:1`, 'ENODE_KEY'],
    [`enode://${key}@:30303`, 'ENODE_HOST'],
    [`enode://${key}@`, 'ENODE_HOST'],
    [`enode://${key}@256.0.2.1:1`, 'ENODE_HOST'],
    [`enode://${key}@192.0.2:1`, 'ENODE_HOST'],
    [`enode://${key}@a..b:1`, 'ENODE_HOST'],
    [`enode://${key}@-a:1`, 'ENODE_HOST'],
    [`enode://${key}@${'a'.repeat(254)}:1`, 'ENODE_HOST'],
    [`enode://${key}@[192.0.2.1]:1`, 'ENODE_HOST'],
    [`enode://${key}@[::g]:1`, 'ENODE_HOST'],
    [`enode://${key}@2001:db8::1:1`, 'ENODE_HOST'],
    [`enode://${key}@192.0.2.1`, 'ENODE_PORT'],
    [`enode://${key}@192.0.2.1:`, 'ENODE_PORT'],
    [`enode://${key}@192.0.2.1:65536`, 'ENODE_PORT'],
    [`enode://${key}@192.0.2.1:-1`, 'ENODE_PORT'],
    [`enode://${key}@192.0.2.1:http`, 'ENODE_PORT'],
    [`enode://${key}@192.0.2.1:1?discport=`, 'ENODE_PORT'],
    [`enode://${key}@192.0.2.1:1?discport=65536`, 'ENODE_PORT'],
  ])('%s is refused', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('throws its declared error only, on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void codeOf(text)));
    fc.assert(fc.property(fc.string(), (text) => void codeOf(`enode://${key}@${text}`)));
    fc.assert(fc.property(fc.string(), (text) => void codeOf(`enode://${key}@h:1?discport=${text}`)));
  });

  test('that is read is written back to what reads the same', () => {
    const port = fc.integer({ min: 0, max: 65535 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4(),
          fc.ipV6().map((v6) => `[${v6}]`),
          fc.domain(),
        ),
        port,
        port,
        (host, tcp, udp) => {
          const enode = parseEnode(`enode://${key}@${host}:${tcp}?discport=${udp}`);
          expect(parseEnode(formatEnode(enode))).toEqual(enode);
        },
      ),
    );
  });
});
