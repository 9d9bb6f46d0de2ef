import { ENGINE_NAMES } from './engines.ts';
import { GO } from './go.ts';
import type { Curve } from './growth.ts';
import type { NetworkCost } from './network.ts';
import { type Result, ratio } from './rounds.ts';

/** The results of jobs as a Markdown table: rates of each contestant, then how they compare round by round. */
export function resultTable(results: readonly Result[], contestants: readonly string[]): string {
  const engines = ENGINE_NAMES.filter((name) => contestants.includes(name));
  const pairs = [
    ...engines.filter((name) => name !== 'noble').map((name) => [name, 'noble'] as const),
    ...engines.map((name) => [name, GO] as const),
  ].filter(([, to]) => contestants.includes(to));
  const header = ['job', 'unit', ...contestants, ...pairs.map(([name, to]) => `${name} ÷ ${to}`)];
  const rows = results.map((result) => [
    result.job.title,
    result.job.unit,
    ...contestants.map((name) => rateText(result.scores[name]?.median)),
    ...pairs.map(([name, to]) => ratioText(ratio(result, name, to))),
  ]);
  return markdown(header, rows, 2);
}

/** The jobs at which an engine is behind the Go peer, the furthest behind first. */
export function behindGo(results: readonly Result[], engine: string): string[] {
  return results
    .map((result) => ({ title: result.job.title, times: ratio(result, engine, GO) ?? Number.POSITIVE_INFINITY }))
    .filter(({ times }) => times < 1)
    .sort((a, b) => a.times - b.times)
    .map(({ title, times }) => `${title}: ${times.toFixed(2)}`);
}

/** Cost curves as a Markdown table: microseconds per operation, a column for each place in the list of sizes. */
export function growthTable(curves: readonly Curve[]): string {
  const width = Math.max(...curves.map(({ points }) => points.length));
  const header = ['structure and operation', ...Array.from({ length: width }, (_, i) => `size ${i + 1}`)];
  const rows = curves.map(({ growth, points }) => [
    growth.title,
    ...Array.from({ length: width }, (_, i) => {
      const point = points[i];
      return point === undefined ? '' : `${costText(point.score.median)} at ${sizeText(point.size)}`;
    }),
  ]);
  return markdown(header, rows, 1);
}

/** What networks cost as a Markdown table, a row for each size. */
export function networkTable(costs: readonly NetworkCost[]): string {
  const header = [
    'Whisper nodes in one process',
    'idle, per node and virtual s',
    'memory per node',
    'envelope, per node that takes it',
  ];
  const rows = costs.map(({ nodes, idle, memory, delivery }) => [
    sizeText(nodes),
    `${idle.toPrecision(2)} µs`,
    `${(memory / 1024).toFixed(1)} KiB`,
    `${delivery.toPrecision(3)} µs`,
  ]);
  return markdown(header, rows, 1);
}

function markdown(header: readonly string[], rows: readonly (readonly string[])[], texts: number): string {
  const lines = [header, header.map((_, i) => (i < texts ? '---' : '--:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rateText(rate: number | undefined): string {
  if (rate === undefined) return '';
  return rate >= 100 ? Math.round(rate).toLocaleString('en-US') : rate.toPrecision(3);
}

function ratioText(times: number | undefined): string {
  if (times === undefined) return '';
  return times >= 100 ? times.toFixed(0) : times.toPrecision(3);
}

function costText(rate: number): string {
  return `${(1e6 / rate).toPrecision(3)} µs`;
}

function sizeText(size: number): string {
  return size.toLocaleString('en-US');
}
