import {
  createAesCtr,
  eciesDecrypt,
  eciesEncrypt,
  generatePrivateKey,
  keccak256,
  publicKeyOf,
  recover,
  sign,
} from '@status/crypto';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const privateKey = generatePrivateKey(random);
const publicKey = publicKeyOf(privateKey); // 65 bytes: 04 ‖ X ‖ Y

// A signature carries its author.
const digest = keccak256(new TextEncoder().encode('Hello, Status'));
export const author: Uint8Array = recover(digest, sign(digest, privateKey));

// Only the holder of the private key reads this.
const sealed = eciesEncrypt(publicKey, digest, { random });
export const opened: Uint8Array = eciesDecrypt(privateKey, sealed);

// A keystream goes on from call to call.
const stream = createAesCtr(new Uint8Array(32), new Uint8Array(16));
export const frames: Uint8Array[] = [stream.process(new Uint8Array(16)), stream.process(new Uint8Array(16))];

export { digest, publicKey };
