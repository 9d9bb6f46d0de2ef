/**
 * An implementation with one deliberate fault. They show that the compliance suites see what they look for, and serve tests of what a
 * layer above does with a bad neighbour.
 */
export type Misbehaving<Subject> = {
  /** What it does wrong. */
  readonly fault: string;
  /** The case of the seam's suite that must reject, without the seam's name. Others may too. */
  readonly caughtBy: string;
  /** Fresh instances, as the seam's suite wants them. */
  readonly setup: () => Promise<Subject>;
};

/** Bytes that are not a plain `Uint8Array`, as Node's `Buffer` is not. */
export class FancyBytes extends Uint8Array {}
