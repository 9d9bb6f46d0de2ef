#!/usr/bin/env node
// Signals first: everything else takes a while to load, and who stops us then shall find us listening.
import './lifecycle.ts';

const { run } = await import('./command.ts');
process.exit(await run());
