import { AXES, type Axis } from './axes.ts';
import type { Played } from './play.ts';

const HEADER = [...Object.keys(AXES), 'result', 'real', 'virtual', 'bytes'];

/** The head of the table, in Markdown. */
export function header(): string {
  return `${row(HEADER)}\n${row(HEADER.map((_, i) => (i < HEADER.length - 4 ? '---' : '--:')))}`;
}

/** A line of the table. */
export function line({ combination, faults, tookMs, virtualMs, bytes }: Played): string {
  const { transport } = combination;
  const choices = (Object.keys(AXES) as Axis[]).map((axis) =>
    axis === 'host' && transport !== 'whisper' ? '–' : combination[axis],
  );
  const result =
    faults.length === 0 ? 'same' : `FAILED: ${faults[0]}${faults.length > 1 ? ` (+${faults.length - 1})` : ''}`;
  return row([...choices, result, `${Math.round(tookMs)} ms`, duration(virtualMs), bytes.toLocaleString('en')]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function duration(ms: number): string {
  return ms < 600_000 ? `${Math.round(ms / 1_000)} s` : `${(ms / 3_600_000).toFixed(1)} h`;
}
