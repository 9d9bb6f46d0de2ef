import { describe, expect, test } from '@jest/globals';
import type { Session } from '@status/interfaces';
import { hostCompliance } from '../src/compliance/host.ts';
import { testEnvironment } from '../src/environment.ts';
import { createStreamPair } from '../src/streams.ts';
import { createTextHostNetwork } from '../src/text-hosts.ts';
import { TextStream } from '../src/text-stream.ts';
import { createVirtualClock } from '../src/virtual-clock.ts';

describe('hosts whose streams are named by text', () => {
  const clock = createVirtualClock();
  const cases = hostCompliance(
    async () => {
      const network = createTextHostNetwork(testEnvironment({ clock }));
      return {
        a: network.host('alice', { maxDrawn: 1 }),
        b: network.host('bob'),
        nobody: '/memory/nobody',
        close: async () => {},
      };
    },
    { turn: () => clock.advance(100) },
  );
  for (const { name, run } of cases) test(name, run);

  test('come to one connection if both dial at once', async () => {
    const environment = testEnvironment({});
    const network = createTextHostNetwork(environment);
    const sessions: Session[] = [];
    const [a, b] = ['alice', 'bob'].map((name) => {
      const host = network.host(name);
      host.register({
        name: 'xx',
        version: 1,
        length: 1,
        onSession: (session) => new Promise(() => sessions.push(session)),
      });
      return host;
    });
    await Promise.all([a!.start(), b!.start()]);
    const dials = Promise.all([a!.dial('/memory/bob'), b!.dial('/memory/alice')]);
    await environment.clock.advance(0);
    expect((await dials).map(({ id }) => id)).toEqual(['peer-bob', 'peer-alice']);
    await environment.clock.advance(10_000);
    expect(sessions).toHaveLength(2);
    expect([a!.peers().length, b!.peers().length]).toEqual([1, 1]);
    await Promise.all([a!.stop(), b!.stop()]);
    expect(environment.clock.pending).toBe(0);
  });
});

describe('packets on a stream that is named by text', () => {
  test('have their length as a varint and their code in front', async () => {
    const [a, b] = createStreamPair();
    void new TextStream(a).writePacket({ code: 7, payload: new Uint8Array(299) });
    expect((await b.read())?.subarray(0, 3)).toEqual(Uint8Array.of(0xac, 0x02, 7));
  });

  test.each([0, 1, 126, 127, 128, 16_383, 70_000])('of %i bytes are read as they were written', async (length) => {
    const [a, b] = createStreamPair();
    const payload = new Uint8Array(length).fill(3);
    void new TextStream(a).writePacket({ code: 1, payload });
    expect(await new TextStream(b).readPacket()).toEqual({ code: 1, payload });
  });

  test.each([
    ['no code', [0]],
    ['a length without end', [0x80, 0x80, 0x80, 0x80, 0x01]],
  ])('with %s break it', async (_, bytes) => {
    const [a, b] = createStreamPair();
    await a.write(Uint8Array.from(bytes));
    await expect(new TextStream(b).readPacket()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
  });
});
