import { bytesToHex, copyBytes } from '@status/base';
import { keccak256, publicKeyOf, wipe } from '@status/crypto';
import type { Cancel, Filter, ListenKey, Topic } from '@status/interfaces';
import { requireListenKey } from '@status/message-encryption/wire';
import { requireTopic, topicNumber } from './topic.ts';

/** A key that listens under some topic, and whom what it opens is for. */
export type Listening<Target> = {
  readonly key: ListenKey;
  readonly targets: readonly Target[];
};

/** A key that filters share; kept once, tried once per envelope, wiped with its last filter. */
type Holder = { readonly id: string; readonly key: ListenKey; filters: number };

/** Targets that listen with the same key under the same topic. */
type Listeners<Target> = Map<Holder, Set<Target>>;

/**
 * Filters, found by topic: what an envelope costs depends on the keys that listen under its topic, not on how many filters there are.
 *
 * Topics match exactly; a filter without topics is tried on every envelope (go-ethereum `Filters`).
 */
export class FilterIndex<Target> {
  readonly #holders = new Map<string, Holder>();
  readonly #byTopic = new Map<number, Listeners<Target>>();
  readonly #everywhere: Listeners<Target> = new Map();

  /**
   * Adds a filter; a target has one filter at most. Copies the key.
   *
   * @throws {MessageEncryptionError} `PRIVACY_KEY`.
   * @throws {WhisperError} `PRIVACY_TOPIC`.
   */
  add(filter: Filter, target: Target): Cancel {
    requireListenKey(filter.key);
    for (const topic of filter.topics) requireTopic(topic);
    const holder = this.#hold(filter.key);
    const topics = [...new Set(filter.topics.map(topicNumber))];
    for (const topic of topics) insert(listenersOf(this.#byTopic, topic), holder, target);
    if (topics.length === 0) insert(this.#everywhere, holder, target);

    let active = true;
    return () => {
      if (!active) return;
      active = false;
      for (const topic of topics) {
        const listeners = this.#byTopic.get(topic)!;
        discard(listeners, holder, target);
        if (listeners.size === 0) this.#byTopic.delete(topic);
      }
      if (topics.length === 0) discard(this.#everywhere, holder, target);
      this.#release(holder);
    };
  }

  /** The keys that listen under a topic, each once: what an envelope under it has to be tried with. */
  listening(topic: Topic): Listening<Target>[] {
    const here = this.#byTopic.get(topicNumber(topic));
    const listening: Listening<Target>[] = [];
    for (const [holder, targets] of here ?? []) {
      listening.push({ key: holder.key, targets: [...targets, ...(this.#everywhere.get(holder) ?? [])] });
    }
    for (const [holder, targets] of this.#everywhere) {
      if (here?.has(holder) !== true) listening.push({ key: holder.key, targets: [...targets] });
    }
    return listening;
  }

  #hold(key: ListenKey): Holder {
    const id = identityOf(key);
    let holder = this.#holders.get(id);
    if (holder === undefined) {
      holder = { id, key: copyKey(key), filters: 0 };
      this.#holders.set(id, holder);
    }
    holder.filters += 1;
    return holder;
  }

  #release(holder: Holder): void {
    holder.filters -= 1;
    if (holder.filters > 0) return;
    this.#holders.delete(holder.id);
    wipe(secretOf(holder.key));
  }
}

function listenersOf<Target>(byTopic: Map<number, Listeners<Target>>, topic: number): Listeners<Target> {
  const listeners = byTopic.get(topic) ?? new Map();
  byTopic.set(topic, listeners);
  return listeners;
}

function insert<Target>(listeners: Listeners<Target>, holder: Holder, target: Target): void {
  const targets = listeners.get(holder) ?? new Set();
  listeners.set(holder, targets);
  targets.add(target);
}

function discard<Target>(listeners: Listeners<Target>, holder: Holder, target: Target): void {
  const targets = listeners.get(holder)!;
  targets.delete(target);
  if (targets.size === 0) listeners.delete(holder);
}

function secretOf(key: ListenKey): Uint8Array {
  return key.kind === 'symmetric' ? key.key : key.privateKey;
}

function copyKey(key: ListenKey): ListenKey {
  return key.kind === 'symmetric'
    ? { kind: 'symmetric', key: copyBytes(key.key) }
    : { kind: 'asymmetric', privateKey: copyBytes(key.privateKey) };
}

/** What tells keys apart without being one, since a text cannot be wiped. */
function identityOf(key: ListenKey): string {
  return bytesToHex(key.kind === 'symmetric' ? keccak256(key.key) : publicKeyOf(key.privateKey));
}
