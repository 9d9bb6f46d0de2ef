// Holds the workspace against the law of the layers (rules.mjs) and says where it is broken.
//   node tooling/layers/check.mjs [--root <folder>]
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import { forbidden, options } from './rules.mjs';

const { values } = parseArgs({ options: { root: { type: 'string' } } });
const root = values.root === undefined ? fileURLToPath(new URL('../../', import.meta.url)) : resolve(values.root);
// The cruiser writes paths relative to where it runs.
process.chdir(root);

const rooms = ['packages', 'apps', 'tooling'].filter((room) => existsSync(room));
const { enhancedResolveOptions, ...rest } = options;
const { output } = await cruise(
  rooms,
  { ...rest, baseDir: root, validate: true, ruleSet: { forbidden } },
  enhancedResolveOptions,
);

const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) {
  console.error(`${rule.name}: ${from} → ${to}\n    ${comments.get(rule.name)}`);
}
if (totalCruised === 0) console.error(`${root}: nothing to check`);
if (violations.length > 0) console.error(`\nThe law of the layers is broken ${violations.length} times.`);
else if (totalCruised > 0)
  console.log(`The law of the layers holds: ${totalCruised} files, ${forbidden.length} rules.`);
process.exitCode = violations.length > 0 || totalCruised === 0 ? 1 : 0;
