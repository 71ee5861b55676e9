import { createHmac, type KeyObject } from 'node:crypto';

/** HMAC-SHA256 of bytes, or of a text's UTF-8. A key as bytes instead of a `KeyObject` would cost five times as much. */
export function hmac(key: KeyObject, of: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(of).digest();
}
