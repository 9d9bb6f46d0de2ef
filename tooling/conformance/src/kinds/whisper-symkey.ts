import { bytesToHex, utf8ToBytes } from '@status/base';
import { symmetricKeyOf } from '@status/whisper';
import { type Hex, kind, type VectorFile } from '../kind.ts';

export const whisperSymkeyVectors: VectorFile = { kinds: { symkey: kind(recomputeKey) } };

function recomputeKey(input: { password: string | null; passwordUtf8?: Hex | null }): unknown {
  const password = input.password ?? '';
  const passwordUtf8 = input.passwordUtf8 ?? undefined;
  if (passwordUtf8 !== undefined && bytesToHex(utf8ToBytes(password)) !== passwordUtf8) {
    throw new Error('in.passwordUtf8 is not in.password');
  }
  return { key: bytesToHex(symmetricKeyOf(password)) };
}
