// Source files of the workspace, as the checks read them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Paths of hand-written TypeScript in the `src` folders of these rooms, relative to the root and sorted. What a generator wrote is left out.
 *
 * @param {string} root
 * @param {readonly ('packages' | 'apps')[]} rooms
 * @returns {string[]}
 */
export function sourceFiles(root, rooms) {
  return rooms
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}/src`))
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
    )
    .filter((file) => file.endsWith('.ts') && !file.includes('/generated/'))
    .sort();
}

/**
 * Lines of a file.
 *
 * @param {string} root
 * @param {string} file
 */
export function linesOf(root, file) {
  return readFileSync(join(root, file), 'utf8').split('\n').length - 1;
}
