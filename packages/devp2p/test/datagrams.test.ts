import { describe, expect, test } from '@jest/globals';
import type { Datagram } from '@status/interfaces';
import { datagramDriverCompliance } from '@status/testing';
import { createMemoryNetwork } from '../src/memory.ts';
import { udpDriver } from '../src/udp.ts';

describe('memory', () => {
  const setup = async () => ({
    driver: createMemoryNetwork().datagrams,
    address: 'memory://here:0',
    nobody: 'memory://nowhere:1',
  });
  for (const { name, run } of datagramDriverCompliance(setup)) test(name, run);
});

describe('UDP', () => {
  const setup = async () => ({ driver: udpDriver(), address: 'udp://127.0.0.1:0', nobody: 'udp://127.0.0.1:1' });
  for (const { name, run } of datagramDriverCompliance(setup)) test(name, run);

  test('over IPv6 tells of IPv4 addresses as IPv4, and reaches them', async () => {
    const received: Datagram[] = [];
    await using six = await udpDriver().bind('udp://[::]:0', (datagram) => void received.push(datagram));
    await using four = await udpDriver().bind('udp://127.0.0.1:0', (datagram) => void received.push(datagram));
    const arrival = async (): Promise<void> => {
      for (let i = 0; received.length === 0 && i < 1000; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    const port = six.address.slice(six.address.lastIndexOf(':'));
    await four.send(`udp://127.0.0.1${port}`, Uint8Array.of(1));
    await arrival();
    expect(received[0]!.from).toBe(four.address);
    received.length = 0;
    await six.send(four.address, Uint8Array.of(2));
    await arrival();
    expect(received[0]!.from).toBe(`udp://127.0.0.1${port}`);
  });
});
