import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const PLUGIN = fileURLToPath(new URL('../no-node-modules.ts', import.meta.url));
const VITE = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'status-page-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Builds a page of one script, in a process of its own as the bundler's native half knows nothing of Jest's contexts. */
function build(script: string): { status: number | null; said: string } {
  const files = {
    'index.html': '<script type="module" src="./page.js"></script>',
    'page.js': script,
    'vite.config.ts': `
      import { noNodeModules } from ${JSON.stringify(PLUGIN)};
      export default { plugins: [noNodeModules()] };`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stderr } = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'error'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: stderr };
}

test.each(['node:fs', 'events'])('refuses a page that imports %s', (name) => {
  const { status, said } = build(`import * as found from '${name}'; console.log(found);`);
  expect(said).toContain(`page.js imports ${name}, which only Node has`);
  expect(status).toBe(1);
});

test('lets a page be that imports nothing of Node', () => {
  expect(build("console.log('hello');")).toEqual({ status: 0, said: '' });
});
