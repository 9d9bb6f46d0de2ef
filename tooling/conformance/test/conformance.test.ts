import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { installEngine } from '@status/crypto';
import { loadOxEngine } from '@status/crypto/engine-ox';
import { conformance } from '../src/command.ts';
import { runCase, VECTOR_FILES } from '../src/index.ts';
import type { Kind, VectorCase } from '../src/kind.ts';
import { comparedLeaves, corrupted } from './corruption.ts';

const VECTORS = fileURLToPath(new URL('../../vectors/data/', import.meta.url));

interface Run {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** Runs the command and keeps what it prints. */
async function run(...args: string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await conformance(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    directory: tmpdir(),
  });
  return { code, out, err };
}

async function readVectors(file: string): Promise<{ cases: VectorCase[] }> {
  return JSON.parse(await readFile(join(VECTORS, file), 'utf8'));
}

/** The first cases of each kind in a file. */
function firstOfEachKind(cases: readonly VectorCase[], count: number): VectorCase[] {
  return cases.filter(({ kind }, i) => cases.slice(0, i).filter((other) => other.kind === kind).length < count);
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const write = (file: string, document: unknown): Promise<void> =>
  writeFile(join(folder, file), typeof document === 'string' ? document : JSON.stringify(document));

/** What nothing here recomputes. A kind that is built must leave this list, and one that is on it must not pass for built. */
const SKIPPED = [
  'discv4.json eip8',
  'discv4.json enrrequest',
  'discv4.json enrresponse',
  'discv4.json findnode',
  'discv4.json invalid',
  'discv4.json neighbors',
  'discv4.json ping',
  'discv4.json pong',
  'enr.json enode',
  'enr.json invalid',
  'enr.json record',
  'mvds.json nextEpoch',
  'mvds.json transcript',
  'payload.json clock',
  'payload.json group',
  'payload.json membershipEvent',
  'payload.json membershipEventInvalid',
  'payload.json membershipMessage',
  'payload.json other',
  'whisper-packets.json mailRequestEnvelope',
  'whisper-packets.json messagesRequest',
  'whisper-packets.json requestComplete',
  'whisper-packets.json syncRequest',
  'whisper-packets.json syncResponse',
];

describe('the recorded vectors', () => {
  test('pass in full with the engine of WebAssembly', async () => {
    const { code, out } = await run(VECTORS, '--engine', 'wasm', '--json');
    const { files, total } = JSON.parse(out.join('\n'));
    expect(total).toMatchObject({ failed: 0 });
    expect(code).toBe(0);
    expect(Object.keys(files).sort()).toEqual((await readdir(VECTORS)).sort());
    const kinds = Object.entries<object>(files).flatMap(([file, kinds]) =>
      Object.entries<{ skipped: number; reason?: string }>(kinds as never).map(([kind, result]) => ({
        name: `${file} ${kind}`,
        ...result,
      })),
    );
    expect(kinds.flatMap(({ name, skipped }) => (skipped > 0 ? [name] : [])).sort()).toEqual(SKIPPED);
    expect(kinds.filter(({ skipped, reason }) => skipped > 0 && !reason)).toEqual([]);
  });

  test('pass with the engine of JavaScript: the first case of each kind, as its key derivation is slow', async () => {
    for (const file of await readdir(VECTORS)) {
      const document = await readVectors(file);
      await write(file, document.cases ? { cases: firstOfEachKind(document.cases, 1) } : document);
    }
    const { code, out } = await run(folder, '--engine', 'noble');
    expect(out.filter((line) => line.startsWith('  failed'))).toEqual([]);
    expect(code).toBe(0);
  });
});

/** Answers of the reference that the recorded files lack: targets and lifetimes of zero, odd blanks, what is refused on purpose. */
const EDGES = fileURLToPath(new URL('./cases/', import.meta.url));

describe('cases at the edges of what the files may hold', () => {
  test('pass, and what is refused on purpose is skipped with its reason', async () => {
    const { code, out } = await run(EDGES, '--engine', 'wasm', '--json');
    const { files, total } = JSON.parse(out.join('\n'));
    expect(total).toEqual({ passed: 16, failed: 0, skipped: 6 });
    expect(code).toBe(0);
    const reasons = Object.values<Record<string, { reason?: string }>>(files).flatMap((kinds) =>
      Object.values(kinds).flatMap(({ reason }) => reason?.split('; ') ?? []),
    );
    expect(reasons.map((reason) => reason.split(':')[0]).sort()).toEqual([
      'bundle-00',
      'bundleInvalid-01',
      'nextClock-03',
      'nextClock-04',
      'nextClock-05',
      'unwrapInvalid-00',
    ]);
  });

  test('fail where a case records something else than what is refused', async () => {
    const cases: VectorCase[] = JSON.parse(await readFile(join(EDGES, 'x3dh.json'), 'utf8')).cases;
    const [changed] = cases.filter(({ id }) => id === 'bundleInvalid-00');
    await write('x3dh.json', { cases: [{ ...changed!, out: { valid: true, error: '' } }] });
    const { code, out } = await run(folder);
    expect(code).toBe(1);
    expect(out[0]).toBe('x3dh.json bundleInvalid: 0 passed, 1 failed, 0 skipped');
  });
});

/** Every kind that is recomputed, with its cases. */
const BUILT: { name: string; file: string; kind: Kind; cases: readonly VectorCase[] }[] = [];

for (const file of await readdir(VECTORS)) {
  const { kinds, casesOf } = VECTOR_FILES[file]!;
  const document = await readVectors(file);
  const all = casesOf === undefined ? document.cases : casesOf(document);
  for (const [name, kind] of Object.entries(kinds)) {
    if ('notBuilt' in kind) continue;
    BUILT.push({ name: `${file} ${name}`, file, kind, cases: all.filter((each) => each.kind === name) });
  }
}

/** Values of one case that are corrupted in turn; a transcript has thousands, and each run of it takes a while. */
const MOST_CORRUPTIONS = 32;

describe('a value that differs', () => {
  beforeAll(async () => {
    installEngine(await loadOxEngine());
  });

  test.each(BUILT)('makes its case fail wherever it stands: $name', async ({ kind, cases }) => {
    const [first] = cases;
    const leaves = comparedLeaves(kind, first!);
    expect(leaves.length).toBeGreaterThan(0);
    const stride = Math.ceil(leaves.length / MOST_CORRUPTIONS);
    const unnoticed: string[] = [];
    for (const path of leaves.filter((_, i) => i % stride === 0)) {
      if ((await runCase(kind, corrupted(kind, first!, path))) === undefined) unnoticed.push(path.join('.'));
    }
    expect(unnoticed).toEqual([]);
  });

  test.each(BUILT.filter(({ file }) => VECTOR_FILES[file]!.casesOf === undefined))(
    'makes the command name its case and exit with 1: $name',
    async ({ file, kind, cases }) => {
      const [first, second] = cases;
      const changed = corrupted(kind, first!, comparedLeaves(kind, first!).at(-1)!);
      await write(file, { cases: second === undefined ? [changed] : [changed, second] });
      const { code, out } = await run(folder, '--engine', 'wasm');
      expect(code).toBe(1);
      const passed = second === undefined ? 0 : 1;
      expect(out[0]).toBe(`${file} ${first!.kind}: ${passed} passed, 1 failed, 0 skipped`);
      expect(out[1]).toMatch(new RegExp(`^ {2}failed ${first!.id}: (out[.:]|threw )`));
      expect(out.at(-1)).toBe(`total: ${passed} passed, 1 failed, 0 skipped`);
    },
  );

  test('makes the walkthrough fail, which has another form', async () => {
    const document = (await readVectors('ratchet-walkthrough.json')) as unknown as { x3dh: { SK: string } };
    await write('ratchet-walkthrough.json', { ...document, x3dh: { ...document.x3dh, SK: '00'.repeat(32) } });
    const { code, out } = await run(folder, '--engine', 'wasm');
    expect(code).toBe(1);
    expect(out[1]).toMatch(/^ {2}failed x3dh: out\.SK: expected "0000/);
  });
});

describe('what is not known', () => {
  test('is skipped and listed: a kind', async () => {
    const { cases } = await readVectors('whisper-bloom.json');
    const strange = { kind: 'strange', id: 'strange-00', in: {}, out: {} };
    await write('whisper-bloom.json', { cases: [...cases.filter(({ kind }) => kind === 'match'), strange, strange] });
    const { code, out } = await run(folder);
    expect(code).toBe(0);
    expect(out).toContain('whisper-bloom.json strange: 0 passed, 0 failed, 2 skipped');
    expect(out).toContain('  skipped: unknown kind');
    expect(out.at(-1)).toBe('total: 15 passed, 0 failed, 2 skipped');
  });

  test('is skipped and listed: a file', async () => {
    await write('strange.json', { cases: [{ kind: 'status', id: 'status-00', in: {}, out: {} }] });
    const { code, out } = await run(folder);
    expect(code).toBe(0);
    expect(out).toEqual([
      'strange.json status: 0 passed, 0 failed, 1 skipped',
      '  skipped: unknown file',
      'total: 0 passed, 0 failed, 1 skipped',
    ]);
  });

  test.each([[null], [[]], [{ about: 'no cases' }], ['a text']])(
    'is skipped and listed: a form, %j',
    async (document) => {
      await write('rlpx.json', JSON.stringify(document));
      await write('ratchet-walkthrough.json', JSON.stringify(null));
      const { code, out } = await run(folder);
      expect(code).toBe(0);
      expect(out[0]).toBe('rlpx.json (no list of cases): 0 passed, 0 failed, 1 skipped');
    },
  );

  test('is a failure where it hides in a known kind: a case without its fields', async () => {
    await write('rlpx.json', { cases: [{ kind: 'handshake', id: 'handshake-00' }, null] });
    const { code, out } = await run(folder);
    expect(code).toBe(1);
    expect(out[1]).toMatch(/^ {2}failed handshake-00: threw TypeError/);
    expect(out).toContain('rlpx.json (no kind): 0 passed, 0 failed, 1 skipped');
  });
});

describe('the command', () => {
  test('refuses to run without a folder', async () => {
    const { code, err } = await run();
    expect(code).toBe(2);
    expect(err[0]).toMatch(/^usage: /);
  });

  test.each([
    ['a folder that is not there', ['no-such-folder'], /^no such folder: .*no-such-folder$/],
    ['two folders', ['a', 'b'], /^usage: /],
    ['an engine that is none', ['.', '--engine', 'steam'], /^no such engine: steam/],
    ['an option that is none', ['.', '--fast'], /--fast/],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toEqual([]);
    expect(err.join('\n')).toMatch(message);
  });

  test('says how it is used on request', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toEqual(['usage: npm run --silent conformance -- <folder> [--engine noble|wasm] [--json]']);
  });

  test('refuses a folder without vector files', async () => {
    const { code, err } = await run(folder);
    expect(code).toBe(2);
    expect(err[0]).toMatch(/^no vector file/);
  });

  test('refuses a folder with a file that is no JSON, and names it', async () => {
    await write('rlpx.json', '{"cases": [');
    const { code, err } = await run(folder);
    expect(code).toBe(2);
    expect(err[0]).toMatch(/^not readable as JSON: .*rlpx\.json/);
  });

  test('takes a folder relative to where the person is', async () => {
    await write('strange.json', { cases: [] });
    const { code, out } = await run(folder.slice(tmpdir().length + 1));
    expect(code).toBe(0);
    expect(out).toEqual(['total: 0 passed, 0 failed, 0 skipped']);
  });

  test('prints one JSON object on request', async () => {
    const { cases } = await readVectors('whisper-bloom.json');
    const [match] = cases.filter(({ kind }) => kind === 'match');
    const changed = { ...match!, out: { match: !(match!.out as { match: boolean }).match } };
    await write('whisper-bloom.json', { cases: [changed, { kind: 'strange', id: 'strange-00', in: {}, out: {} }] });
    const { code, out } = await run(folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out.join('\n'))).toEqual({
      folder,
      engine: 'noble',
      files: {
        'whisper-bloom.json': {
          match: {
            passed: 0,
            failed: 1,
            skipped: 0,
            failures: [{ id: match!.id, reason: 'out.match: expected false, got true' }],
          },
          strange: { passed: 0, failed: 0, skipped: 1, failures: [], reason: 'unknown kind' },
        },
      },
      total: { passed: 0, failed: 1, skipped: 1 },
    });
  });
});
