import type { Cancel, EventSource, Logger } from '@status/interfaces';
import { callBack } from './callback.ts';

/** An event source that its owner can make speak. Keep it private; hand out its `on`. */
export class Emitter<Events> implements EventSource<Events> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => unknown>>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): Cancel {
    // A wrapper of its own, so that the same function added twice is called twice and cancelled apart.
    const entry = (event: Events[Name]): unknown => listener(event);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  /** Calls every listener of the event in turn. */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    const listeners = (this.#listeners.get(name) ?? new Set()) as Set<(event: Events[Name]) => unknown>;
    // Over a copy: who is added meanwhile hears the next event. Who is cancelled meanwhile hears nothing any more.
    for (const listener of [...listeners]) {
      if (!listeners.has(listener)) continue;
      callBack(
        () => listener(event),
        (error) => this.#logger.error('an event listener failed', { event: String(name), error: String(error) }),
      );
    }
  }
}
