import { concatBytes, utf8ToBytes } from '@status/base';
import type { ByteStream, Packet } from '@status/interfaces';
import { MemoryHostError } from './host-rules.ts';

/** Bytes of a line at most. */
const MAX_LINE = 4096;

/** Bytes of a packet at most: what four bytes of a varint can tell. */
const MAX_PACKET = (1 << 28) - 1;

const NEWLINE = 0x0a;

/**
 * What two hosts whose streams are named by text say on one: lines first, packets later.
 *
 * A line is UTF-8 and ends with a newline. A packet is its length as a varint of seven bits a byte, lowest first, then one byte of code, then the
 * payload; the length counts the code.
 */
export class TextStream {
  readonly #stream: ByteStream;
  #rest: Uint8Array = new Uint8Array();

  constructor(stream: ByteStream) {
    this.#stream = stream;
  }

  get remoteAddress(): string {
    return this.#stream.remoteAddress;
  }

  writeLine(text: string): Promise<void> {
    return this.#stream.write(utf8ToBytes(`${text}\n`));
  }

  writePacket({ code, payload }: Packet): Promise<void> {
    return this.#stream.write(concatBytes(varint(payload.length + 1), Uint8Array.of(code), payload));
  }

  /** `undefined` once the stream has ended. @throws {MemoryHostError} `P2P_STREAM_BROKEN` for a line that is too long, and what the stream throws */
  async readLine(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(NEWLINE);
      if (end >= 0) return new TextDecoder().decode(this.#take(end + 1).subarray(0, end));
      if (this.#rest.length > MAX_LINE) throw new MemoryHostError('P2P_STREAM_BROKEN', 'a line is too long');
      if (!(await this.#more())) return undefined;
    }
  }

  /** `undefined` once the stream has ended. @throws likewise */
  async readPacket(): Promise<Packet | undefined> {
    let length = 0;
    for (let i = 0; ; i++) {
      while (this.#rest.length <= i) if (!(await this.#more())) return undefined;
      const byte = this.#rest[i]!;
      length += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) {
        if (length < 1 || length > MAX_PACKET)
          throw new MemoryHostError('P2P_STREAM_BROKEN', `a packet of ${length} bytes`);
        return this.#readBody(i + 1, length);
      }
      if (i === 3) throw new MemoryHostError('P2P_STREAM_BROKEN', 'the length of a packet is no varint');
    }
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  abort(): void {
    this.#stream.abort();
  }

  async #readBody(prefix: number, length: number): Promise<Packet | undefined> {
    const parts = [this.#rest];
    let missing = prefix + length - this.#rest.length;
    while (missing > 0) {
      const bytes = await this.#stream.read();
      if (bytes === null) return undefined;
      parts.push(bytes);
      missing -= bytes.length;
    }
    this.#rest = concatBytes(...parts);
    const body = this.#take(prefix + length).slice(prefix);
    return { code: body[0]!, payload: body.slice(1) };
  }

  #take(length: number): Uint8Array {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(): Promise<boolean> {
    const bytes = await this.#stream.read();
    if (bytes === null) return false;
    this.#rest = concatBytes(this.#rest, bytes);
    return true;
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}
