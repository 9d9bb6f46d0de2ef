import { describe, expect, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { StreamDriver } from '@status/interfaces';
import { seededRandom } from '@status/testing';
import fc from 'fast-check';
import { advertised, createAddressing } from '../src/addressing.ts';
import { formatStreamAddress, nodeName, parseStreamAddress, StreamError } from '../src/index.ts';
import { hostOf } from '../src/stream-address.ts';

const publicKey = publicKeyOf(generatePrivateKey(seededRandom('addressing')));
const key = nodeName(publicKey);

const driver = (...schemes: string[]): StreamDriver => ({ schemes, dial: () => Promise.reject(new Error('not here')) });

describe('the address of a stream', () => {
  test.each([
    ['tcp://192.0.2.1:30303', { scheme: 'tcp', host: '192.0.2.1', port: 30303 }],
    ['udp://[2001:db8::1]:1', { scheme: 'udp', host: '2001:db8::1', port: 1 }],
    ['wss://relay.example.org:443/shh', { scheme: 'wss', host: 'relay.example.org', port: 443, path: '/shh' }],
    ['memory://bob:0', { scheme: 'memory', host: 'bob', port: 0 }],
  ])('%s is read and written back', (text, address) => {
    expect(parseStreamAddress(text)).toEqual(address);
    expect(formatStreamAddress(address)).toBe(text);
  });

  test.each([
    '',
    'tcp',
    'tcp://',
    '://h:1',
    'tcp://h',
    'tcp://h:',
    'tcp://h:65536',
    'tcp://:1',
    'tcp://a b:1',
    'tcp://h:1?x',
    'tcp://u@h:1',
    'tcp://[::g]:1',
  ])('%s is none', (text) => {
    const message = expect.stringContaining(JSON.stringify(text)) as unknown;
    expect(() => parseStreamAddress(text)).toThrow(expect.objectContaining({ code: 'P2P_ADDRESS', message }));
  });

  test('of a scheme that is not asked for is refused', () => {
    expect(parseStreamAddress('TCP://h:1', ['tcp']).scheme).toBe('tcp');
    expect(() => parseStreamAddress('ws://h:1', ['tcp'])).toThrow(StreamError);
  });

  test('makes no trouble but the declared, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        hostOf(`tcp://${text}`);
        try {
          const address = parseStreamAddress(`tcp://${text}`);
          expect(parseStreamAddress(formatStreamAddress(address))).toEqual(address);
        } catch (error) {
          if (!(error instanceof StreamError)) throw error;
        }
      }),
    );
  });

  test('names a host for limits even where nobody could dial it', () => {
    expect(hostOf('tcp://192.0.2.1:50123')).toBe('192.0.2.1');
    expect(hostOf('tcp://[2001:db8::1]:50123')).toBe('2001:db8::1');
    expect(hostOf('tcp://unknown:0')).toBe('unknown');
    expect(hostOf('tcp://[fe80::1%eth0]:1')).toBeUndefined();
  });
});

describe('the address of a node', () => {
  test('in its plain form means TCP where there is TCP', () => {
    const [ws, tcp] = [driver('ws', 'wss'), driver('tcp')];
    const addressing = createAddressing([ws, tcp]);
    expect(addressing.target(`enode://${key}@h:1`)).toMatchObject({ driver: tcp, streamAddress: 'tcp://h:1' });
    expect(addressing.target(`enode+wss://${key}@h:1/p`)).toMatchObject({ driver: ws, streamAddress: 'wss://h:1/p' });
    expect(addressing.enode(publicKey, parseStreamAddress('tcp://h:1'))).toBe(`enode://${key}@h:1`);
    expect(addressing.enode(publicKey, parseStreamAddress('ws://h:1'))).toBe(`enode+ws://${key}@h:1`);
  });

  test('in its plain form means the only streams there are', () => {
    const addressing = createAddressing([driver('memory')]);
    expect(addressing.target(`enode://${key}@h:1`).streamAddress).toBe('memory://h:1');
    expect(addressing.target(`enode+memory://${key}@h:1`).streamAddress).toBe('memory://h:1');
    expect(addressing.enode(publicKey, parseStreamAddress('memory://h:1'))).toBe(`enode://${key}@h:1`);
  });

  test.each([
    [['ws', 'wss'], `enode://${key}@h:1`],
    [['tcp'], `enode+ws://${key}@h:1`],
    [['tcp'], `enode://${key}`],
    [['tcp'], 'nonsense'],
  ])('is refused where %s is all there is: %s', (schemes, address) => {
    const addressing = createAddressing([driver(...schemes)]);
    expect(() => addressing.target(address)).toThrow(expect.objectContaining({ code: 'P2P_ADDRESS' }));
  });

  test('is that of the first driver of two that serve it', () => {
    const [first, second] = [driver('tcp'), driver('tcp')];
    expect(createAddressing([first, second]).driverFor('tcp')).toBe(first);
  });

  test('is the one advertised, or that of this machine for a listener on all of its addresses', () => {
    expect(advertised('tcp://0.0.0.0:7', undefined)).toMatchObject({ host: '127.0.0.1', port: 7 });
    expect(advertised('tcp://[::]:7', undefined)).toMatchObject({ host: '127.0.0.1', port: 7 });
    expect(advertised('tcp://0.0.0.0:7', 'example.org')).toMatchObject({ scheme: 'tcp', host: 'example.org', port: 7 });
    expect(advertised('ws://0.0.0.0:7', 'wss://example.org:443/p')).toEqual({
      scheme: 'wss',
      host: 'example.org',
      port: 443,
      path: '/p',
    });
  });
});
