import { secp256k1 } from '@noble/curves/secp256k1.js';

const RAW = { prehash: false } as const;

export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return secp256k1.getPublicKey(privateKey, false);
}

export function expandPublicKey(compressed: Uint8Array): Uint8Array | undefined {
  try {
    return secp256k1.Point.fromBytes(compressed).toBytes(false);
  } catch {
    return undefined;
  }
}

/** Noble puts the recovery id first, Ethereum last. */
export function sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const recovered = secp256k1.sign(digest, privateKey, { ...RAW, lowS: true, format: 'recovered' });
  const signature = new Uint8Array(recovered.length);
  signature.set(recovered.subarray(1));
  signature[64] = recovered[0]!;
  return signature;
}

export function recover(digest: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  try {
    return secp256k1.Signature.fromBytes(signature.subarray(0, 64), 'compact')
      .addRecoveryBit(signature[64]!)
      .recoverPublicKey(digest)
      .toBytes(false);
  } catch {
    return undefined;
  }
}

export function verify(digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return secp256k1.verify(signature, digest, publicKey, RAW);
}

export function sharedSecret(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  try {
    return secp256k1.getSharedSecret(privateKey, publicKey, true).slice(1);
  } catch {
    return undefined;
  }
}
