import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const CHECK = fileURLToPath(new URL('../check.mjs', import.meta.url));

const PACKAGES = [
  ...['interfaces', 'base', 'crypto', 'store', 'testing'],
  ...['devp2p', 'whisper', 'ratchet', 'mvds', 'payload', 'identity', 'messenger'],
];

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
  ['packages/store/src/wrong.ts', "import '@status/crypto';", 'layer:store'],
  ['packages/store/test/wrong.test.ts', "import '@status/ratchet';", 'layer:store:tests'],
  ['packages/testing/src/wrong.ts', "import '@status/store';", 'layer:testing'],
  ['packages/testing/test/wrong.test.ts', "import '@status/mvds';", 'layer:testing:tests'],
  ['packages/devp2p/src/wrong.ts', "import '@status/whisper';", 'layer:devp2p'],
  ['packages/devp2p/test/wrong.test.ts', "import '@status/whisper';", 'layer:devp2p:tests'],
  ['packages/whisper/src/wrong.ts', "export * from '@status/devp2p';", 'layer:whisper'],
  ['packages/whisper/test/wrong.test.ts', "await import('@status/devp2p');", 'layer:whisper:tests'],
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
  ['packages/stranger/src/index.ts', "import '@status/base';", 'known-package'],
  ['packages/whisper/src/prefixed.ts', "import 'node:fs';", 'browser-safe'],
  ['packages/whisper/src/bare.ts', "import { Buffer } from 'buffer';\nBuffer.alloc(1);", 'browser-safe'],
  ['packages/devp2p/src/tcp-helper.ts', "import 'node:net';", 'browser-safe'],
  ['packages/crypto/src/relative.ts', "import '../../base/src/index.ts';", 'by-name'],
  ['apps/cli/src/relative.ts', "import '../../../packages/base/src/index.ts';", 'by-name'],
  ['packages/mvds/src/egg.ts', "import type {} from './hen.ts';", 'no-cycles'],
  ['packages/ratchet/src/unlisted.ts', "import 'unlisted-library';", 'listed'],
  ['packages/ratchet/src/development.ts', "import 'development-library';", 'listed'],
  ['packages/payload/src/nowhere.ts', "import './nothing.ts';", 'resolved'],
  ['packages/payload/test/nowhere.test.ts', "import '@status/nothing';", 'resolved'],
];

/** Allowed, and near enough to a breach. */
const LAWFUL: readonly (readonly [file: string, source: string])[] = [
  ['packages/crypto/src/lawful.ts', "import '@status/base';\nimport '@status/interfaces';\nimport 'library';"],
  ['packages/base/src/lawful.ts', "import '@status/interfaces';\nimport 'protobufjs';"],
  ['packages/whisper/src/lawful.ts', "import '@status/base';\nimport '@status/crypto';\nimport '@status/interfaces';"],
  ['packages/whisper/test/lawful.test.ts', "import 'node:fs';\nimport '@status/testing';\nimport '@status/whisper';"],
  ['packages/messenger/test/lawful.test.ts', PACKAGES.map((name) => `import '@status/${name}';`).join('\n')],
  // A cycle is told once, here for egg.ts.
  ['packages/mvds/src/hen.ts', "import './egg.ts';"],
  ['packages/devp2p/src/tcp.ts', "import 'node:net';"],
  ['packages/store/src/level.ts', "import 'node:fs';"],
  ['packages/crypto/src/engine-node.ts', "import 'node:crypto';\nimport 'peer-library';"],
  ['apps/cli/src/index.ts', "import 'node:fs';\nimport '@status/whisper';\nimport '@status/ratchet';"],
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
      exports: { '.': { '@status/source': './src/index.ts', default: './dist/index.js' } },
      dependencies: { library: '1.0.0', protobufjs: '1.0.0' },
      devDependencies: { 'development-library': '1.0.0', 'peer-library': '1.0.0' },
      peerDependencies: { 'peer-library': '1.0.0' },
    };
    write(`packages/${name}/package.json`, JSON.stringify(manifest));
    write(`packages/${name}/src/index.ts`, 'export type one = 1;\nexport const one = 1;');
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

  test('has no rule that was not seen broken', async () => {
    const { forbidden } = (await import(new URL('../rules.mjs', import.meta.url).href)) as {
      forbidden: { name: string }[];
    };
    const seen = new Set(BREACHES.flatMap(([, , ...rules]) => rules));
    expect(forbidden.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
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
