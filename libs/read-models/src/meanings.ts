import { referenceOf, type CodeSet, type Meaning, type Reference } from '#libs/reference';
import type { FactOf } from './fact.ts';
import type { Tables } from './projection.ts';

/** The newest version of the code sets by whose meaning rows are told; of a model that keeps them. */
export const meaningTable = `
  CREATE TABLE meanings (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const MEANINGS = 'meanings';

/** Keeps a set of those named from its publication on. */
export function keepMeaning(
  { data: { name, content } }: FactOf<'CodeSetPublished'>,
  kept: readonly string[],
  tables: Tables,
): void {
  if (!kept.includes(name)) return;
  tables.memory.delete(MEANINGS);
  tables.run(
    'INSERT INTO meanings (name, content) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET content = ?2',
    name,
    content,
  );
}

/** What follows from a code that was used on a day, by what was published last. */
export function meaningOf(tables: Tables, set: string, code: string, on: string): Meaning {
  return referenceIn(tables).meaningOf(set, code, on);
}

function referenceIn(tables: Tables): Pick<Reference, 'meaningOf'> {
  const known = tables.memory.get(MEANINGS) as Reference | undefined;
  if (known !== undefined) return known;
  const rows = tables.all<{ content: string }>('SELECT content FROM meanings');
  const reference = referenceOf(rows.map(({ content }) => JSON.parse(content) as CodeSet));
  tables.memory.set(MEANINGS, reference);
  return reference;
}
