/** What a chat can stand on: an axis for each seam, and the choices on it by name. */
export const AXES = {
  host: ['rlpx', 'memory', 'named'],
  transport: ['whisper', 'direct', 'slow'],
  security: ['ratchet', 'transport-only', 'group', 'per-device'],
  sync: ['mvds', 'none', 'offer'],
  data: ['payload', 'json'],
  store: ['memory', 'level', 'sqlite', 'map'],
} as const;

/** An axis. */
export type Axis = keyof typeof AXES;

/** One choice on each axis. */
export type Combination = { readonly [Name in Axis]: (typeof AXES)[Name][number] };

const NAMES = Object.keys(AXES) as readonly Axis[];

/** Every combination that there is. Only Whisper stands on a host: other transports are listed with one of them, the first. */
export function allCombinations(): Combination[] {
  let combinations: Record<string, string>[] = [{}];
  for (const axis of NAMES) {
    combinations = combinations.flatMap((begun) => AXES[axis].map((choice) => ({ ...begun, [axis]: choice })));
  }
  return (combinations as unknown as Combination[]).filter(isOne);
}

/** A subset in which every pair of choices occurs that occurs at all: greedily, the combination with most pairs that are missing. The same each time. */
export function coveringCombinations(): Combination[] {
  const candidates = allCombinations();
  const missing = new Set(candidates.flatMap(pairsOf));
  const chosen: Combination[] = [];
  while (missing.size > 0) {
    const gain = (combination: Combination): number => pairsOf(combination).filter((pair) => missing.has(pair)).length;
    const best = candidates.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    chosen.push(best);
    for (const pair of pairsOf(best)) missing.delete(pair);
  }
  return chosen;
}

/** The choices of a combination, such as `rlpx · whisper · ratchet · mvds · payload · level`. */
export function nameOf(combination: Combination): string {
  const { transport } = combination;
  return NAMES.map((axis) => (axis === 'host' && transport !== 'whisper' ? '–' : combination[axis])).join(' · ');
}

/** Every two choices of a combination, in words. */
export function pairsOf(combination: Combination): string[] {
  const choices = NAMES.map((axis) => `${axis}=${combination[axis]}`);
  return choices.flatMap((one, i) => choices.slice(i + 1).map((other) => `${one} ${other}`));
}

function isOne({ host, transport }: Combination): boolean {
  return transport === 'whisper' || host === AXES.host[0];
}
