import type { Exceptions } from '../src/compare.ts';
import { type Kind, PRESENCE, type VectorCase } from '../src/kind.ts';

/** Where a value stands in `out`. */
export type Path = readonly string[];

/** Every value in `out` that makes a difference, containers aside. */
export function comparedLeaves({ exceptions }: Kind, { out }: VectorCase): readonly Path[] {
  return leavesOf(out, []).filter((path) => {
    const exception = exceptionOf(exceptions, path);
    return (exception === undefined || exception.as !== undefined) && !isRefusedMessage(out, path);
  });
}

/** Which message a step of a transcript refuses is its script: another one would be refused too. */
function isRefusedMessage(out: unknown, path: Path): boolean {
  return path.at(-1) === 'msg' && Boolean(nodeAt(out, path.slice(0, -1))['error']);
}

function nodeAt(value: unknown, path: Path): Record<string, unknown> {
  return path.reduce((node, name) => node[name] as Record<string, unknown>, value as Record<string, unknown>);
}

/** A copy of a case in which one value of `out` is another one. */
export function corrupted({ exceptions }: Kind, original: VectorCase, path: Path): VectorCase {
  const copy = structuredClone(original);
  const name = path.at(-1)!;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (node, step) => node[step] as Record<string, unknown>,
      copy.out as Record<string, unknown>,
    );
  const value = parent[name];
  // What is only compared for being there must go, or come.
  parent[name] = exceptionOf(exceptions, path) === PRESENCE ? (value ? '' : 'something') : another(value);
  return copy;
}

function leavesOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

function exceptionOf(exceptions: Exceptions, path: Path): Exceptions[string] | undefined {
  const pattern = Object.keys(exceptions).find((pattern) => {
    const names = pattern.split('.');
    return names.length === path.length && names.every((name, i) => name === '*' || name === path[i]);
  });
  return pattern === undefined ? undefined : exceptions[pattern];
}

/** Another value of the same type; for texts one that is still hex where it was. */
function another(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return !value;
    case 'number':
      return value + 1;
    case 'string':
      return value === '' ? '00' : value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
    default:
      return '00';
  }
}
