import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { refusals, Rejected, type RefusalCode, type RefusalDetails } from '#libs/contracts';
import { isPersona, personaNames } from '#libs/access';
import { issueToken } from '#libs/platform';
import type { Settings } from '#libs/service';
import { UsageError } from './exit.ts';
import { ownSettings } from './own-settings.ts';
import { checkStore, type Service } from './service.ts';

/** Who a verb acts as: a development persona, or the bearer of a token. */
export interface ActingAs {
  readonly as?: string;
  readonly tokenFile?: string;
}

export interface GraphQLAnswer<T = unknown> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: RefusedAs }[];
}

type RefusedAs = { readonly code?: string; readonly details?: RefusalDetails };

/** The bearer token a verb sends; none is made for a folder that the verb would refuse. */
export async function tokenOf(acting: ActingAs): Promise<string> {
  if (acting.tokenFile === undefined) checkStore(ownSettings());
  return bearerToken(acting);
}

/** A bearer token; a development persona's is of an issuer that is made where there is none. */
export async function bearerToken(acting: ActingAs): Promise<string> {
  if (acting.tokenFile !== undefined) return tokenIn(acting.tokenFile);
  if (acting.as !== undefined && !isPersona(acting.as))
    throw new UsageError(`a persona is one of ${personaNames.join(', ')}`);
  if (acting.as !== undefined) return developmentToken(acting.as);
  throw new UsageError('say who acts: --as <persona> or --token-file <file>');
}

async function developmentToken(persona: string): Promise<string> {
  const { folder, mode } = ownSettings();
  checkPersonas(mode);
  return issueToken(folder, persona);
}

/** Personas are of development alone. */
export function checkPersonas(mode: Settings['mode']): void {
  if (mode === 'production') throw new UsageError('production has no personas: use --token-file');
}

async function tokenIn(file: string): Promise<string> {
  try {
    return (await readFile(callerPath(file), 'utf8')).trim();
  } catch {
    throw new UsageError('the token file cannot be read');
  }
}

/** A path as the caller meant it, from the folder the caller stands in. */
export function callerPath(path: string): string {
  if (path === '') throw new UsageError('a file or folder was named by nothing');
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** Asks GraphQL over HTTP, as any other client would; as the operator's own it may use documents that are not listed. */
export async function ask<T>(
  { address, operatorToken }: Service,
  token: string,
  query: string,
  variables: unknown = {},
): Promise<GraphQLAnswer<T>> {
  const response = await fetch(new URL('/graphql', address), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'x-operator-token': operatorToken,
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphQLAnswer<T>;
}

/** The data of an answer; the first error, or none, as the refusal it is. */
export function dataOf<T>({ data, errors = [] }: GraphQLAnswer<T>): T {
  const [error] = errors;
  if (error) throw refusalOf(error.extensions);
  if (data === undefined || data === null) throw new Rejected('NOT_FOUND');
  return data;
}

export function refusalOf(refused?: RefusedAs): Rejected {
  const code = refused?.code ?? 'INTERNAL';
  return new Rejected(code in refusals ? (code as RefusalCode) : 'INTERNAL', refused?.details ?? {});
}
