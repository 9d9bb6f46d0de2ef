import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemEnvironment } from '@status/base';
import { engineName, resetEngine } from '@status/crypto';
import type { Contestant } from '../src/contestant.ts';
import { ENGINE_NAMES, ENGINES } from '../src/engines.ts';
import { goAbsent, startGo } from '../src/go.ts';
import type { Job, Prepared, Surroundings } from '../src/job.ts';
import { GROWTHS } from '../src/jobs/growth.ts';
import { JOBS } from '../src/jobs/index.ts';
import { measure } from '../src/measure.ts';
import { measureNetwork } from '../src/network.ts';

/** A round of one operation: whether the job runs at all is the question, not how fast. */
const SHORTEST = Number.MIN_VALUE;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'status-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rateOf(prepare: (surroundings: Surroundings) => Prepared | Promise<Prepared>): Promise<number> {
  const prepared = await prepare({
    environment: systemEnvironment(),
    folder: await mkdtemp(join(folder, 'job-')),
  });
  try {
    return await measure(prepared, SHORTEST);
  } finally {
    await prepared.release?.();
  }
}

function isRate(rate: number): boolean {
  return Number.isFinite(rate) && rate > 0;
}

describe.each(ENGINE_NAMES)('%s', (engine) => {
  beforeAll(async () => {
    await ENGINES[engine]();
    expect(engineName()).toBe(engine);
  });
  afterAll(resetEngine);

  test.each(JOBS)('runs $name', async (job) => {
    expect(isRate(await rateOf(job.prepare))).toBe(true);
  });
});

describe('growth', () => {
  beforeAll(ENGINES['node+ox']);
  afterAll(resetEngine);

  test.each(GROWTHS)('runs $name at its smallest size', async ({ sizes, prepare }) => {
    expect(isRate(await rateOf((surroundings) => prepare(sizes[0]!, surroundings)))).toBe(true);
  });
});

test('a network of Whisper nodes delivers to all of them, and is measured', async () => {
  const { nodes, idle, memory, delivery } = await measureNetwork(10);
  expect(nodes).toBe(10);
  for (const cost of [idle, delivery]) expect(Number.isFinite(cost) && cost >= 0).toBe(true);
  expect(Number.isFinite(memory)).toBe(true);
});

const absent = goAbsent();
const goJobs = JOBS.filter(({ goJob }) => goJob !== undefined);

if (absent === undefined) {
  describe('Go', () => {
    let go: Contestant;
    beforeAll(async () => {
      go = await startGo();
    });
    afterAll(() => go.close());

    test.each(goJobs)('runs $name', async (job: Job) => {
      expect(isRate(await go.round(job, 1))).toBe(true);
    });
  });
} else {
  test(`Go is left out: ${absent}`, () => {
    expect(goJobs.length).toBeGreaterThan(0);
  });
}

test('every job and structure has a name of its own', () => {
  const names = [...JOBS, ...GROWTHS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
