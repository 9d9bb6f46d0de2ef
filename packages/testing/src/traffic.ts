/** Packets, and the bytes of their payloads. */
export type Traffic = { readonly packets: number; readonly bytes: number };

/** What went over a network of hosts since it was made. */
export type NetworkTraffic = Traffic & {
  /** By name of the host. What was sent and never received is on its way, or its way has ended. */
  readonly hosts: ReadonlyMap<string, { readonly sent: Traffic; readonly received: Traffic }>;
};

/** Counts the traffic of a network. */
export class TrafficCounter implements NetworkTraffic {
  packets = 0;
  bytes = 0;
  readonly hosts: Map<string, { readonly sent: Count; readonly received: Count }> = new Map();

  sent(host: string, bytes: number): void {
    this.packets++;
    this.bytes += bytes;
    add(this.#of(host).sent, bytes);
  }

  received(host: string, bytes: number): void {
    add(this.#of(host).received, bytes);
  }

  #of(host: string): { readonly sent: Count; readonly received: Count } {
    let counts = this.hosts.get(host);
    if (counts === undefined) {
      counts = { sent: { packets: 0, bytes: 0 }, received: { packets: 0, bytes: 0 } };
      this.hosts.set(host, counts);
    }
    return counts;
  }
}

type Count = { packets: number; bytes: number };

function add(count: Count, bytes: number): void {
  count.packets++;
  count.bytes += bytes;
}
