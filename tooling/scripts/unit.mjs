// Runs Jest on native ES modules; with JEST_JSON set, also leaves its report there.
import { spawnSync } from 'node:child_process';

const report = process.env.JEST_JSON ? ['--json', `--outputFile=${process.env.JEST_JSON}`] : [];
const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
const args = [...flags, 'node_modules/jest/bin/jest.js', ...report, ...process.argv.slice(2)];
// With --json Jest prints the report to standard output too unless it has a file for it.
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exit(status ?? 1);
