// Generates packages/*/src/generated/<name>.{js,d.ts} from packages/*/proto/<name>.proto. The result is committed.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FLAGS =
  '-t static-module -w esm --no-service --no-typeurl --no-verify --no-delimited --null-semantics --force-long --dts';

for (const name of readdirSync(`${root}packages`)) {
  const folder = `${root}packages/${name}`;
  if (!existsSync(`${folder}/proto`)) continue;
  mkdirSync(`${folder}/src/generated`, { recursive: true });
  for (const file of readdirSync(`${folder}/proto`)) {
    const target = `src/generated/${file.replace('.proto', '.js')}`;
    // A root of its own: in the default one, modules with a common namespace would replace each other's messages.
    const flags = [...FLAGS.split(' '), '-r', `status/${name}/${file}`];
    execFileSync(`${root}node_modules/.bin/pbjs`, [...flags, '-o', target, `proto/${file}`], {
      cwd: folder,
      stdio: 'inherit',
    });
    // The types name a package that is nobody's dependency; the runtime has the same type.
    const types = `${folder}/${target.replace('.js', '.d.ts')}`;
    const text = readFileSync(types, 'utf8').replace('import Long = require("long");', 'type Long = $protobuf.Long;');
    writeFileSync(types, text);
    console.log(`packages/${name}/${target}`);
  }
}
