import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { endAll, Program } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'status-packets-'));
afterAll(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const COUNT = 400;

test.each([131_072, 4_096])(
  'what was written offline arrives over a relay that takes %d bytes at once',
  async (limit) => {
    const start = (command: string, name: string, ...more: string[]): Program =>
      new Program(command, '--json', '--port', '0', '--data-dir', join(folder, `${name}-${limit}`), ...more);
    const relay = start('relay', 'relay', '--max-message-size', String(limit));
    const enode = String((await relay.event('ready'))['enode']);
    const [writer, reader] = [start('client', 'writer'), start('client', 'reader', '--peer', enode)];
    await reader.event('peer', { state: 'connected' });
    for (const client of [writer, reader]) await client.call('join', { chat: 'x' });
    const texts = Array.from({ length: COUNT }, (_, i) => `${i} `.padEnd(300, '.'));
    for (const text of texts) writer.write(`${JSON.stringify({ id: text, cmd: 'sendPublic', chat: 'x', text })}\n`);
    await writer.event('result', { id: texts.at(-1)! });
    await writer.call('addPeer', { enode });
    await reader.line(() => reader.lines.filter(({ event }) => event === 'message').length === COUNT, 60_000);
    const confirmed = (): number => writer.lines.filter(({ status }) => status === 'confirmed').length;
    await writer.line(() => confirmed() === COUNT, 60_000);
    const shown = reader.lines.filter(({ event }) => event === 'message').map(({ text }) => text);
    expect(new Set(shown)).toEqual(new Set(texts));
    expect(shown).toHaveLength(COUNT);
  },
);
