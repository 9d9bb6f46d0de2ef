import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { PrivacyLayer, Store, SymmetricKey } from '@status/interfaces';
import { keyOfNameAsync, type Messenger } from '@status/messenger';
import { createStack, type Stack } from '@status/stack';
import { type ChatReport, scriptedChat, seededRandom, testEnvironment } from '@status/testing';
import type { Combination } from './axes.ts';
import { createData, createSecurity, createStore, createSync, SECURITY } from './layers.ts';
import { paceOf } from './pace.ts';
import { createTransport } from './transports.ts';

/** What playing the chat over a combination came to. */
export interface Played {
  readonly combination: Combination;
  /** What went wrong; empty if all is well. */
  readonly faults: readonly string[];
  /** What everybody has in the end; the same for every combination. */
  readonly state: readonly string[];
  /** Real time that it took, ms. */
  readonly tookMs: number;
  /** Time that passed in the play, ms. */
  readonly virtualMs: number;
  /** Bytes that the transport carried. */
  readonly bytes: number;
}

const NAMES = ['alice', 'bob', 'carol'] as const;

/** Keys of names, which cost more than everything else: people have the same identities in every play, so each is derived once. */
const nameKeys = new Map<string, Promise<SymmetricKey>>();

function deriveKey(name: string): Promise<SymmetricKey> {
  const known = nameKeys.get(name) ?? keyOfNameAsync(name);
  nameKeys.set(name, known);
  return known;
}

/** Plays the scripted chat over a combination of layers, under virtual time. Never rejects: what it fails of is a fault. */
export async function play(combination: Combination): Promise<Played> {
  const began = performance.now();
  const environment = testEnvironment({ seed: JSON.stringify(combination) });
  const { clock } = environment;
  const start = clock.elapsed();
  const transport = await createTransport(combination, environment);
  const disposals: (() => Promise<void>)[] = [() => transport.stop()];
  let report: ChatReport = { messageIds: [], faults: [], state: [] };
  try {
    const messengers = {} as Record<(typeof NAMES)[number], Messenger>;
    const work = new Work();
    for (const name of NAMES) {
      const { store, dispose } = await createStore(combination.store);
      disposals.push(dispose);
      const seed = { seed: `${name} ${JSON.stringify(combination)}`, clock };
      const privacy = await transport.join(name);
      const stack = compose(combination, name, testEnvironment(seed), work, { store: work.watch(store), privacy });
      disposals.push(() => stack.stop());
      messengers[name] = stack.messenger;
    }
    const { stepMs, timeoutMs } = paceOf(combination);
    const pass = async (): Promise<void> => {
      await clock.advance(stepMs);
      await work.done();
    };
    for (const name of NAMES) await passing(messengers[name].start(), pass);
    report = await scriptedChat(messengers, scriptOf(combination, { clock, pass, timeoutMs }));
  } catch (error) {
    report = { ...report, faults: [...report.faults, String(error)] };
  }
  const result = { bytes: transport.bytes(), virtualMs: clock.elapsed() - start };
  for (const dispose of disposals.reverse()) await dispose();
  return { combination, ...result, faults: report.faults, state: report.state, tookMs: performance.now() - began };
}

function compose(
  combination: Combination,
  name: string,
  environment: ReturnType<typeof testEnvironment>,
  work: Work,
  below: { readonly store: Store; readonly privacy: PrivacyLayer },
): Stack {
  const identity = generatePrivateKey(seededRandom(`identity of ${name}`));
  const person = { identity, publicKey: publicKeyOf(identity), environment };
  const { groupSync } = groupsOf(combination);
  return createStack({
    identity,
    environment,
    ...below,
    security: createSecurity(combination.security, person),
    sync: createSync(combination, person),
    data: createData(combination.data),
    options: { deriveKey: (key) => work.note(deriveKey(key)), groupSync },
  });
}

/** A group cipher seals once for all; else data sync delivers, to the group itself where it knows groups. */
function groupsOf({ security, sync }: Combination): { readonly groupSync: 'none' | 'pairs' | 'group' } {
  const { groupSync } = SECURITY[security];
  if (groupSync === 'none') return { groupSync };
  return { groupSync: sync === 'offer' ? 'group' : 'pairs' };
}

function scriptOf(
  combination: Combination,
  time: Pick<Parameters<typeof scriptedChat>[1], 'clock' | 'pass' | 'timeoutMs'>,
): Parameters<typeof scriptedChat>[1] {
  const { keys, protections } = SECURITY[combination.security];
  const synced = combination.sync !== 'none';
  const group = synced && groupsOf(combination).groupSync !== 'none';
  return { ...time, keys, protections, acknowledges: { direct: synced, group } };
}

/** What work comes to, while time passes for it. */
async function passing<Result>(work: Promise<Result>, pass: () => Promise<void>): Promise<Result> {
  let over = false;
  const done = (): void => {
    over = true;
  };
  work.then(done, done);
  while (!over) await pass();
  return work;
}

/** Knows when a disk or a thread is busy: virtual time must not run away from what is real. */
class Work {
  readonly #running = new Set<Promise<unknown>>();

  note<Result>(work: Promise<Result>): Promise<Result> {
    const settled: Promise<unknown> = work.then(
      () => this.#running.delete(settled),
      () => this.#running.delete(settled),
    );
    this.#running.add(settled);
    return work;
  }

  watch(store: Store): Store {
    return {
      transaction: (work, options) => this.note(store.transaction(work, options)),
      read: (work, options) => this.note(store.read(work, options)),
      close: () => store.close(),
      [Symbol.asyncDispose]: () => store.close(),
    };
  }

  /** Resolves when nothing is under way that was when it was called. */
  async done(): Promise<void> {
    await Promise.all(this.#running);
  }
}
