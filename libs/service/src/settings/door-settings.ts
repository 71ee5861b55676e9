import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** How callers reach the service, and what they may ask of it (docs/production.md). */
export interface DoorSettings {
  /** By what address callers reach it, without a path: what their proofs (RFC 9449) must name. */
  readonly address?: string;
  /** PEM files under which it answers over TLS itself; absent: in the clear, to whatever ends TLS before it. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** What ends TLS before it: where it calls from, and the header, in lower case, in which it hands on a caller's certificate. */
  readonly proxy?: { readonly addresses: readonly string[]; readonly certificateHeader: string };
  /** The file of the documents that callers may ask with. */
  readonly documents?: string;
  /** What the operations of one caller may cost in a minute; absent: no limit. */
  readonly costLimit?: number;
}

/** A minute of one caller in production: some three hundred pages of fifty, or a dozen of the largest queries. */
const COST_IN_PRODUCTION = 60_000;

const path = z.string().transform((file) => resolve(file));

export const doorEnvironment = {
  FHR_ADDRESS: z
    .string()
    .regex(/^https?:\/\/[^/?#@\s]+$/, 'must be an address such as https://record.council.example')
    .optional(),
  FHR_TLS_CERTIFICATE: path.optional(),
  FHR_TLS_KEY: path.optional(),
  FHR_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine(
      (each) => each.every((address) => isIP(address) !== 0),
      'must be IP addresses, with commas between',
    )
    .optional(),
  FHR_CLIENT_CERTIFICATE_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]{2,60}$/i, 'must be the name of a header')
    .transform((name) => name.toLowerCase())
    .optional(),
  FHR_DOCUMENTS: path.optional(),
  FHR_COST_LIMIT: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number')
    .transform(Number)
    .optional(),
};

type Said = z.infer<z.ZodObject<typeof doorEnvironment>>;
type Given = Readonly<Record<string, string | undefined>>;

const TOGETHER = [
  ['FHR_TLS_CERTIFICATE', 'FHR_TLS_KEY'],
  ['FHR_CLIENT_CERTIFICATE_HEADER', 'FHR_PROXIES'],
] as const;

/** One line for each setting that says nothing without the one beside it. */
export function halfSaid(given: Given): string[] {
  return TOGETHER.flatMap(([one, other]) => {
    if ((given[one] === undefined) === (given[other] === undefined)) return [];
    const [said, missing] = given[one] === undefined ? [other, one] : [one, other];
    return [`${said}: needs ${missing} beside it.`];
  });
}

export function doorSettingsOf(said: Said, mode: 'development' | 'production'): DoorSettings {
  const costLimit = said.FHR_COST_LIMIT ?? (mode === 'production' ? COST_IN_PRODUCTION : undefined);
  return {
    ...tlsOf(said),
    ...proxyOf(said),
    ...(said.FHR_ADDRESS !== undefined && { address: said.FHR_ADDRESS }),
    ...(said.FHR_DOCUMENTS !== undefined && { documents: said.FHR_DOCUMENTS }),
    ...(costLimit !== undefined && { costLimit }),
  };
}

function tlsOf({ FHR_TLS_CERTIFICATE: certificate, FHR_TLS_KEY: key }: Said): Pick<DoorSettings, 'tls'> {
  return certificate !== undefined && key !== undefined ? { tls: { certificate, key } } : {};
}

function proxyOf(said: Said): Pick<DoorSettings, 'proxy'> {
  const { FHR_PROXIES: addresses, FHR_CLIENT_CERTIFICATE_HEADER: certificateHeader } = said;
  const isWhole = addresses !== undefined && certificateHeader !== undefined;
  return isWhole ? { proxy: { addresses, certificateHeader } } : {};
}
