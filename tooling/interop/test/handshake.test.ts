import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { parseEnode } from '@status/devp2p';
import { GoPeer } from '../src/go-peer.ts';
import { eventually, startTsNode, type TsNode } from '../src/ts-node.ts';
import { describeWithGo } from './support.ts';

describeWithGo('RLPx with go-ethereum', () => {
  let go: GoPeer;
  let ours: TsNode;

  beforeAll(async () => {
    go = await GoPeer.start({ packets: true });
    ours = await startTsNode();
  });
  afterAll(async () => {
    await ours.stop();
    await go.close();
  });

  test('we dial: both handshakes succeed and shh/6 is shared', async () => {
    const peer = await ours.host.dial(go.enode);
    expect(peer).toMatchObject({ capabilities: ['shh/6'], inbound: false });
    const connected = await go.waitFor(({ event, state }) => event === 'peer' && state === 'connected');
    expect(connected).toMatchObject({ caps: ['shh/6'], name: 'interop-ts/v1', inbound: true });
  });

  test('Go dials: the same from the other side', async () => {
    const other = await startTsNode();
    try {
      const { peer } = await go.call('dial', { enode: other.host.addresses[0] });
      expect(peer).toBeDefined();
      const [inbound] = await eventually('the inbound peer', () => other.host.peers().length > 0 && other.host.peers());
      expect(inbound).toMatchObject({ inbound: true, capabilities: ['shh/6'] });
    } finally {
      await other.stop();
    }
  });

  test('after Hello packets are compressed, both ways: statuses were exchanged', async () => {
    const fresh = await startTsNode();
    try {
      await fresh.host.dial(go.enode);
      for (const direction of ['sent', 'received']) {
        await go.waitFor(
          (event) => event.event === 'packet' && event['code'] === 0 && event['direction'] === direction,
        );
      }
    } finally {
      await fresh.stop();
    }
  });

  test.each([
    [4, 'tooManyPeers'],
    [8, 'quitting'],
    [16, 'subprotocolError'],
  ])('Go disconnects with reason %d, and we read it', async (code, reason) => {
    const fresh = await startTsNode();
    try {
      const told: unknown[] = [];
      fresh.host.on('disconnected', (event) => told.push({ reason: event.reason, remote: event.remote }));
      await fresh.host.dial(go.enode);
      const id = parseEnode(fresh.host.addresses[0]!).publicKey;
      // Go may still be putting us among its peers when our side is through.
      await eventually('Go to know us', () =>
        go.call('disconnect', { peer: bytesToHex(id), reason: code }).then(
          () => true,
          () => false,
        ),
      );
      await eventually('the disconnect', () => told.length > 0);
      expect(told).toEqual([{ reason, remote: true }]);
    } finally {
      await fresh.stop();
    }
  });

  test('we quit, and Go reads why', async () => {
    const fresh = await startTsNode();
    await fresh.host.dial(go.enode);
    await go.waitFor(({ event, state }) => event === 'peer' && state === 'connected');
    await fresh.stop();
    const gone = await go.waitFor(
      (event) => event.event === 'peer' && event['state'] === 'disconnected' && /quitting/.test(String(event['error'])),
    );
    expect(gone['error']).toMatch(/client quitting/);
  });

  test('a dial to another key comes to nothing, on both ends', async () => {
    const wrong = go.enode.replace(
      /enode:\/\/[0-9a-f]{128}/,
      ours.host.addresses[0]!.match(/enode:\/\/[0-9a-f]{128}/)![0],
    );
    const fresh = await startTsNode();
    try {
      await expect(fresh.host.dial(wrong)).rejects.toThrow();
    } finally {
      await fresh.stop();
    }
  });
});
