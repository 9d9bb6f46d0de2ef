/**
 * Calls somebody back whose failure is nobody else's. What the callback throws goes to `onFailure`; so does, later, what the promise of one that is
 * asynchronous rejects with, which would end the process if nobody heard of it.
 */
export function callBack(callback: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const result = callback();
    if (isPromise(result)) result.then(undefined, onFailure);
  } catch (error) {
    onFailure(error);
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
