/**
 * A field of `out` that is not compared as it stands. Without `as` it is left out; with `as` both sides go through it first.
 * `why` is for whoever reads the table of kinds.
 */
export interface Exception {
  readonly why: string;
  readonly as?: (value: unknown) => unknown;
}

/** Exceptions by path: names joined with dots, `*` for any name or list index, such as `steps.*.error`. */
export type Exceptions = Readonly<Record<string, Exception>>;

/** The first place where a recomputed value is not the recorded one. */
export interface Difference {
  readonly path: readonly string[];
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Compares a recomputed `out` with the recorded one, deeply and strictly: a field that only one side has is a difference.
 * What is not set is written in three ways by the reference's JSON (`null`, no field, an empty list), and they are equal.
 */
export function firstDifference(
  expected: unknown,
  actual: unknown,
  exceptions: Exceptions = {},
  path: readonly string[] = [],
): Difference | undefined {
  const exception = exceptionAt(exceptions, path);
  if (exception !== undefined) {
    const { as } = exception;
    return as === undefined ? undefined : firstDifference(as(expected), as(actual), {}, path);
  }
  if (isUnset(expected) && isUnset(actual)) return undefined;
  if (!isNode(expected) || !isNode(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return Object.is(expected, actual) ? undefined : { path, expected, actual };
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length !== actual.length) {
    return { path: [...path, 'length'], expected: expected.length, actual: actual.length };
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const difference = firstDifference(fieldOf(expected, name), fieldOf(actual, name), exceptions, [...path, name]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** A difference in one line: where, and a glimpse of both values around the first character that differs. */
export function describeDifference({ path, expected, actual }: Difference): string {
  const [left, right] = [textOf(expected), textOf(actual)];
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return `${['out', ...path].join('.')}: expected ${glimpse(left, at)}, got ${glimpse(right, at)}`;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function fieldOf(node: Node, name: string): unknown {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

function exceptionAt(exceptions: Exceptions, path: readonly string[]): Exception | undefined {
  for (const [pattern, exception] of Object.entries(exceptions)) {
    const names = pattern.split('.');
    if (names.length === path.length && names.every((name, i) => name === '*' || name === path[i])) return exception;
  }
  return undefined;
}

const GLIMPSE_BEFORE = 8;
const GLIMPSE = 32;

function glimpse(text: string, at: number): string {
  const start = text.length <= GLIMPSE ? 0 : Math.max(0, at - GLIMPSE_BEFORE);
  const end = start + GLIMPSE;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value);
}
