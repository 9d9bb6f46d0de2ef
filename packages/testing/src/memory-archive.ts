import { concatBytes, equalBytes, uint32ToBytesBE, utf8ToBytes } from '@status/base';
import { keccak256 } from '@status/crypto';
import type { HistoryQuery } from '@status/interfaces';
import { type Content, includesTopic, MemoryPrivacyError } from './memory-privacy.ts';

/** Messages on a page unless told otherwise. */
const PAGE_SIZE = 100;

/** Bytes of a cursor that say where it goes on; the rest says of which server and query it is. */
const INDEX_LENGTH = 4;

/** Messages that were posted, oldest first, for those who ask for them page by page. */
export class MemoryArchive<Entry extends { readonly content: Content }> {
  readonly #entries: Entry[] = [];

  add(entry: Entry): void {
    this.#entries.push(entry);
  }

  /**
   * One page of those that `wanted` lets through.
   *
   * @throws {MemoryPrivacyError} `PRIVACY_CURSOR` for a cursor that is not of this server and query.
   */
  page(
    server: string,
    query: HistoryQuery,
    wanted: (entry: Entry) => boolean,
  ): { readonly entries: readonly Entry[]; readonly cursor?: Uint8Array } {
    const mark = markOf(server, query);
    const start = query.cursor === undefined ? 0 : readCursor(query.cursor, mark);
    const entries: Entry[] = [];
    for (let index = start; index < this.#entries.length; index++) {
      const entry = this.#entries[index]!;
      const { sentAt, topic } = entry.content;
      if (sentAt < query.from || sentAt > query.to || !includesTopic(query.topics, topic) || !wanted(entry)) continue;
      if (entries.length === (query.limit ?? PAGE_SIZE)) {
        return { entries, cursor: concatBytes(uint32ToBytesBE(index), mark) };
      }
      entries.push(entry);
    }
    return { entries };
  }
}

/** What tells a server and a query from others. */
function markOf(server: string, { topics, from, to }: HistoryQuery): Uint8Array {
  return keccak256(utf8ToBytes(`${server} ${from} ${to} `), ...topics).subarray(0, 8);
}

function readCursor(cursor: Uint8Array, mark: Uint8Array): number {
  if (!equalBytes(cursor.subarray(INDEX_LENGTH), mark)) {
    throw new MemoryPrivacyError('PRIVACY_CURSOR', 'not a cursor of this server and query');
  }
  return new DataView(cursor.buffer, cursor.byteOffset).getUint32(0);
}
