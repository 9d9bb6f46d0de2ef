import { parseArgs } from 'node:util';
import { AXES, type Axis, allCombinations, type Combination, coveringCombinations } from './axes.ts';

/** What people read who ask for it. */
export const USAGE: string = `usage: npm run matrix -- [options]

Plays one scripted chat of three people – one to one, in public, in a group – over every combination of layers, under virtual time, and prints for each
whether it ended in the same state, how long it took (for real, and in the play), and how many bytes went over its transport.

  --covering          only a subset in which every pair of choices occurs
  --only axis=choice  only combinations with this choice; may be repeated, for one axis too
  --help              this text

${Object.entries(AXES)
  .map(([axis, choices]) => `  ${axis.padEnd(10)} ${choices.join(', ')}`)
  .join('\n')}`;

/** The command was not called as the usage says. */
export class UsageError extends Error {}

/** Reads the arguments: what is to be played, or that help is wanted. @throws {UsageError} */
export function readOptions(args: readonly string[]): readonly Combination[] | 'help' {
  const { covering, only, help } = parse(args);
  if (help) return 'help';
  const wanted = new Map<Axis, string[]>();
  for (const text of only) {
    const [axis, choice] = readChoice(text);
    wanted.set(axis, [...(wanted.get(axis) ?? []), choice]);
  }
  const candidates = covering ? coveringCombinations() : allCombinations();
  const chosen = candidates.filter((one) => [...wanted].every(([axis, choices]) => choices.includes(one[axis])));
  if (chosen.length === 0) throw new UsageError(`no combination has all of these: ${only.join(', ')}`);
  return chosen;
}

function readChoice(text: string): [Axis, string] {
  const [axis = '', choice = ''] = text.split('=');
  const choices: readonly string[] = Object.hasOwn(AXES, axis) ? AXES[axis as Axis] : [];
  if (!choices.includes(choice)) throw new UsageError(`no such choice: ${text}`);
  return [axis as Axis, choice];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        covering: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
