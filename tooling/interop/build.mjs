// Builds bin/whisper-peer from go/, when the sources are newer than the binary.
//   node tooling/interop/build.mjs
// Prints one line "whisper-peer: <status>: <detail>"; status is built, fresh, skipped or failed, and only failed exits with 1.
// The reason of a skip is kept in bin/skipped.txt for the tests to show.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = new URL('go/', import.meta.url);
const folder = new URL('bin/', import.meta.url);
const binary = new URL(process.platform === 'win32' ? 'whisper-peer.exe' : 'whisper-peer', folder);
const skipNote = new URL('skipped.txt', folder);
const env = { ...process.env, CGO_ENABLED: '1', GOWORK: 'off' };

const go = (...args) => spawnSync('go', args, { cwd: fileURLToPath(sources), env, encoding: 'utf8' });
const output = ({ stdout, stderr }) => `${stdout ?? ''}${stderr ?? ''}`.trim();

const finish = (status, detail) => {
  mkdirSync(folder, { recursive: true });
  rmSync(skipNote, { force: true });
  if (status === 'skipped') writeFileSync(skipNote, `${detail}\n`);
  console.log(`whisper-peer: ${status}: ${detail}`);
  process.exit(status === 'failed' ? 1 : 0);
};

const newest = Math.max(...readdirSync(sources).map((name) => statSync(new URL(name, sources)).mtimeMs));
if (existsSync(binary) && statSync(binary).mtimeMs >= newest) finish('fresh', fileURLToPath(binary));

const version = go('version');
if (version.error || version.status !== 0) finish('skipped', 'no Go toolchain (`go`) on the PATH');

const download = go('mod', 'download', 'github.com/ethereum/go-ethereum');
if (download.status !== 0) {
  const text = output(download);
  const lastLine = text.split('\n').at(-1);
  if (/SECURITY ERROR|checksum mismatch/.test(text)) finish('failed', text);
  finish('skipped', `the Go modules cannot be fetched: ${lastLine}`);
}

const build = go('build', '-mod=readonly', '-buildvcs=false', '-trimpath', '-o', fileURLToPath(binary), '.');
if (build.status !== 0) {
  const text = output(build);
  if (/C compiler .* not found/.test(text)) finish('skipped', 'no C compiler for cgo on the PATH');
  finish('failed', text);
}
finish('built', `${fileURLToPath(binary)} with ${output(version)}`);
