#!/usr/bin/env node
// Signals first: everything else takes a while to load, and who stops us then shall find us listening.
import './lifecycle.ts';

const { run } = await import('./command.ts');
const code = await run();
// What was printed may still be on its way into a pipe; a reader that is gone or asleep does not hold us for long.
const written = new Promise((resolve) => process.stdout.write('', resolve));
await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 5_000))]);
process.exit(code);
