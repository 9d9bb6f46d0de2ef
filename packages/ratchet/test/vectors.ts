import { readFileSync } from 'node:fs';

/** One recorded case. What is in it depends on its kind. */
// biome-ignore lint/suspicious/noExplicitAny: recorded data of many shapes.
export type Case = { readonly kind: string; readonly id: string; readonly label?: string; readonly in: any; readonly out: any };

/** The cases of one kind in a file of recorded outputs of the reference. */
export function casesOf(file: string, kind: string): readonly Case[] {
  const cases = (readVectors(file) as { cases: Case[] }).cases.filter((entry) => entry.kind === kind);
  if (cases.length === 0) throw new Error(`no case ${kind} in ${file}`);
  return cases;
}

/** A whole file of recorded outputs. */
export function readVectors(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../tooling/vectors/data/${file}`, import.meta.url), 'utf8'));
}
