import { describe, expect, test } from '@jest/globals';
import type { Packet } from '@status/interfaces';
import { MAX_UNWRITTEN } from '../src/constants.ts';
import { Outbox } from '../src/outbox.ts';
import { LinkedSession } from './support/network.ts';

const HALF = new Uint8Array(MAX_UNWRITTEN / 2);

/** An outbox over a session whose writes end when the test says so. */
function setup(maxPacket?: number) {
  const [session] = LinkedSession.pair('left', 'right');
  const sent: number[] = [];
  const settlers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  session.send = ({ code }: Packet) => {
    sent.push(code);
    return new Promise((resolve, reject) => settlers.push({ resolve, reject }));
  };
  const ends: (string | undefined)[] = [];
  const outbox = new Outbox(session, (error) => ends.push(error?.code), maxPacket);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { outbox, sent, settlers, ends, turn };
}

describe('an outbox', () => {
  test('writes one packet after the other, in the order of the calls', async () => {
    const { outbox, sent, settlers, turn } = setup();
    const writes = [1, 2, 3].map((code) => outbox.send(code, new Uint8Array()));
    for (let count = 1; count <= 3; count++) {
      await turn();
      expect(sent.length).toBe(count);
      settlers[count - 1]!.resolve();
    }
    expect(await Promise.all(writes)).toEqual([true, true, true]);
    expect(sent).toEqual([1, 2, 3]);
  });

  test('lets a peer go that leaves more than 4 MiB unread, and takes nothing more for it', async () => {
    const { outbox, sent, ends, turn } = setup();
    void outbox.send(1, HALF);
    expect(await outbox.send(2, HALF)).toBe(false);
    expect(await outbox.send(3, new Uint8Array())).toBe(false);
    await turn();
    expect(ends).toEqual(['WHISPER_STALLED']);
    expect(sent).toEqual([]);
  });

  test('does not count what was written', async () => {
    const { outbox, settlers, ends, turn } = setup();
    for (let i = 0; i < 5; i++) {
      const write = outbox.send(i, HALF);
      await turn();
      settlers[i]!.resolve();
      expect(await write).toBe(true);
    }
    expect(ends).toEqual([]);
  });

  test('takes a single packet of any size', async () => {
    const { outbox, settlers, turn } = setup();
    const write = outbox.send(1, new Uint8Array(2 * MAX_UNWRITTEN));
    await turn();
    settlers[0]!.resolve();
    expect(await write).toBe(true);
  });

  test('lets an answer wait that is as long as packets may be', async () => {
    const { outbox, ends, turn } = setup(2 * MAX_UNWRITTEN);
    void outbox.send(12, new Uint8Array(2 * MAX_UNWRITTEN));
    void outbox.send(11, new Uint8Array(33));
    await turn();
    expect(ends).toEqual([]);
  });

  test('takes a packet of any size behind others from a sender that waits for each', async () => {
    const { outbox, sent, settlers, ends, turn } = setup();
    void outbox.send(1, new Uint8Array(10));
    const write = outbox.send(2, new Uint8Array(2 * MAX_UNWRITTEN), true);
    void outbox.send(3, HALF);
    for (let count = 1; count <= 3; count++) {
      await turn();
      settlers[count - 1]!.resolve();
    }
    expect(await write).toBe(true);
    expect(sent).toEqual([1, 2, 3]);
    expect(ends).toEqual([]);
  });

  test('ends without blame when the session refuses a packet', async () => {
    const { outbox, sent, settlers, ends, turn } = setup();
    const writes = [1, 2].map((code) => outbox.send(code, new Uint8Array()));
    await turn();
    settlers[0]!.reject(new Error('the session ended'));
    expect(await Promise.all(writes)).toEqual([false, false]);
    expect(ends).toEqual([undefined]);
    expect(sent).toEqual([1]);
  });
});
