import { describe, expect, test } from '@jest/globals';
import { Channel } from '@status/base';
import fc from 'fast-check';

/** Whether a promise is settled once all that can happen by itself has happened. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false;
  const mark = (): void => {
    settled = true;
  };
  promise.then(mark, mark);
  for (let i = 0; i < 10; i++) await Promise.resolve();
  return settled;
};

const rest = async (channel: Channel<number>): Promise<number[]> => {
  const items: number[] = [];
  for await (const item of channel) items.push(item);
  return items;
};

describe('a channel', () => {
  test('hands items on in order', async () => {
    const channel = new Channel<number>(10);
    for (const item of [1, 2, 3]) void channel.push(item);
    expect([await channel.pull(), await channel.pull(), await channel.pull()]).toEqual([1, 2, 3]);
  });

  test('hands an item straight to a consumer that waits', async () => {
    const channel = new Channel<string>(1);
    const pulled = channel.pull();
    await channel.push('item');
    expect(await pulled).toBe('item');
  });

  test('makes the producer wait while it is full', async () => {
    const channel = new Channel<number>(2);
    expect(await isSettled(channel.push(1))).toBe(true);
    const second = channel.push(2);
    expect(await isSettled(second)).toBe(false);
    await channel.pull();
    expect(await isSettled(second)).toBe(true);
  });

  test('counts what items weigh', async () => {
    const channel = new Channel<Uint8Array>(100, (bytes) => bytes.length);
    expect(await isSettled(channel.push(new Uint8Array(60)))).toBe(true);
    const full = channel.push(new Uint8Array(60));
    expect(await isSettled(full)).toBe(false);
    await channel.pull();
    expect(await isSettled(full)).toBe(true);
  });

  test('takes a single item that is heavier than the capacity', async () => {
    const channel = new Channel<Uint8Array>(1, (bytes) => bytes.length);
    void channel.push(new Uint8Array(1000));
    expect(await channel.pull()).toHaveLength(1000);
  });

  test('yields what is queued after it was closed, then the end, again and again', async () => {
    const channel = new Channel<number>(10);
    void channel.push(1);
    channel.close();
    expect([await channel.pull(), await channel.pull(), await channel.pull()]).toEqual([1, undefined, undefined]);
  });

  test('lets both ends go when it is closed', async () => {
    const waiting = new Channel<number>(1);
    const pulled = waiting.pull();
    waiting.close();
    expect(await pulled).toBeUndefined();

    const full = new Channel<number>(1);
    const pushed = full.push(1);
    full.close();
    await expect(pushed).resolves.toBeUndefined();
  });

  test('drops what is pushed after it was closed', async () => {
    const channel = new Channel<number>(1);
    channel.close();
    await channel.push(1);
    expect(await channel.pull()).toBeUndefined();
  });

  test('rejects on both ends once it failed, and drops what was queued', async () => {
    const failure = new Error('the stream broke');
    const channel = new Channel<number>(1);
    const pushed = channel.push(1);
    channel.fail(failure);
    await expect(pushed).rejects.toBe(failure);
    await expect(channel.pull()).rejects.toBe(failure);
    await expect(channel.push(2)).rejects.toBe(failure);
  });

  test('rejects a consumer that waits when it fails', async () => {
    const failure = new Error('the stream broke');
    const channel = new Channel<number>(1);
    const pulled = channel.pull();
    channel.fail(failure);
    await expect(pulled).rejects.toBe(failure);
  });

  test('keeps the first failure, and fails after it was closed', async () => {
    const channel = new Channel<number>(1);
    channel.close();
    channel.fail(new Error('first'));
    channel.fail(new Error('second'));
    channel.close();
    await expect(channel.pull()).rejects.toThrow('first');
  });

  test('has one consumer', async () => {
    const channel = new Channel<number>(1);
    const first = channel.pull();
    await expect(channel.pull()).rejects.toThrow('one consumer');
    await channel.push(1);
    expect(await first).toBe(1);
  });

  test('ends an iteration when it is closed', async () => {
    const channel = new Channel<number>(10);
    for (const item of [1, 2]) void channel.push(item);
    channel.close();
    expect(await rest(channel)).toEqual([1, 2]);
  });

  test('loses and doubles nothing, however pushes and pulls alternate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, capacity) => {
          const channel = new Channel<number>(capacity);
          const pulled: Promise<number | undefined>[] = [];
          let pushed = 0;
          for (const push of steps) {
            if (push) void channel.push(pushed++);
            else if (pulled.length < pushed) pulled.push(channel.pull());
          }
          channel.close();
          const items = [...(await Promise.all(pulled)), ...(await rest(channel))];
          expect(items).toEqual(Array.from({ length: pushed }, (_, i) => i));
        },
      ),
    );
  });
});
