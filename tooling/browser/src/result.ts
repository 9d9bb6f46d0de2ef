/** What became of cases. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What the page came to, as JSON in its element `result`; `{ error }` instead if it had to stop. */
export interface PageResult extends Counts {
  readonly engine: string;
  /** Vectors by file. The conversation counts as one case more in the sums. */
  readonly files: Readonly<Record<string, Counts>>;
  readonly chat: { readonly messages: number; readonly faults: readonly string[] };
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NOTHING,
  );
}
