import { StatusError } from '@status/interfaces';

/** Causes that are told of one error; what lies deeper is for debuggers. */
const MAX_CAUSES = 4;

/** What failed and why, in one line: the error with its code, then what it comes from. */
export function failureText(error: unknown): string {
  const parts: string[] = [];
  let next = error;
  for (let told = 0; next !== undefined && told <= MAX_CAUSES; told++) {
    const message = next instanceof Error ? next.message : String(next);
    const code = parts.length === 0 && next instanceof StatusError ? ` (${next.code})` : '';
    if (!parts.at(-1)?.includes(message)) parts.push(`${message}${code}`);
    next = next instanceof Error ? next.cause : undefined;
  }
  return parts.join(': ');
}
