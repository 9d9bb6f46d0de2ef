import { type DisconnectReason, StatusError, type StreamDriver, type Subprotocol } from '@status/interfaces';
import { isReason, MemoryHostError, sharedSubprotocols } from './host-rules.ts';
import { TextStream } from './text-stream.ts';

/** What a host says of itself before anything else. */
export type Introduction = {
  readonly id: string;
  readonly client: string;
  readonly address: string;
  /** Such as `shh/6`. */
  readonly protocols: readonly string[];
};

/**
 * Opens a stream and asks for what it is to be: `/text/1 <connection> <name>`, which the other side says back, or `na`.
 *
 * Aborted, the stream is dropped, whatever has become of it.
 *
 * @throws {MemoryHostError} `P2P_DIAL_FAILED`, `P2P_HANDSHAKE_FAILED`
 */
export async function openTo(
  driver: StreamDriver,
  target: string,
  connection: string,
  name: string,
  opening: AbortSignal,
): Promise<TextStream> {
  const opened = await driver.dial(target, { signal: opening }).catch((cause: unknown) => {
    throw new MemoryHostError('P2P_DIAL_FAILED', `nobody listens at ${target}`, { cause });
  });
  const stream = new TextStream(opened);
  opening.addEventListener('abort', () => stream.abort());
  return negotiated(async () => {
    await stream.writeLine(`/text/1 ${connection} ${name}`);
    if ((await stream.readLine()) === name) return stream;
    stream.abort();
    throw new MemoryHostError('P2P_HANDSHAKE_FAILED', `the peer has no ${name}`);
  });
}

/** Introduces the one who dials, and learns who was dialled; `refusal` says why that one will have nothing to do with us. */
export function completeDial(
  control: TextStream,
  own: Introduction,
): Promise<{ readonly introduction: Introduction; readonly refusal: DisconnectReason | undefined }> {
  return negotiated(async () => {
    await control.writeLine(JSON.stringify(own));
    const introduction = parseIntroduction(await control.readLine());
    const line = (await control.readLine()) ?? 'bye networkError';
    if (line === 'welcome') return { introduction, refusal: undefined };
    void control.close();
    const reason = line.replace(/^bye /, '');
    return { introduction, refusal: isReason(reason) ? reason : 'protocolBreach' };
  });
}

/** @throws {MemoryHostError} `P2P_HELLO_FAILED` */
export function requireWelcome(refusal: DisconnectReason | undefined): void {
  if (refusal !== undefined) throw new MemoryHostError('P2P_HELLO_FAILED', `the peer said ${refusal}`);
}

/** Answers one who dials. `undefined` for one that was sent away, as `refuse` or the lack of a common protocol wanted it. */
export function answerDial(
  control: TextStream,
  own: Introduction,
  refuse: (other: Introduction) => DisconnectReason | undefined,
  subprotocols: readonly Subprotocol[],
): Promise<Introduction | undefined> {
  return negotiated(async () => {
    const introduction = parseIntroduction(await control.readLine());
    await control.writeLine(JSON.stringify(own));
    const useless = sharedSubprotocols(subprotocols, introduction.protocols).length === 0 ? 'uselessPeer' : undefined;
    const refusal = refuse(introduction) ?? useless;
    await control.writeLine(refusal === undefined ? 'welcome' : `bye ${refusal}`);
    if (refusal === undefined) return introduction;
    await control.close();
    return undefined;
  });
}

/** @throws {MemoryHostError} `P2P_HANDSHAKE_FAILED` */
function parseIntroduction(line: string | undefined): Introduction {
  const { id, client, address, protocols } = Object(JSON.parse(line ?? 'null')) as Record<string, unknown>;
  const texts = [id, client, address, ...(Array.isArray(protocols) ? protocols : [undefined])];
  if (!texts.every((text) => typeof text === 'string')) {
    throw new MemoryHostError('P2P_HANDSHAKE_FAILED', 'the peer does not introduce itself');
  }
  const [, , , ...names] = texts as string[];
  return { id: id as string, client: client as string, address: address as string, protocols: names };
}

/** Whatever goes wrong in a negotiation is one and the same for who waits for its result. */
async function negotiated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StatusError && !cause.code.startsWith('P2P_STREAM_')) throw cause;
    throw new MemoryHostError('P2P_HANDSHAKE_FAILED', 'the negotiation came to nothing', { cause });
  }
}
