import { createInterface } from 'node:readline';
import { bytesTo0x } from '@status/base';
import { parsePublicKeyText, threeWordName } from '@status/identity';
import { StatusError } from '@status/interfaces';
import type { Message } from '@status/messenger';
import { defaultDataDir, openAccount } from './account.ts';
import { stopSignal } from './lifecycle.ts';
import { type ClientNode, environmentOf, openClient } from './node.ts';
import type { ClientOptions } from './options.ts';
import { printJson } from './output.ts';
import { UsageError } from './usage.ts';

/** Longest wait at the end of input for messages that are still on their way out, ms. */
const DRAIN_MS = 2_000;

/** A command's line that cannot be carried out; told in its result. */
class CommandError extends StatusError {}

type Fields = Readonly<Record<string, unknown>>;
type Handler = (node: ClientNode, fields: Fields) => Promise<Fields>;

/** `status client --json`: lines in, lines out, as documented in the README. */
export async function client(options: ClientOptions): Promise<void> {
  if (!options.json) throw new UsageError('`status client` is driven by JSON lines: add --json, or use `status chat`');
  const dataDir = options.dataDir ?? defaultDataDir('client');
  const account = openAccount(dataDir, options);
  const stopped = stopSignal();
  const node = await openClient(account, dataDir, {
    ...options,
    client: options.name,
    environment: environmentOf(options),
    forwardSecrecy: options.pfs,
  });
  tell(node, options);
  await node.start();
  printJson({
    event: 'ready',
    enode: node.network.host.address,
    pid: process.pid,
    publicKey: bytesTo0x(node.publicKey),
    installationId: account.installationId,
    name: threeWordName(node.publicKey),
    dataDir,
  });
  for (const enode of options.peer ?? []) node.network.maintain(enode);

  const input = createInterface({ input: process.stdin });
  let quit = (): void => {};
  const ended = new Promise<void>((resolve) => {
    quit = resolve;
  });
  // One command after the other, so that a script may rely on the order of its lines.
  let queue = Promise.resolve();
  input.on('line', (line) => {
    if (line.trim() === '') return;
    queue = queue.then(async () => {
      if ((await answer(node, line)) === 'quit') quit();
    });
  });
  input.on('close', () => {
    queue.then(() => drained(node)).then(quit);
  });
  await Promise.race([ended, stopped]);
  input.close();
  await node.stop();
}

function tell({ network: { host, whisper }, messenger }: ClientNode, options: ClientOptions): void {
  messenger.on('message', (message) => {
    printJson({ event: 'message', ...describe(message), alias: aliasOf(message.from) });
    if (options.echo) echo(messenger, message);
  });
  messenger.on('status', ({ messageId, status, protection }) => {
    printJson({ event: 'status', messageId, status, ...(protection && { protection }) });
  });
  messenger.on('device', ({ kind, publicKey, installationId }) => {
    printJson({ event: 'device', kind, publicKey, installationId });
  });
  if (options.trace) messenger.on('trace', (trace) => printJson({ event: 'trace', ...trace }));
  host.on('connected', (peer) => printJson({ event: 'peer', enode: peer.address, state: 'connected' }));
  host.on('disconnected', ({ peer, reason }) => {
    printJson({ event: 'peer', enode: peer.address, state: 'disconnected', reason });
  });
  whisper.on('refused', ({ reason, peer }) => {
    printJson({
      event: 'error',
      error: `peer ${peer.slice(0, 16)}… refused an envelope: ${reason}`,
      code: 'PRIVACY_REFUSED',
    });
  });
}

/** Answers with the same text as a reply; replies are not answered, so that two such clients do not talk for ever. */
function echo(messenger: ClientNode['messenger'], message: Message): void {
  if (message.messageType !== 1 || message.responseTo !== '') return;
  messenger
    .sendDirect({ to: parsePublicKeyText(message.from), text: message.text, responseTo: message.id })
    .catch((error: unknown) => printJson({ event: 'error', ...failure(error) }));
}

async function answer(node: ClientNode, line: string): Promise<'quit' | undefined> {
  const command = parseLine(line);
  const { id = null, cmd = null } = command ?? {};
  try {
    const handler = typeof cmd === 'string' && Object.hasOwn(COMMANDS, cmd) ? COMMANDS[cmd] : undefined;
    if (command === undefined) throw new CommandError('COMMAND_MALFORMED', 'expected one JSON object a line');
    if (handler === undefined) {
      throw new CommandError('COMMAND_UNKNOWN', `expected "cmd" to be one of: ${Object.keys(COMMANDS).join(', ')}`);
    }
    printJson({ event: 'result', id, cmd, ok: true, ...(await handler(node, command)) });
    return cmd === 'quit' ? 'quit' : undefined;
  } catch (error) {
    printJson({ event: 'result', id, cmd, ok: false, ...failure(error) });
    return undefined;
  }
}

function parseLine(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

const failure = (error: unknown): Fields => ({
  error: error instanceof Error ? error.message : String(error),
  code: error instanceof StatusError ? error.code : 'INTERNAL',
});

function textField(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new CommandError('COMMAND_FIELD', `expected "${name}" to be a text`);
  return value;
}

const optionalText = (fields: Fields, name: string): string =>
  fields[name] === undefined ? '' : textField(fields, name);

function optionalFlag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'boolean') {
    throw new CommandError('COMMAND_FIELD', `expected "${name}" to be true or false`);
  }
  return value;
}

function optionalCount(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value !== undefined && !(Number.isInteger(value) && Number(value) > 0)) {
    throw new CommandError('COMMAND_FIELD', `expected "${name}" to be a whole number above 0`);
  }
  return value as number | undefined;
}

const aliasOf = (publicKey: string): string => threeWordName(parsePublicKeyText(publicKey));

const describe = ({ outgoing: _outgoing, status: _status, ...message }: Message): Fields => message;

const COMMANDS: Readonly<Record<string, Handler>> = {
  me: async ({ network, publicKey }) => ({
    publicKey: bytesTo0x(publicKey),
    enode: network.host.address,
    name: threeWordName(publicKey),
  }),
  peers: async ({ network }) => ({
    peers: network.host
      .peers()
      .map(({ address, capabilities, client }) => ({ enode: address, caps: capabilities, name: client })),
  }),
  addPeer: async ({ network }, fields) => {
    network.maintain(textField(fields, 'enode'));
    return {};
  },
  addContact: async ({ messenger }, fields) => ({
    publicKey: await messenger.addContact(parsePublicKeyText(textField(fields, 'publicKey'))),
  }),
  join: async ({ messenger }, fields) => ({ chatId: await messenger.join(textField(fields, 'chat')) }),
  leave: async ({ messenger }, fields) => ({ chatId: await messenger.leave(textField(fields, 'chat')) }),
  send: async ({ messenger }, fields) => {
    const forwardSecrecy = optionalFlag(fields, 'pfs');
    return {
      ...(await messenger.sendDirect({
        to: parsePublicKeyText(textField(fields, 'to')),
        text: textField(fields, 'text'),
        responseTo: optionalText(fields, 'replyTo'),
        ...(forwardSecrecy !== undefined && { forwardSecrecy }),
      })),
    };
  },
  sendPublic: async ({ messenger }, fields) => ({
    ...(await messenger.sendPublic({
      chat: textField(fields, 'chat'),
      text: textField(fields, 'text'),
      responseTo: optionalText(fields, 'replyTo'),
    })),
  }),
  chats: async ({ messenger, publicKey }) => ({
    chats: (await messenger.chats()).map(({ chatId, type, active }) => ({
      chatId,
      name: type === 'public' ? chatId : aliasOf(chatId),
      type,
      active,
      members: type === 'public' ? [] : [...new Set([bytesTo0x(publicKey), chatId])],
    })),
  }),
  messages: async ({ messenger }, fields) => {
    const limit = optionalCount(fields, 'limit');
    const messages = await messenger.messages(textField(fields, 'chat'), limit === undefined ? {} : { limit });
    return {
      messages: messages.map(({ id, from, text, clock, timestamp, status, protection, responseTo }) => ({
        id,
        from,
        text,
        clock,
        timestamp,
        status,
        protection: protection ?? null,
        responseTo,
      })),
    };
  },
  quit: async () => ({}),
};

/** Gives messages that were just written a moment to leave for a peer; what has not left is sent at the next start. */
async function drained({ messenger, network }: ClientNode): Promise<void> {
  const until = Date.now() + DRAIN_MS;
  while (Date.now() < until && network.host.peers().length > 0) {
    const chats = await messenger.chats();
    const newest = await Promise.all(chats.map(({ chatId }) => messenger.messages(chatId, { limit: 20 })));
    if (!newest.flat().some(({ status }) => status === 'sending')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
