import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installFastestEngine } from '@status/crypto/engine-node';
import { scriptedChat } from '@status/testing';
import { GoPeer } from '../src/go-peer.ts';
import { startMessenger } from '../src/ts-node.ts';
import { describeWithGo } from './support.ts';

describeWithGo('a chat through go-ethereum as the only relay', () => {
  let go: GoPeer;
  beforeAll(async () => {
    await installFastestEngine();
    go = await GoPeer.start();
  });
  afterAll(() => go.close());

  test('Alice and Bob talk in private and in public, and nothing is lost or doubled', async () => {
    const alice = await startMessenger(go.enode);
    const bob = await startMessenger(go.enode);
    try {
      const { faults, messageIds } = await scriptedChat(alice.messenger, bob.messenger);
      expect([faults, messageIds.length]).toEqual([[], 7]);
      const { hashes } = await go.call('envelopes');
      expect((hashes as string[]).length).toBeGreaterThanOrEqual(messageIds.length);
    } finally {
      await alice.stop();
      await bob.stop();
    }
  });
});
