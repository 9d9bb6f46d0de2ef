import type { View } from '@status/interfaces';

/** Runs an operation once those before it on the same transaction have ended. */
export type TransactionQueue = <Result>(tx: View, operation: () => Promise<Result>) => Promise<Result>;

/**
 * Makes operations of one transaction wait for one another. Two that read a ratchet state before either wrote it would encrypt twice under one key;
 * across transactions the store already keeps them apart.
 */
export function createTransactionQueue(): TransactionQueue {
  const tails = new WeakMap<View, Promise<unknown>>();
  return (tx, operation) => {
    const result = (tails.get(tx) ?? Promise.resolve()).then(operation);
    tails.set(
      tx,
      result.catch(() => undefined),
    );
    return result;
  };
}
