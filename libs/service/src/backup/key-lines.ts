import { z } from 'zod';
import type { KeptKey } from '#libs/vault';

const bytes = z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64'));

/** The first line of a file of keys: of which record, when they were read, and of how many events none of them is missing. */
const header = z.strictObject({
  keys: z.literal(1),
  origin: z.string(),
  at: z.iso.datetime(),
  events: z.number().int().min(0),
});

const line = z.union([
  z.strictObject({ developmentKek: bytes }),
  z.strictObject({
    kek: z.strictObject({ id: z.string(), state: z.enum(['CURRENT', 'NEXT', 'RETIRED']), since: z.string() }),
  }),
  z.strictObject({ name: z.string(), wrapped: bytes }),
  z.strictObject({ subject: z.string(), wrapped: bytes.nullable() }),
]);

export type KeysHeader = z.infer<typeof header>;
/** A key as it is kept; of a development folder also the key-encryption key, which stands in a file there. */
export type KeyLine = KeptKey | { readonly developmentKek: Uint8Array };

export function keysHeaderIn(text: Buffer): KeysHeader | undefined {
  return header.safeParse(jsonOf(text)).data;
}

export function keyIn(text: Buffer): KeyLine | undefined {
  return line.safeParse(jsonOf(text)).data;
}

export function keyLine(key: KeyLine): string {
  if ('developmentKek' in key) return JSON.stringify({ developmentKek: base64(key.developmentKek) });
  if ('kek' in key) return JSON.stringify(key);
  return JSON.stringify({ ...key, wrapped: key.wrapped && base64(key.wrapped) });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}
