import { type KindResult, runDocument } from '@status/conformance-tooling';

declare global {
  interface ImportMeta {
    /** Vite puts the files that match in place of the call. */
    glob<Module>(pattern: string, options: { eager: true; import: string; query: string }): Record<string, Module>;
  }
}

/** Addresses of the project's vector files, by path. */
const ADDRESSES = import.meta.glob<string>('../../vectors/data/*.json', {
  eager: true,
  import: 'default',
  query: '?url',
});

/** How many vector files there are. */
export const VECTOR_FILE_COUNT: number = Object.keys(ADDRESSES).length;

/** Fetches every vector file and recomputes its cases; tells after each kind. */
export async function* runVectors(): AsyncGenerator<KindResult> {
  for (const [path, address] of Object.entries(ADDRESSES)) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
    yield* runDocument(path.slice(path.lastIndexOf('/') + 1), await response.json());
  }
}
