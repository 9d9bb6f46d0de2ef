import { installFastestEngine } from '@status/crypto/engine-node';
import { Command, CommanderError, type Option } from 'commander';
import { chat } from './chat.ts';
import { client } from './client.ts';
import { failureText } from './failure.ts';
import { stopping } from './lifecycle.ts';
import { clientOptions, relayOptions } from './options.ts';
import { relay } from './relay.ts';
import { UsageError } from './usage.ts';

const program = new Command('status')
  .description('The Status Protocol from a terminal: relay, chat, and drive a client from a script.')
  .showHelpAfterError('(add --help for what is possible)')
  .exitOverride();

const add = <Options>(
  name: string,
  description: string,
  options: readonly Option[],
  run: (options: Options) => Promise<void>,
): void => {
  const command = program.command(name).description(description).allowExcessArguments(false).exitOverride();
  for (const option of options) command.addOption(option);
  command.action(async (values: Options) => {
    await installFastestEngine();
    if (!stopping.aborted) await run(values);
  });
};

add('relay', 'Run a relaying Whisper node.', relayOptions(), relay);
add('client', 'Run a client driven by JSON lines on standard input (with --json).', clientOptions(), client);
add('chat', 'Chat from this terminal.', clientOptions(), chat);

/** Runs the command that the arguments name; resolves with the exit code. */
export async function run(): Promise<number> {
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    // Commander has told the person already; help that was asked for is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      process.stderr.write(`error: ${error.message}\n`);
      return 2;
    }
    process.stderr.write(`error: ${failureText(error)}\n`);
    return 1;
  }
}
