import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const CHECK = fileURLToPath(new URL('../check.mjs', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

type Rule = { readonly name: string };
type Reasons = Readonly<Record<string, string>>;
type Law = {
  readonly forbidden: readonly Rule[];
  readonly beyondImports: readonly Rule[];
  readonly NODE_DRIVERS: readonly string[];
  readonly OUTSIDE_WORLD: Reasons;
  readonly PUBLIC_VALUES: Reasons;
  readonly LONG_ROOMS: Reasons;
  readonly ROOM_LINES: number;
};

/** A module of the machine, which is plain JavaScript. */
const machine = async <Module>(file: string): Promise<Module> =>
  (await import(new URL(`../${file}`, import.meta.url).href)) as Module;

const law = await machine<Law>('rules.mjs');
const { circlesOf } = await machine<{ circlesOf: (graph: Map<string, Set<string>>) => string[][] }>('rooms.mjs');
const { usesOfOutsideWorld } = await machine<{
  usesOfOutsideWorld: (root: string, files: readonly string[]) => unknown[];
}>('globals.mjs');

const { exportedLimits } = await machine<{
  exportedLimits: (index: string) => { readonly names: readonly string[] }[];
}>('surface.mjs');

const sourceOf = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');

const PACKAGES = [
  ...['interfaces', 'base', 'crypto', 'store', 'testing', 'message-encryption'],
  ...['devp2p', 'whisper', 'ratchet', 'plain', 'mvds', 'payload', 'identity', 'messenger', 'stack'],
];

const BELOW_STACK = PACKAGES.filter((name) => name !== 'stack');

/** What every planted package exports, so that the others find something to import. */
const ONE = 'export type one = 1;\nexport const one = 1;';

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `// ${i}`).join('\n');

/** Broken on purpose: a file, what it says, and the rules that must name it. */
const BREACHES: readonly (readonly [file: string, source: string, ...rules: string[]])[] = [
  ['packages/interfaces/src/wrong.ts', "import '@status/base';", 'layer:interfaces', 'interfaces-alone'],
  ['packages/interfaces/src/library.ts', "import 'library';", 'interfaces-alone'],
  ['packages/interfaces/test/wrong.test.ts', "import '@status/testing';", 'layer:interfaces:tests'],
  ['packages/base/src/wrong.ts', "import '@status/crypto';", 'layer:base'],
  ['packages/base/src/library.ts', "import 'library';", 'base-dependencies'],
  ['packages/base/test/wrong.test.ts', "import '@status/testing';", 'layer:base:tests'],
  ['packages/crypto/src/wrong.ts', "import '@status/testing';", 'layer:crypto'],
  ['packages/crypto/test/wrong.test.ts', "import '@status/whisper';", 'layer:crypto:tests'],
  ['packages/store/src/wrong.ts', "import '@status/testing';", 'layer:store'],
  ['packages/store/test/wrong.test.ts', "import '@status/ratchet';", 'layer:store:tests'],
  ['packages/testing/src/wrong.ts', "import '@status/store';", 'layer:testing'],
  ['packages/testing/test/wrong.test.ts', "import '@status/mvds';", 'layer:testing:tests'],
  ['packages/message-encryption/src/wrong.ts', "import '@status/whisper';", 'layer:message-encryption'],
  ['packages/message-encryption/test/wrong.test.ts', "import '@status/whisper';", 'layer:message-encryption:tests'],
  ['packages/plain/src/wrong.ts', "import '@status/ratchet';", 'layer:plain'],
  ['packages/plain/test/wrong.test.ts', "import type { one } from '@status/mvds';", 'layer:plain:tests'],
  ['packages/devp2p/src/wrong.ts', "import '@status/whisper';", 'layer:devp2p'],
  ['packages/devp2p/test/wrong.test.ts', "import '@status/whisper';", 'layer:devp2p:tests'],
  ['packages/whisper/src/wrong.ts', "export * from '@status/devp2p';", 'layer:whisper'],
  ['packages/whisper/test/wrong.test.ts', "await import('@status/devp2p');", 'layer:whisper:tests'],
  ['packages/devp2p/src/envelope.ts', "import '@status/message-encryption';", 'layer:devp2p'],
  ['packages/ratchet/src/wrong.ts', "import type { one } from '@status/payload';", 'layer:ratchet'],
  ['packages/ratchet/test/wrong.test.ts', "import type { one } from '@status/mvds';", 'layer:ratchet:tests'],
  ['packages/mvds/src/wrong.ts', "export type T = import('@status/ratchet').one;", 'layer:mvds'],
  ['packages/mvds/test/wrong.test.ts', "import '@status/messenger';", 'layer:mvds:tests'],
  ['packages/payload/src/wrong.ts', "import '@status/store';", 'layer:payload'],
  ['packages/payload/test/wrong.test.ts', "import '@status/identity';", 'layer:payload:tests'],
  ['packages/identity/src/wrong.ts', "import '@status/messenger';", 'layer:identity'],
  ['packages/identity/test/wrong.test.ts', "import '@status/payload';", 'layer:identity:tests'],
  ['packages/messenger/src/wrong.ts', "import type { one } from '@status/whisper';", 'layer:messenger'],
  ['packages/messenger/test/wrong.test.ts', "import '../../../apps/cli/src/index.ts';", 'layer:messenger:tests'],
  ['packages/messenger/test/stack.test.ts', "import '@status/stack';", 'layer:messenger:tests'],
  ['packages/stack/src/wrong.ts', "import '@status/testing';", 'layer:stack'],
  ['packages/stack/test/wrong.test.ts', "import '../../../apps/cli/src/index.ts';", 'layer:stack:tests'],
  ['packages/stranger/src/index.ts', "import '@status/base';", 'known-package'],
  ['packages/whisper/src/prefixed.ts', "import 'node:fs';", 'browser-safe'],
  ['packages/whisper/src/bare.ts', "import { Buffer } from 'buffer';\nBuffer.alloc(1);", 'browser-safe'],
  ['packages/devp2p/src/tcp-helper.ts', "import 'node:net';", 'browser-safe'],
  ['packages/store/src/careless.ts', "export * from './level.ts';", 'drivers-apart'],
  ['packages/stack/src/careless.ts', "import '@status/store/level';", 'drivers-apart'],
  ['packages/crypto/src/relative.ts', "import '../../base/src/index.ts';", 'by-name'],
  ['apps/cli/src/relative.ts', "import '../../../packages/base/src/index.ts';", 'by-name'],
  ['packages/mvds/src/egg.ts', "import type {} from './hen.ts';", 'no-cycles'],
  ['packages/ratchet/src/unlisted.ts', "import 'unlisted-library';", 'listed'],
  ['packages/ratchet/src/development.ts', "import 'development-library';", 'listed'],
  ['packages/payload/src/nowhere.ts', "import './nothing.ts';", 'resolved'],
  ['packages/payload/test/nowhere.test.ts', "import '@status/nothing';", 'resolved'],
  ['packages/whisper/src/date.ts', 'export const now = (): number => Date.now();', 'environment'],
  ['packages/whisper/src/new-date.ts', 'export const now = (): string => String(new Date());', 'environment'],
  ['packages/whisper/src/dated.ts', 'export class Moment extends Date {}', 'environment'],
  ['packages/whisper/src/performance.ts', 'export const elapsed = (): number => performance.now();', 'environment'],
  ['packages/devp2p/src/timeout.ts', 'export const later = (): unknown => setTimeout(() => {}, 1);', 'environment'],
  ['packages/devp2p/src/interval.ts', 'export const tick = globalThis.setInterval;', 'environment'],
  ['packages/devp2p/src/frame.ts', "window['requestAnimationFrame'](() => {});", 'environment'],
  ['packages/devp2p/src/cast.ts', '(globalThis as { setImmediate?: () => void }).setImmediate?.();', 'environment'],
  ['packages/devp2p/src/declared.ts', 'declare const setTimeout: () => void;\nsetTimeout();', 'environment'],
  ['packages/devp2p/src/shorthand.ts', 'export const timers = { setTimeout };', 'environment'],
  ['packages/devp2p/src/deadline.ts', 'export const signal = (): unknown => AbortSignal.timeout(1);', 'environment'],
  ['packages/devp2p/src/microtask.ts', 'queueMicrotask(() => {});', 'environment'],
  ['packages/devp2p/src/hidden.ts', 'export function f(): void {\n  if (true) setInterval(f, 1);\n}', 'environment'],
  ['packages/testing/src/dice.ts', 'export const dice = (): number => Math.random();', 'environment'],
  ['packages/ratchet/src/taken.ts', 'const { random } = Math;\nexport const dice = random;', 'environment'],
  ['packages/ratchet/src/parameter.ts', 'export const f = ({ Date: D } = globalThis) => D;', 'environment'],
  ['packages/ratchet/src/values.ts', 'crypto.getRandomValues(new Uint8Array(1));', 'environment'],
  ['packages/ratchet/src/uuid.ts', 'export const id = (): string => globalThis.crypto.randomUUID();', 'environment'],
  ['packages/ratchet/src/bytes.ts', "import { randomBytes as fresh } from 'library';\nfresh(1);", 'environment'],
  [
    'packages/ratchet/src/member.ts',
    "import * as library from 'library';\nlibrary.utils.randomSecretKey();",
    'environment',
  ],
  [
    'packages/store/src/timers.ts',
    "import { one } from 'node:timers/promises';\none();",
    'environment',
    'browser-safe',
  ],
  ['packages/mvds/src/index.ts', `export * from './constants.ts';\n${ONE}`, 'surface'],
  ['packages/payload/src/index.ts', `export { MAX_TEXT } from './constants.ts';\n${ONE}`, 'surface'],
  ['packages/plain/src/index.ts', `export * as limits from './constants.ts';\n${ONE}`, 'surface'],
  ['packages/store/src/index.ts', `export const MAX_KEY_LENGTH: number = 4 * 1024;\n${ONE}`, 'surface'],
  ['packages/identity/src/index.ts', `export * from './seed.ts';\n${ONE}`, 'surface'],
  ['packages/devp2p/src/long.ts', lines(401), 'room-size'],
  ['apps/cli/src/long.ts', lines(401), 'room-size'],
];

/** Two packages that the breaches above have made stand on each other. */
const CIRCLE = 'no-room-circles: packages/base → packages/crypto → packages/base';

/** Allowed, and near enough to a breach. */
const LAWFUL: readonly (readonly [file: string, source: string])[] = [
  ['packages/crypto/src/lawful.ts', "import '@status/base';\nimport '@status/interfaces';\nimport 'library';"],
  ['packages/base/src/lawful.ts', "import '@status/interfaces';\nimport 'protobufjs';"],
  ['packages/whisper/src/lawful.ts', "import '@status/base';\nimport '@status/crypto';\nimport '@status/interfaces';"],
  ['packages/whisper/test/lawful.test.ts', "import 'node:fs';\nimport '@status/testing';\nimport '@status/whisper';"],
  ['packages/whisper/src/envelope.ts', "import '@status/message-encryption';"],
  ['packages/store/src/sealed.ts', "import '@status/crypto';"],
  ['packages/messenger/test/lawful.test.ts', BELOW_STACK.map((name) => `import '@status/${name}';`).join('\n')],
  ['packages/stack/src/lawful.ts', "import '@status/messenger';\nimport '@status/plain';\nimport '@status/whisper';"],
  ['packages/stack/test/lawful.test.ts', PACKAGES.map((name) => `import '@status/${name}';`).join('\n')],
  // A cycle is told once, here for egg.ts.
  ['packages/mvds/src/hen.ts', "import './egg.ts';"],
  ['packages/devp2p/src/tcp.ts', "import 'node:net';"],
  ['packages/devp2p/src/udp.ts', "import 'node:dgram';"],
  ['packages/store/src/level.ts', "import 'node:fs';"],
  ['packages/store/src/sqlite.ts', "import 'node:path';\nimport './file-lock.ts';"],
  ['packages/store/src/file-lock.ts', "import 'node:fs';"],
  ['packages/stack/src/node.ts', "import '@status/store/level';"],
  ['packages/crypto/src/engine-node.ts', "import 'node:crypto';\nimport 'peer-library';"],
  ['apps/cli/src/index.ts', "import 'node:fs';\nimport '@status/whisper';\nimport '@status/ratchet';"],
  ['packages/base/src/environment.ts', 'export const now = (): number => Date.now() + Math.random();'],
  [
    'packages/devp2p/src/types.ts',
    'export type Timer = ReturnType<typeof setTimeout>;\nexport interface Plan { at: Date }',
  ],
  ['packages/devp2p/src/property.ts', 'export const dateOf = (plan: { Date: number }): number => plan.Date;'],
  ['packages/devp2p/src/key.ts', 'export const plan = { Date: 1, setTimeout: () => {} };'],
  ['packages/devp2p/src/pattern.ts', 'export const dateOf = ({ Date: date }: { Date: number }): number => date;'],
  [
    'packages/devp2p/src/words.ts',
    "// Date.now() is forbidden, and so is setTimeout.\nexport const text = 'Math.random()';",
  ],
  ['packages/devp2p/src/own.ts', 'export const f = (setTimeout: (ms: number) => void): void => setTimeout(1);'],
  [
    'packages/devp2p/src/imported.ts',
    "import { one as performance } from '@status/base';\nexport const two = performance;",
  ],
  [
    'packages/devp2p/src/type-import.ts',
    "import type { randomBytes } from 'library';\nexport type R = typeof randomBytes;",
  ],
  ['packages/ratchet/src/mathematics.ts', 'export const largest = Math.max(1, 2);'],
  ['packages/ratchet/src/web-crypto.ts', 'export const subtle = globalThis.crypto?.subtle;'],
  [
    'packages/ratchet/src/environment.ts',
    'export const f = (random: { bytes(n: number): unknown }) => random.bytes(32);',
  ],
  ['packages/whisper/test/timed.test.ts', 'setTimeout(() => Date.now(), 1);'],
  ['apps/cli/src/timed.ts', 'setTimeout(() => Date.now(), 1);'],
  ['packages/mvds/src/constants.ts', 'export const MAX_PACKET = 1;'],
  ['packages/payload/src/constants.ts', 'export const MAX_TEXT = 1;'],
  ['packages/plain/src/constants.ts', 'export const RETRY = 1;'],
  ['packages/identity/src/constants.ts', 'export const SEED_LENGTH = 64;'],
  ['packages/identity/src/seed.ts', "import { SEED_LENGTH } from './constants.ts';\nexport { SEED_LENGTH as LENGTH };"],
  ['packages/ratchet/src/constants.ts', 'export const MAX_SKIP = 1;\nexport type Limit = number;'],
  [
    'packages/ratchet/src/index.ts',
    `export type { Limit } from './constants.ts';\nexport const RATCHET = { label: 'ratchet' } as const;\n${ONE}`,
  ],
  ['packages/messenger/src/index.ts', `import { one as MAX } from '@status/base';\nexport const two = MAX;\n${ONE}`],
  ['packages/devp2p/src/full.ts', lines(400)],
  ['packages/payload/src/generated/long.ts', lines(1000)],
  ['packages/devp2p/test/long.test.ts', lines(1000)],
];

const root = realpathSync(mkdtempSync(join(tmpdir(), 'status-layers-')));

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${text}\n`);
};

const check = (...args: string[]): { status: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
};

/** A workspace in small: every package, each free to import any other, so that the law alone stands in the way. */
const plant = (): void => {
  for (const library of ['library', 'unlisted-library', 'development-library', 'peer-library', 'protobufjs']) {
    write(
      `node_modules/${library}/package.json`,
      JSON.stringify({ name: library, version: '1.0.0', main: 'index.js' }),
    );
    write(`node_modules/${library}/index.js`, 'export {};');
  }
  mkdirSync(join(root, 'node_modules/@status'));
  for (const name of PACKAGES) {
    const manifest = {
      name: `@status/${name}`,
      exports: {
        '.': { '@status/source': './src/index.ts', default: './dist/index.js' },
        './*': { '@status/source': './src/*.ts', default: './dist/*.js' },
      },
      dependencies: { library: '1.0.0', protobufjs: '1.0.0' },
      devDependencies: { 'development-library': '1.0.0', 'peer-library': '1.0.0' },
      peerDependencies: { 'peer-library': '1.0.0' },
    };
    write(`packages/${name}/package.json`, JSON.stringify(manifest));
    write(`packages/${name}/src/index.ts`, ONE);
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@status', name));
  }
  for (const [file, source] of [...LAWFUL, ...BREACHES]) write(file, source);
};

describe('the law of the layers', () => {
  let verdict: { status: number | null; out: string; err: string };
  let found: string[];

  beforeAll(() => {
    plant();
    verdict = check('--root', root);
    found = [...verdict.err.matchAll(/^(\S+): (\S+) → /gm)].map(([, rule, file]) => `${rule} in ${file}`);
  });

  afterAll(() => rmSync(root, { recursive: true }));

  test.each(BREACHES)('is broken by %s', (file, _, ...rules) => {
    expect(found.filter((line) => line.endsWith(` in ${file}`)).sort()).toEqual(
      rules.map((rule) => `${rule} in ${file}`).sort(),
    );
  });

  test.each(LAWFUL)('is kept by %s', (file) => {
    expect(found.filter((line) => line.endsWith(` in ${file}`))).toEqual([]);
  });

  test('is broken by two packages that stand on each other', () => {
    expect(verdict.err).toContain(`${CIRCLE}\n`);
  });

  test('names the line and what was used there', () => {
    expect(verdict.err).toContain('environment: packages/devp2p/src/hidden.ts → setInterval (line 2)\n');
    expect(verdict.err).toContain('environment: packages/ratchet/src/taken.ts → Math.random (line 1)\n');
  });

  test('names the limits and where they come from', () => {
    expect(verdict.err).toContain(
      'surface: packages/identity/src/index.ts → LENGTH of packages/identity/src/constants.ts\n',
    );
  });

  test('has no rule that was not seen broken', () => {
    const seen = new Set([...BREACHES.flatMap(([, , ...rules]) => rules), CIRCLE.split(':')[0]]);
    const rules = [...law.forbidden, ...law.beyondImports];
    expect(rules.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  test('ends a broken check with exit code 1', () => {
    expect(verdict.status).toBe(1);
    expect(verdict.err).toContain('The law of the layers is broken');
  });

  test('does not hold where there is nothing to check', () => {
    const empty = mkdtempSync(join(tmpdir(), 'status-layers-'));
    const { status, err } = check('--root', empty);
    rmSync(empty, { recursive: true });
    expect([status, err]).toEqual([1, expect.stringContaining('nothing to check')]);
  });

  test('holds in this repository', () => {
    const { status, err } = check();
    expect(err).toBe('');
    expect(status).toBe(0);
  });
});

describe('an exception to the law', () => {
  test('names a source file or a value that needs it', () => {
    expect(
      Object.keys(law.OUTSIDE_WORLD).filter((file) => usesOfOutsideWorld(REPOSITORY, [file]).length === 0),
    ).toEqual([]);
    // What only Node has, or what stands on that.
    const node = /from 'node:|import\('node:|from '@status\/\w+\/(tcp|level|engine-node)'/;
    expect(law.NODE_DRIVERS.filter((file) => !node.test(sourceOf(file)))).toEqual([]);
    expect(
      Object.keys(law.LONG_ROOMS).filter((file) => sourceOf(file).split('\n').length - 1 <= law.ROOM_LINES),
    ).toEqual([]);
    const limits = PACKAGES.map((name) => join(REPOSITORY, `packages/${name}/src/index.ts`))
      .flatMap((index) => exportedLimits(index))
      .flatMap(({ names }) => names);
    expect(Object.keys(law.PUBLIC_VALUES).filter((name) => !limits.includes(name))).toEqual([]);
  });

  test('has a reason', () => {
    const reasons = [law.OUTSIDE_WORLD, law.LONG_ROOMS, law.PUBLIC_VALUES].flatMap((list) => Object.values(list));
    expect(reasons.filter((reason) => reason.trim() === '')).toEqual([]);
  });
});

describe('circles of packages', () => {
  const circles = (edges: Record<string, readonly string[]>): string[][] =>
    circlesOf(new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)])));

  test('are none where each stands on earlier ones', () => {
    expect(circles({ a: [], b: ['a'], c: ['a', 'b'] })).toEqual([]);
  });

  test('are found through any number of others, each once, the shortest first', () => {
    expect(circles({ a: ['b'], b: ['c'], c: ['a'], d: ['e'], e: ['d', 'a'] })).toEqual([
      ['d', 'e', 'd'],
      ['a', 'b', 'c', 'a'],
    ]);
  });
});

describe('the house as its imports draw it', () => {
  test('shows packages from the ground up, their files with lines and neighbours, and marks what is too long', () => {
    const house = realpathSync(mkdtempSync(join(tmpdir(), 'status-house-')));
    const build = (file: string, text: string): void => {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), `${text}\n`);
    };
    build('packages/attic/src/index.ts', "export * from './roof/beam.ts';");
    build('packages/attic/src/roof/beam.ts', `import '../../../ground/src/index.ts';\n${lines(400)}`);
    build('packages/ground/src/index.ts', 'export {};');
    build('packages/ground/test/index.test.ts', 'export {};');
    const { out } = check('--root', house, '--rooms');
    rmSync(house, { recursive: true });
    expect(out).toBe(
      [
        'packages/ground (1 files, 1 lines)',
        '     1 index.ts',
        '',
        'packages/attic (2 files, 402 lines) on ground',
        '     1 index.ts → roof/beam',
        '!  401 roof/beam.ts',
        '',
      ].join('\n'),
    );
  });
});

test('the check says how it is called where it is called otherwise', () => {
  const { status, out, err } = check('--room');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(/^Unknown option '--room'.*usage: node tooling\/layers\/check\.mjs/s);
  expect(err).not.toMatch(/^ +at /m);
});
