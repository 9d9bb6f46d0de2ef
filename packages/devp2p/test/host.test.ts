import { describe, expect, test } from '@jest/globals';
import type { Session, StreamDriver } from '@status/interfaces';
import { createVirtualClock, seededRandom } from '@status/testing';
import { formatEnode, HostError, nodeName, SessionEndError } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { createNode, pair, reject, startNode, story, toy } from './node.ts';
import { bytes, hex } from './support.ts';

describe('two hosts', () => {
  test('tell each other packets of a subprotocol, in order, both ways', async () => {
    const { a, b, clock } = await pair();
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    await a.sessions[0]!.send({ code: 0, payload: bytes('c0') });
    await a.sessions[0]!.send({ code: 9, payload: new Uint8Array(100_000).fill(7) });
    await b.sessions[0]!.send({ code: 3, payload: new Uint8Array() });
    await clock.advance(0);
    expect(b.packets.map(({ code, payload }) => [code, payload.length])).toEqual([
      [0, 1],
      [9, 100_000],
    ]);
    expect(b.packets[1]!.payload.every((byte) => byte === 7)).toBe(true);
    expect(a.packets.map(({ code, payload }) => [code, payload.length])).toEqual([[3, 0]]);
  });

  test('know each other by key, address, client and capabilities', async () => {
    const { a, b, clock } = await pair();
    const peer = await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    expect(peer).toEqual({
      id: nodeName(b.publicKey),
      address: b.host.addresses[0],
      remoteAddress: 'memory://b:30303',
      client: 'b',
      capabilities: ['toy/1'],
      inbound: false,
    });
    expect(b.host.peers()).toEqual([
      {
        id: nodeName(a.publicKey),
        address: formatEnode({ publicKey: a.publicKey, endpoint: { host: 'memory', tcp: 30303, udp: 30303 } }),
        remoteAddress: 'memory://memory:49152',
        client: 'a',
        capabilities: ['toy/1'],
        inbound: true,
      },
    ]);
    expect(a.sessions[0]!.peer).toBe(peer);
  });

  test('dialled twice at one time, or when connected, share one connection', async () => {
    const { a, b } = await pair();
    const peers = await Promise.all([a.host.dial(b.host.addresses[0]!), a.host.dial(b.host.addresses[0]!)]);
    expect(await a.host.dial(b.host.addresses[0]!)).toBe(peers[0]);
    expect(peers[1]).toBe(peers[0]);
    expect(story(a.events)).toEqual(['connected']);
  });

  test('that stop tell their peers that they quit, and leave nothing open', async () => {
    const { a, b, clock } = await pair();
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    await a.host.stop();
    await clock.advance(0);
    expect(story(a.events)).toEqual(['connected', 'disconnected quitting']);
    expect(story(b.events)).toEqual(['connected', 'disconnected quitting remote']);
    expect(a.host.addresses).toEqual([]);
    await b.host.stop();
    expect(clock.pending).toBe(0);
  });

  test('that stop in the middle of a dial leave nothing open', async () => {
    const { a, b, clock } = await pair();
    const dial = reject(a.host.dial(b.host.addresses[0]!));
    await a.host.stop();
    expect(await dial).toMatchObject({ code: 'P2P_NOT_RUNNING' });
    await b.host.stop();
    expect(clock.pending).toBe(0);
    expect(story(a.events)).toEqual([]);
  });

  test('run as many subprotocols as they share, each with codes of its own', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const seen: Record<string, { code: number; payload: string }[]> = {};
    const sessions: Record<string, Session> = {};
    const protocols = (names: string[], record: boolean) =>
      names.map((full) => {
        const [name, version] = full.split('/') as [string, string];
        return {
          name,
          version: Number(version),
          length: 128,
          async onSession(session: Session) {
            if (!record) sessions[full] = session;
            for await (const { code, payload } of session) {
              seen[full] = [...(seen[full] ?? []), { code, payload: hex(payload) }];
            }
          },
        };
      });
    const a = await startNode({
      driver,
      clock,
      seed: 'a',
      subprotocols: protocols(['waku/1', 'shh/6', 'waku/0'], false),
    });
    const b = await startNode({
      driver,
      clock,
      seed: 'b',
      subprotocols: protocols(['shh/6', 'waku/0', 'waku/1'], true),
    });
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    expect(Object.keys(sessions).sort()).toEqual(['shh/6', 'waku/1']);
    await sessions['shh/6']!.send({ code: 127, payload: bytes('06') });
    await sessions['waku/1']!.send({ code: 0, payload: bytes('01') });
    await sessions['waku/1']!.send({ code: 127, payload: bytes('02') });
    await clock.advance(0);
    expect(seen).toEqual({
      'shh/6': [{ code: 127, payload: '06' }],
      'waku/1': [
        { code: 0, payload: '01' },
        { code: 127, payload: '02' },
      ],
    });
  });
});

describe('a session', () => {
  test('ends for both when one side disconnects, with the reason in its signal', async () => {
    const { a, b, clock } = await pair();
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    const [ours, theirs] = [a.sessions[0]!, b.sessions[0]!];
    await ours.disconnect('uselessPeer');
    await clock.advance(0);
    expect(story(a.events)).toEqual(['connected', 'disconnected uselessPeer']);
    expect(story(b.events)).toEqual(['connected', 'disconnected uselessPeer remote']);
    expect(theirs.signal.reason).toMatchObject({ code: 'P2P_SESSION_ENDED', reason: 'uselessPeer', remote: true });
    expect(await reject(ours.send({ code: 0, payload: new Uint8Array() }))).toBeInstanceOf(SessionEndError);
    expect(a.host.peers()).toEqual([]);
  });

  test('takes no packet that fits in no frame once it is compressed, and goes on', async () => {
    const { a, b, clock } = await pair();
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    const payload = seededRandom('noise').bytes(0xff_ff_ff);
    expect(await reject(a.sessions[0]!.send({ code: 1, payload }))).toMatchObject({ code: 'P2P_PACKET' });
    await a.sessions[0]!.send({ code: 1, payload: bytes('c0') });
    await clock.advance(0);
    expect(b.packets).toHaveLength(1);
  });

  test.each([
    ['that fails', () => Promise.reject(new Error('mine')), 'subprotocolError'],
    [
      'that throws at once',
      () => {
        throw new Error('mine');
      },
      'subprotocolError',
    ],
    ['that rejects with what is no error', () => Promise.reject(undefined), 'subprotocolError'],
    [
      'that blames its peer',
      () => Promise.reject(Object.assign(new Error(), { reason: 'protocolBreach' })),
      'protocolBreach',
    ],
    ['that has no more to say', () => Promise.resolve(), 'quitting'],
  ])('%s ends the connection with its reason', async (_, onSession, reason) => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const a = await startNode({ driver, clock, seed: 'a' });
    const node = { sessions: [], packets: [] };
    const b = await startNode({ driver, clock, seed: 'b', subprotocols: [toy(node, { onSession })] });
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    expect(story(b.events)).toEqual(['connected', `disconnected ${reason}`]);
    expect(story(a.events)).toEqual(['connected', `disconnected ${reason} remote`]);
  });

  test('that is done leaves those of other subprotocols alone', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const node = { sessions: [] as Session[], packets: [] };
    const brief = toy({ sessions: [], packets: [] }, { name: 'brief', onSession: async () => {} });
    const a = await startNode({ driver, clock, seed: 'a', subprotocols: [toy(node), brief] });
    const b = await startNode({ driver, clock, seed: 'b', subprotocols: [toy(node), brief] });
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(60_000);
    expect(story(a.events)).toEqual(['connected']);
    expect(story(b.events)).toEqual(['connected']);
    expect(node.sessions).toHaveLength(2);
  });

  test('refuses packets without wire form', async () => {
    const { a, b, clock } = await pair();
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    const send = (code: number, length = 0) => reject(a.sessions[0]!.send({ code, payload: new Uint8Array(length) }));
    for (const code of [-1, 10, 0.5, Number.NaN]) expect(await send(code)).toMatchObject({ code: 'P2P_PACKET' });
    expect(await send(0, 0x1000000)).toMatchObject({ code: 'P2P_PACKET' });
    expect(story(a.events)).toEqual(['connected']);
  });

  test('that is not read makes the host stop reading, and so the sender wait', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    let read: () => void = () => {};
    const consumed = { sessions: [] as Session[], packets: [] as { code: number }[] };
    const slow = toy(
      { sessions: [], packets: [] },
      {
        async onSession(session) {
          await new Promise<void>((resolve) => {
            read = resolve;
          });
          for await (const packet of session) consumed.packets.push(packet);
        },
      },
    );
    const a = await startNode({ driver, clock, seed: 'a' });
    const b = await startNode({ driver, clock, seed: 'b', subprotocols: [slow], inboundBuffer: 100_000 });
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    let sent = 0;
    const payload = a.environment.random.bytes(10_000);
    const sending = (async () => {
      for (; sent < 100; sent++) await a.sessions[0]!.send({ code: 1, payload });
    })();
    await clock.advance(0);
    // Ten fill the session, and seven more the stream between the hosts.
    expect(sent).toBeGreaterThanOrEqual(10);
    expect(sent).toBeLessThan(25);
    read();
    await sending;
    await clock.advance(0);
    expect(consumed.packets).toHaveLength(100);
  });

  test('lets its reader have what came before the end', async () => {
    const { a, b, clock } = await pair();
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    const sends = [0, 1, 2, 3, 4].map((code) => a.sessions[0]!.send({ code, payload: new Uint8Array() }));
    await a.sessions[0]!.disconnect('requested');
    await Promise.allSettled(sends);
    await clock.advance(0);
    expect(b.packets.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a host', () => {
  test('that cannot listen by nature only dials', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const deaf: StreamDriver = { schemes: driver.schemes, dial: driver.dial };
    const b = await startNode({ driver, clock, seed: 'b' });
    const a = await startNode({ driver: deaf, clock, seed: 'a', listen: false });
    expect(a.host.addresses).toEqual([]);
    await a.host.dial(b.host.addresses[0]!);
    await clock.advance(0);
    expect(b.host.peers()[0]!.address).toBe(formatEnode({ publicKey: a.publicKey }));
    const c = createNode({ driver: deaf, clock, seed: 'c' });
    expect(await reject(c.host.start())).toMatchObject({ code: 'P2P_LISTEN_FAILED' });
  });

  test('registers before it starts, starts once, and dials between start and stop', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const { host } = createNode({ driver, clock, seed: 'a' });
    expect(await reject(host.dial('x'))).toMatchObject({ code: 'P2P_NOT_RUNNING' });
    await host.start();
    expect(() => host.register(toy({ sessions: [], packets: [] }))).toThrow(HostError);
    expect(await reject(host.start())).toMatchObject({ code: 'P2P_RUNNING' });
    await host.stop();
    await host.stop();
    expect(await reject(host.dial('x'))).toMatchObject({ code: 'P2P_NOT_RUNNING' });
    expect(await reject(host.start())).toMatchObject({ code: 'P2P_RUNNING' });
  });

  test('that cannot listen says so, and may be started again', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const listener = await driver.listen!('memory://a:30303', () => {});
    const { host } = createNode({ driver, clock, seed: 'a' });
    expect(await reject(host.start())).toMatchObject({ code: 'P2P_LISTEN_FAILED' });
    await listener.close();
    await host.start();
    expect(host.addresses[0]).toContain('@a:30303');
  });

  test.each([
    ['a long name', { name: 'ninechars' }],
    ['a name without characters', { name: '' }],
    ['a name with a slash', { name: 'a/b' }],
    ['a name that is not ASCII', { name: 'ü' }],
    ['a broken version', { version: 0.5 }],
    ['no codes', { length: 0 }],
    ['a name and version that are taken', {}],
  ])('refuses a subprotocol with %s', async (_, changes) => {
    const clock = createVirtualClock();
    const { host } = createNode({ driver: createMemoryNetwork().driver, clock, seed: 'a' });
    expect(() => host.register(toy({ sessions: [], packets: [] }, changes))).toThrow(
      expect.objectContaining({ code: 'P2P_SUBPROTOCOL' }),
    );
  });

  test('refuses a subprotocol that peers would not hear of, because its Hello would be too long for them', () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const refused = expect.objectContaining({ code: 'P2P_SUBPROTOCOL' });
    const subprotocols = [toy({ sessions: [], packets: [] })];
    expect(() => createNode({ driver, clock, seed: 'a', client: 'n'.repeat(2000), subprotocols })).toThrow(refused);
    const { host } = createNode({ driver, clock, seed: 'b', subprotocols });
    const register = (version: number): void => host.register(toy({ sessions: [], packets: [] }, { version }));
    for (let version = 1000; version < 1150; version++) register(version);
    expect(() => {
      for (let version = 1150; version < 1300; version++) register(version);
    }).toThrow(refused);
  });

  test('names the host, or the whole address, that it is told to advertise', async () => {
    const clock = createVirtualClock();
    const address = 'memory://0.0.0.0:0';
    const { driver } = createMemoryNetwork();
    const a = await startNode({ driver, clock, seed: 'a', listen: [address] });
    const b = await startNode({ driver, clock, seed: 'b', listen: [{ address, advertise: 'b.example.org' }] });
    const c = await startNode({
      driver,
      clock,
      seed: 'c',
      listen: [{ address, advertise: 'wss://c.example.org:443/shh' }],
    });
    expect(a.host.addresses[0]).toMatch(/^enode:\/\/[0-9a-f]{128}@127\.0\.0\.1:\d+$/);
    expect(b.host.addresses[0]).toMatch(/^enode:\/\/[0-9a-f]{128}@b\.example\.org:\d+$/);
    expect(c.host.addresses[0]).toMatch(/^enode\+wss:\/\/[0-9a-f]{128}@c\.example\.org:443\/shh$/);
  });

  test.each([
    ['nonsense', undefined],
    ['tcp://b:1', undefined],
    ['memory://b', undefined],
    ['memory://b:1', 'not a host'],
  ])('refuses to be made for a place that is none: %s, advertised as %s', (address, advertise) => {
    const listen = [advertise === undefined ? address : { address, advertise }];
    const create = () =>
      createNode({ driver: createMemoryNetwork().driver, clock: createVirtualClock(), seed: 'a', listen });
    expect(create).toThrow(expect.objectContaining({ code: 'P2P_ADDRESS' }));
  });

  test('of which one way in is taken listens nowhere', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const taken = await driver.listen('memory://taken:1', () => {});
    const { host } = createNode({ driver, clock, seed: 'a', listen: ['memory://free:1', 'memory://taken:1'] });
    expect(await reject(host.start())).toMatchObject({ code: 'P2P_LISTEN_FAILED' });
    expect(host.addresses).toEqual([]);
    await (await driver.listen('memory://free:1', () => {})).close();
    await taken.close();
    await host.start();
    expect(host.addresses).toHaveLength(2);
  });
});
