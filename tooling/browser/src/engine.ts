import { installEngine } from '@status/crypto';
import { loadOxEngine } from '@status/crypto/engine-ox';

/** The engines that a page can run with: what every browser has, and WebAssembly, which a policy has to allow. */
const ENGINES = {
  noble: async (): Promise<void> => {},
  wasm: async (): Promise<void> => {
    installEngine(await loadOxEngine());
  },
} as const;

export type EngineName = keyof typeof ENGINES;

/** The engine that an address asks for with `?engine=`; noble if it names none. Throws on a name that is no engine. */
export function engineOf(address: URL): EngineName {
  const name = address.searchParams.get('engine') ?? 'noble';
  if (!Object.hasOwn(ENGINES, name)) throw new Error(`no such engine: ${name}`);
  return name as EngineName;
}

/** Makes the page's cryptography run on an engine. Rejects where the policy forbids it. */
export async function useEngine(name: EngineName): Promise<void> {
  await ENGINES[name]();
}
