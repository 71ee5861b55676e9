import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { Rejected } from '#libs/contracts';
import { checkQuery } from '#libs/platform';

/** The documents that callers may ask with. */
export interface Documents {
  /** By the SHA-256 of their text, lower-case hex. */
  readonly byHash: ReadonlyMap<string, string>;
  /** Whether any other is taken as well, as in development. */
  readonly takesOthers: boolean;
}

export const anyDocument: Documents = { byHash: new Map(), takesOthers: true };

/** The list in a file: an object whose members are documents under their SHA-256. SETTINGS_REFUSED where it is none. */
export function readDocuments(file: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(listIn(file)).map(([hash, text]) => [hash, documentUnder(hash, text)]));
}

function listIn(file: string): object {
  try {
    const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof list === 'object' && list !== null && !Array.isArray(list)) return list;
  } catch {
    // Refused like what is JSON and no list.
  }
  throw refused('the file is no list of documents: fhr documents list makes one.');
}

function documentUnder(hash: string, text: unknown): string {
  if (typeof text !== 'string' || hashOf(text) !== hash)
    throw refused(`${hash} is not the SHA-256 of the document beside it.`);
  try {
    checkQuery(text);
    return text;
  } catch {
    throw refused(`the document ${hash} is over a limit.`);
  }
}

/** SETTINGS_REFUSED where a document of the list could never be answered. */
export function checkDocuments({ byHash }: Documents, schema: GraphQLSchema): void {
  for (const [hash, text] of byHash)
    if (!fits(text, schema)) throw refused(`the document ${hash} does not fit the schema.`);
}

function fits(text: string, schema: GraphQLSchema): boolean {
  try {
    return validate(schema, parse(text)).length === 0;
  } catch {
    return false;
  }
}

function refused(sentence: string): Rejected {
  return new Rejected('SETTINGS_REFUSED', { reason: `FHR_DOCUMENTS: ${sentence}` });
}

/**
 * The document a request asks with: its `query`, or the listed one that it names by `documentId`, or as Apollo's clients
 * do. INVALID_INPUT where it names none, or two; DOCUMENT_NOT_ALLOWED where it may not be asked with.
 */
export function documentOf(body: object, documents: Documents): string {
  const text = textIn(body);
  const id = idIn(body);
  if (text === undefined) return listed(id ?? unnamed(), documents);
  const hash = hashOf(text);
  if (id !== undefined && id !== hash) throw new Rejected('INVALID_INPUT', { field: 'documentId' });
  return documents.takesOthers ? text : listed(hash, documents);
}

function listed(hash: string, { byHash }: Documents): string {
  const text = byHash.get(hash);
  if (text === undefined) throw new Rejected('DOCUMENT_NOT_ALLOWED');
  return text;
}

function unnamed(): never {
  throw new Rejected('INVALID_INPUT', { field: 'query' });
}

function textIn(body: object): string | undefined {
  const query = memberOf(body, 'query');
  if (query === undefined || typeof query === 'string') return query;
  throw new Rejected('INVALID_INPUT', { field: 'query' });
}

function idIn(body: object): string | undefined {
  const persisted = memberOf(memberOf(body, 'extensions'), 'persistedQuery');
  const named = memberOf(body, 'documentId') ?? memberOf(persisted, 'sha256Hash');
  if (named === undefined) return undefined;
  const [, hash] = typeof named === 'string' ? (/^(?:sha256:)?([0-9a-f]{64})$/.exec(named) ?? []) : [];
  if (hash === undefined) throw new Rejected('INVALID_INPUT', { field: 'documentId' });
  return hash;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
