import type { KnownKek } from './key-encryption-keys.ts';

/**
 * What a key store holds, a line each: a key-encryption key that it has known, one of the store's own keys, or a subject's,
 * each as it is wrapped. A subject without a key was erased.
 */
export type KeptKey =
  | { readonly kek: KnownKek }
  | { readonly name: string; readonly wrapped: Uint8Array }
  | { readonly subject: string; readonly wrapped: Uint8Array | null };
