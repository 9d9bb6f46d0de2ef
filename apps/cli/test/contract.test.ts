import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { formatCompressedKey, parsePublicKeyText } from '@status/identity';
import { ENTRY, endAll, type Line, Program, play } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'status-contract-'));
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
const dataDir = (): string => join(folder, `data-${++names}`);

const playClient = (input: string | Uint8Array, dir = dataDir(), ...more: string[]) => {
  const { status, lines } = play(input, 'client', '--json', '--data-dir', dir, ...more);
  return { status, results: lines().filter(({ event }) => event === 'result') };
};
/** Public key of the private key of 32 bytes 0x01. */
const KEY_OF_ONES =
  '0x041b84c5567b126440995d3ed5aaba0565d71e1834604819ff9c17f5e9d5dd078f70beaf8f588b541507fed6a642c5ab42dfdf8120a7f639de5122d47a69a8e8d1';
const command = (fields: Line): string => `${JSON.stringify(fields)}\n`;

describe('input of a client', () => {
  test('a text keeps every character that a line may hold', () => {
    const text = 'one\u2028two\u2029three\u0085four';
    const { results } = playClient(
      command({ id: 1, cmd: 'join', chat: 'x' }) +
        command({ id: 2, cmd: 'sendPublic', chat: 'x', text }) +
        JSON.stringify({ id: 3, cmd: 'messages', chat: 'x' }),
    );
    expect(results.at(-1)).toMatchObject({ id: 3, messages: [{ text }] });
  });

  test('a line that is empty, too long or no UTF-8 gets its result, and what follows is done', () => {
    const { status, results } = playClient(
      Buffer.concat([
        Buffer.from('\n'),
        Buffer.from([0x22, 0xff, 0x22, 0x0a]),
        Buffer.alloc(2_000_000, 'x'),
        Buffer.from('\n{"id":1,"cmd":"chats"}\n'),
      ]),
    );
    expect(status).toBe(0);
    expect(results.map(({ ok, code = null }) => [ok, code])).toEqual([
      [false, 'COMMAND_MALFORMED'],
      [false, 'COMMAND_MALFORMED'],
      [false, 'COMMAND_MALFORMED'],
      [true, null],
    ]);
  });

  test('a text that is too long, blank or cut within a character is refused with the limit named, and nothing is sent', () => {
    const texts = ['ä'.repeat(2_049), ' \u3000', 'half \ud83c', '\udf89 half', 'ä'.repeat(2_048)];
    const { results } = playClient(
      command({ cmd: 'join', chat: 'x' }) +
        texts.map((text) => command({ cmd: 'sendPublic', chat: 'x', text })).join('') +
        texts.map((text) => command({ cmd: 'send', to: KEY_OF_ONES, text })).join('') +
        command({ cmd: 'messages', chat: 'x' }),
    );
    for (const sent of [results.slice(1, 6), results.slice(6, 11)]) {
      expect(sent.map(({ code = null }) => code)).toEqual([...new Array(4).fill('MESSENGER_INVALID_MESSAGE'), null]);
      const told = [/at most 4096 bytes.*4098/, /blanks/, /cut within a character/, /cut within a character/];
      for (const [n, pattern] of told.entries()) expect(sent[n]!['error']).toMatch(pattern);
    }
    expect(results.at(-1)!['messages']).toMatchObject([{ text: texts.at(-1) }]);
  });

  test('optional fields may be null, and unknown ones are no matter', () => {
    const { results } = playClient(
      command({ id: 1, cmd: 'join', chat: 'x', colour: 'blue' }) +
        command({ id: 2, cmd: 'sendPublic', chat: 'x', text: 'hi', replyTo: null }) +
        command({ id: 3, cmd: 'messages', chat: 'x', limit: null }),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  test('a limit is kept to the letter, also above a page of the store, newest first', () => {
    const count = 1_200;
    const notes = Array.from({ length: count }, (_, n) => command({ cmd: 'send', to: KEY_OF_ONES, text: `${n}` }));
    const questions = [count - 1, 3, undefined].map((limit) => command({ cmd: 'messages', chat: KEY_OF_ONES, limit }));
    const played = playClient(notes.join('') + questions.join(''), dataDir(), '--key', '01'.repeat(32));
    const results = played.results.filter(({ cmd }) => cmd === 'messages');
    const texts = results.map(({ messages }) => (messages as Line[]).map(({ text }) => Number(text)));
    expect(texts.map(({ length }) => length)).toEqual([count - 1, 3, 1_000]);
    expect(texts[0]).toEqual(Array.from({ length: count - 1 }, (_, n) => count - 1 - n));
  }, 60_000);

  test('a one-to-one chat is found under every form of its key', () => {
    const publicKey = KEY_OF_ONES;
    const forms = [
      publicKey,
      publicKey.slice(2),
      publicKey.toUpperCase().replace('0X', '0x'),
      formatCompressedKey(parsePublicKeyText(publicKey)),
      '0x031b84c5567b126440995d3ed5aaba0565d71e1834604819ff9c17f5e9d5dd078f',
    ];
    const { results } = playClient(
      forms.map((to) => command({ cmd: 'send', to, text: 'hi' }) + command({ cmd: 'messages', chat: to })).join(''),
    );
    expect(results.map(({ ok }) => ok)).not.toContain(false);
    const found = results.filter(({ cmd }) => cmd === 'messages').map(({ messages }) => (messages as Line[]).length);
    expect(found).toEqual([1, 2, 3, 4, 5]);
  });

  test('what was written before the end of input leaves, also when no peer is connected yet', async () => {
    const relay = new Program('relay', '--json', '--port', '0', '--data-dir', dataDir());
    const enode = String((await relay.event('ready'))['enode']);
    const bob = new Program('client', '--json', '--data-dir', dataDir(), '--peer', enode);
    await bob.event('peer', { state: 'connected' });
    await bob.call('join', { chat: 'x' });
    const alice = new Program('client', '--json', '--data-dir', dataDir(), '--peer', enode);
    alice.write(command({ cmd: 'join', chat: 'x' }) + command({ cmd: 'sendPublic', chat: 'x', text: 'bye' }));
    alice.closeInput();
    expect(await alice.exit).toBe(0);
    await bob.event('message', { text: 'bye' });
  });
});

describe('a reader that goes away', () => {
  test.each([['client'], ['relay']])('is no crash of %s', async (name) => {
    const child = spawn(process.execPath, [ENTRY, name, '--json', '--port', '0', '--data-dir', dataDir()]);
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.stdin.on('error', () => {});
    const ready = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    child.stdout.destroy();
    if (name === 'client') {
      child.stdin.write('{"cmd":"me"}\n');
    } else {
      const { enode } = JSON.parse(ready) as { enode: string };
      const visitor = new Program('client', '--json', '--data-dir', dataDir(), '--peer', enode);
      await visitor.event('peer', { state: 'connected' });
    }
    expect(await new Promise((resolve) => child.on('close', (code) => resolve(code)))).toBe(0);
    expect(errors).toBe('');
  });
});

describe('signals', () => {
  test('SIGTERM while a client starts is a clean stop', async () => {
    const dir = dataDir();
    const program = new Program('client', '--json', '--data-dir', dir);
    while (!existsSync(join(dir, 'account.json'))) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await program.end('SIGTERM')).toBe(0);
    expect(program.errors).toBe('');
  });
});

describe('npm run status', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('passes %s on, and the exit code back', async (signal) => {
    const args = ['run', '--silent', 'status', '--', 'relay', '--json', '--port', '0', '--data-dir', dataDir()];
    const root = new URL('../../../', import.meta.url);
    const npm = spawn('npm', args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    const ready = await new Promise<string>((resolve) => npm.stdout.once('data', (chunk) => resolve(String(chunk))));
    npm.kill(signal);
    expect(await new Promise((resolve) => npm.on('close', (code, killer) => resolve(code ?? killer)))).toBe(0);
    const { pid } = JSON.parse(ready) as { pid: number };
    expect(() => process.kill(pid, 0)).toThrow();
  });
});

describe('files of an account', () => {
  test('one that is damaged is a failure at run time that quotes nothing of it', () => {
    const dir = dataDir();
    mkdirSync(dir);
    writeFileSync(join(dir, 'account.json'), '{"mnemonic":"secret words');
    const { status, stderr } = play('', 'client', '--json', '--data-dir', dir);
    expect(status).toBe(1);
    expect(stderr).toMatch(/account\.json cannot be read: it is not JSON/);
    expect(stderr).not.toMatch(/secret/);
  });

  test('two clients that begin at the same moment agree on one account, and one of them runs', async () => {
    const dir = dataDir();
    const programs = [1, 2].map(() => new Program('client', '--json', '--data-dir', dir));
    const [exit] = await Promise.all([Promise.race(programs.map(({ exit }) => exit))]);
    expect(exit).toBe(1);
    expect(programs.map(({ errors }) => errors).join('')).toMatch(/STORE_LOCKED/);
    const survivor = programs.find(({ errors }) => errors === '')!;
    const { publicKey } = await survivor.event('ready');
    expect(readFileSync(join(dir, 'account.json'), 'utf8')).not.toBe('');
    await survivor.end('SIGTERM');
    const again = new Program('client', '--json', '--data-dir', dir);
    expect((await again.event('ready'))['publicKey']).toBe(publicKey);
  });
});

describe('status chat', () => {
  test('takes lines from a pipe and ends with it', () => {
    const { status, stdout } = play('/join x\nhello\n/history\n', 'chat', '--data-dir', dataDir());
    expect(status).toBe(0);
    expect(stdout).toMatch(/Nothing was said in #x yet\./);
    expect(stdout).toMatch(/you: hello/);
  });

  test('--json keeps standard output for JSON', () => {
    const { status, lines, stderr } = play('/me\n', 'chat', '--json', '--data-dir', dataDir());
    expect([status, lines().map(({ event }) => event)]).toEqual([0, ['ready']]);
    expect(stderr).toMatch(/You are/);
  });

  test('words that were given are not shown again', () => {
    const words = 'test test test test test test test test test test test junk';
    const { stdout } = play('', 'chat', '--data-dir', dataDir(), '--mnemonic', words);
    expect(stdout).toMatch(/Enormous Valid Pachyderm/);
    expect(stdout).not.toContain(words);
  });

  test('--echo answers', async () => {
    const relay = new Program('relay', '--json', '--port', '0', '--data-dir', dataDir());
    const enode = String((await relay.event('ready'))['enode']);
    const parrot = new Program('chat', '--json', '--echo', '--data-dir', dataDir(), '--peer', enode);
    const { publicKey } = await parrot.event('ready');
    const alice = new Program('client', '--json', '--data-dir', dataDir(), '--peer', enode);
    await alice.event('peer', { state: 'connected' });
    const { messageId } = await alice.call('send', { to: publicKey, text: 'polly' });
    expect(await alice.event('message', { text: 'polly' })).toMatchObject({ responseTo: messageId });
  });
});
