/** Something the person at the keyboard (or the script) got wrong: told on standard error, exit code 2. */
export class UsageError extends Error {}
