import { BytesError, utf8ToBytes } from '@status/base';
import { MAX_INSTALLATION_ID_LENGTH, NO_INSTALLATION } from './constants.ts';
import { RatchetError } from './errors.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Whether a text may name an installation: 1 to 64 bytes of UTF-8, no control characters, not the reserved `none`. The reference takes anything and
 * is then confused by `none`.
 */
export function isInstallationId(text: string): boolean {
  if (text === '' || text === NO_INSTALLATION || CONTROL_CHARACTERS.test(text)) return false;
  try {
    return utf8ToBytes(text).length <= MAX_INSTALLATION_ID_LENGTH;
  } catch (error) {
    if (error instanceof BytesError) return false;
    throw error;
  }
}

/** The text, after checking that it may name an installation. @throws {RatchetError} `RATCHET_INSTALLATION_ID`. */
export function requireInstallationId(text: string): string {
  if (!isInstallationId(text)) {
    throw new RatchetError(
      'RATCHET_INSTALLATION_ID',
      `not an installation id: 1 to ${MAX_INSTALLATION_ID_LENGTH} bytes`,
    );
  }
  return text;
}
