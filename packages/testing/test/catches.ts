import { describe, expect, test } from '@jest/globals';
import type { Case } from '../src/compliance/case.ts';
import type { Misbehaving } from '../src/misbehaving.ts';

/** A suite with one manifest, and what it must catch. */
export type Hunt<Subject> = {
  /** What the faulty ones claim to be able to; absent if there is one manifest only. */
  readonly kind?: string;
  readonly variants: readonly Misbehaving<Subject>[];
  readonly suite: (setup: () => Promise<Subject>) => readonly Case[];
};

/**
 * The suite of a seam sees each fault by the case that is named for it, and has no case that was not seen to catch anything.
 *
 * @param seam what the names of its cases begin with
 */
export function catches<Subject>(seam: string, ...hunts: readonly Hunt<Subject>[]): void {
  const casesOf = (suite: Hunt<Subject>['suite'], setup: () => Promise<Subject>): Map<string, Case['run']> =>
    new Map(suite(setup).map(({ name, run }) => [name.replace(`${seam}: `, ''), run]));

  for (const { kind, variants, suite } of hunts) {
    describe(`the ${seam} suite catches one that${kind === undefined ? '' : ` ${kind} and`}`, () => {
      test.each(variants)('$fault', async ({ caughtBy, setup }) => {
        const run = casesOf(suite, setup).get(caughtBy);
        // What is wrong is found by the suite, or thrown on purpose; a variant that trips over itself proves nothing.
        await expect(run!()).rejects.not.toMatchObject({
          name: expect.stringMatching(/^(Type|Reference|Syntax)Error$/),
        });
      });
    });
  }

  test(`every promise of the ${seam} suite has somebody who breaks it`, () => {
    const nobody = (): Promise<Subject> => Promise.reject(new Error('not to be run'));
    const promises = new Set(hunts.flatMap(({ suite }) => [...casesOf(suite, nobody).keys()]));
    const broken = new Set(hunts.flatMap(({ variants }) => variants.map(({ caughtBy }) => caughtBy)));
    expect([...broken].sort()).toEqual([...promises].sort());
  });
}
