import { utf8ToBytes } from '@status/base';
import { keccak256 } from '@status/crypto';
import type { Topic } from '@status/interfaces';
import { TOPIC_LENGTH } from './constants.ts';
import { WhisperError } from './errors.ts';

/**
 * The topic of a text: the first 4 bytes of its Keccak-256 (Status whisper usage specification).
 *
 * @throws {BytesError} `BYTES_UTF8` if the text holds a lone surrogate.
 */
export function topicOf(text: string): Topic {
  return keccak256(utf8ToBytes(text)).slice(0, TOPIC_LENGTH) as Topic;
}

/** A topic as an unsigned 32-bit integer, big-endian: a key for maps. */
export function topicNumber(topic: Topic): number {
  return ((topic[0]! << 24) | (topic[1]! << 16) | (topic[2]! << 8) | topic[3]!) >>> 0;
}

/** @throws {WhisperError} `PRIVACY_TOPIC` unless it has 4 bytes. */
export function requireTopic(topic: Topic): void {
  if (topic.length !== TOPIC_LENGTH) throw new WhisperError('PRIVACY_TOPIC', `a topic has ${TOPIC_LENGTH} bytes`);
}
