/**
 * Base of every error that the project throws on purpose.
 *
 * `code` is stable across versions and is what programs test; the message is for people and may change.
 * Neither ever holds key material or message text.
 */
export class StatusError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
