import { describe, expect, test } from '@jest/globals';
import { Emitter, systemRandom } from '@status/base';
import type { Cancel, Clock, MessageHash, Topic } from '@status/interfaces';
import type { RelayEvents } from '@status/whisper';
import { createEnvelope } from '@status/whisper/wire';
import { type ClockDifference, clockEvent, differenceText, LASTING_MS, PeerTime } from '../src/peer-time.ts';

/** True time, Unix ms. */
const START = 1_600_000_000_000;
const hash = new Uint8Array(32) as MessageHash;

/** A machine whose clock is ahead, among peers whose clocks are right. */
class Machine implements Clock {
  readonly told: ClockDifference[] = [];
  readonly peerTime: PeerTime;
  readonly #events = new Emitter<RelayEvents>({ debug() {}, info() {}, warn() {}, error() {} });
  #aheadMs: number;
  #elapsed = 0;
  #timers: { readonly due: number; readonly callback: () => void }[] = [];

  constructor(aheadMs: number, patienceMs = 0) {
    this.#aheadMs = aheadMs;
    this.peerTime = new PeerTime(this, patienceMs);
    this.peerTime.watch(this.#events, (difference) => this.told.push(difference));
  }

  now(): number {
    return START + this.#elapsed + this.#aheadMs;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  schedule(delay: number, callback: () => void): Cancel {
    const timer = { due: this.#elapsed + delay, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  pass(ms: number): void {
    this.#elapsed += ms;
    for (const { due, callback } of [...this.#timers]) if (due <= this.#elapsed) callback();
  }

  setClock(aheadMs: number): void {
    this.#aheadMs = aheadMs;
  }

  /** Envelopes arrive that were sent `ageMs` ago by clocks that are `senderAheadMs` ahead. */
  hears(count: number, { ageMs = 0, senderAheadMs = 0, ttl = 15 } = {}): void {
    const sent = Math.floor((START + this.#elapsed - ageMs + senderAheadMs) / 1000);
    for (let n = 0; n < count; n++) {
      const fields = { expiry: sent + ttl, ttl, topic: new Uint8Array(4) as Topic, data: systemRandom.bytes(20) };
      this.peerTime.reader.read(createEnvelope(fields, 1n).raw);
    }
  }

  isRefused(reason: string, { peer = 'relay', afterMs = 100 } = {}): void {
    this.#events.emit('sent', { hash, peer, confirms: true });
    this.pass(afterMs);
    this.#events.emit('refused', { hash, peer, reason });
  }

  isTaken(peer = 'relay'): void {
    this.#events.emit('sent', { hash, peer, confirms: true });
    this.#events.emit('confirmed', { hash, peer });
  }

  posts(): void {
    // What peers of the right time say to an envelope of 15 s.
    if (this.#aheadMs > 10_000) this.isRefused('envelope from future');
    else if (this.#aheadMs < -35_000) this.isRefused('very old envelope');
    else this.isTaken();
  }
}

describe('a clock that differs from those of the peers is told once, by about how much', () => {
  test.each([60_000, 3_600_000, 12_000, -15_000, -60_000, -20 * 86_400_000])('%d ms', (aheadMs) => {
    const machine = new Machine(aheadMs);
    for (let n = 0; n < 10; n++) {
      machine.hears(2, { ageMs: 400 });
      machine.posts();
      machine.pass(3_000);
    }
    expect(machine.told).toEqual([{ aheadMs: expect.any(Number), atLeast: false }]);
    expect(Math.abs(machine.told[0]!.aheadMs - aheadMs)).toBeLessThan(2_000);
  });

  test.each([
    [60_000, 10_000],
    [-60_000, -35_000],
  ])(
    '%d ms where nobody else writes: at least by what peers tolerate, and by a number once there is one',
    (ahead, bound) => {
      const machine = new Machine(ahead);
      machine.posts();
      machine.pass(1_000);
      expect(machine.told).toEqual([]);
      machine.pass(10_000);
      expect(machine.told).toEqual([{ aheadMs: bound, atLeast: true }]);
      for (let n = 0; n < 3; n++) machine.posts();
      machine.hears(3);
      machine.hears(3);
      expect(machine.told.slice(1)).toEqual([{ aheadMs: expect.any(Number), atLeast: false }]);
      expect(Math.abs(machine.told[1]!.aheadMs - ahead)).toBeLessThan(2_000);
    },
  );

  test('also before an end that comes soon', () => {
    const machine = new Machine(60_000);
    machine.posts();
    machine.peerTime.close();
    expect(machine.told).toEqual([{ aheadMs: 10_000, atLeast: true }]);
  });

  test('and again after it was set, if it is still wrong', () => {
    const machine = new Machine(-60_000);
    machine.hears(3);
    machine.setClock(0);
    machine.hears(3);
    machine.posts();
    expect(machine.told.length).toBe(1);
    machine.setClock(60_000);
    machine.hears(3);
    machine.posts();
    expect(machine.told.map(({ aheadMs }) => Math.round(aheadMs / 10_000))).toEqual([-6, 6]);
  });

  test('for a node that only listens, once nothing but expired envelopes came for a while', () => {
    const machine = new Machine(40_000, LASTING_MS);
    for (let n = 0; n < 5; n++) {
      machine.hears(1, { ageMs: 500 });
      machine.pass(6_000);
    }
    expect(machine.told.map(({ aheadMs }) => Math.round(aheadMs / 5_000))).toEqual([8]);
  });
});

describe('nothing is told', () => {
  const quiet = (name: string, play: (machine: Machine) => void, aheadMs = 0, patienceMs = 0): void =>
    test(name, () => {
      const machine = new Machine(aheadMs, patienceMs);
      play(machine);
      machine.pass(60_000);
      machine.peerTime.close();
      expect(machine.told).toEqual([]);
    });

  for (const aheadMs of [0, 8_000, -8_000]) {
    quiet(
      `of a clock that is ${aheadMs} ms ahead`,
      (machine) => {
        for (let n = 0; n < 20; n++) {
          machine.hears(2, { ageMs: n * 100 });
          machine.posts();
          machine.pass(2_000);
        }
      },
      aheadMs,
    );
  }

  quiet('by old envelopes that a cut link brings in one go', (machine) => {
    for (let n = 0; n < 10; n++) machine.hears(1, { ageMs: 45_000 - n * 1_000 });
    machine.pass(30_000);
    machine.hears(1);
  });

  quiet('by a history of old envelopes that takes its time', (machine) => {
    for (let n = 0; n < 20; n++) {
      machine.hears(1, { ageMs: 10_000_000 - n * 100_000 });
      machine.pass(5_000);
    }
  });

  quiet('by an envelope of somebody whose clock is wrong', (machine) => {
    machine.hears(5);
    machine.hears(1, { senderAheadMs: 3_600_000 });
    machine.hears(5);
    machine.hears(1, { senderAheadMs: 3_600_000 });
  });

  quiet('by a peer that answers late', (machine) => machine.isRefused('very old envelope', { afterMs: 45_000 }));

  quiet('by a peer whose clock is wrong, where others take what it refuses', (machine) => {
    for (let n = 0; n < 5; n++) {
      machine.isTaken('one');
      machine.isTaken('other');
      machine.isRefused('envelope from future', { peer: 'wrong' });
    }
  });

  quiet('by a peer that refuses for another reason', (machine) => machine.isRefused('low proof of work'));

  quiet('by a peer that says so, where what others write fits', (machine) => {
    machine.hears(3);
    for (let n = 0; n < 5; n++) machine.isRefused('envelope from future');
    machine.isRefused('very old envelope');
  });

  quiet('by times that make no sense, where peers take what is sent', (machine) => {
    machine.isTaken();
    machine.hears(6, { senderAheadMs: 10 ** 12 });
  });

  quiet(
    'by a stranger at a relay who writes any time, where others write theirs',
    (machine) => {
      for (let n = 0; n < 20; n++) {
        machine.hears(30, { senderAheadMs: 3_600_000 });
        machine.hears(1);
        machine.pass(2_000);
      }
    },
    0,
    LASTING_MS,
  );
});

describe('a difference in words', () => {
  test.each([
    [{ aheadMs: 60_400, atLeast: false }, 'about 60 s ahead of'],
    [{ aheadMs: 3_600_000, atLeast: false }, 'about 60 minutes ahead of'],
    [{ aheadMs: -15_000, atLeast: false }, 'about 15 s behind'],
    [{ aheadMs: -35_000, atLeast: true }, 'more than 35 s behind'],
    [{ aheadMs: -20 * 86_400_000, atLeast: false }, 'about 20 days behind'],
  ])('%j', (difference, words) => {
    const text = differenceText(difference);
    expect(text).toContain(`the clock of this machine is ${words} the clocks of its peers`);
    expect(text).toMatch(/Set it right/);
    expect(clockEvent(difference)).toEqual({ event: 'error', code: 'CLOCK_DIFFERS', error: text, ...difference });
  });
});
