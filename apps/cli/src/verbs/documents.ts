import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { checkQuery } from '#libs/platform';
import { UsageError } from '../exit.ts';
import { callerPath } from '../graphql.ts';

const SCHEMA = new URL('../../../record/schema.graphql', import.meta.url);

/** Prints the list that FHR_DOCUMENTS takes: each file's document, of a folder its *.graphql, under its SHA-256. */
export function list(paths: readonly string[]): void {
  const schema = buildSchema(readFileSync(fileURLToPath(SCHEMA), 'utf8'));
  const listed = paths.flatMap(filesAt).map((file) => {
    const text = readFileSync(file, 'utf8');
    const [fault] = faultsIn(text, (document) => validate(schema, parse(document)));
    if (fault !== undefined) throw new UsageError(`${file}: ${fault}`);
    return [createHash('sha256').update(text).digest('hex'), text];
  });
  process.stdout.write(`${JSON.stringify(Object.fromEntries(listed), undefined, 2)}\n`);
}

function filesAt(path: string): string[] {
  const place = callerPath(path);
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`${path} is not there`);
  if (!found.isDirectory()) return [place];
  const names = readdirSync(place).filter((name) => name.endsWith('.graphql'));
  return names.sort().map((name) => join(place, name));
}

function faultsIn(text: string, faultsOf: (document: string) => readonly Error[]): string[] {
  try {
    checkQuery(text);
    return faultsOf(text).map(({ message }) => message);
  } catch (error) {
    return [error instanceof Error ? error.message : 'It is no document.'];
  }
}
