import { createInterface, type Interface } from 'node:readline';
import { styleText } from 'node:util';
import { bytesTo0x } from '@status/base';
import { formatCompressedKey, parsePublicKeyText, threeWordName } from '@status/identity';
import type { Chat, Message, MessageStatus } from '@status/messenger';
import { displayName, displayText } from '@status/payload';
import { dataDirOf, openAccount } from './account.ts';
import { Departures } from './departure.ts';
import { echoMessages } from './echo.ts';
import { newestMessages } from './history.ts';
import { stopped, stopping } from './lifecycle.ts';
import { readLines } from './lines.ts';
import { type ClientNode, environmentOf, openClient } from './node.ts';
import type { ClientOptions } from './options.ts';
import { printJson } from './output.ts';
import { OwnEnvelopes } from './own-envelopes.ts';
import { differenceText, PeerTime } from './peer-time.ts';
import { ShownOrder, timeText } from './shown-order.ts';
import { sendText } from './text-refusal.ts';
import { readTyped } from './typed.ts';

const HELP = `
  text               send it to the current chat, blanks and all; //text sends /text
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
  peerTime.watch(node.network.whisper, (difference) => {
    talk.print(styleText('red', `  ! ${differenceText(difference)}.`));
  });
  if (options.echo) echoMessages(node.messenger, (error) => talk.print(String((error as Error).message)));
  for (const enode of options.peer ?? []) node.network.maintain(enode);
  await Promise.race([talk.ended, stopped]);
  talk.close();
  await departures.wait();
  peerTime.close();
  await node.stop();
}

/** Characters of an own text that are shown beside its id. */
const BEGINNING = 40;

/** Further lines of a text stand below its first one: at the margin they could pass for what somebody else said. */
const indented = (text: string): string => text.replaceAll('\n', '\n      ');

/** The first characters of a text, as people count them: one that is made of several is not cut. */
function beginningOf(text: string): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return characters.length > BEGINNING ? `${characters.slice(0, BEGINNING).join('')}…` : text;
}

/** The conversation at the terminal: a prompt at the bottom, lines arriving above it. Where standard output is for JSON, it talks on standard error. */
class Talk {
  readonly ended: Promise<void>;
  readonly #node: ClientNode;
  readonly #output: typeof process.stdout | typeof process.stderr;
  /** Absent where nobody types: what comes from a pipe is read as it is. */
  readonly #editor: Interface | undefined;
  readonly #order = new ShownOrder();
  #end: () => void = () => {};
  #ending = false;
  #current: Pick<Chat, 'chatId' | 'type'> | undefined;
  #private: boolean;
  readonly #refusals = new Set<string>();
  #work: Promise<void> = Promise.resolve();

  /** To be started before the event loop turns, or what is typed meanwhile is lost. */
  constructor(node: ClientNode, options: Pick<ClientOptions, 'json' | 'pfs'>) {
    this.#node = node;
    this.#private = options.pfs;
    this.#output = options.json ? process.stderr : process.stdout;
    const isTerminal = process.stdin.isTTY === true && this.#output.isTTY === true;
    if (isTerminal) this.#editor = createInterface({ input: process.stdin, output: this.#output, terminal: true });
    this.ended = new Promise((resolve) => {
      this.#end = () => {
        this.#ending = true;
        resolve();
      };
    });
  }

  start(): void {
    const { messenger, network, publicKey } = this.#node;
    const envelopes = new OwnEnvelopes(messenger);
    messenger.on('message', (message) => this.print(this.#line(message, this.#order.show(message))));
    messenger.on('status', ({ messageId, status, protection }) => {
      if (status === 'sending' || status === 'sent') return;
      this.print(
        styleText(
          'dim',
          `  ${TICKS[status]} ${status} ${messageId.slice(2, 8)}${protection ? ` (${protection.label})` : ''}`,
        ),
      );
    });
    network.whisper.on('refused', ({ hash, reason }) => this.#tellRefused(envelopes.messagesIn(hash), reason));
    network.host.on('connected', (peer) =>
      this.print(styleText('dim', `  connected with ${displayName(peer.client)}`)),
    );
    network.host.on('disconnected', ({ peer, reason }) => {
      this.print(styleText('dim', `  lost ${displayName(peer.client)} (${reason})`));
    });
    this.print(
      `You are ${styleText('bold', threeWordName(publicKey))}\n  ${formatCompressedKey(publicKey)}\n/help tells what you can do.`,
    );
    if (this.#editor === undefined) {
      this.#readPipe().finally(() => this.#end());
      return;
    }
    this.#editor.on('line', (line) => {
      this.#work = this.#work.then(() => this.#take(line));
    });
    this.#editor.on('SIGINT', () => this.#end());
    this.#editor.on('close', () => {
      this.#ending = true;
      this.#work.finally(() => this.#end());
    });
    this.#prompt();
  }

  close(): void {
    if (this.#editor === undefined) process.stdin.destroy();
    else this.#editor.close();
  }

  async #readPipe(): Promise<void> {
    try {
      for await (const line of readLines(process.stdin)) {
        if (!line.ok) this.print(`${line.problem}: nothing was sent of this one`);
        // Elsewhere lines end with a carriage return as well.
        else await this.#take(line.text.replace(/\r$/, ''));
        if (this.#ending) return;
      }
    } catch (error) {
      // Input that was cut off by a signal ends with an error.
      if (!stopping.aborted && !this.#ending) this.print(String((error as Error).message));
    }
  }

  async #take(line: string): Promise<void> {
    try {
      await this.#do(line);
    } catch (error) {
      this.print(displayText(String((error as Error).message)));
      if (readTyped(line).kind === 'text') this.#giveBack(line);
    }
  }

  /** A text that was not sent is there to be changed, unless something else is being typed already. */
  #giveBack(line: string): void {
    if (this.#editor?.line === '') this.#editor.write(line);
  }

  /** A line above the prompt; what is being typed stays. */
  print(text: string): void {
    this.#output.write(this.#editor ? `\r\x1b[2K${text}\n` : `${text}\n`);
    this.#prompt();
  }

  /** Each message once for a reason, however many peers say it again. */
  #tellRefused(messageIds: readonly string[], reason: string): void {
    const named = messageIds.map((id) => id.slice(2, 8)).join(' ');
    const line = `  refused ${named} by a peer: ${displayName(reason)}`;
    if (named === '' || this.#refusals.has(line)) return;
    this.#refusals.add(line);
    this.print(styleText('dim', line));
  }

  #prompt(): void {
    if (this.#editor === undefined || this.#ending) return;
    this.#editor.setPrompt(`${this.#current ? this.#nameOf(this.#current.chatId) : 'no chat yet, /help'} > `);
    this.#editor.prompt(true);
  }

  #nameOf(chatId: string): string {
    return chatId.startsWith('0x04') ? threeWordName(parsePublicKeyText(chatId)) : `#${chatId}`;
  }

  #line(message: Message, isLate = false): string {
    const time = timeText(message.timestamp, Date.now(), isLate);
    const place = message.place === 'public' ? `#${message.chatId} ` : '';
    const who = message.outgoing ? 'you' : threeWordName(parsePublicKeyText(message.from));
    const mark =
      message.protection?.label === 'transport-only' && !message.outgoing
        ? styleText('yellow', ' [no forward secrecy]')
        : '';
    const late = isLate ? styleText('yellow', ' [late: belongs further up]') : '';
    const ticks = message.outgoing ? ` ${TICKS[message.status]}` : '';
    const name = styleText(message.outgoing ? 'green' : 'cyan', who);
    return `${styleText('dim', time)} ${place}${name}${mark}${late}: ${indented(displayText(message.text))}${ticks}`;
  }

  async #do(line: string): Promise<void> {
    const typed = readTyped(line);
    if (typed.kind === 'nothing') return this.#prompt();
    if (typed.kind === 'text') return this.#say(typed.text, line);
    const { name, argument } = typed;
    const { messenger, network, publicKey } = this.#node;
    switch (name) {
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
        return this.print(
          `/${displayName(name)} is not known; /help lists what is, and //${displayName(name)} says it.`,
        );
    }
  }

  async #say(text: string, line: string): Promise<void> {
    const chat = this.#current;
    if (chat === undefined) {
      this.print('Choose where to speak first: /join <name> or /to <key>.');
      return this.#giveBack(line);
    }
    const { messenger } = this.#node;
    const { messageId, clock } = await sendText(text, () =>
      chat.type === 'public'
        ? messenger.sendPublic({ chat: chat.chatId, text })
        : messenger.sendDirect({ to: parsePublicKeyText(chat.chatId), text, forwardSecrecy: this.#private }),
    );
    this.#order.show({ chatId: chat.chatId, clock, id: messageId });
    this.print(styleText('dim', `  · ${messageId.slice(2, 8)} ${displayText(beginningOf(text))}`));
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
    const messages = await newestMessages(this.#node.messenger, this.#current.chatId, limit);
    if (messages[0] !== undefined) this.#order.show(messages[0]);
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
