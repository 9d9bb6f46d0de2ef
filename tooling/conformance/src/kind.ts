import type { Exceptions } from './compare.ts';

/** Bytes in lower-case hex, without `0x`. */
export type Hex = string;

/** One recorded case. */
export interface VectorCase {
  readonly kind: string;
  readonly id: string;
  readonly in: unknown;
  readonly out: unknown;
}

/** How cases of one kind are recomputed. */
export interface Kind {
  /**
   * Recomputes `out`. The recorded `out` comes along for what is neither computed nor in `in`: randomness that the
   * reference drew on its way, and the script of a transcript.
   */
  readonly recompute: (input: unknown, recorded: unknown) => unknown;
  /** Fields of `out` that are not compared as they stand, each with its reason. */
  readonly exceptions: Exceptions;
}

/**
 * Thrown by a recomputation for a case that pins what the reference does and this project refuses on purpose. The case counts as
 * skipped, with the message as reason. Only for a case that records just that: any other result has to fail.
 */
export class Refusal extends Error {}

/** A kind that nothing here recomputes, and why. */
export interface NotBuilt {
  readonly notBuilt: string;
}

/** The kinds of one vector file. */
export interface VectorFile {
  readonly kinds: Readonly<Record<string, Kind | NotBuilt>>;
  /** Takes a file of another form apart. */
  readonly casesOf?: (document: unknown) => readonly VectorCase[];
}

/** A kind, with the shapes that its cases have. They are trusted: what does not have them throws, and the case fails. */
export function kind<Input, Out = unknown>(
  recompute: (input: Input, recorded: Out) => unknown,
  exceptions: Exceptions = {},
): Kind {
  return { recompute: recompute as Kind['recompute'], exceptions };
}

/** Several kinds that are skipped for one reason. */
export function notBuilt(reason: string, ...kinds: readonly string[]): Record<string, NotBuilt> {
  return Object.fromEntries(kinds.map((name) => [name, { notBuilt: reason }]));
}

/** Compares only whether there is a value: texts of errors are the reference's own. */
export const PRESENCE: { readonly why: string; readonly as: (value: unknown) => boolean } = {
  why: 'the wording of errors is the reference’s own; whether there is one is compared',
  as: (value) => Boolean(value),
};
