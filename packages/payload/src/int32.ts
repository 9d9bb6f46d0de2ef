import { PayloadError } from './errors.ts';

/** Whether a number is an `int32`. Minus zero, which the wire cannot tell from zero, passes. */
export function isInt32(value: number): boolean {
  return (value | 0) === value;
}

/**
 * The number, after checking that it is an `int32`.
 *
 * @throws {PayloadError} `DATA_VALUE`, naming the field.
 */
export function requireInt32(value: number, field: string): number {
  if (!isInt32(value)) throw new PayloadError('DATA_VALUE', `${field}: not a signed 32-bit integer`);
  return value;
}
