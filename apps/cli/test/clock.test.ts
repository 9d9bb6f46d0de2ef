import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { endAll, Program } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'status-clock-'));
afterEach(async () => {
  Program.aheadMs = 0;
  await endAll();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
const dataDir = (): string => join(folder, `data-${++names}`);

/** A relay, somebody whose clock is right and who writes now and then, and somebody whose clock is not. */
async function play(aheadMs: number, kind: 'client' | 'chat', ...more: string[]) {
  const relay = new Program('relay', '--json', '--port', '0', '--data-dir', dataDir());
  const enode = String((await relay.event('ready'))['enode']);
  const right = new Program('client', '--json', '--data-dir', dataDir(), '--peer', enode);
  await right.event('peer', { state: 'connected' });
  await right.call('join', { chat: 'x' });
  Program.aheadMs = aheadMs;
  const wrong = new Program(kind, ...more, '--data-dir', dataDir(), '--peer', enode);
  return { right, wrong };
}

describe('a client whose clock is wrong says so', () => {
  test.each([
    [60_000, /about \d+ s ahead of .*Set it right/],
    [-60_000, /about \d+ s behind .*Set it right/],
    [-15_000, /about \d+ s behind .*Set it right/],
  ])('by %d ms: once, by about how much, and what to do', async (aheadMs, words) => {
    const { right, wrong } = await play(aheadMs, 'client', '--json');
    await wrong.event('peer', { state: 'connected' });
    await wrong.call('join', { chat: 'x' });
    const { messageId } = await wrong.call('sendPublic', { chat: 'x', text: 'hi' });
    for (let n = 0; n < 3; n++) await right.call('sendPublic', { chat: 'x', text: `n${n}` });
    const told = await wrong.event('error', { code: 'CLOCK_DIFFERS', atLeast: false });
    expect(told['error']).toMatch(words);
    expect(Math.abs(Number(told['aheadMs']) - aheadMs)).toBeLessThan(5_000);
    if (Math.abs(aheadMs) === 15_000) return;
    const refused = await wrong.line(
      (line) =>
        line['code'] === 'PRIVACY_REFUSED' && ((line['messageIds'] ?? []) as string[]).includes(String(messageId)),
    );
    expect(refused['error']).toMatch(aheadMs > 0 ? /envelope from future/ : /very old envelope/);
    expect(wrong.lines.filter(({ code, atLeast }) => code === 'CLOCK_DIFFERS' && atLeast === false)).toEqual([told]);
  });

  test('in a chat, with the message that was refused', async () => {
    const { right, wrong } = await play(60_000, 'chat');
    wrong.write('/join x\nhello there\n');
    await wrong.says(/refused [0-9a-f]{6} by a peer: envelope from future/);
    await right.call('sendPublic', { chat: 'x', text: 'hi' });
    await wrong.says(/! the clock of this machine is about \d+ s ahead of the clocks of its peers/);
    const [, id] = /· ([0-9a-f]{6}) hello there/.exec(wrong.output)!;
    expect(wrong.output).toContain(`refused ${id} by a peer`);
  });
});
