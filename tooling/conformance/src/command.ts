import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installEngine, resetEngine } from '@status/crypto';
import { loadOxEngine } from '@status/crypto/engine-ox';
import { runFolder, VectorsError } from './folder.ts';
import type { KindResult } from './runner.ts';

const USAGE = 'usage: npm run --silent conformance -- <folder> [--engine noble|wasm] [--json]';

const ENGINES = {
  noble: async () => resetEngine(),
  wasm: async () => {
    try {
      installEngine(await loadOxEngine());
    } catch (cause) {
      throw new UsageError(`the engine wasm does not load: ${(cause as Error).message}`, { cause });
    }
  },
} as const;

type EngineName = keyof typeof ENGINES;

/** Where the command prints and where relative folders begin. */
export interface Surroundings {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly directory: string;
}

/** Runs the command and resolves with its exit code: 0, 1 if a case failed, 2 if it could not be run as asked. */
export async function conformance(args: readonly string[], { out, err, directory }: Surroundings): Promise<number> {
  if (args.includes('--help')) {
    out(USAGE);
    return 0;
  }
  try {
    const { folder, engine, json } = readArguments(args);
    await ENGINES[engine]();
    const results: KindResult[] = [];
    for await (const result of runFolder(resolve(directory, folder))) {
      results.push(result);
      if (!json) for (const line of linesOf(result)) out(line);
    }
    const total = sum(results);
    out(json ? JSON.stringify({ folder, engine, files: treeOf(results), total }) : `total: ${countsText(total)}`);
    return total.failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof VectorsError || error instanceof UsageError)) throw error;
    err(error.message);
    return 2;
  }
}

class UsageError extends Error {}

function readArguments(args: readonly string[]): { folder: string; engine: EngineName; json: boolean } {
  const { values, positionals } = parse(args);
  const { engine = 'noble', json = false } = values;
  if (positionals.length !== 1) throw new UsageError(USAGE);
  if (!isEngineName(engine)) throw new UsageError(`no such engine: ${engine}\n${USAGE}`);
  return { folder: positionals[0]!, engine, json };
}

function parse(args: readonly string[]): {
  values: { engine?: string | undefined; json?: boolean | undefined };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      options: { engine: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n${USAGE}`, { cause });
  }
}

function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(ENGINES, name);
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function countsOf({ passed, failures, skipped }: KindResult): Counts {
  return { passed, failed: failures.length, skipped };
}

function sum(results: readonly KindResult[]): Counts {
  return results.map(countsOf).reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

function countsText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function linesOf(result: KindResult): string[] {
  const lines = [`${result.file} ${result.kind}: ${countsText(countsOf(result))}`];
  if (result.reason !== undefined) lines.push(`  skipped: ${result.reason}`);
  for (const { id, reason } of result.failures) lines.push(`  failed ${id}: ${reason}`);
  return lines;
}

/** The results for programs: by file, then by kind. */
function treeOf(results: readonly KindResult[]): object {
  const files: Record<string, Record<string, object>> = {};
  for (const result of results) {
    files[result.file] ??= {};
    files[result.file]![result.kind] = {
      ...countsOf(result),
      failures: result.failures,
      ...(result.reason === undefined ? {} : { reason: result.reason }),
    };
  }
  return files;
}
