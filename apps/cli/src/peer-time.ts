import { bytesToHex } from '@status/base';
import type { Cancel, Clock, EventSource } from '@status/interfaces';
import { type Envelope, type EnvelopeReader, envelopeReader, type RelayEvents } from '@status/whisper';
import { EXPIRED_ALLOWANCE, LIFETIME, SYNC_ALLOWANCE } from '@status/whisper/constants';
import { REFUSAL_TEXT } from '@status/whisper/wire';

/** How the clock of this machine differs from those of its peers. */
export interface ClockDifference {
  /** By how much it is ahead, ms; negative: behind. */
  readonly aheadMs: number;
  /** Nothing tells how much it is, only that it is no less than this. */
  readonly atLeast: boolean;
}

/** Envelopes of others that are looked at: the last ones. */
const HEARD = 8;
/** For how long what was heard or answered counts, ms. */
const MEMORY_MS = 60_000;
/** A peer that answers later than this after an envelope left was asleep, or far away, and says nothing about clocks, ms. */
const PROMPT_MS = 5_000;
/** How long a number is waited for when there is but a bound, ms. */
const BOUND_WAIT_MS = 5_000;
/** The wall clock was set if it moved by more than this against elapsed time, ms. */
const STEP_MS = 1_000;
/** Envelopes that all expired on their way tell of a clock if they go on coming for so long, ms: a link that was cut brings old ones in one go. */
export const LASTING_MS = 20_000;
const LASTING_COUNT = 4;
/** How much the ages of envelopes may differ which all came at once, ms: what one lives. */
const AGES_MS: number = LIFETIME;

const ALLOWED_MS: number = SYNC_ALLOWANCE * 1000;
/** An envelope that takes the usual way is refused as too old from this difference on, ms; nearer ones may be dropped without a word. */
const TOO_OLD_MS: number = LIFETIME + EXPIRED_ALLOWANCE * 1000;

/** An envelope of somebody else: by how much this clock is ahead of the time at which it says that it was sent, and whether its time is over. */
type Heard = { readonly hash: string; readonly at: number; readonly leadMs: number; readonly expired: boolean };
type Verdict = { readonly at: number; readonly says: 'ahead' | 'behind' | 'fits' };

/**
 * Compares the clock of this machine with those of its peers: by the times of the envelopes that they send, fit or not, and by what they refuse. A clock
 * that is wrong by more than Whisper tolerates (10 s) makes a node deaf, or dumb, or both, and nothing fails.
 *
 * Peers can lie. What the most of them say counts, an answer that came late does not, and all is forgotten once the clock is set.
 */
export class PeerTime {
  /** To be what the node reads envelopes with: it hears those too which are dropped. */
  readonly reader: EnvelopeReader;
  readonly #clock: Clock;
  #heard: Heard[] = [];
  readonly #answers = new Map<string, Verdict>();
  /** When an own envelope left for a peer, by envelope and peer. */
  readonly #left = new Map<string, number>();
  #offset: number | undefined;
  #told: 'nothing' | 'bound' | 'number' = 'nothing';
  #tell: (difference: ClockDifference) => void = () => {};
  #cancelWait: Cancel | undefined;
  readonly #patienceMs: number;

  /** @param patienceMs for how long nothing but envelopes from the future has to come; 0: two of them. For a node that strangers connect to. */
  constructor(clock: Clock, patienceMs = 0) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
    this.reader = {
      ...envelopeReader,
      read: (bytes) => {
        const envelope = envelopeReader.read(bytes);
        this.#hear(envelope);
        return envelope;
      },
    };
  }

  /** Tells when the clock differs: once, and once more where only a bound was known and then a number is. Again only after the clock was set. */
  watch(whisper: EventSource<RelayEvents>, tell: (difference: ClockDifference) => void): void {
    this.#tell = tell;
    whisper.on('sent', ({ hash, peer }) => this.#noteLeft(bytesToHex(hash) + peer));
    whisper.on('confirmed', ({ peer }) => this.#answer(peer, 'fits'));
    whisper.on('refused', ({ hash, peer, reason }) => {
      const left = this.#left.get(bytesToHex(hash) + peer);
      if (left === undefined || this.#clock.elapsed() - left > PROMPT_MS) return;
      if (reason.startsWith(REFUSAL_TEXT.future)) this.#answer(peer, 'ahead');
      else if (reason.startsWith(REFUSAL_TEXT.old)) this.#answer(peer, 'behind');
    });
  }

  /** Tells at once what is still waited with. */
  close(): void {
    if (this.#cancelWait === undefined) return;
    this.#conclude(true);
  }

  #hear({ hash, expiry, ttl }: Envelope): void {
    this.#noticeStep();
    const name = bytesToHex(hash);
    if (this.#heard.some((heard) => heard.hash === name)) return;
    const now = this.#clock.now();
    const leadMs = now - ((expiry - ttl) >>> 0) * 1000;
    this.#heard.push({ hash: name, at: this.#clock.elapsed(), leadMs, expired: now >= (expiry + 1) * 1000 });
    if (this.#heard.length > HEARD) this.#heard.shift();
    this.#conclude();
  }

  #answer(peer: string, says: Verdict['says']): void {
    this.#noticeStep();
    this.#answers.delete(peer);
    this.#answers.set(peer, { at: this.#clock.elapsed(), says });
    if (this.#answers.size > 100) this.#answers.delete(this.#answers.keys().next().value!);
    this.#conclude();
  }

  #noteLeft(key: string): void {
    this.#noticeStep();
    this.#left.set(key, this.#clock.elapsed());
    if (this.#left.size > 1_000) this.#left.delete(this.#left.keys().next().value!);
  }

  /** What was heard before the clock was set says nothing any more. */
  #noticeStep(): void {
    const offset = this.#clock.now() - this.#clock.elapsed();
    if (this.#offset !== undefined && Math.abs(offset - this.#offset) <= STEP_MS) return;
    this.#offset = offset;
    this.#heard = [];
    this.#answers.clear();
    this.#left.clear();
    this.#told = 'nothing';
    this.#stopWaiting();
  }

  #conclude(now = false): void {
    const found = this.#told === 'number' ? undefined : this.#difference();
    if (found === undefined) {
      this.#stopWaiting();
      return;
    }
    if (found.atLeast && !now) {
      if (this.#told === 'nothing') this.#cancelWait ??= this.#clock.schedule(BOUND_WAIT_MS, () => this.close());
      return;
    }
    this.#stopWaiting();
    this.#told = found.atLeast ? 'bound' : 'number';
    this.#tell(found);
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }

  #difference(): ClockDifference | undefined {
    const since = this.#clock.elapsed() - MEMORY_MS;
    const heard = this.#heard.filter(({ at }) => at >= since);
    const said = this.#majority(since);
    if (heard.length === 0) {
      if (said === 'ahead') return { aheadMs: ALLOWED_MS, atLeast: true };
      return said === 'behind' ? { aheadMs: -TOO_OLD_MS, atLeast: true } : undefined;
    }
    const leads = heard.map(({ leadMs }) => leadMs).sort((one, other) => one - other);
    // Not the least one, which a single wrong clock may have written.
    const aheadMs = leads[1] ?? leads[0]!;
    const fromFuture = lastRun(heard, ({ leadMs }) => leadMs < -ALLOWED_MS);
    const isDeaf = fromFuture.length >= 2 && fromFuture.at(-1)!.at - fromFuture[0]!.at >= this.#patienceMs;
    const isBehind =
      aheadMs < -ALLOWED_MS && (said === 'behind' || (isDeaf && !(said === 'fits' && aheadMs < -TOO_OLD_MS)));
    // What others write has the last word: a peer may have a wrong clock itself.
    const isAhead = aheadMs > ALLOWED_MS / 2 && (said === 'ahead' || (said !== 'fits' && isLasting(heard)));
    return isBehind || isAhead ? { aheadMs, atLeast: false } : undefined;
  }

  /** What more than half of those peers say that have said anything. */
  #majority(since: number): Verdict['says'] | undefined {
    const said = [...this.#answers.values()].filter(({ at }) => at >= since).map(({ says }) => says);
    return said.find((word) => said.filter((other) => other === word).length * 2 > said.length);
  }
}

function lastRun(heard: readonly Heard[], is: (heard: Heard) => boolean): readonly Heard[] {
  return heard.slice(heard.findLastIndex((one) => !is(one)) + 1);
}

/** Whether nothing but expired envelopes has come for a while, all of about one age. */
function isLasting(heard: readonly Heard[]): boolean {
  const leads = heard.map(({ leadMs }) => leadMs);
  return (
    heard.length >= LASTING_COUNT &&
    heard.every(({ expired }) => expired) &&
    heard.at(-1)!.at - heard[0]!.at >= LASTING_MS &&
    Math.max(...leads) - Math.min(...leads) <= AGES_MS
  );
}

/** A difference as the line contract has it. */
export function clockEvent(difference: ClockDifference): Readonly<Record<string, unknown>> {
  return { event: 'error', error: differenceText(difference), code: 'CLOCK_DIFFERS', ...difference };
}

/** A difference for people: what, by how much, and what to do. */
export function differenceText({ aheadMs, atLeast }: ClockDifference): string {
  const much = `${atLeast ? 'more than' : 'about'} ${durationText(Math.abs(aheadMs))}`;
  const effect =
    aheadMs > 0
      ? 'peers refuse what is sent from here as coming from the future'
      : 'what others send is refused here as coming from the future, and what is sent from here is too old for peers';
  return `the clock of this machine is ${much} ${aheadMs > 0 ? 'ahead of' : 'behind'} the clocks of its peers: ${effect}. Set it right, best by turning on automatic time (NTP)`;
}

function durationText(ms: number): string {
  const units = [
    [86_400_000, 'days'],
    [3_600_000, 'hours'],
    [60_000, 'minutes'],
  ] as const;
  const [size, unit] = units.find(([length]) => ms >= 2 * length) ?? [1_000, 's'];
  return `${Math.round(ms / size)} ${unit}`;
}
