import { parseArgs } from 'node:util';
import { installFastestEngine } from '@status/crypto/engine-node';
import { AXES, type Axis, allCombinations, type Combination, coveringCombinations } from './axes.ts';
import { type Played, play } from './play.ts';
import { header, line } from './table.ts';

const USAGE = `usage: npm run matrix -- [options]

Plays one scripted chat of three people – one to one, in public, in a group – over every combination of layers, under virtual time, and prints for each
whether it ended in the same state, how long it took (for real, and in the play), and how many bytes went over its transport.

  --covering          only a subset in which every pair of choices occurs
  --only axis=choice  only combinations with this choice; may be repeated
  --help              this text

${Object.entries(AXES)
  .map(([axis, choices]) => `  ${axis.padEnd(10)} ${choices.join(', ')}`)
  .join('\n')}`;

const { values } = parseArgs({
  options: {
    covering: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

function selected(): Combination[] {
  const wanted = values.only.map((text) => {
    const [axis = '', choice = ''] = text.split('=');
    const choices: readonly string[] = AXES[axis as Axis] ?? [];
    if (!choices.includes(choice)) throw new Error(`no such choice: ${text} (see --help)`);
    return [axis as Axis, choice] as const;
  });
  const candidates = values.covering ? coveringCombinations() : allCombinations();
  return candidates.filter((combination) => wanted.every(([axis, choice]) => combination[axis] === choice));
}

async function run(): Promise<number> {
  const combinations = selected();
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
  return failed === 0 && results.length > 0 ? 0 : 1;
}

if (values.help) console.log(USAGE);
else process.exitCode = await run();
