import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
/** Said wherever one is opened: left out, node:crypto takes tags of 4 bytes too. It makes none but of 16. */
const OPENING = { authTagLength: TAG };

/**
 * nonce || ciphertext || 16-byte tag: AES-256-GCM. A nonce of 12 bytes is never used twice with one key. Keys are
 * `KeyObject`s: from bytes node:crypto makes one for each call, which costs four times the encryption.
 */
export function encrypt(
  key: KeyObject,
  nonce: Uint8Array,
  plain: string | Uint8Array,
  bound: string,
): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  const bytes = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, bytes, cipher.getAuthTag()]);
}

/** What `encrypt` was given; throws, and gives no part of it, where the key, the bytes or what they are bound to differ. */
export function decrypt(key: KeyObject, sealed: Uint8Array, bound: string): Buffer {
  const end = sealed.length - TAG;
  if (end < NONCE) throw new TypeError('too short to hold a nonce and a tag');
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE), OPENING);
  decipher.setAAD(Buffer.from(bound, 'utf8'));
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(NONCE, end));
  decipher.final();
  return plain;
}
