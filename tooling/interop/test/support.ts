import { describe } from '@jest/globals';
import { goPeerAvailable } from '../src/go-peer.ts';

const absent = goPeerAvailable();
// Jest hides the console of a file whose tests are all skipped.
if (absent !== undefined) process.stderr.write(`Skipped: ${absent}\n`);

/** A suite that needs the Go peer; skipped, with the reason told, where it was not built. */
export const describeWithGo: typeof describe | typeof describe.skip = absent === undefined ? describe : describe.skip;
