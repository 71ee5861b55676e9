import { createHmac, type KeyObject } from 'node:crypto';

/** HMAC-SHA256 of a text. */
export function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
