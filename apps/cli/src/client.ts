import { bytesTo0x } from '@status/base';
import { canonicalPublicKeyText, PublicKeyTextError, parsePublicKeyText, threeWordName } from '@status/identity';
import { StatusError } from '@status/interfaces';
import type { Message, Messenger } from '@status/messenger';
import { contentTypeNumber, placeNumber } from '@status/payload/wire';
import { dataDirOf, openAccount } from './account.ts';
import { Departures } from './departure.ts';
import { echoMessages } from './echo.ts';
import { newestMessages } from './history.ts';
import { stopped, stopping } from './lifecycle.ts';
import { type InputLine, readLines } from './lines.ts';
import { type ClientNode, environmentOf, openClient } from './node.ts';
import type { ClientOptions } from './options.ts';
import { printJson } from './output.ts';
import { OwnEnvelopes } from './own-envelopes.ts';
import { clockEvent, PeerTime } from './peer-time.ts';
import { sendText } from './text-refusal.ts';
import { UsageError } from './usage.ts';

/** Messages in one page of a history that is asked for without a limit. */
const DEFAULT_LIMIT = 1_000;

/** A command's line that cannot be carried out; told in its result. */
class CommandError extends StatusError {}

type Fields = Readonly<Record<string, unknown>>;
type Handler = (node: ClientNode, fields: Fields) => Promise<Fields>;

/** `status client --json`: lines in, lines out, as documented in the README. */
export async function client(options: ClientOptions): Promise<void> {
  if (!options.json) throw new UsageError('`status client` is driven by JSON lines: add --json, or use `status chat`');
  const dataDir = dataDirOf('client', options.dataDir);
  const account = openAccount(dataDir, options);
  const environment = environmentOf(options);
  const peerTime = new PeerTime(environment.clock);
  const node = await openClient(account, dataDir, {
    ...options,
    client: options.name,
    environment,
    forwardSecrecy: options.pfs,
    reader: peerTime.reader,
  });
  const departures = new Departures(node.messenger);
  tell(node, options);
  peerTime.watch(node.network.whisper, (difference) => printJson(clockEvent(difference)));
  await node.start();
  printJson({
    event: 'ready',
    enode: node.network.host.addresses[0],
    pid: process.pid,
    publicKey: bytesTo0x(node.publicKey),
    installationId: account.installationId,
    name: threeWordName(node.publicKey),
    dataDir,
  });
  for (const enode of options.peer ?? []) node.network.maintain(enode);

  stopped.then(() => process.stdin.destroy());
  try {
    await answerAll(node);
    await departures.wait();
  } finally {
    peerTime.close();
    await node.stop();
  }
}

/** One command after the other, so that a script may rely on the order of its lines. Resolves at `quit`, the end of input, or a signal. */
async function answerAll(node: ClientNode): Promise<void> {
  try {
    for await (const line of readLines(process.stdin)) {
      if (stopping.aborted || (await answer(node, line)) === 'quit') return;
    }
  } catch (error) {
    // Input that was cut off by a signal ends with an error.
    if (!stopping.aborted) throw error;
  }
}

function tell({ network: { host, whisper }, messenger }: ClientNode, options: ClientOptions): void {
  messenger.on('message', (message) => {
    printJson({ event: 'message', ...describe(message), alias: aliasOf(message.from) });
  });
  if (options.echo) echoMessages(messenger, (error) => printJson({ event: 'error', ...failure(error) }));
  messenger.on('status', ({ messageId, status, protection }) => {
    printJson({ event: 'status', messageId, status, ...(protection && { protection: protection.label }) });
  });
  messenger.on('device', ({ kind, publicKey, installationId }) => {
    printJson({ event: 'device', kind, publicKey, installationId });
  });
  if (options.trace) messenger.on('trace', (trace) => printJson({ event: 'trace', ...trace }));
  host.on('connected', (peer) => printJson({ event: 'peer', enode: peer.address, state: 'connected' }));
  host.on('disconnected', ({ peer, reason }) => {
    printJson({ event: 'peer', enode: peer.address, state: 'disconnected', reason });
  });
  const envelopes = new OwnEnvelopes(messenger);
  whisper.on('refused', ({ hash, reason, peer }) => {
    const messageIds = envelopes.messagesIn(hash);
    printJson({
      event: 'error',
      error: `peer ${peer.slice(0, 16)}… refused an envelope: ${reason}`,
      code: 'PRIVACY_REFUSED',
      ...(messageIds.length > 0 && { messageIds }),
    });
  });
}

async function answer(node: ClientNode, line: InputLine): Promise<'quit' | undefined> {
  const command = line.ok ? parseLine(line.text) : undefined;
  const { id = null, cmd = null } = command ?? {};
  try {
    const handler = typeof cmd === 'string' && Object.hasOwn(COMMANDS, cmd) ? COMMANDS[cmd] : undefined;
    if (command === undefined) {
      throw new CommandError('COMMAND_MALFORMED', line.ok ? 'expected one JSON object a line' : line.problem);
    }
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

/** What is optional may also be null, as many languages write what is absent. */
const optional = (fields: Fields, name: string): unknown => fields[name] ?? undefined;

const optionalText = (fields: Fields, name: string): string =>
  optional(fields, name) === undefined ? '' : textField(fields, name);

function optionalFlag(fields: Fields, name: string): boolean | undefined {
  const value = optional(fields, name);
  if (value !== undefined && typeof value !== 'boolean') {
    throw new CommandError('COMMAND_FIELD', `expected "${name}" to be true or false`);
  }
  return value;
}

const keyField = (fields: Fields, name: string): Uint8Array => parsePublicKeyText(textField(fields, name).trim());

function optionalCount(fields: Fields, name: string): number | undefined {
  const value = optional(fields, name);
  if (value !== undefined && !(Number.isInteger(value) && Number(value) > 0)) {
    throw new CommandError('COMMAND_FIELD', `expected "${name}" to be a whole number above 0`);
  }
  return value as number | undefined;
}

const aliasOf = (publicKey: string): string => threeWordName(parsePublicKeyText(publicKey));

/** A message as the line contract has it: types in numbers of the wire, the protection by its name. */
const describe = ({
  outgoing: _outgoing,
  status: _status,
  place,
  content,
  protection,
  ...message
}: Message): Fields => ({
  ...message,
  messageType: placeNumber(place),
  contentType: contentTypeNumber(content),
  ...(protection && { protection: protection.label }),
});

const COMMANDS: Readonly<Record<string, Handler>> = {
  me: async ({ network, publicKey }) => ({
    publicKey: bytesTo0x(publicKey),
    enode: network.host.addresses[0],
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
    publicKey: await messenger.addContact(keyField(fields, 'publicKey')),
  }),
  join: async ({ messenger }, fields) => ({ chatId: await messenger.join(textField(fields, 'chat')) }),
  leave: async ({ messenger }, fields) => ({ chatId: await messenger.leave(textField(fields, 'chat')) }),
  send: async ({ messenger }, fields) => {
    const forwardSecrecy = optionalFlag(fields, 'pfs');
    const message = {
      to: keyField(fields, 'to'),
      text: textField(fields, 'text'),
      responseTo: optionalText(fields, 'replyTo'),
      ...(forwardSecrecy !== undefined && { forwardSecrecy }),
    };
    return { ...(await sendText(message.text, () => messenger.sendDirect(message))) };
  },
  sendPublic: async ({ messenger }, fields) => {
    const message = {
      chat: textField(fields, 'chat'),
      text: textField(fields, 'text'),
      responseTo: optionalText(fields, 'replyTo'),
    };
    return { ...(await sendText(message.text, () => messenger.sendPublic(message))) };
  },
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
    const limit = optionalCount(fields, 'limit') ?? DEFAULT_LIMIT;
    const messages = await newestMessages(messenger, await chatIdOf(messenger, textField(fields, 'chat')), limit);
    return {
      messages: messages.map(({ id, from, text, clock, timestamp, status, protection, responseTo }) => ({
        id,
        from,
        text,
        clock,
        timestamp,
        status,
        protection: protection?.label ?? null,
        responseTo,
      })),
    };
  },
  quit: async () => ({}),
};

/** The chat that a text means: a chat id as it stands, or a public key in any of its forms, some of which could name a public chat. */
async function chatIdOf(messenger: Messenger, text: string): Promise<string> {
  if ((await messenger.messages(text, { limit: 1 })).length > 0) return text;
  try {
    return canonicalPublicKeyText(text.trim());
  } catch (error) {
    if (error instanceof PublicKeyTextError) return text;
    throw error;
  }
}
