import { describe, expect, jest, test } from '@jest/globals';
import { abortable } from '@status/base';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a promise that can be left', () => {
  test('comes to what it comes to', async () => {
    const { signal } = new AbortController();
    await expect(abortable(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(abortable(Promise.resolve(1), undefined)).resolves.toBe(1);
    await expect(abortable(Promise.reject(new Error('its own')), signal)).rejects.toThrow('its own');
  });

  test('is left with the reason of the signal as soon as that is aborted', async () => {
    const controller = new AbortController();
    const waiting = abortable(new Promise(() => {}), controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
  });

  test('is left at once under a signal that was aborted before', async () => {
    await expect(abortable(new Promise(() => {}), AbortSignal.abort('too late'))).rejects.toBe('too late');
  });

  test.each(['before', 'meanwhile'])('may fail unheard when it was left %s', async (when) => {
    const unheard = jest.fn();
    process.on('unhandledRejection', unheard);
    const controller = new AbortController();
    if (when === 'before') controller.abort('enough');
    const waiting = abortable(
      settled().then(() => Promise.reject(new Error('unheard'))),
      controller.signal,
    );
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await settled();
    await settled();
    process.off('unhandledRejection', unheard);
    expect(unheard).not.toHaveBeenCalled();
  });

  test('leaves no listener behind', async () => {
    const controller = new AbortController();
    const added = jest.spyOn(controller.signal, 'addEventListener');
    const removed = jest.spyOn(controller.signal, 'removeEventListener');
    await abortable(Promise.resolve(), controller.signal);
    expect(added).toHaveBeenCalledTimes(1);
    expect(removed.mock.calls[0]).toEqual(added.mock.calls[0]!.slice(0, 2));
  });
});
