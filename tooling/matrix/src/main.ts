import { installFastestEngine } from '@status/crypto/engine-node';
import type { Combination } from './axes.ts';
import { readOptions, USAGE, UsageError } from './options.ts';
import { type Played, play } from './play.ts';
import { header, line } from './table.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

/** Plays them one after the other; resolves with the exit code. */
async function run(combinations: readonly Combination[]): Promise<number> {
  await installFastestEngine();
  console.log(header());
  const results: Played[] = [];
  for (const combination of combinations) {
    const played = await play(combination);
    // The first that went well sets what all others must come to.
    const expected = results.find(({ faults }) => faults.length === 0)?.state ?? played.state;
    const isSame = JSON.stringify(played.state) === JSON.stringify(expected);
    const faults = isSame || played.faults.length > 0 ? played.faults : ['another state than the others'];
    results.push({ ...played, faults });
    console.log(line(results.at(-1)!));
  }
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
