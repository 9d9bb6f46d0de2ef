import type { Message } from '@status/messenger';

type Place = Pick<Message, 'chatId' | 'clock' | 'id'>;

/** What is shown cannot be moved any more: this knows of each chat the last message, in the order of the history, that is on the screen. */
export class ShownOrder {
  readonly #last = new Map<string, Pick<Place, 'clock' | 'id'>>();

  /** Notes that a message is shown now. True if it comes late: one that follows it in the history stands above it already. */
  show({ chatId, clock, id }: Place): boolean {
    const last = this.#last.get(chatId);
    const isLate = last !== undefined && (clock < last.clock || (clock === last.clock && id < last.id));
    if (!isLate) this.#last.set(chatId, { clock, id });
    return isLate;
  }
}

/** The author's time (Unix ms) for people, in the zone of this machine: the day only where it is another than that of `now`. */
export function timeText(timestamp: bigint, now: number, precise = false): string {
  const at = new Date(Number(timestamp));
  // Later than any calendar goes; a stranger may write that.
  if (Number.isNaN(at.getTime())) return '??:??';
  const time = at.toTimeString().slice(0, precise ? 8 : 5);
  if (at.toDateString() === new Date(now).toDateString()) return time;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}
