import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import { accountFromMnemonic, accountFromSeed, addressText, MnemonicError, mnemonicToSeed } from '@status/identity';

const PHRASE = 'test test test test test test test test test test test junk';

describe('the account of a phrase', () => {
  const account = accountFromMnemonic(PHRASE);

  test('has the chat key of EIP-1581 and the wallet key of BIP-44', () => {
    expect(bytesToHex(account.chatKey)).toBe('cd4d1e126328b7d3392c858b51d722f5b1ea1928e3543cf699e0caa0d4a0289e');
    expect(account.publicKey).toEqual(publicKeyOf(account.chatKey));
    expect(account.walletAddress).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
    expect(addressText(publicKeyOf(account.walletKey))).toBe(account.walletAddress);
  });

  test('is named by the hash of its master public key', () => {
    expect(account.keyUid).toBe('0x7e77ee24a7266ac6b2e482fd2778b9671bef4b5418b37e318b6b466c23773b81');
  });

  test('is that of its seed', () => {
    expect(accountFromSeed(mnemonicToSeed(PHRASE))).toEqual(account);
  });

  test('of before 2019 chats with the wallet key', () => {
    const legacy = accountFromMnemonic(PHRASE, { legacy: true });
    expect(legacy.chatKey).toEqual(account.walletKey);
    expect(legacy.publicKey).toEqual(publicKeyOf(account.walletKey));
    expect(legacy).toMatchObject({ walletAddress: account.walletAddress, keyUid: account.keyUid });
  });

  test('does not share memory between its two keys, so that one can be wiped', () => {
    const legacy = accountFromMnemonic(PHRASE, { legacy: true });
    legacy.walletKey.fill(0);
    expect(legacy.chatKey).toEqual(account.walletKey);
  });

  test('is refused for a mistyped phrase, and made from it on request', () => {
    const typo = PHRASE.replace('junk', 'jungle');
    expect(() => accountFromMnemonic(typo)).toThrow(MnemonicError);
    const other = accountFromMnemonic(typo, { allowInvalid: true });
    expect(other.publicKey).not.toEqual(account.publicKey);
  });
});

test('an address is the end of the hash of the key', () => {
  const generator = publicKeyOf(hexToBytes('01'.padStart(64, '0')));
  expect(addressText(generator)).toBe('0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf');
});
