import { expect, test } from '@jest/globals';
import { Emitter } from '@status/base';
import type { MessengerEvents } from '@status/messenger';
import { Departures } from '../src/departure.ts';

/** Whether everything is gone, as far as can be told without waiting. */
async function isOver(departures: Departures): Promise<boolean> {
  let over = false;
  void departures.wait().then(() => {
    over = true;
  });
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  return over;
}

test('a message has departed once a peer has taken it, not when it was written to a connection', async () => {
  const messenger = new Emitter<MessengerEvents>({ debug() {}, info() {}, warn() {}, error() {} });
  const departures = new Departures(messenger);
  const become = (messageId: string, ...statuses: MessengerEvents['status']['status'][]): void => {
    for (const status of statuses) messenger.emit('status', { messageId, status, protection: undefined });
  };
  expect(await isOver(departures)).toBe(true);
  become('0x1', 'sending', 'sent');
  become('0x2', 'sending', 'sent', 'confirmed');
  become('0x3', 'sending', 'delivered');
  become('0x4', 'sending', 'expired');
  expect(await isOver(departures)).toBe(false);
  become('0x1', 'confirmed');
  expect(await isOver(departures)).toBe(true);
});
