/**
 * Base of every error that the project throws on purpose.
 *
 * `code` is stable across versions and is what programs test; the message is for people and may change. Neither ever holds key material or
 * message text. A subclass names its codes, `class StoreError extends StatusError<'STORE_CLOSED' | 'STORE_FAILED'> {}`, so that a `switch`
 * over them is known to be complete; each seam lists the codes that every implementation shares (`StoreErrorCode` and so on).
 */
export class StatusError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** What everything that can wait takes: once it is aborted, the waiting rejects with the signal's reason. */
export type Cancellable = { readonly signal?: AbortSignal };
