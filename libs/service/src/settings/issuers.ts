import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { roles, type RoleMapping } from '#libs/access';
import { wholeDate } from '#libs/reference';
import { issuerRefusals } from './production.ts';
import { linesOf, refuseSettings } from '../refuse.ts';

/** Whose tokens are believed, and how they say who somebody is (docs/production.md, Tokens). */
export type Issuer = Common & (Own | Directory | Health);

interface Common {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** Where its keys are; absent: it is asked (OpenID Connect Discovery). */
  readonly jwksUri?: string | undefined;
  /** Seconds after its issue when a token is no longer taken. */
  readonly longestLife: number;
  /** What stands before its users' ids here, so that two issuers never mean one user. */
  readonly users: string;
}

/** It says the record's own role, agency and worker. */
interface Own {
  readonly shape: 'RECORD';
}

/** One tenant of Microsoft Entra ID. */
interface Directory {
  readonly shape: 'ENTRA_ID';
  readonly tenant: string;
  readonly mapping: RoleMapping;
}

/** NHS Care Identity Service 2. */
interface Health {
  readonly shape: 'NHS_CIS2';
  readonly mapping: RoleMapping;
  /** The least levels, 1 to 3, to which somebody's identity is known, and to which they showed that they are it. */
  readonly assurance: { readonly identity: number; readonly authentication: number };
}

const LONGEST_LIFE = 600;
/** What Entra ID gives where nobody says otherwise. */
const LONGEST_OF_ALL = 5400;

const common = {
  issuer: z.string().min(1),
  audience: z.string().min(1),
  jwksUri: z.url().optional(),
  algorithms: z.array(z.enum(['RS256', 'PS256', 'ES256', 'EdDSA'])).min(1),
  longestLife: z.int().min(60).max(LONGEST_OF_ALL).default(LONGEST_LIFE),
  users: z
    .string()
    .regex(/^[\w.:-]{1,60}[:|/]$/, 'must end in ":", "|" or "/"')
    .optional(),
};
const level = z.int().min(1).max(3);
const entries = z
  .array(
    z.discriminatedUnion('shape', [
      z.strictObject({ ...common, shape: z.literal('ENTRA_ID'), roles: z.string() }),
      z.strictObject({
        ...common,
        shape: z.literal('NHS_CIS2'),
        roles: z.string(),
        assurance: z
          .strictObject({ identity: level, authentication: level })
          .default({ identity: 3, authentication: 2 }),
      }),
      z.strictObject({ ...common, shape: z.literal('RECORD').default('RECORD') }),
    ]),
  )
  .min(1);
type Entry = z.infer<typeof entries>[number];

const day = z.string().refine((text) => wholeDate(text).ok, 'must be a day such as 2026-04-01');
const dated = { validFrom: day.optional(), validTo: day.optional(), note: z.string().optional() };
const mapping = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  title: z.string().optional(),
  source: z.string().optional(),
  roles: z.array(z.strictObject({ ...dated, group: z.string().min(1), role: z.enum(roles) })).min(1),
  agencies: z.array(
    z.strictObject({
      ...dated,
      value: z.string().min(1),
      agency: z.string().regex(/^[\w.:|/+=-]{1,200}$/, 'must be an organisation\u2019s id, or a name'),
    }),
  ),
  claims: z
    .strictObject({ agency: z.string().min(1).optional(), worker: z.string().min(1).optional() })
    .optional(),
});

/** The issuers that a file names, with their mappings; SETTINGS_REFUSED with one line for each that cannot be used. */
export function readIssuers(file: string, mode: 'development' | 'production'): readonly Issuer[] {
  const said = checked(entries, asList(jsonIn(file)), '');
  const issuers = said.map((entry) => issuerOf(entry, dirname(resolve(file))));
  const reasons = [...issuers.flatMap((issuer) => issuerRefusals(mode, issuer)), ...confusions(issuers)];
  if (reasons.length > 0) throw refuseSettings(...reasons);
  return issuers;
}

/** An entry without a shape is of the record's own. */
function asList(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return content.map((each: unknown) =>
    typeof each === 'object' && each !== null ? { shape: 'RECORD', ...each } : each,
  );
}

function issuerOf(entry: Entry, folder: string): Issuer {
  switch (entry.shape) {
    case 'RECORD':
      return { ...entry, users: entry.users ?? '' };
    case 'ENTRA_ID': {
      const tenant = tenantOf(entry.issuer);
      const { roles: file, users = `entra:${tenant}:`, ...said } = entry;
      return { ...said, users, tenant, mapping: readMapping(resolve(folder, file)) };
    }
    case 'NHS_CIS2': {
      const { roles: file, users = 'cis2:', ...said } = entry;
      return { ...said, users, mapping: readMapping(resolve(folder, file)) };
    }
  }
}

/** `common` or `organizations` in its place would let every tenant of the world in. */
function tenantOf(issuer: string): string {
  const [, tenant] = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/.exec(issuer) ?? [];
  if (tenant !== undefined) return tenant;
  throw refuseSettings(
    `FHR_ISSUERS: ${issuer} is not the issuer of one tenant, which ends in /<tenant>/v2.0.`,
  );
}

function readMapping(file: string): RoleMapping {
  return checked(mapping, jsonIn(file), `${file}: `);
}

/** Two issuers that could mean one user by the same id. */
function confusions(issuers: readonly Issuer[]): string[] {
  return issuers.flatMap(({ issuer, users }, at) =>
    issuers
      .slice(at + 1)
      .filter((other) => other.issuer !== issuer && isConfusable(users, other.users))
      .map(
        (other) =>
          `FHR_ISSUERS: ${issuer} and ${other.issuer} could mean two people by one user: say "users", which stands before each one\u2019s.`,
      ),
  );
}

function isConfusable(one: string, other: string): boolean {
  if (one === '' || other === '') return one === other;
  return one.startsWith(other) || other.startsWith(one);
}

function checked<T>(schema: z.ZodType<T>, content: unknown, where: string): T {
  const parsed = schema.safeParse(content);
  if (!parsed.success)
    throw refuseSettings(...linesOf(parsed.error).map((line) => `FHR_ISSUERS: ${where}${line}`));
  return parsed.data;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw refuseSettings(`FHR_ISSUERS: the file ${file} cannot be read as JSON.`);
  }
}
