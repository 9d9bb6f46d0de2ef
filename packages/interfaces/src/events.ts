import type { Cancel } from './environment.ts';

/**
 * Something that tells what happened. `Events` maps the name of an event to what it carries.
 *
 * Listeners run in the order in which they were added, after the state that the event speaks of is final (for stored
 * state: after the commit). A listener that throws, or whose promise rejects, is reported to the logger of the source and stops
 * nobody else; its promise is not waited for.
 */
export interface EventSource<Events> {
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): Cancel;
}
