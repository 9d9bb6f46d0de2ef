import { isBuiltin } from 'node:module';
import type { Plugin } from 'vite';

/** Fails a build in which anything asks for a module that only Node has; left alone, Vite puts an empty object there. */
export function noNodeModules(): Plugin {
  return {
    name: 'no-node-modules',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!isBuiltin(id)) return;
      // Some of Node's names are names of packages too, such as `buffer`.
      const found = id.startsWith('node:') ? null : await this.resolve(id, importer, { skipSelf: true });
      if (found === null || found.id.startsWith('__vite-browser-external')) {
        this.error(`${importer ?? 'the page'} imports ${id}, which only Node has`);
      }
    },
  };
}
