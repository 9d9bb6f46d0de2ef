// Runs the example of a package's README under Jest: the first ```ts block, as a user would paste it into a file of theirs.
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
const fileOf = (name: string): string => `${root}packages/${name}/test/.readme-example.ts`;

/** Folders of packages/ whose README has a ```ts block. */
export function packagesWithExample(): string[] {
  return readdirSync(`${root}packages`).filter((name) => readmeExample(name) !== undefined);
}

/** Folders of packages/ without a README or without a ```ts block in it. */
export function packagesWithoutExample(): string[] {
  return readdirSync(`${root}packages`).filter((name) => readmeExample(name) === undefined);
}

/** The first ```ts block of packages/<name>/README.md. */
export function readmeExample(name: string): string | undefined {
  const readme = `${root}packages/${name}/README.md`;
  if (!existsSync(readme)) return undefined;
  return /^```ts\n(.*?)^```$/ms.exec(readFileSync(readme, 'utf8'))?.[1];
}

/** What the example says it prints, a pattern for each `console.log` with a comment. */
export function expectedOutput(example: string): RegExp[] {
  return [...example.matchAll(/\/\/ → (.*)$/gm)].map(([, text]) => {
    const literals = text!.trimEnd().split('…');
    return new RegExp(`^${literals.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's');
  });
}

/** Runs an example to its end and returns what each `console.log` printed. Rejects with what it throws. */
export async function runReadmeExample(name: string): Promise<string[]> {
  const printed: string[] = [];
  const { log } = console;
  writeFileSync(fileOf(name), readmeExample(name) ?? '');
  console.log = (...values: unknown[]): void => {
    printed.push(format(...values));
  };
  try {
    await import(fileOf(name));
  } finally {
    console.log = log;
    rmSync(fileOf(name), { force: true });
  }
  return printed;
}

/** What the compiler has against the examples of these packages; empty if nothing. */
export function typeErrors(names: readonly string[]): string {
  // TypeScript resolves `extends` and types from where the configuration is.
  const config = `${root}.readme-examples.json`;
  try {
    for (const name of names) writeFileSync(fileOf(name), `${readmeExample(name)}\nexport {};\n`);
    writeFileSync(config, JSON.stringify({ extends: './tsconfig.check.json', include: [], files: names.map(fileOf) }));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [`${root}node_modules/@typescript/native/bin/tsc`, '-p', config],
      {
        encoding: 'utf8',
      },
    );
    return stdout + stderr;
  } finally {
    for (const name of names) rmSync(fileOf(name), { force: true });
    rmSync(config, { force: true });
  }
}
