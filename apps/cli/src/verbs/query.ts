import { readFile } from 'node:fs/promises';
import { strictJson } from '#libs/platform';
import { EXIT, exitCodeOf, UsageError } from '../exit.ts';
import { ask, callerPath, refusalOf, tokenOf, type ActingAs } from '../graphql.ts';
import { withService } from '../service.ts';

export interface QueryOptions extends ActingAs {
  readonly variables?: string;
}

/** Asks GraphQL and prints its answer as it came. */
export async function query(document: string, options: QueryOptions): Promise<void> {
  const token = await tokenOf(options);
  const text = await documentText(document);
  const variables = readVariables(options.variables);
  const answer = await withService((service) => ask(service, token, text, variables));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  const [error] = answer.errors ?? [];
  process.exitCode = error ? exitCodeOf(refusalOf(error.extensions)) : EXIT.ok;
}

async function documentText(document: string): Promise<string> {
  if (/[{}]/.test(document)) return document;
  try {
    return await readFile(callerPath(document), 'utf8');
  } catch {
    throw new UsageError('the document is neither GraphQL nor a file that can be read');
  }
}

function readVariables(text = '{}'): unknown {
  try {
    return strictJson(Buffer.from(text));
  } catch {
    throw new UsageError('--variables is not JSON, or says one thing twice');
  }
}
