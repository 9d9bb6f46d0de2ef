import type { ByteStream } from '@status/interfaces';
import { createVirtualClock, seededRandom, type VirtualClock } from '@status/testing';
import { createMemoryNetwork } from '../src/memory.ts';
import { startNode, story, type TestNode, type TestNodeOptions } from './node.ts';
import { connectRawPeer, disconnectCodes, type RawPeer } from './raw-peer.ts';

/** A host, and ways to it for peers that keep to no rule. */
export type Scene = {
  readonly node: TestNode;
  readonly clock: VirtualClock;
  open(): Promise<ByteStream>;
  /** A peer after the handshake. */
  shaken(options?: { legacy?: boolean }): Promise<RawPeer>;
  /** A peer after Hello in both directions. */
  greeted(): Promise<RawPeer>;
};

/** A host that runs, on a network of its own. */
export const scene = async (options: Partial<TestNodeOptions> = {}): Promise<Scene> => {
  const clock = createVirtualClock();
  const { driver } = createMemoryNetwork();
  const node = await startNode({ driver, clock, seed: 'host', ...options });
  const random = seededRandom('raw');
  const open = (): Promise<ByteStream> => driver.dial('memory://host:30303');
  const shaken: Scene['shaken'] = async (how) => connectRawPeer(await open(), node.publicKey, random, how);
  return {
    node,
    clock,
    open,
    shaken,
    async greeted() {
      const peer = await shaken();
      await peer.sendHello();
      await peer.receive();
      await clock.advance(0);
      return peer;
    },
  };
};

/** What the host says, from its Hello on, and what it tells of it. */
export const outcome = async (
  { clock, node }: Scene,
  peer: RawPeer,
): Promise<{ codes: (number | undefined)[]; story: string[] }> => {
  const codes = disconnectCodes(await peer.receiveAll());
  await clock.advance(0);
  return { codes, story: story(node.events) };
};
