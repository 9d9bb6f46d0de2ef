import { readVectors } from '../../../tooling/scripts/vectors.ts';

export type DerivedVector = { private: string; public: string; chainCode: string; address: string };

export type NameVector = {
  kind: 'name';
  id: string;
  in: { private: string; public: string };
  out: {
    address: string;
    alias: string;
    compressed: string;
    identicon: { bitmap: string; color: string; rgbaSha256: string };
    serialized: Record<string, string>;
    zQ3: string;
  };
};

export type MnemonicVector = {
  kind: 'mnemonic';
  id: string;
  in: { mnemonic: string; password: string };
  out: {
    seed: string;
    masterXprv: string;
    chatPrivate: string;
    walletPrivate: string;
    valid: boolean;
    [path: string]: unknown;
  };
};

const { cases } = readVectors<{ cases: (NameVector | MnemonicVector)[] }>('identity');

/** What the reference made of recorded keys. */
export const nameVectors: NameVector[] = cases.filter((c) => c.kind === 'name');

/** What the reference made of recorded phrases. */
export const mnemonicVectors: MnemonicVector[] = cases.filter((c) => c.kind === 'mnemonic');
