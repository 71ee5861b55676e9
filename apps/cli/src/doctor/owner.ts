import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { finding, type Finding } from './finding.ts';

/** How many are named; of the others it is said how many. */
const NAMED = 5;

/** What a file system keeps in its own root. */
const NOT_OF_IT = 'lost+found';

/** Files that are another user’s than the log, or that this user may not read: whoever serves the record cannot use them. */
export function ownerFindings(folder: string): Finding[] {
  const owner = statSync(join(folder, 'events.db'), { throwIfNoEntry: false })?.uid;
  if (owner === undefined || process.platform === 'win32') return [];
  const names = [...filesIn(folder)].filter((file) => isNotUsable(file, owner));
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED).map((file) => relative(folder, file));
  const others = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return finding(
    'FILE_NOT_OURS',
    `Of another user than events.db, or not to be read by this one: ${named.join(', ')}${others}.`,
    'Let them belong to the user who runs the service (chown), and run fhr as that one.',
  );
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of entriesOf(folder).filter(({ name }) => name !== NOT_OF_IT)) {
    const path = join(folder, entry.name);
    yield path;
    if (entry.isDirectory()) yield* filesIn(path);
  }
}

/** None of a folder that may not be looked into, which is named itself. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** One that is not there any more is no matter. */
function isNotUsable(file: string, owner: number): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).uid !== owner;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
