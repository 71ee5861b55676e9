import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command of the command line as a page of the documentation says it. */
export interface DocumentedCommand {
  /** What stands before it, as a shell would set it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const docs = join(import.meta.dirname, '../../docs');

/** The commands in the shell blocks of one section of a page, in their order. */
export function documentedCommands(page: string, heading: string): DocumentedCommand[] {
  const text = readFileSync(join(docs, page), 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const blocks = [...own.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.trim().split('\n')).map(commandIn);
}

function commandIn(line: string): DocumentedCommand {
  const words = line.split(' ');
  const verb = words.indexOf('fhr');
  if (verb < 0) throw new Error(`no command of fhr: ${line}`);
  const variables = words.slice(0, verb).map((word) => word.split('=') as [string, string]);
  return { variables: Object.fromEntries(variables), args: words.slice(verb + 1) };
}
