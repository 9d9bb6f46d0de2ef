/** What a line means that a person typed. `text` is as it was typed, blanks and all. */
export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string };

/**
 * Reads a line: one that begins with `/` is a command, one that begins with `//` a text that begins with `/`, and a line of blanks is nothing, since
 * nobody could see it. Runs of blanks within an argument are one, and none is left around it.
 */
export function readTyped(line: string): Typed {
  if (line.trim() === '') return { kind: 'nothing' };
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  const [name = '', ...rest] = line.slice(1).trimEnd().split(/\s+/);
  return { kind: 'command', name, argument: rest.join(' ') };
}
