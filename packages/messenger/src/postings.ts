import { bytesToHex } from '@status/base';
import type { Environment, PostReceipt, PublicKey } from '@status/interfaces';
import type { Background } from './background.ts';
import type { Dispatcher, Fate } from './dispatcher.ts';
import type { OutgoingEnvelope } from './envelope.ts';

/** Envelopes that belong together: what one seal gave, for all who shall read it. */
export interface Posting {
  /** Of two postings under one key only the newer is kept in the air. */
  readonly key: string;
  readonly envelopes: readonly OutgoingEnvelope[];
  /** How long to wait before an envelope that the transport refused is tried again, ms; absent: it is not. */
  readonly refusalPause?: number;
  /** Asked before an envelope that no peer had in its life, or that the transport refused, is posted again. */
  mayRepeat(index: number): Promise<boolean>;
  /** The transport took an envelope and will offer it to peers. */
  onPosted?(envelope: OutgoingEnvelope, receipt: PostReceipt): void;
  /** All envelopes for a recipient (none: the public) have come that far. Told once for each step. */
  onProgress?(recipient: PublicKey | undefined, progress: Progress): void;
  /** An envelope was confirmed, or left and had its whole life to be passed on: it is not posted again. Told once for each. */
  onSettled?(index: number): void;
}

/** How far envelopes came. */
export type Progress = 'sent' | 'confirmed';

const STEPS = ['none', 'sent', 'confirmed'] as const;

/** An envelope in its posting: how far it came, and whether its time is over. */
type Journey = { readonly index: number; readonly envelope: OutgoingEnvelope; step: number; settled: boolean };

/** The envelopes of one recipient, and how far all of them came. */
type Party = { readonly recipient: PublicKey | undefined; readonly journeys: Journey[]; step: number };

/** A posting under way. */
type Flight = { readonly posting: Posting; readonly parties: readonly Party[] };

/**
 * Keeps sealed bytes in the air until they left for a peer. What no peer had in its envelope's life is posted again as it is: its bytes are final, so
 * that posting them twice uses no key twice, and receivers tell the double by its id.
 */
export class Postings {
  readonly #dispatcher: Dispatcher;
  readonly #background: Background;
  readonly #environment: Environment;
  readonly #flights = new Map<string, Flight>();

  constructor(dispatcher: Dispatcher, background: Background, environment: Environment) {
    this.#dispatcher = dispatcher;
    this.#background = background;
    this.#environment = environment;
  }

  /** Posts every envelope. Rejects if the transport refuses one that is not to be tried again, and lets the posting go. */
  async post(posting: Posting): Promise<void> {
    const flight: Flight = { posting, parties: partiesOf(posting) };
    this.#flights.set(posting.key, flight);
    try {
      for (const party of flight.parties)
        for (const journey of party.journeys) await this.#send(flight, party, journey);
    } catch (error) {
      this.#land(flight);
      throw error;
    }
  }

  /** What is under that key is not posted again. */
  forget(key: string): void {
    this.#flights.delete(key);
  }

  async #send(flight: Flight, party: Party, journey: Journey): Promise<void> {
    const { posting } = flight;
    const onFate = (fate: Fate): void => this.#happened(flight, party, journey, fate);
    let receipt: PostReceipt;
    try {
      receipt = await this.#dispatcher.post(journey.envelope, onFate, this.#background.signal);
    } catch (error) {
      if (posting.refusalPause === undefined || this.#background.signal.aborted) throw error;
      this.#environment.logger.warn('the transport refused an envelope, trying again', { error: String(error) });
      this.#background.later(posting.refusalPause, () => this.#repeat(flight, party, journey));
      return;
    }
    posting.onPosted?.(journey.envelope, receipt);
  }

  #happened(flight: Flight, party: Party, journey: Journey, fate: Fate): void {
    if (fate === 'lost') {
      this.#background.run(this.#repeat(flight, party, journey));
      return;
    }
    if (fate !== 'done') advance(flight.posting, party, journey, fate);
    if (fate !== 'sent') this.#settle(flight, journey);
  }

  #settle(flight: Flight, journey: Journey): void {
    if (journey.settled) return;
    journey.settled = true;
    if (flight.parties.every(({ journeys }) => journeys.every(({ settled }) => settled))) this.#land(flight);
    flight.posting.onSettled?.(journey.index);
  }

  async #repeat(flight: Flight, party: Party, journey: Journey): Promise<void> {
    const { posting } = flight;
    // What was in an older posting is in the newer one.
    if (this.#flights.get(posting.key) !== flight) return;
    if (await posting.mayRepeat(journey.index)) await this.#send(flight, party, journey);
  }

  #land(flight: Flight): void {
    if (this.#flights.get(flight.posting.key) === flight) this.#flights.delete(flight.posting.key);
  }
}

function partiesOf({ envelopes }: Posting): Party[] {
  const parties = new Map<string, Party>();
  for (const [index, envelope] of envelopes.entries()) {
    const { recipient } = envelope;
    const name = recipient === undefined ? '' : bytesToHex(recipient);
    const party = parties.get(name) ?? { recipient, journeys: [], step: 0 };
    parties.set(name, party);
    party.journeys.push({ index, envelope, step: 0, settled: false });
  }
  return [...parties.values()];
}

/** Notes how far an envelope came; tells when with it all of its recipient's did. */
function advance(posting: Posting, party: Party, journey: Journey, progress: Progress): void {
  journey.step = Math.max(journey.step, STEPS.indexOf(progress));
  const step = Math.min(...party.journeys.map((other) => other.step));
  while (party.step < step) {
    party.step++;
    posting.onProgress?.(party.recipient, STEPS[party.step] as Progress);
  }
}
