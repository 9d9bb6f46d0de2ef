/**
 * What the promise comes to, or a rejection with the signal's reason as soon as that aborts. The work behind the promise goes on; that it fails
 * after it was left is nobody's business.
 */
export async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', onAbort);
  // The race also takes note of a promise that fails after it was left: an unheard rejection would end the process.
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
