import { readFileSync } from 'node:fs';

/** One case of a vector file: its inputs and what the reference made of them. */
export type VectorCase<In, Out> = {
  readonly kind: string;
  readonly id: string;
  readonly label?: string;
  readonly in: In;
  readonly out: Out;
};

/** The cases of one kind in one file of reference vectors. */
export function vectors<In, Out>(file: string, kind: string): VectorCase<In, Out>[] {
  const url = new URL(`../../../../tooling/vectors/data/${file}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(url, 'utf8')) as { cases: VectorCase<In, Out>[] };
  const chosen = cases.filter((entry) => entry.kind === kind);
  if (chosen.length === 0) throw new Error(`no cases of kind ${kind} in ${file}`);
  return chosen;
}
