import { beforeAll, expect, test } from '@jest/globals';
import { drawFraction } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createVirtualClock, seededRandom } from '@status/testing';
import { RATCHET } from '../src/protections.ts';
import { createPeer, introduce, mustFail, mustOpen, type Peer, textOf } from './peer.ts';

beforeAll(installFastestEngine);

const MESSAGES = 500;
const LOSS = 0.05;
const DUPLICATION = 0.05;

test.each([1, 2, 3])(
  '500 messages both ways in random order with loss and repetition: all that arrive open, once (seed %i)',
  async (seed) => {
    const dice = seededRandom(`run ${seed}`);
    const roll = (): number => drawFraction(dice);
    const clock = createVirtualClock();
    const alice = createPeer({ name: 'alice', clock, seed: `${seed}` });
    const bob = createPeer({ name: 'bob', clock, seed: `${seed}` });
    await introduce(alice, bob);
    const wire: { from: Peer; to: Peer; text: string; bytes: Uint8Array }[] = [];
    const delivered = new Set<string>();

    for (let sent = 0; sent < MESSAGES || wire.length > 0; ) {
      if (sent < MESSAGES && (wire.length === 0 || roll() < 0.55)) {
        const [from, to] = roll() < 0.5 ? [alice, bob] : [bob, alice];
        const text = `message ${sent++}`;
        const { bytes } = await from.seal(to, text);
        if (roll() >= LOSS) wire.push({ from, to, text, bytes });
        if (roll() < 0.05) await clock.advance(60 * 60 * 1000);
        continue;
      }
      const [message] = wire.splice(Math.floor(roll() * wire.length), 1);
      const { from, to, text, bytes } = message!;
      const opened = await to.open(from, bytes);
      if (delivered.has(text)) {
        expect(mustFail(opened).reason).toBe('DUPLICATE');
        continue;
      }
      expect([textOf(opened), mustOpen(opened).protection]).toEqual([text, RATCHET]);
      await to.confirm(opened);
      delivered.add(text);
      if (roll() < DUPLICATION) wire.push(message!);
    }
    expect(delivered.size).toBeGreaterThan(MESSAGES * 0.9);
  },
);
