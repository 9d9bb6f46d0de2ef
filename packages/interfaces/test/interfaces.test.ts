import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as interfaces from '@status/interfaces';
import { type PrivateKey, type PublicKey, StatusError, type StoreErrorCode, type SyncId } from '@status/interfaces';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

describe('the interfaces', () => {
  test('are types: the error base is all that exists at run time', () => {
    expect(Object.keys(interfaces)).toEqual(['StatusError']);
  });

  test.each(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies'])(
    'have no %s',
    (kind) => {
      expect(manifest).not.toHaveProperty(kind);
    },
  );

  test('have the one entry', () => {
    expect(Object.keys(manifest['exports'] as object)).toEqual(['.', './package.json']);
  });
});

describe('bytes of a kind', () => {
  const publicKey = Uint8Array.of(4) as PublicKey;
  const privateKey = Uint8Array.of(1) as PrivateKey;
  /** What the compiler lets through is all that these tests are about. */
  const take = <Kind>(value: Kind): Kind => value;

  test('are bytes wherever bytes will do', () => {
    expect([take<Uint8Array>(publicKey), take<Uint8Array>(privateKey)]).toEqual([publicKey, privateKey]);
  });

  test('are not made by writing bytes in their place', () => {
    // @ts-expect-error: nobody checked them.
    expect(take<PublicKey>(Uint8Array.of(4))).toEqual(publicKey);
  });

  test('do not stand in for another kind', () => {
    // @ts-expect-error: an identity is no id of a message.
    expect(take<SyncId>(publicKey)).toBe(publicKey);
    // @ts-expect-error: a secret is nothing to be shown, least of all as the public half.
    expect(take<PublicKey>(privateKey)).toBe(privateKey);
  });
});

describe('an error of the project', () => {
  class TopicError extends StatusError<'TOPIC_LENGTH'> {}

  test('has only the codes of its class, so that a switch over them is complete', () => {
    class DiskError extends StatusError<StoreErrorCode | 'DISK_FULL'> {}
    const kindOf = (error: DiskError): 'caller' | 'disk' => {
      // No default: with a code left out, the function would not always return.
      switch (error.code) {
        case 'STORE_CLOSED':
        case 'STORE_ENDED':
        case 'STORE_NESTED':
        case 'STORE_KEY':
          return 'caller';
        case 'STORE_FAILED':
        case 'DISK_FULL':
          return 'disk';
      }
    };
    expect(kindOf(new DiskError('DISK_FULL', 'no room'))).toBe('disk');
    // @ts-expect-error: no code of this class.
    expect(new DiskError('DISK_GONE', 'no disk').code).toBe('DISK_GONE');
  });

  test('has a code for programs and a message for people', () => {
    const error = new TopicError('TOPIC_LENGTH', 'a topic has 4 bytes');
    expect([error.code, error.message]).toEqual(['TOPIC_LENGTH', 'a topic has 4 bytes']);
  });

  test('is named by its class', () => {
    expect(String(new TopicError('TOPIC_LENGTH', 'a topic has 4 bytes'))).toBe('TopicError: a topic has 4 bytes');
  });

  test('is an error of its class and of the project', () => {
    const error = new TopicError('TOPIC_LENGTH', 'a topic has 4 bytes');
    expect([error instanceof TopicError, error instanceof StatusError, error instanceof Error]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('keeps its cause, and has none if there was none', () => {
    const cause = new Error('below');
    expect(new TopicError('TOPIC_LENGTH', 'above', { cause }).cause).toBe(cause);
    expect('cause' in new TopicError('TOPIC_LENGTH', 'above')).toBe(false);
  });
});
