import { describe, expect, test } from '@jest/globals';
import { Emitter, silentLogger } from '@status/base';

type Events = { tick: number; tock: string };

describe('an emitter', () => {
  test('calls the listeners of an event in the order in which they came', () => {
    const emitter = new Emitter<Events>(silentLogger);
    const heard: string[] = [];
    emitter.on('tick', (event) => heard.push(`first ${event}`));
    emitter.on('tock', (event) => heard.push(`other ${event}`));
    emitter.on('tick', (event) => heard.push(`second ${event}`));
    emitter.emit('tick', 1);
    expect(heard).toEqual(['first 1', 'second 1']);
  });

  test('does nothing where nobody listens', () => {
    expect(() => new Emitter<Events>(silentLogger).emit('tick', 1)).not.toThrow();
  });

  test('forgets a listener that was cancelled, once and for all', () => {
    const emitter = new Emitter<Events>(silentLogger);
    const heard: number[] = [];
    const cancel = emitter.on('tick', (event) => heard.push(event));
    emitter.emit('tick', 1);
    cancel();
    cancel();
    emitter.emit('tick', 2);
    expect(heard).toEqual([1]);
  });

  test('calls a function twice that was added twice, and cancels each apart', () => {
    const emitter = new Emitter<Events>(silentLogger);
    let calls = 0;
    const listener = (): void => {
      calls++;
    };
    const cancel = emitter.on('tick', listener);
    emitter.on('tick', listener);
    emitter.emit('tick', 1);
    cancel();
    emitter.emit('tick', 2);
    expect(calls).toBe(3);
  });

  test('does not call a listener that an earlier one cancelled just now', () => {
    const emitter = new Emitter<Events>(silentLogger);
    const heard: string[] = [];
    emitter.on('tick', () => cancelLate());
    const cancelLate = emitter.on('tick', () => heard.push('late'));
    emitter.emit('tick', 1);
    expect(heard).toEqual([]);
  });

  test('calls a listener that was added meanwhile from the next event on', () => {
    const emitter = new Emitter<Events>(silentLogger);
    const heard: number[] = [];
    let added = false;
    emitter.on('tick', () => {
      if (!added) emitter.on('tick', (event) => heard.push(event));
      added = true;
    });
    emitter.emit('tick', 1);
    emitter.emit('tick', 2);
    expect(heard).toEqual([2]);
  });

  test('reports a listener that throws, and goes on', () => {
    const lines: unknown[] = [];
    const emitter = new Emitter<Events>({ ...silentLogger, error: (message, fields) => lines.push([message, fields]) });
    const heard: number[] = [];
    emitter.on('tick', () => {
      throw new Error('my own fault');
    });
    emitter.on('tick', (event) => heard.push(event));
    emitter.emit('tick', 1);
    expect(heard).toEqual([1]);
    expect(lines).toEqual([['an event listener failed', { event: 'tick', error: 'Error: my own fault' }]]);
  });

  test('reports a listener whose promise rejects, and leaves the process alone', async () => {
    const lines: unknown[] = [];
    const emitter = new Emitter<Events>({ ...silentLogger, error: (message, fields) => lines.push([message, fields]) });
    const heard: number[] = [];
    emitter.on('tick', async () => {
      throw new Error('my own fault');
    });
    emitter.on('tick', (event) => heard.push(event));
    emitter.emit('tick', 1);
    expect(heard).toEqual([1]);
    await Promise.resolve();
    expect(lines).toEqual([['an event listener failed', { event: 'tick', error: 'Error: my own fault' }]]);
  });
});
