// Runs a root script through the pinned pnpm, so that `npm test` and `npm run demo` need nothing but Node and npm.
//   node tooling/scripts/up.mjs [--quiet] <script> [arguments]
// --quiet is for commands whose standard output belongs to a program: the set-up (install, build) happens only when it is
// missing and says what it does on standard error; the command itself is then started directly.
// package.json calls it with `exec`, so that signals to npm reach it: a shell in between would die of them and leave it behind.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const { name, version } = manifest.devEngines.packageManager;
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };

const run = (command, args, stdio = 'inherit') => {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  return signal ? 1 : (status ?? 1);
};

const pnpm = (args, stdio) => {
  const inPnpm = (env.npm_config_user_agent ?? '').startsWith('pnpm/') && env.npm_execpath?.includes('pnpm');
  return inPnpm
    ? run('pnpm', args, stdio)
    : run('npx', ['--yes', '--prefer-offline', `${name}@${version}`, ...args], stdio);
};

const args = process.argv.slice(2);
if (args[0] !== '--quiet') process.exit(pnpm(['run', ...args]));

const [script, ...rest] = args.slice(1);
const [, entry, ...fixed] = manifest.scripts[script].split(' ');
if (![entry, 'node_modules'].every((path) => existsSync(new URL(path, root)))) {
  console.error('First run: installing and building (about half a minute) …');
  const toStderr = ['ignore', 2, 2];
  if (pnpm(['install', '--frozen-lockfile'], toStderr) !== 0 || pnpm(['run', 'stack:build'], toStderr) !== 0) {
    console.error('The set-up failed. Run `npm test` to see all of its output.');
    process.exit(1);
  }
}
// From here on this process is the program: same standard streams, same signals, same exit code.
process.argv = [process.argv[0], fileURLToPath(new URL(entry, root)), ...fixed, ...rest];
await import(new URL(entry, root).href);
