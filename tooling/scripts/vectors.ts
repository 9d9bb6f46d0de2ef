// The reference vectors, as tests of packages read them.
import { readFileSync } from 'node:fs';

/** One case of a vector file: its inputs and what the reference made of them, each kind in a form of its own. */
// biome-ignore lint/suspicious/noExplicitAny: plain JSON, of whatever form its reader knows it to have.
export type VectorCase<In = any, Out = any> = {
  readonly kind: string;
  readonly id: string;
  readonly label?: string;
  readonly in: In;
  readonly out: Out;
};

/** A whole file of reference vectors. */
export function readVectors<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(`../vectors/data/${file}.json`, import.meta.url), 'utf8')) as Content;
}

/** The cases of one kind in a file of reference vectors. Throws if there are none, so that no table of tests is empty. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function vectors<In = any, Out = any>(file: string, kind: string): VectorCase<In, Out>[] {
  const { cases } = readVectors<{ readonly cases: readonly VectorCase<In, Out>[] }>(file);
  const chosen = cases.filter((entry) => entry.kind === kind);
  if (chosen.length === 0) throw new Error(`no cases of kind ${kind} in ${file}`);
  return chosen;
}
