import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { endAll, type Line, Program, play } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'status-chat-'));
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
const dataDir = (): string => join(folder, `data-${++names}`);

/** What a chat prints for an input, and the texts that are in its history of #x then, oldest first. */
function chatOf(input: string | Uint8Array) {
  const dir = dataDir();
  const { status, stdout } = play(input, 'chat', '--data-dir', dir);
  const { lines } = play('{"cmd":"messages","chat":"x"}\n', 'client', '--json', '--data-dir', dir);
  const result = lines().find(({ event }) => event === 'result');
  const texts = (result!['messages'] as Line[]).map(({ text }) => text).reverse();
  return { status, stdout, texts };
}

describe('a text that is typed', () => {
  test('is sent as it is: blanks stay, //x is /x, and a line ends as lines end anywhere', () => {
    const { texts, stdout } = chatOf('/join x\n  two blanks \n//x\n///\n \t \n /quit\none\u2028line\r\n/nothing\n');
    expect(texts).toEqual(['  two blanks ', '/x', '//', ' /quit', 'one\u2028line']);
    expect(stdout).toMatch(/\/nothing is not known.*\/\/nothing says it/);
  });

  test('that cannot be sent is refused with its limit, and what follows is sent', () => {
    const cut = Buffer.concat([Buffer.from('half '), Buffer.from('🎉').subarray(0, 3), Buffer.from('\n')]);
    const { texts, stdout } = chatOf(
      Buffer.concat([Buffer.from(`/join x\n${'ä'.repeat(2_049)}\n${'ä'.repeat(2_048)}\n`), cut, Buffer.from('last')]),
    );
    expect(texts).toEqual(['ä'.repeat(2_048), 'last']);
    expect(stdout).toMatch(/a text has at most 4096 bytes of UTF-8, this one has 4098: nothing was sent/);
    expect(stdout).toMatch(/a line is UTF-8: nothing was sent/);
  });

  test('is shown by its beginning, cut between characters and with its isolates closed', () => {
    const family = '👨‍👩‍👧‍👦';
    const { stdout } = chatOf(`/join x\n${'a'.repeat(39)}${family}b\n${'שלום '.repeat(20)}\n`);
    expect(stdout).toContain(`${'a'.repeat(39)}${family}…`);
    expect(stdout).toMatch(/\u2068[^\u2068\u2069\n]{40}…\u2069\n/u);
    expect(stdout).not.toContain('\ufffd');
  });
});

test('a history holds as many messages as are asked for, however many pages that are', () => {
  const texts = Array.from({ length: 1_005 }, (_, n) => `n${n}`);
  const { stdout } = play(`/join x\n${texts.join('\n')}\n/history 1004\n`, 'chat', '--data-dir', dataDir());
  const shown = [...stdout.matchAll(/you: (n\d+) /g)].map(([, text]) => text);
  expect(shown).toEqual(texts.slice(1));
}, 60_000);

test('a message that comes late is marked as late, with its time to the second', async () => {
  const relay = new Program('relay', '--json', '--port', '0', '--data-dir', dataDir());
  const enode = String((await relay.event('ready'))['enode']);
  const writer = async (...more: string[]): Promise<Program> => {
    const program = new Program('client', '--json', '--data-dir', dataDir(), ...more);
    await program.call('join', { chat: 'x' });
    return program;
  };
  const reader = new Program('chat', '--data-dir', dataDir(), '--peer', enode);
  reader.write('/join x\n');
  await reader.says(/connected with/);
  const [alice, bob] = [await writer('--peer', enode), await writer()];
  await bob.call('sendPublic', { chat: 'x', text: 'first' });
  await alice.call('sendPublic', { chat: 'x', text: 'second' });
  await reader.says(/second/);
  await bob.call('addPeer', { enode });
  await reader.says(/first/);
  reader.write('/history\n');
  await reader.says(/second[\s\S]*first[\s\S]*first[\s\S]*second/);
  const lines = reader.output.split('\n').filter((line) => /: (first|second)/.test(line));
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d #x [\w ]+: second$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d #x [\w ]+ \[late: belongs further up\]: first$/),
    expect.stringMatching(/^\d\d:\d\d #x [\w ]+: first$/),
    expect.stringMatching(/^\d\d:\d\d #x [\w ]+: second$/),
  ]);
});
