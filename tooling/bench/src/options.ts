import { parseArgs } from 'node:util';
import { ENGINE_NAMES, type EngineName } from './engines.ts';
import { GO } from './go.ts';
import type { Effort } from './rounds.ts';

/** What the command was asked to do. */
export type Options = {
  readonly mode: 'jobs' | 'growth' | 'list' | 'help';
  /** Names of jobs; none: all. */
  readonly only: readonly string[];
  readonly engines: readonly EngineName[];
  readonly go: boolean;
  readonly effort: Effort;
  /** Where to write the results for programs. */
  readonly json: string | undefined;
};

/** What people read who ask for it. */
export const USAGE: string = `usage: npm run bench -- [options]

Measures every engine, and the Go peer where it is built, side by side, and prints a table in Markdown.

  --only <job>       this job alone; may be repeated
  --engine <name>    this contestant alone (${[...ENGINE_NAMES, GO].join(', ')}); may be repeated
  --rounds <number>  rounds per job, 21 unless told
  --ms <number>      milliseconds per round and contestant, 50 unless told
  --quick            5 rounds of 30 ms
  --growth           cost curves of everything that grows, instead
  --json <file>      also write everything, round by round, to a file
  --list             names of jobs
  --help             this text`;

const FULL: Effort = { rounds: 21, milliseconds: 50 };
const QUICK: Effort = { rounds: 5, milliseconds: 30 };

/** The command was not called as the usage says. */
export class UsageError extends Error {}

/** Reads the arguments. @throws {UsageError} */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const contestants = values.engine ?? [...ENGINE_NAMES, GO];
  const unknown = contestants.find((name) => name !== GO && !ENGINE_NAMES.includes(name as EngineName));
  if (unknown !== undefined) throw new UsageError(`no such engine: ${unknown}`);
  const effort = values.quick === true ? QUICK : FULL;
  return {
    mode: values.help ? 'help' : values.list ? 'list' : values.growth ? 'growth' : 'jobs',
    only: values.only ?? [],
    engines: ENGINE_NAMES.filter((name) => contestants.includes(name)),
    go: contestants.includes(GO),
    effort: {
      rounds: positive(values.rounds, effort.rounds, 'rounds'),
      milliseconds: positive(values.ms, effort.milliseconds, 'ms'),
    },
    json: values.json,
  };
}

type Values = {
  readonly only?: string[] | undefined;
  readonly engine?: string[] | undefined;
  readonly rounds?: string | undefined;
  readonly ms?: string | undefined;
  readonly quick?: boolean | undefined;
  readonly growth?: boolean | undefined;
  readonly json?: string | undefined;
  readonly list?: boolean | undefined;
  readonly help?: boolean | undefined;
};

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        engine: { type: 'string', multiple: true },
        rounds: { type: 'string' },
        ms: { type: 'string' },
        quick: { type: 'boolean' },
        growth: { type: 'boolean' },
        json: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

function positive(text: string | undefined, otherwise: number, option: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${option}: not a positive integer: ${text}`);
  return value;
}
