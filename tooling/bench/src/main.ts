import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import type { Contestant } from './contestant.ts';
import { startEngine } from './engine-contestant.ts';
import { ENGINES } from './engines.ts';
import { GO, goAbsent, startGo } from './go.ts';
import { type Curve, measureGrowth } from './growth.ts';
import type { Growth } from './job.ts';
import { GROWTHS } from './jobs/growth.ts';
import { JOBS } from './jobs/index.ts';
import { LARGEST_NETWORK, measureNetwork, NETWORK, NETWORK_SIZES, type NetworkCost } from './network.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { type Result, ratio, runJob } from './rounds.ts';
import { behindGo, growthTable, networkTable, resultTable } from './table.ts';

try {
  const options = readOptions(process.argv.slice(2));
  await modes(options)[options.mode]();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

function modes(options: Options): Record<Options['mode'], () => Promise<void>> {
  return {
    jobs: () => runJobs(options),
    growth: () => runGrowth(options),
    async list() {
      for (const { name, title } of [...JOBS, ...GROWTHS, NETWORK]) console.log(`${name.padEnd(22)}${title}`);
    },
    async help() {
      console.log(USAGE);
    },
  };
}

async function runJobs(options: Options): Promise<void> {
  const jobs = chosen(JOBS, options.only);
  const contestants = await start(options);
  const names = contestants.map(({ name }) => name);
  const results: Result[] = [];
  try {
    for (const job of jobs) {
      console.error(`${job.title} …`);
      results.push(await runJob(job, contestants, options.effort));
    }
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.close()));
  }
  console.log(`${heading(options)}\n\n${resultTable(results, names)}`);
  const best = options.engines.at(-1);
  const behind = best === undefined ? [] : behindGo(results, best);
  if (behind.length > 0) console.log(`\nBehind Go with ${best}:\n\n${behind.map((line) => `- ${line}`).join('\n')}`);
  await writeJson(options, { results: results.map((result) => resultJson(result, names)) });
}

async function runGrowth(options: Options): Promise<void> {
  const growths = chosen([...GROWTHS, NETWORK], options.only).filter((growth): growth is Growth => 'prepare' in growth);
  const engine = options.engines.at(-1) ?? 'noble';
  await ENGINES[engine]();
  const curves: Curve[] = [];
  for (const growth of growths) {
    console.error(`${growth.title} …`);
    curves.push(await measureGrowth(growth, options.effort));
  }
  const networks = await measureNetworks(options.only);
  console.log(`${heading(options)} Engine ${engine}.`);
  if (curves.length > 0) console.log(`\n${growthTable(curves)}`);
  if (networks.length > 0) console.log(`\n${networkTable(networks)}`);
  await writeJson(options, {
    engine,
    networks,
    curves: curves.map(({ growth: { name, title }, points }) => ({ name, title, points })),
  });
}

/** The largest only where somebody asks for networks alone: it takes minutes, and gigabytes. */
async function measureNetworks(only: readonly string[]): Promise<NetworkCost[]> {
  if (only.length > 0 && !only.includes(NETWORK.name)) return [];
  const costs: NetworkCost[] = [];
  for (const size of only.length === 0 ? NETWORK_SIZES : [...NETWORK_SIZES, LARGEST_NETWORK]) {
    console.error(`${NETWORK.title}, ${size} …`);
    costs.push(await measureNetwork(size));
  }
  return costs;
}

function chosen<Item extends { readonly name: string }>(
  items: readonly Item[],
  only: readonly string[],
): readonly Item[] {
  const unknown = only.find((name) => !items.some((item) => item.name === name));
  if (unknown !== undefined) throw new UsageError(`no such job: ${unknown}`);
  return only.length === 0 ? items : items.filter(({ name }) => only.includes(name));
}

async function start({ engines, go }: Options): Promise<Contestant[]> {
  const contestants: Contestant[] = [];
  for (const engine of engines) contestants.push(await startEngine(engine));
  const absent = goAbsent();
  if (go && absent !== undefined) console.error(`No column for Go: ${absent}`);
  if (go && absent === undefined) contestants.push(await startGo());
  return contestants;
}

function heading({ effort: { rounds, milliseconds } }: Options): string {
  const processor = cpus()[0]?.model ?? 'unknown processor';
  return `Medians of ${rounds} rounds of ${milliseconds} ms. Node ${process.version}, ${processor}.`;
}

function resultJson({ job, scores }: Result, names: readonly string[]): object {
  const { name, title, unit } = job;
  const ratios = names.flatMap((own) =>
    ['noble', GO]
      .filter((other) => other !== own)
      .map((other) => [`${own}/${other}`, ratio({ job, scores }, own, other)] as const),
  );
  return { name, title, unit, scores, ratios: Object.fromEntries(ratios) };
}

async function writeJson({ json, effort }: Options, content: object): Promise<void> {
  if (json === undefined) return;
  // npm starts scripts in the project's folder; a relative path means the folder that the person is in.
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), json);
  const machine = { node: process.version, processor: cpus()[0]?.model, processors: cpus().length };
  await writeFile(file, `${JSON.stringify({ ...machine, effort, ...content }, null, 2)}\n`);
}
