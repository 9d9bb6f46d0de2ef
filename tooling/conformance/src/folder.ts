import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KindResult, runDocument } from './runner.ts';

/** A folder that cannot be run: it is not there, holds no vector file, or one that is no JSON. */
export class VectorsError extends Error {}

/** Runs every vector file (`*.json`) of a folder, and tells after each kind. Rejects with `VectorsError`. */
export async function* runFolder(folder: string): AsyncGenerator<KindResult> {
  for (const [file, document] of await readFolder(folder)) yield* runDocument(file, document);
}

async function readFolder(folder: string): Promise<(readonly [file: string, document: unknown])[]> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  } catch (cause) {
    throw new VectorsError(`no such folder: ${folder}`, { cause });
  }
  if (names.length === 0) throw new VectorsError(`no vector file (*.json) in ${folder}`);
  return await Promise.all(names.map(async (name) => [name, await readJson(join(folder, name))] as const));
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new VectorsError(`not readable as JSON: ${path} (${(cause as Error).message})`, { cause });
  }
}
