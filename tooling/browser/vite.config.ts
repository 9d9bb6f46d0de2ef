import { defineConfig } from 'vite';
import { noNodeModules } from './no-node-modules.ts';

// No condition of this workspace is set: what is bundled is what each package publishes.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [noNodeModules()],
  build: {
    // A file put inline would be a `data:` address, from which the policy lets nothing be fetched.
    assetsInlineLimit: 0,
    // Every browser that can run the page preloads modules.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
});
