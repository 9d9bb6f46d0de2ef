import { describe, expect, test } from '@jest/globals';
import type { StreamDriver } from '@status/interfaces';
import { createVirtualClock } from '@status/testing';
import { ConnectError, formatEnode, nodeName } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { createNode, elsewhere, pair, reject, startNode, story, toy } from './node.ts';

describe('a dial', () => {
  test('to nobody fails at the dial', async () => {
    const { a } = await pair();
    const error = await reject(
      a.host.dial(formatEnode({ publicKey: a.publicKey, endpoint: { host: 'x', tcp: 1, udp: 1 } })),
    );
    expect(error).toMatchObject({ code: 'P2P_DIAL_FAILED', stage: 'dial', reason: 'self' });
    const nowhere = elsewhere(a, 'nowhere');
    expect(await reject(a.host.dial(nowhere))).toMatchObject({ code: 'P2P_DIAL_FAILED', stage: 'dial' });
    expect(story(a.events)).toEqual(['failed dial self', 'failed dial networkError']);
  });

  test('to a node with another key fails at the handshake', async () => {
    const { a, b, clock } = await pair();
    const wrong = createNode({ driver: createMemoryNetwork().driver, clock, seed: 'wrong' });
    const address = formatEnode({ publicKey: wrong.publicKey, endpoint: { host: 'b', tcp: 30303, udp: 30303 } });
    expect(await reject(a.host.dial(address))).toMatchObject({ code: 'P2P_HANDSHAKE_FAILED', stage: 'handshake' });
    await clock.advance(0);
    expect(story(b.events)).toEqual(['failed handshake protocolBreach']);
    expect(a.host.peers()).toEqual([]);
  });

  test('to a node without a common subprotocol fails at Hello, and both know why', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const a = await startNode({ driver, clock, seed: 'a' });
    const b = await startNode({
      driver,
      clock,
      seed: 'b',
      subprotocols: [toy({ sessions: [], packets: [] }, { version: 2 })],
    });
    const error = await reject(a.host.dial(b.host.addresses[0]!));
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ code: 'P2P_HELLO_FAILED', reason: 'uselessPeer' });
    await clock.advance(0);
    expect(story(b.events)).toEqual(['failed hello uselessPeer']);
  });

  test('can be aborted at any time, and nothing stays open', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const a = await startNode({ driver, clock, seed: 'a' });
    const silent = createMemoryNetwork();
    await silent.driver.listen!('memory://silent:1', () => {});
    const mute = await startNode({ driver: silent.driver, clock, seed: 'mute' });
    const address = formatEnode({ publicKey: a.publicKey, endpoint: { host: 'silent', tcp: 1, udp: 1 } });
    const controller = new AbortController();
    const dial = reject(mute.host.dial(address, { signal: controller.signal }));
    await clock.advance(10);
    const why = new Error('enough');
    controller.abort(why);
    expect(await dial).toBe(why);
    expect(await reject(mute.host.dial(address, { signal: controller.signal }))).toBe(why);
    await mute.host.stop();
    await a.host.stop();
    expect(clock.pending).toBe(0);
    expect(story(mute.events)).toEqual([]);
  });

  test('goes on for those who still wait when another gives up', async () => {
    const { a, b } = await pair();
    const controller = new AbortController();
    const first = reject(a.host.dial(b.host.addresses[0]!, { signal: controller.signal }));
    const second = a.host.dial(b.host.addresses[0]!);
    controller.abort();
    expect(await first).toMatchObject({ name: 'AbortError' });
    expect((await second).client).toBe('b');
  });

  test('that takes longer than 15 s fails', async () => {
    const clock = createVirtualClock();
    const driver: StreamDriver = {
      schemes: ['memory'],
      dial: (_, options) =>
        new Promise((_, fail) => options?.signal?.addEventListener('abort', () => fail(options.signal?.reason))),
    };
    const a = await startNode({ driver, clock, seed: 'a', listen: false });
    const dial = reject(a.host.dial(elsewhere(a, 'b')));
    await clock.advance(14_999);
    expect(story(a.events)).toEqual([]);
    await clock.advance(1);
    expect(await dial).toMatchObject({ code: 'P2P_DIAL_FAILED', reason: 'timeout' });
    expect(story(a.events)).toEqual(['failed dial timeout']);
  });

  test('with an address that is none is refused', async () => {
    const { a, b } = await pair();
    expect(await reject(a.host.dial('nonsense'))).toMatchObject({ code: 'P2P_ADDRESS' });
    expect(await reject(a.host.dial(nodeName(b.publicKey)))).toMatchObject({ code: 'P2P_ADDRESS' });
  });
});
