import { describeDifference, firstDifference } from './compare.ts';
import { type Kind, type NotBuilt, Refusal, type VectorCase } from './kind.ts';
import { VECTOR_FILES } from './kinds/index.ts';

/** A case that did not come out as recorded. */
export interface Failure {
  readonly id: string;
  /** The first field that differs, or what was thrown. */
  readonly reason: string;
}

/** What became of the cases of one kind in one file. */
export interface KindResult {
  readonly file: string;
  readonly kind: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skipped: number;
  /** Why they were skipped. */
  readonly reason?: string;
}

/** Runs the cases of one vector file, given its name and what its JSON says, and tells after each kind. */
export async function* runDocument(file: string, document: unknown): AsyncGenerator<KindResult> {
  for (const [name, cases] of byKind(casesOf(file, document))) yield await runKind(file, name, cases);
}

/** Recomputes one case; `undefined` if all came out as recorded, else why it failed. Rejects with `Refusal` if it is to be skipped. */
export async function runCase(kind: Kind, { in: input, out }: VectorCase): Promise<string | undefined> {
  try {
    const difference = firstDifference(out, await kind.recompute(input, out), kind.exceptions);
    return difference === undefined ? undefined : describeDifference(difference);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
}

async function runKind(file: string, name: string, cases: readonly VectorCase[]): Promise<KindResult> {
  const kind = kindOf(file, name);
  if ('notBuilt' in kind) {
    return { file, kind: name, passed: 0, failures: [], skipped: cases.length, reason: kind.notBuilt };
  }
  const failures: Failure[] = [];
  const refusals: string[] = [];
  for (const each of cases) {
    try {
      const reason = await runCase(kind, each);
      if (reason !== undefined) failures.push({ id: each.id, reason });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(`${each.id}: ${error.message}`);
    }
  }
  const skipped = refusals.length;
  const result = { file, kind: name, passed: cases.length - failures.length - skipped, failures, skipped };
  return skipped === 0 ? result : { ...result, reason: refusals.join('; ') };
}

function kindOf(file: string, name: string): Kind | NotBuilt {
  if (!Object.hasOwn(VECTOR_FILES, file)) return { notBuilt: 'unknown file' };
  const { kinds } = VECTOR_FILES[file]!;
  return Object.hasOwn(kinds, name) ? kinds[name]! : { notBuilt: 'unknown kind' };
}

function byKind(cases: readonly VectorCase[]): ReadonlyMap<string, readonly VectorCase[]> {
  const kinds = new Map<string, VectorCase[]>();
  for (const each of cases) {
    const others = kinds.get(each.kind);
    if (others === undefined) kinds.set(each.kind, [each]);
    else others.push(each);
  }
  return kinds;
}

/** A file of no known form counts as one case of no known kind, so that it does not go unnoticed. */
function casesOf(file: string, document: unknown): readonly VectorCase[] {
  const special = Object.hasOwn(VECTOR_FILES, file) ? VECTOR_FILES[file]!.casesOf : undefined;
  if (special !== undefined) return special(document);
  const cases = (document as { cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases)) return [{ kind: '(no list of cases)', id: file, in: undefined, out: undefined }];
  return cases.map((each: Partial<VectorCase> | null, index) => ({
    kind: String(each?.kind ?? '(no kind)'),
    id: String(each?.id ?? `#${index}`),
    in: each?.in,
    out: each?.out,
  }));
}
