import { beforeAll, expect, test } from '@jest/globals';
import { bytesToHex, utf8ToBytes } from '@status/base';
import { compressPublicKey } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createRatchet } from '../src/layer.ts';
import { INSTALLATIONS } from '../src/records.ts';
import { createPeer, pair, rowsOf, say } from './peer.ts';

beforeAll(installFastestEngine);

test.each(['', 'none', 'x'.repeat(65), 'line\nbreak', '\ud800'])('refuses the installation id %j', (installationId) => {
  const { identity, environment } = createPeer({ name: 'alice' });
  expect(() => createRatchet({ identity, installationId, environment })).toThrow(
    expect.objectContaining({ code: 'RATCHET_INSTALLATION_ID' }),
  );
});

test('keeps its own view of a peer in one record per installation', async () => {
  const { alice, bob } = await pair();
  await say(alice, bob, 'x');
  expect(rowsOf(bob, INSTALLATIONS.name)).toEqual([
    `${INSTALLATIONS.name}/${bytesToHex(compressPublicKey(alice.publicKey))}/${bytesToHex(utf8ToBytes('alice-1'))}`,
  ]);
});
