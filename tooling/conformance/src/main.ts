import { conformance } from './command.ts';

// npm starts scripts in the project's folder; a relative path means the folder that the person is in.
process.exitCode = await conformance(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  directory: process.env['INIT_CWD'] ?? process.cwd(),
});
