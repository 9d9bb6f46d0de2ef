import { createInterface, type Interface } from 'node:readline';
import { styleText } from 'node:util';
import { bytesTo0x } from '@status/base';
import { formatCompressedKey, parsePublicKeyText, threeWordName } from '@status/identity';
import type { Chat, Message, MessageStatus } from '@status/messenger';
import { displayName, displayText } from '@status/payload';
import { dataDirOf, openAccount } from './account.ts';
import { Departures } from './departure.ts';
import { echoMessages } from './echo.ts';
import { stopped } from './lifecycle.ts';
import { type ClientNode, environmentOf, openClient } from './node.ts';
import type { ClientOptions } from './options.ts';
import { printJson } from './output.ts';

const HELP = `
  text               send it to the current chat
  /to <key>          chat with one person (0x04… or zQ3sh…)
  /join <name>       join a public chat and make it the current one
  /leave             leave the current public chat
  /chats             list chats; /chats <number> makes one current
  /history [count]   show what was said here
  /contact <key>     listen for somebody's keys, so that the first message is end-to-end from the start
  /private on|off    whether one-to-one messages use forward secrecy
  /peers             who this node is connected with; /peer <enode> adds one
  /me                who I am
  /quit              leave (Ctrl-C and Ctrl-D do the same)

  Ticks: · on its way   ✓ left for a peer   ✓✓ taken by a peer   ★ delivered   ✗ given up
`;

const TICKS: Readonly<Record<MessageStatus, string>> = {
  sending: '·',
  sent: '✓',
  confirmed: '✓✓',
  delivered: '★',
  expired: '✗',
  received: '',
};

/** `status chat`: the same client for a person. */
export async function chat(options: ClientOptions): Promise<void> {
  const dataDir = dataDirOf('chat', options.dataDir);
  const account = openAccount(dataDir, options);
  const node = await openClient(account, dataDir, {
    ...options,
    client: options.name,
    environment: environmentOf(options),
    forwardSecrecy: options.pfs,
  });
  const departures = new Departures(node.messenger);
  await node.start();
  if (options.json) {
    printJson({
      event: 'ready',
      enode: node.network.host.addresses[0],
      pid: process.pid,
      publicKey: bytesTo0x(node.publicKey),
      installationId: account.installationId,
      name: threeWordName(node.publicKey),
      dataDir,
    });
  }
  const talk = new Talk(node, options);
  if (account.created && options.mnemonic === undefined && account.mnemonic !== undefined) {
    talk.print(
      `A new account was made. Write its words down, they are the only way back to it:\n  ${account.mnemonic}`,
    );
  }
  if (options.peer === undefined) {
    talk.print(
      'No --peer was given: nobody can be reached yet. `status relay` prints an address to use, /peer adds one.',
    );
  }
  talk.start();
  if (options.echo) echoMessages(node.messenger, (error) => talk.print(String((error as Error).message)));
  for (const enode of options.peer ?? []) node.network.maintain(enode);
  await Promise.race([talk.ended, stopped]);
  talk.close();
  await departures.wait();
  await node.stop();
}

/** Further lines of a text stand below its first one: at the margin they could pass for what somebody else said. */
const indented = (text: string): string => text.replaceAll('\n', '\n      ');

/** The conversation at the terminal: a prompt at the bottom, lines arriving above it. Where standard output is for JSON, it talks on standard error. */
class Talk {
  readonly ended: Promise<void>;
  readonly #node: ClientNode;
  readonly #output: typeof process.stdout | typeof process.stderr;
  readonly #lines: Interface;
  #end: () => void = () => {};
  #current: Pick<Chat, 'chatId' | 'type'> | undefined;
  #private: boolean;
  #work: Promise<void> = Promise.resolve();

  /** To be started before the event loop turns, or what is typed meanwhile is lost. */
  constructor(node: ClientNode, options: Pick<ClientOptions, 'json' | 'pfs'>) {
    this.#node = node;
    this.#private = options.pfs;
    this.#output = options.json ? process.stderr : process.stdout;
    this.#lines = createInterface({ input: process.stdin, output: this.#output, terminal: this.#isTerminal });
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get #isTerminal(): boolean {
    return process.stdin.isTTY === true && this.#output.isTTY === true;
  }

  start(): void {
    const { messenger, network, publicKey } = this.#node;
    messenger.on('message', (message) => this.print(this.#line(message)));
    messenger.on('status', ({ messageId, status, protection }) => {
      if (status === 'sending' || status === 'sent') return;
      this.print(
        styleText(
          'dim',
          `  ${TICKS[status]} ${status} ${messageId.slice(2, 8)}${protection ? ` (${protection.label})` : ''}`,
        ),
      );
    });
    network.host.on('connected', (peer) =>
      this.print(styleText('dim', `  connected with ${displayName(peer.client)}`)),
    );
    network.host.on('disconnected', ({ peer, reason }) => {
      this.print(styleText('dim', `  lost ${displayName(peer.client)} (${reason})`));
    });
    this.print(
      `You are ${styleText('bold', threeWordName(publicKey))}\n  ${formatCompressedKey(publicKey)}\n/help tells what you can do.`,
    );
    this.#lines.on('line', (line) => {
      this.#work = this.#work
        .then(() => this.#do(line.trim()))
        .catch((error: unknown) => this.print(String((error as Error).message)));
    });
    this.#lines.on('SIGINT', () => this.#end());
    this.#lines.on('close', () => {
      this.#work.finally(() => this.#end());
    });
    this.#prompt();
  }

  close(): void {
    this.#lines.close();
  }

  /** A line above the prompt; what is being typed stays. */
  print(text: string): void {
    this.#output.write(this.#isTerminal ? `\r\x1b[2K${text}\n` : `${text}\n`);
    this.#prompt();
  }

  #prompt(): void {
    if (!this.#isTerminal) return;
    this.#lines.setPrompt(`${this.#current ? this.#nameOf(this.#current.chatId) : 'no chat yet, /help'} > `);
    this.#lines.prompt(true);
  }

  #nameOf(chatId: string): string {
    return chatId.startsWith('0x04') ? threeWordName(parsePublicKeyText(chatId)) : `#${chatId}`;
  }

  #line(message: Message): string {
    const time = new Date(Number(message.timestamp)).toTimeString().slice(0, 5);
    const place = message.place === 'public' ? `#${message.chatId} ` : '';
    const who = message.outgoing ? 'you' : threeWordName(parsePublicKeyText(message.from));
    const mark =
      message.protection?.label === 'transport-only' && !message.outgoing
        ? styleText('yellow', ' [no forward secrecy]')
        : '';
    const ticks = message.outgoing ? ` ${TICKS[message.status]}` : '';
    const name = styleText(message.outgoing ? 'green' : 'cyan', who);
    return `${styleText('dim', time)} ${place}${name}${mark}: ${indented(displayText(message.text))}${ticks}`;
  }

  async #do(line: string): Promise<void> {
    if (line === '') return this.#prompt();
    if (!line.startsWith('/')) return this.#say(line);
    const [command = '', ...rest] = line.slice(1).split(/\s+/);
    const argument = rest.join(' ');
    const { messenger, network, publicKey } = this.#node;
    switch (command) {
      case 'help':
        return this.print(HELP);
      case 'to':
        this.#current = { chatId: bytesTo0x(parsePublicKeyText(argument)), type: 'one-to-one' };
        return this.#history(5);
      case 'join':
        this.#current = { chatId: await messenger.join(argument), type: 'public' };
        return this.#history(5);
      case 'leave': {
        if (this.#current?.type !== 'public') return this.print('The current chat is not a public one.');
        await messenger.leave(this.#current.chatId);
        this.print(`Left #${this.#current.chatId}.`);
        this.#current = undefined;
        return this.#prompt();
      }
      case 'chats':
        return this.#chats(argument);
      case 'history':
        return this.#history(Math.max(1, Number.parseInt(argument, 10) || 20));
      case 'contact':
        await messenger.addContact(parsePublicKeyText(argument));
        return this.print('Listening for their keys.');
      case 'private':
        if (argument !== 'on' && argument !== 'off') return this.print('Say /private on or /private off.');
        this.#private = argument === 'on';
        return this.print(
          this.#private ? 'Forward secrecy is on.' : 'Forward secrecy is off: the transport alone encrypts.',
        );
      case 'peer':
        network.maintain(argument);
        return this.print('Trying to stay connected with it.');
      case 'peers': {
        const peers = network.host.peers();
        return this.print(
          peers
            .map(
              (peer) => `  ${displayName(peer.client)}  ${displayName(peer.capabilities.join(' '))}  ${peer.address}`,
            )
            .join('\n') || '  nobody',
        );
      }
      case 'me':
        return this.print(
          `  ${threeWordName(publicKey)}\n  ${formatCompressedKey(publicKey)}\n  ${bytesTo0x(publicKey)}\n  node ${network.host.addresses[0]}`,
        );
      case 'quit':
        return this.#end();
      default:
        return this.print(`/${displayText(command)} is not known; /help lists what is.`);
    }
  }

  async #say(text: string): Promise<void> {
    if (this.#current === undefined) return this.print('Choose where to speak first: /join <name> or /to <key>.');
    const { messenger } = this.#node;
    const { messageId } =
      this.#current.type === 'public'
        ? await messenger.sendPublic({ chat: this.#current.chatId, text })
        : await messenger.sendDirect({
            to: parsePublicKeyText(this.#current.chatId),
            text,
            forwardSecrecy: this.#private,
          });
    this.print(styleText('dim', `  · ${messageId.slice(2, 8)} ${displayText(text).slice(0, 40)}`));
  }

  async #chats(choice: string): Promise<void> {
    const chats = await this.#node.messenger.chats();
    const chosen = chats[Number.parseInt(choice, 10) - 1];
    if (chosen !== undefined) {
      this.#current = chosen;
      return this.#history(5);
    }
    const rows = chats.map(
      ({ chatId, active }, index) => `  ${index + 1}  ${this.#nameOf(chatId)}${active ? '' : ' (left)'}`,
    );
    this.print(rows.join('\n') || '  none yet');
  }

  async #history(limit: number): Promise<void> {
    if (this.#current === undefined) return this.print('There is no current chat.');
    const messages = await this.#node.messenger.messages(this.#current.chatId, { limit });
    this.print(
      messages.length === 0
        ? `Nothing was said in ${this.#nameOf(this.#current.chatId)} yet.`
        : messages
            .reverse()
            .map((m) => this.#line(m))
            .join('\n'),
    );
  }
}
