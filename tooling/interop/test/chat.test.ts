import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '@status/base';
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

  test('three people talk in private, in public and in a group, and nothing is lost or doubled', async () => {
    const [alice, bob, carol] = await Promise.all([1, 2, 3].map(() => startMessenger(go.enode)));
    try {
      const players = { alice: alice!.messenger, bob: bob!.messenger, carol: carol!.messenger };
      const { faults, messageIds } = await scriptedChat(players, { clock: systemClock });
      expect([faults, messageIds.length]).toEqual([[], 11]);
      const { hashes } = await go.call('envelopes');
      expect((hashes as string[]).length).toBeGreaterThanOrEqual(messageIds.length);
    } finally {
      for (const node of [alice, bob, carol]) await node!.stop();
    }
  });
});
