// Holds the workspace against the law of the layers (rules.mjs) and says where it is broken.
//   node tooling/layers/check.mjs [--root <folder>]           the check
//   node tooling/layers/check.mjs [--root <folder>] --rooms   the house as its imports draw it: files, lines, who stands on whom
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import { usesOfOutsideWorld } from './globals.mjs';
import { circlesOf, drawRooms, importsOfPackages, longRooms } from './rooms.mjs';
import { beyondImports, forbidden, LONG_ROOMS, OUTSIDE_WORLD, options, PUBLIC_VALUES, ROOM_LINES } from './rules.mjs';
import { sourceFiles } from './sources.mjs';
import { exportedLimits } from './surface.mjs';

const values = readOptions();
const root = values.root === undefined ? fileURLToPath(new URL('../../', import.meta.url)) : resolve(values.root);
// The cruiser writes paths relative to where it runs.
process.chdir(root);

const folders = ['packages', 'apps', 'tooling'].filter((folder) => existsSync(folder));
const { enhancedResolveOptions, ...rest } = options;
const { output } = await cruise(
  folders,
  { ...rest, baseDir: root, validate: true, ruleSet: { forbidden } },
  enhancedResolveOptions,
);

if (values.rooms) console.log(drawRooms(root, output.modules, ROOM_LINES));
else report([...imports(), ...environment(), ...surface(), ...roomSize(), ...roomCircles()]);

/** @returns {{ rule: string; from: string; to: string }[]} */
function imports() {
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

function environment() {
  const files = sourceFiles(root, ['packages']).filter((file) => !Object.hasOwn(OUTSIDE_WORLD, file));
  return usesOfOutsideWorld(root, files).map(({ file, line, name }) => ({
    rule: 'environment',
    from: file,
    to: `${name} (line ${line})`,
  }));
}

function surface() {
  return sourceFiles(root, ['packages'])
    .filter((file) => /^packages\/[^/]+\/src\/index\.ts$/.test(file))
    .flatMap((index) =>
      exportedLimits(index, Object.keys(PUBLIC_VALUES)).map(({ file, names }) => ({
        rule: 'surface',
        from: index,
        to: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} of ${file}`,
      })),
    );
}

function roomSize() {
  return longRooms(root, ROOM_LINES)
    .filter(({ file }) => !Object.hasOwn(LONG_ROOMS, file))
    .map(({ file, lines }) => ({ rule: 'room-size', from: file, to: `${lines} lines` }));
}

function roomCircles() {
  return circlesOf(importsOfPackages(output.modules)).map(([from, ...way]) => ({
    rule: 'no-room-circles',
    from,
    to: way.join(' → '),
  }));
}

function report(violations) {
  const { totalCruised } = output.summary;
  const rules = [...forbidden, ...beyondImports];
  const comments = new Map(rules.map(({ name, comment }) => [name, comment]));
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}\n    ${comments.get(rule)}`);
  if (totalCruised === 0) console.error(`${root}: nothing to check`);
  if (violations.length > 0) console.error(`\nThe law of the layers is broken ${violations.length} times.`);
  else if (totalCruised > 0) console.log(`The law of the layers holds: ${totalCruised} files, ${rules.length} rules.`);
  process.exitCode = violations.length > 0 || totalCruised === 0 ? 1 : 0;
}

function readOptions() {
  try {
    return parseArgs({ options: { root: { type: 'string' }, rooms: { type: 'boolean' } } }).values;
  } catch (error) {
    console.error(`${error.message}\nusage: node tooling/layers/check.mjs [--root <folder>] [--rooms]`);
    process.exit(2);
  }
}
