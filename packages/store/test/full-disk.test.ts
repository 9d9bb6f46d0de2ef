import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openDiskStore } from '../src/level.ts';
import { openSqliteStore } from '../src/sqlite.ts';

const folders: string[] = [];
const mounts: string[] = [];

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'status-full-'));
  folders.push(folder);
  return folder;
}

/** A disk of some MiB; whether one can be had is a matter of rights. */
function mountDisk(megabytes: number): string {
  const disk = makeFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'pipe' });
  mounts.push(disk);
  return disk;
}

function can(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** Takes away what was made. */
function clear(): void {
  for (const disk of mounts.splice(0)) execFileSync('umount', ['-l', disk]);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

afterAll(clear);

const DISKS = [
  {
    way: 'limit',
    disk: 'a disk that takes no longer files',
    reason: 'prlimit is not there',
    possible: can(() => execFileSync('prlimit', ['--version'], { stdio: 'pipe' })),
    make: makeFolder,
  },
  {
    way: 'ballast',
    disk: 'a full disk',
    reason: 'nothing may be mounted here',
    possible: can(() => mountDisk(1)),
    make: () => mountDisk(16),
  },
] as const;
// Of finding out what is possible here: where no test runs, nothing is taken away afterwards.
clear();

type Report = {
  /** Bytes that the disk took before it was full. */
  readonly leave: number;
  readonly told: Record<string, number>;
  readonly refused: Record<string, readonly number[]>;
  readonly toldWhenFull: Record<string, number>;
  readonly foundWhenFull: Record<string, number> | string;
  readonly accepted: number;
  readonly found: Record<string, number>;
  readonly reasons: readonly string[];
};

/** Lets a process of its own play with a store on a disk that fills, once for each number of bytes that is left before. */
function play(kind: string, disk: string, way: string, leaves: readonly number[], length: number, ending: string) {
  const loader = new URL('./typescript-loader.mjs', import.meta.url).href;
  const writer = fileURLToPath(new URL('./full-disk-writer.ts', import.meta.url));
  const flags = ['--conditions=@status/source', '--import', loader];
  const args = [kind, disk, way, leaves.join(), String(length), ending];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, writer, ...args]);
  expect(String(stderr)).toBe('');
  const reports = String(stdout).trimEnd().split('\n');
  return reports.map((line) => JSON.parse(line) as Report);
}

/** Every record that was told to be there is, and whatever else is there was tried: whether it was written, only the next process can say. */
function expectNothingLost(report: Report, found: Record<string, number>): void {
  for (const [name, number] of Object.entries(found)) {
    expect([report.told[name], ...(report.refused[name] ?? [])]).toContain(number);
  }
  for (const [name, number] of Object.entries(report.told)) expect(found[name]).toBeGreaterThanOrEqual(number);
}

/** Processes of their own take their time where others are at work. */
const PATIENCE = 180_000;

describe.each(DISKS)('on $disk', ({ way, reason, possible, make }) => {
  const where = possible ? test : test.skip;
  const note = possible ? '' : ` (skipped: ${reason})`;

  describe.each(['level', 'sqlite'] as const)('a store of %s', (kind) => {
    where(
      `loses nothing that it told of, before, meanwhile or afterwards, and keeps nothing that it refused${note}`,
      () => {
        for (const report of play(kind, make(), way, [0, 7, 500, 5000, 33_000], 900, 'go on')) {
          expect(report.reasons).not.toEqual([]);
          expect(report.foundWhenFull).toEqual(report.toldWhenFull);
          expect([report.leave, report.accepted]).toEqual([report.leave, 60]);
          expect(report.found).toEqual(report.told);
        }
      },
    );

    where(
      `that fails while it tidies up does not either${note}`,
      () => {
        const reports = play(kind, make(), way, [2_000_000, 3_500_000], 60_000, 'go on');
        expect(reports.flatMap(({ reasons }) => reasons)).not.toEqual([]);
        for (const report of reports) {
          expect(report.foundWhenFull).toEqual(report.toldWhenFull);
          expect([report.leave, report.accepted]).toEqual([report.leave, 60]);
          expect(report.found).toEqual(report.told);
        }
      },
      PATIENCE,
    );

    where(
      `that is opened anew there opens with room at the latest, and has all that it told of${note}`,
      () => {
        for (const report of play(kind, make(), way, [0, 500, 33_000], 900, 'restart')) {
          if (typeof report.foundWhenFull === 'string') expect(report.foundWhenFull).toBe('STORE_FAILED');
          else expectNothingLost({ ...report, told: report.toldWhenFull }, report.foundWhenFull);
          expect(report.accepted).toBe(60);
          expectNothingLost(report, report.found);
        }
      },
      PATIENCE,
    );

    where(
      `that is made there is one with room at the latest${note}`,
      () => {
        const leaves = [0, 1, 16, 100, 1000, 3000, 4096, 5000, 8000, 8192, 9000, 16_000, 20_000];
        const reports = play(kind, make(), way, leaves, 900, 'first');
        expect(new Set(reports.flatMap(({ reasons }) => reasons))).toEqual(new Set(['STORE_FAILED']));
        for (const { leave, told, found } of reports) {
          expect([leave, Object.keys(found).length]).toEqual([leave, 20]);
          expect(found).toEqual(told);
        }
      },
      PATIENCE,
    );

    where.each([500, 33_000])(
      `killed with %i bytes left has all that it told of${note}`,
      async (left) => {
        const disk = make();
        const [report] = play(kind, disk, way, [left], 900, 'kill');
        rmSync(join(disk, 'ballast'), { force: true });
        const path = join(disk, '0', kind);
        await using store = await (kind === 'level' ? openDiskStore(path) : openSqliteStore(path));
        const found: Record<string, number> = {};
        await store.read(async (view) => {
          for await (const [name, value] of view.entries('second')) {
            found[name] = new DataView(value.buffer, value.byteOffset).getUint32(0);
          }
        });
        expectNothingLost(report!, found);
      },
      PATIENCE,
    );
  });
});
