import { expect, jest, test } from '@jest/globals';
import { engineName } from '@status/crypto';

test('the fastest engine of a process without ox is that of Node', async () => {
  jest.unstable_mockModule('ox/wasm/Secp256k1', () => {
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  });
  const { installFastestEngine } = await import('@status/crypto/engine-node');
  expect(await installFastestEngine()).toBe('node');
  expect(engineName()).toBe('node');
});
