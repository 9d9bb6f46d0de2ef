// Writes src/generated/words.ts: the word lists of the three-word name, from the data files of the package status-js-api.
//   node scripts/words.mjs
// Order, spelling and doubled words decide every name, so lists with any other checksum are refused.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const LISTS = {
  ADJECTIVES: {
    file: 'adjectives.json',
    length: 1389,
    sha256: '2fd4795a3eeae8e7609e65133cc23cc2138970f08272c2320937dc88f19085f3',
  },
  ANIMALS: {
    file: 'animals.json',
    length: 1704,
    sha256: '9d970d6789f439cdb20ae69f889857eee0104f16aa7f2b16d17dd1effb366031',
  },
};

const NOTICE = `// Written by scripts/words.mjs. Do not edit, sort or remove doubled words: every three-word name depends on the order.
//
// The word lists of the three-word name, as in protocol/identity/alias of status-go.
// Taken from the package status-js-api (https://github.com/status-im/status-js), published under the ISC licence, and
// capitalised; status-go and status-react publish the same lists under the Mozilla Public License, version 2.0.
// This file is subject to the terms of the Mozilla Public License, v. 2.0. A copy is at https://mozilla.org/MPL/2.0/.
`;

const script = fileURLToPath(import.meta.url);
const target = fileURLToPath(new URL('../src/generated/words.ts', import.meta.url));
const root = createRequire(new URL('../../../package.json', import.meta.url));

const locate = (file) => {
  try {
    return root.resolve(`status-js-api/dist/data/${file}`);
  } catch (cause) {
    throw new Error(
      'The word lists of the three-word name come from the package status-js-api, a development dependency of the ' +
        'workspace root, which is not installed. Run `pnpm install` in the root and build again.',
      { cause },
    );
  }
};

const isUpToDate = (sources) =>
  existsSync(target) && sources.every((source) => statSync(source).mtimeMs <= statSync(target).mtimeMs);

const readList = (source, { file, length, sha256 }) => {
  const words = JSON.parse(readFileSync(source, 'utf8')).map((word) => word[0].toUpperCase() + word.slice(1));
  const digest = createHash('sha256').update(words.join('\n')).digest('hex');
  if (words.length !== length || digest !== sha256) {
    throw new Error(`${file}: not the list of the reference (${words.length} words, SHA-256 ${digest})`);
  }
  return words;
};

const sources = Object.values(LISTS).map(({ file }) => locate(file));
if (!isUpToDate([script, ...sources])) {
  const lists = Object.entries(LISTS).map(([name, list], i) => {
    const words = readList(sources[i], list).join(' ');
    return `\nexport const ${name}: readonly string[] = /* @__PURE__ */ '${words}'.split(' ');\n`;
  });
  mkdirSync(new URL('../src/generated/', import.meta.url), { recursive: true });
  writeFileSync(target, NOTICE + lists.join(''));
}
