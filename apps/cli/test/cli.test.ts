import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { ENTRY, endAll, Program } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'status-cli-'));
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
const dataDir = (name = `data-${++names}`): string => join(folder, name);
const startRelay = async (...more: string[]) => {
  const relay = new Program('relay', '--json', '--port', '0', '--data-dir', dataDir(), ...more);
  const { enode } = await relay.event('ready');
  return { relay, enode: String(enode) };
};
const startClient = async (enode: string | undefined, dir = dataDir(), ...more: string[]) => {
  const program = new Program('client', '--json', '--data-dir', dir, ...(enode ? ['--peer', enode] : []), ...more);
  const ready = await program.event('ready');
  if (enode) await program.event('peer', { state: 'connected' });
  return { program, publicKey: String(ready['publicKey']), ready };
};

describe('arguments', () => {
  test.each([
    [['relay', '--port', '70000'], /whole number from 0 to 65535/],
    [['relay', '--min-pow', 'much'], /number from 0 to 1000/],
    [['relay', '--node-key', 'abc'], /64 hex digits/],
    [['relay', '--peer', 'enode://abc'], /enode:\/\//],
    [['relay', '--host', '300.1.1.1'], /IP address or the name of a host/],
    [['chat', '--host', ''], /IP address or the name of a host/],
    [['relay', '--bogus'], /unknown option '--bogus'/],
    [['relay', 'twice'], /too many arguments/],
    [['client', '--json', '--key', 'zz'], /64 hex digits/],
    [['client', '--json', '--mnemonic', 'one two three'], /word/],
    [['client', '--json', '--key', '01'.repeat(32), '--mnemonic', 'x'], /cannot be used with|word/],
    [['client', '--json', '--name', 'n'.repeat(257)], /1 to 256 bytes/],
    [['client'], /add --json/],
    [['bogus'], /unknown command/],
    [['chat', '--log', 'loud'], /debug, info, warn, error, silent/],
  ])('%j is an error that says what was expected, exit 2', async (args, expected) => {
    const program = new Program(...args);
    expect(await program.exit).toBe(2);
    expect(program.errors).toMatch(expected);
    expect(program.lines).toEqual([]);
  });

  test.each(['relay', 'client', 'chat'])('%s --help tells its options, exit 0', async (command) => {
    const child = spawn(process.execPath, [ENTRY, command, '--help']);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    for (const option of ['--json', '--log', '--host', '--port', '--data-dir', '--peer', '--min-pow'])
      expect(text).toContain(option);
  });
});

describe('status relay', () => {
  test('says where it is, keeps its key, and stops cleanly', async () => {
    const dir = dataDir();
    const first = new Program('relay', '--json', '--port', '0', '--data-dir', dir);
    const ready = await first.event('ready');
    expect(ready).toMatchObject({
      enode: expect.stringMatching(/^enode:\/\/[0-9a-f]{128}@127\.0\.0\.1:\d+$/),
      pid: expect.any(Number),
    });
    expect(await first.end('SIGTERM')).toBe(0);
    const second = new Program('relay', '--json', '--port', '0', '--data-dir', dir);
    expect(String((await second.event('ready'))['enode']).slice(0, 136)).toBe(String(ready['enode']).slice(0, 136));
    second.closeInput();
    expect(await second.exit).toBe(0);
  });

  test('takes its key from the command line', async () => {
    const { relay, enode } = await startRelay('--node-key', '01'.repeat(32));
    expect(enode).toMatch(/^enode:\/\/1b84c5567b126440/);
    expect(await relay.end('SIGINT')).toBe(0);
  });

  test('a port that is taken is a failure at run time, exit 1', async () => {
    const { enode } = await startRelay();
    const second = new Program(
      'relay',
      '--json',
      '--port',
      new URL(enode.replace('enode', 'http')).port,
      '--data-dir',
      dataDir(),
    );
    expect(await second.exit).toBe(1);
    expect(second.errors).toMatch(/error: .*\(P2P_LISTEN_FAILED\): .*EADDRINUSE/s);
  });

  test('tells of peers that come and go', async () => {
    const { relay, enode } = await startRelay();
    const { program } = await startClient(enode);
    await relay.event('peer', { state: 'connected' });
    await program.end('SIGTERM');
    await relay.event('peer', { state: 'disconnected' });
  });
});

describe('status client --json', () => {
  test('an account is made once, and kept for its owner only', async () => {
    const dir = dataDir();
    const first = await startClient(undefined, dir);
    expect(first.ready).toMatchObject({
      publicKey: expect.stringMatching(/^0x04[0-9a-f]{128}$/),
      installationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: expect.stringMatching(/^\w+ \w+ \w+$/),
      dataDir: dir,
    });
    expect(statSync(join(dir, 'account.json')).mode & 0o777).toBe(0o600);
    expect(await first.program.end('SIGTERM')).toBe(0);
    const second = await startClient(undefined, dir);
    for (const field of ['publicKey', 'installationId', 'name']) expect(second.ready[field]).toBe(first.ready[field]);
  });

  test('words and keys open their account; another folder’s account is not overwritten', async () => {
    const dir = dataDir();
    const words = 'test test test test test test test test test test test junk';
    const { program, ready } = await startClient(undefined, dir, '--mnemonic', words);
    expect(ready).toMatchObject({ name: 'Enormous Valid Pachyderm' });
    await program.end('SIGTERM');
    const other = new Program('client', '--json', '--data-dir', dir, '--key', '01'.repeat(32));
    expect(await other.exit).toBe(2);
    expect(other.errors).toMatch(/another account/);
    const keyed = await startClient(undefined, dataDir(), '--key', '01'.repeat(32));
    expect(keyed.ready).toMatchObject({ name: 'Descriptive Exalted Pipit' });
  });

  test('a folder that another client has open is a failure that says so, exit 1', async () => {
    const dir = dataDir();
    await startClient(undefined, dir);
    const second = new Program('client', '--json', '--data-dir', dir);
    expect(await second.exit).toBe(1);
    expect(second.errors).toMatch(/STORE_LOCKED/);
    expect(second.errors).toContain(join(dir, 'store'));
  });

  test('every line gets one result; what is no command changes nothing', async () => {
    const { program } = await startClient(undefined);
    program.write('\nnot json\n[1]\n"text"\n{"id":"x"}\n{"id":7,"cmd":"fly"}\n');
    await program.line(({ id }) => id === 7);
    const results = program.lines.filter(({ event }) => event === 'result');
    expect(results).toEqual([
      { event: 'result', id: null, cmd: null, ok: false, error: expect.any(String), code: 'COMMAND_MALFORMED' },
      { event: 'result', id: null, cmd: null, ok: false, error: expect.any(String), code: 'COMMAND_MALFORMED' },
      { event: 'result', id: null, cmd: null, ok: false, error: expect.any(String), code: 'COMMAND_MALFORMED' },
      { event: 'result', id: null, cmd: null, ok: false, error: expect.any(String), code: 'COMMAND_MALFORMED' },
      { event: 'result', id: 'x', cmd: null, ok: false, error: expect.any(String), code: 'COMMAND_UNKNOWN' },
      {
        event: 'result',
        id: 7,
        cmd: 'fly',
        ok: false,
        error: expect.stringMatching(/me, peers, addPeer/),
        code: 'COMMAND_UNKNOWN',
      },
    ]);
    expect(await program.call('chats')).toMatchObject({ ok: true, chats: [] });
  });

  test('a command that cannot be carried out is refused with a reason and a code', async () => {
    const { program } = await startClient(undefined);
    const refused: (readonly [cmd: string, fields: Readonly<Record<string, unknown>>])[] = [
      ['send', { to: '0x04', text: 'hi' }],
      ['send', { to: `0x04${'11'.repeat(64)}`, text: 'hi' }],
      ['send', { text: 'hi' }],
      ['send', { to: `0x02${'11'.repeat(32)}`, text: 7 }],
      ['sendPublic', { chat: 'never-joined', text: 'hi' }],
      ['sendPublic', { chat: 'UPPER', text: 'hi' }],
      ['join', { chat: '' }],
      ['leave', { chat: 'never-joined' }],
      ['addPeer', { enode: 'http://example' }],
      ['messages', { chat: 'x', limit: -1 }],
    ];
    for (const [cmd, fields] of refused) {
      const result = await program.call(cmd, fields);
      expect([cmd, result]).toMatchObject([
        cmd,
        { ok: false, error: expect.any(String), code: expect.stringMatching(/^[A-Z][A-Z0-9_]+$/) },
      ]);
      expect(result['code']).not.toBe('INTERNAL');
    }
  });

  test('two clients talk through a relay, one to one and in public, and the history has it', async () => {
    const { enode } = await startRelay();
    const alice = await startClient(enode);
    const bob = await startClient(enode);
    expect(await alice.program.call('me')).toMatchObject({
      ok: true,
      publicKey: alice.publicKey,
      name: alice.ready['name'],
    });
    expect(await alice.program.call('peers')).toMatchObject({
      peers: [{ enode, caps: ['shh/6'], name: expect.any(String) }],
    });

    const sent = await alice.program.call('send', { to: bob.publicKey, text: 'hi' });
    expect(sent).toMatchObject({
      ok: true,
      messageId: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      clock: expect.any(Number),
    });
    const message = await bob.program.event('message', { id: sent['messageId'] });
    expect(message).toMatchObject({
      from: alice.publicKey,
      chatId: alice.publicKey,
      text: 'hi',
      clock: sent['clock'],
      timestamp: expect.any(Number),
      contentType: 1,
      messageType: 1,
      protection: 'dh',
      alias: alice.ready['name'],
      responseTo: '',
    });
    await alice.program.event('status', { messageId: sent['messageId'], status: 'delivered' });
    const statuses = alice.program.lines.filter(({ event }) => event === 'status').map(({ status }) => status);
    expect([...new Set(statuses)]).toEqual(
      ['sending', 'sent', 'confirmed', 'delivered'].filter((status) => statuses.includes(status)),
    );

    const reply = await bob.program.call('send', {
      to: alice.publicKey,
      text: 'hi yourself',
      replyTo: sent['messageId'],
    });
    expect(await alice.program.event('message', { id: reply['messageId'] })).toMatchObject({
      responseTo: sent['messageId'],
      protection: 'ratchet',
    });

    for (const { program } of [alice, bob])
      expect(await program.call('join', { chat: 'status' })).toMatchObject({ chatId: 'status' });
    const shout = await alice.program.call('sendPublic', { chat: 'status', text: 'hello all' });
    expect(await bob.program.event('message', { id: shout['messageId'] })).toMatchObject({
      chatId: 'status',
      messageType: 2,
      protection: 'public',
    });

    expect(await alice.program.call('chats')).toMatchObject({
      chats: [
        {
          chatId: bob.publicKey,
          name: bob.ready['name'],
          type: 'one-to-one',
          active: true,
          members: [alice.publicKey, bob.publicKey],
        },
        { chatId: 'status', name: 'status', type: 'public', active: true, members: [] },
      ],
    });
    expect(await alice.program.call('messages', { chat: bob.publicKey })).toMatchObject({
      messages: [
        { id: reply['messageId'], from: bob.publicKey, text: 'hi yourself', status: 'received', protection: 'ratchet' },
        { id: sent['messageId'], from: alice.publicKey, text: 'hi', status: 'delivered', protection: 'dh' },
      ],
    });
    expect(await bob.program.call('leave', { chat: 'status' })).toMatchObject({ ok: true, chatId: 'status' });
  });

  test('--no-pfs and --echo', async () => {
    const { enode } = await startRelay();
    const alice = await startClient(enode, dataDir(), '--no-pfs');
    const parrot = await startClient(enode, dataDir(), '--echo');
    const sent = await alice.program.call('send', { to: parrot.publicKey, text: 'polly' });
    expect(await parrot.program.event('message', { text: 'polly' })).toMatchObject({ protection: 'transport-only' });
    expect(await alice.program.event('message', { text: 'polly' })).toMatchObject({ responseTo: sent['messageId'] });
  });

  test('quit, the end of input and SIGINT stop cleanly', async () => {
    const quit = await startClient(undefined);
    expect(await quit.program.call('quit')).toMatchObject({ ok: true });
    expect(await quit.program.exit).toBe(0);
    const ended = await startClient(undefined);
    ended.program.closeInput();
    expect(await ended.program.exit).toBe(0);
    const interrupted = await startClient(undefined);
    expect(await interrupted.program.end('SIGINT')).toBe(0);
  });

  test('what was written before the end of input leaves', async () => {
    const { enode } = await startRelay();
    const bob = await startClient(enode);
    await bob.program.call('join', { chat: 'status' });
    const alice = await startClient(enode);
    alice.program.write(
      '{"id":"1","cmd":"join","chat":"status"}\n{"id":"2","cmd":"sendPublic","chat":"status","text":"bye"}\n',
    );
    alice.program.closeInput();
    expect(await alice.program.exit).toBe(0);
    await bob.program.event('message', { text: 'bye' });
  });
});
