import type { Bounds, Cursor, Entry, Records, Write } from './database.ts';
import { after } from './records.ts';

/** What an overlay says of one table, and the order of its keys while it lasts. */
type Layer = { readonly values: Map<string, Uint8Array | undefined>; sorted?: readonly string[] };

/**
 * Records that are to hide others: what a transaction wrote, before it is committed; or what a commit overwrote, for those who look at
 * the time before.
 */
export class Overlay {
  readonly #tables = new Map<string, Layer>();

  /** What a record is by this overlay: `{ value: undefined }` if it is gone, `undefined` if the overlay says nothing of it. */
  get(table: string, key: string): { readonly value: Uint8Array | undefined } | undefined {
    const values = this.#tables.get(table)?.values;
    return values?.has(key) === true ? { value: values.get(key) } : undefined;
  }

  /** Keeps the array. */
  set(table: string, key: string, value: Uint8Array | undefined): void {
    const layer: Layer = this.#tables.get(table) ?? { values: new Map() };
    this.#tables.set(table, layer);
    if (!layer.values.has(key)) delete layer.sorted;
    layer.values.set(key, value);
  }

  /** Keys of which it says something, within bounds and in their direction. */
  keys(table: string, { gte, lt, reverse }: Bounds): readonly string[] {
    const layer = this.#tables.get(table);
    if (layer === undefined || gte >= lt) return [];
    layer.sorted ??= [...layer.values.keys()].sort();
    const keys = layer.sorted.slice(lowerBound(layer.sorted, gte), lowerBound(layer.sorted, lt));
    return reverse ? keys.reverse() : keys;
  }

  /** All that it says. */
  writes(): Write[] {
    return [...this.#tables].flatMap(([table, { values }]) =>
      [...values].map(([key, value]) => ({ table, key, value })),
    );
  }
}

/** Records as they look through an overlay. That may grow meanwhile: what is read afterwards shows it. */
export function layered(below: Records, above: Overlay): Records {
  return {
    get(table, key) {
      const found = above.get(table, key);
      if (found !== undefined) return found.value;
      const value = below.get(table, key);
      // What was laid over it during the reading counts.
      return value instanceof Promise ? value.then((read) => (above.get(table, key) ?? { value: read }).value) : value;
    },
    cursor: (table, bounds) => layeredCursor(below.cursor(table, bounds), above, table, bounds),
  };
}

function layeredCursor(cursor: Cursor, above: Overlay, table: string, bounds: Bounds): Cursor {
  /** The bounds of what has not been given out. */
  let rest: Bounds | undefined = bounds;
  return {
    async next(count) {
      while (rest !== undefined) {
        const page = await cursor.next(count);
        // Only now is the overlay asked, so that what was laid over the page during the reading counts.
        const [passed, left] = split(rest, page.at(-1)?.[0]);
        rest = left;
        const entries = merge(page, above, table, passed);
        if (entries.length > 0) return entries;
      }
      return [];
    },
    close: () => cursor.close(),
  };
}

/** Parts bounds after a key, in their direction; without a key all is passed. */
function split(bounds: Bounds, key: string | undefined): [passed: Bounds, rest: Bounds | undefined] {
  if (key === undefined) return [bounds, undefined];
  return bounds.reverse
    ? [
        { ...bounds, gte: key },
        { ...bounds, lt: key },
      ]
    : [
        { ...bounds, lt: after(key) },
        { ...bounds, gte: after(key) },
      ];
}

/** Puts what the overlay says about these bounds into the records that were read of them. */
function merge(page: readonly Entry[], above: Overlay, table: string, bounds: Bounds): readonly Entry[] {
  const keys = above.keys(table, bounds);
  if (keys.length === 0) return page;
  const merged: Entry[] = [];
  let at = 0;
  for (const key of keys) {
    for (; at < page.length && precedes(page[at]![0], key, bounds); at++) merged.push(page[at]!);
    if (page[at]?.[0] === key) at++;
    const value = above.get(table, key)?.value;
    if (value !== undefined) merged.push([key, value]);
  }
  merged.push(...page.slice(at));
  return merged;
}

function precedes(a: string, b: string, { reverse }: Bounds): boolean {
  return reverse ? a > b : a < b;
}

/** The first place whose key is not below the one given. */
function lowerBound(sorted: readonly string[], key: string): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
