import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { Store } from '@status/interfaces';

/** Lets a process of its own commit transactions, kills it, and returns the last one that it said was done. */
export async function killAfter(kind: 'level' | 'sqlite', path: string, transactions: number): Promise<number> {
  const loader = new URL('./typescript-loader.mjs', import.meta.url).href;
  const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@status/source', '--import', loader, writer, kind, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line);
    if (told === transactions) child.kill('SIGKILL');
  }
  await exited;
  expect(told).toBeGreaterThanOrEqual(transactions);
  return told;
}

/** The store holds whole transactions of such a process, and all that it told of. */
export async function expectWhole(store: Store, told: number): Promise<void> {
  await store.read(async (view) => {
    const rounds: number[] = [];
    for (const table of ['table-0', 'table-1', 'table-2']) {
      for await (const [, value] of view.entries(table)) rounds.push(roundOf(value));
    }
    expect(rounds).toHaveLength(10);
    expect(new Set(rounds).size).toBe(1);
    expect(rounds[0]).toBeGreaterThanOrEqual(told);
    let logged = 0;
    for await (const _ of view.entries('log')) logged++;
    expect(logged).toBe(rounds[0]! * 10);
  });
}

function roundOf(value: Uint8Array): number {
  return new DataView(value.buffer, value.byteOffset).getUint32(0);
}
