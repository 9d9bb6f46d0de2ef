// The house as its imports draw it: packages, the files in them, who stands on whom.
import { dirname, relative } from 'node:path';
import { linesOf, sourceFiles } from './sources.mjs';

const PACKAGE = /^(packages|apps|tooling)\/[^/]+/;

/**
 * Which package imports which, by folder; tests count.
 *
 * @param {readonly { source: string; dependencies: readonly { resolved: string }[] }[]} modules as dependency-cruiser found them
 * @returns {Map<string, Set<string>>}
 */
export function importsOfPackages(modules) {
  const graph = new Map();
  for (const { source, dependencies } of modules) {
    const from = PACKAGE.exec(source)?.[0];
    if (from === undefined) continue;
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = PACKAGE.exec(resolved)?.[0];
      if (to !== undefined && to !== from) targets.add(to);
    }
  }
  return graph;
}

/**
 * Circles of packages, `[a, b, a]`, the shortest first. Of those that share a package only one is told: taken apart, it may open the others.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph
 * @returns {string[][]}
 */
export function circlesOf(graph) {
  const told = new Set();
  const circles = [...graph.keys()]
    .sort()
    .map((start) => shortestCircle(graph, start))
    .filter((circle) => circle !== undefined)
    .sort((a, b) => a.length - b.length);
  return circles.filter((circle) => {
    if (circle.some((member) => told.has(member))) return false;
    for (const member of circle) told.add(member);
    return true;
  });
}

function shortestCircle(graph, start) {
  const ways = [[start]];
  const seen = new Set();
  for (const way of ways) {
    for (const next of [...(graph.get(way.at(-1)) ?? [])].sort()) {
      if (next === start) return [...way, start];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/**
 * Source files longer than `bound` lines.
 *
 * @param {string} root
 * @param {number} bound
 * @returns {{ file: string; lines: number }[]}
 */
export function longRooms(root, bound) {
  return sourceFiles(root, ['packages', 'apps'])
    .map((file) => ({ file, lines: linesOf(root, file) }))
    .filter(({ lines }) => lines > bound);
}

/**
 * The house as text: each package with what its sources stand on, each of its files with its lines and the neighbours that it imports.
 *
 * @param {string} root
 * @param {readonly { source: string; dependencies: readonly { resolved: string }[] }[]} modules
 * @param {number} bound lines from which on a file is marked
 */
export function drawRooms(root, modules, bound) {
  const inSources = modules.filter(({ source }) => /^[^/]+\/[^/]+\/src\//.test(source));
  const dependencies = new Map(inSources.map(({ source, dependencies: all }) => [source, all]));
  const packages = importsOfPackages(inSources);
  const files = sourceFiles(root, ['packages', 'apps']);
  const folders = [...new Set(files.map((file) => PACKAGE.exec(file)[0]))];
  return inOrder(folders, packages)
    .map((folder) => {
      const rooms = files
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => ({ file, lines: linesOf(root, file), neighbours: neighboursOf(file, dependencies) }));
      const total = rooms.reduce((sum, { lines }) => sum + lines, 0);
      const on = [...(packages.get(folder) ?? [])].map((name) => name.replace(/^packages\//, '')).sort();
      const head = `${folder} (${rooms.length} files, ${total} lines)${on.length === 0 ? '' : ` on ${on.join(', ')}`}`;
      return [head, ...rooms.map((room) => drawRoom(room, folder, bound))].join('\n');
    })
    .join('\n\n');
}

function drawRoom({ file, lines, neighbours }, folder, bound) {
  const mark = lines > bound ? '!' : ' ';
  const name = relative(`${folder}/src`, file);
  return `${mark}${String(lines).padStart(5)} ${name}${neighbours.length === 0 ? '' : ` → ${neighbours.join(' ')}`}`;
}

/** The files of the same package that a file imports, as it would name them. */
function neighboursOf(file, dependencies) {
  const folder = PACKAGE.exec(file)[0];
  return [...new Set((dependencies.get(file) ?? []).map(({ resolved }) => resolved))]
    .filter((resolved) => resolved.startsWith(`${folder}/src/`))
    .map((resolved) => relative(dirname(file), resolved).replace(/\.ts$/, ''))
    .sort();
}

/** Packages before those that stand on them, as far as there is no circle; by name where it does not matter. */
function inOrder(folders, graph) {
  const placed = new Set();
  const order = [];
  const place = (folder) => {
    if (placed.has(folder)) return;
    placed.add(folder);
    for (const below of [...(graph.get(folder) ?? [])].sort()) if (folders.includes(below)) place(below);
    order.push(folder);
  };
  [...folders].sort().forEach(place);
  return order;
}
