// Runs the examples of a package's README under Jest, as a user would paste them into a file of theirs: the first ```ts block, and those that are
// marked ```ts run.
//
// A block imports packages by name and runs to its end by itself (top-level await is fine). A comment `// → text` after a
// `console.log` says what that call prints; `…` stands for anything. A block prints what these comments say, in their order, and
// nothing else; one without any shows nothing, and fails.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Inside the package, so that its imports are resolved as those of the package's tests; a dot-file, so that nobody else takes it for one. */
const fileOf = ({ name, number }: Example): string => `${root}packages/${name}/test/.readme-example-${number}.ts`;

/** An example of packages/<name>/README.md. */
export type Example = { readonly name: string; readonly number: number; readonly code: string };

/** The examples of all packages. */
export function readmeExamples(): Example[] {
  return packages().flatMap((name) => {
    const readme = readmeOf(name);
    return readme === undefined ? [] : examplesIn(readme).map((code, i) => ({ name, number: i + 1, code }));
  });
}

/** Folders of packages/ without a README or without a ```ts block in it. */
export function packagesWithoutExample(): string[] {
  return packages().filter((name) => examplesIn(readmeOf(name) ?? '').length === 0);
}

/** The blocks of a text that are to be run. */
export function examplesIn(readme: string): string[] {
  const blocks = [...readme.matchAll(/^```ts( run)?\n(.*?)^```$/gms)];
  return blocks.filter(([, run], i) => i === 0 || run !== undefined).map(([, , code]) => code!);
}

function packages(): string[] {
  return readdirSync(`${root}packages`);
}

function readmeOf(name: string): string | undefined {
  const readme = `${root}packages/${name}/README.md`;
  return existsSync(readme) ? readFileSync(readme, 'utf8') : undefined;
}

/** What the example says it prints, a pattern for each `console.log` with a comment. */
export function expectedOutput(example: string): RegExp[] {
  return [...example.matchAll(/\/\/ → (.*)$/gm)].map(([, text]) => {
    const literals = text!.trimEnd().split('…');
    return new RegExp(`^${literals.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's');
  });
}

/** Runs an example to its end and returns what each `console.log` printed. Rejects with what it throws. */
export async function runReadmeExample(example: Example): Promise<string[]> {
  const printed: string[] = [];
  const { log } = console;
  writeFileSync(fileOf(example), example.code);
  console.log = (...values: unknown[]): void => {
    printed.push(format(...values));
  };
  try {
    await import(fileOf(example));
  } finally {
    console.log = log;
    rmSync(fileOf(example), { force: true });
  }
  return printed;
}

/** What the compiler has against these examples; empty if nothing. */
export function typeErrors(examples: readonly Example[]): string {
  // TypeScript resolves `extends` and types from where the configuration is.
  const config = `${root}.readme-examples.json`;
  try {
    for (const example of examples) writeFileSync(fileOf(example), `${example.code}\nexport {};\n`);
    const files = examples.map(fileOf);
    writeFileSync(config, JSON.stringify({ extends: './tsconfig.check.json', include: [], files }));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [`${root}node_modules/@typescript/native/bin/tsc`, '-p', config],
      {
        encoding: 'utf8',
      },
    );
    return stdout + stderr;
  } finally {
    for (const example of examples) rmSync(fileOf(example), { force: true });
    rmSync(config, { force: true });
  }
}
