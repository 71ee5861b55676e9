import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { checkDocument, openJournal, type Journal } from '#libs/event-store';
import { damagedModels } from '#libs/read-models';
import type { Settings } from '#libs/service';
import { finding, type Finding } from './finding.ts';

const PRIVATE_FILES = [
  'development.kek',
  'development.kek.next',
  'development-issuer.json',
  'keys.db',
  'events.db',
  'access.db',
  'service.json',
];
const PAGE = 500;

/**
 * What is wrong in the data folder; nothing in it is opened for writing. Where the logs are in databases of EventStoreDB,
 * the folder holds their journals, which a node makes again.
 */
export function folderFindings(folder: string, { store }: Pick<Settings, 'store'> = {}): Finding[] {
  if (!existsSync(join(folder, 'events.db'))) return store === undefined ? absentStore(folder) : [];
  return [
    ...missingFiles(folder),
    ...openToOthers(folder),
    ...['events.db', 'access.db'].flatMap((name) => logFindings(folder, name)),
    ...damagedModels(join(folder, 'read-models')).flatMap(damagedModel),
  ];
}

function absentStore(folder: string): Finding[] {
  const leftovers = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
  if (leftovers.length === 0) return [];
  return finding(
    'LOG_MISSING',
    'There are databases in the folder but no log.',
    'Restore events.db, or use an empty folder.',
  );
}

function missingFiles(folder: string): Finding[] {
  const findings: Finding[] = [];
  const shared = process.env['FHR_KEYS']?.startsWith('postgres') === true;
  if (!shared && !existsSync(join(folder, 'keys.db')))
    findings.push(
      ...finding(
        'KEYS_MISSING',
        'There is a log but no key store: nothing sealed opens.',
        'Restore keys.db.',
      ),
    );
  const external = process.env['FHR_KEK_COMMAND'] !== undefined;
  if (!external && !existsSync(join(folder, 'development.kek')))
    findings.push(
      ...finding(
        'KEY_FILE_MISSING',
        'The key-encryption key of development is gone.',
        'Restore development.kek.',
      ),
    );
  return findings;
}

function openToOthers(folder: string): Finding[] {
  return PRIVATE_FILES.filter((name) => existsSync(join(folder, name)))
    .filter((name) => process.platform !== 'win32' && (statSync(join(folder, name)).mode & 0o077) !== 0)
    .flatMap((name) =>
      finding('FILE_OPEN_TO_OTHERS', `${name} can be read by other users.`, `chmod 600 ${name}`),
    );
}

function damagedModel(name: string): Finding[] {
  return finding('MODEL_DAMAGED', `The read model ${name} is damaged.`, `fhr projection rebuild ${name}`);
}

function logFindings(folder: string, name: string): Finding[] {
  const file = join(folder, name);
  if (!existsSync(file)) return finding('LOG_MISSING', `${name} is not there.`, `Restore ${name}.`);
  try {
    return gapFindings(file, name);
  } catch (error) {
    const cause =
      error instanceof Error && !(error instanceof Rejected) ? error.message : 'It cannot be read.';
    return finding('LOG_DAMAGED', `${name}: ${cause}`, 'Restore the log from a backup.');
  }
}

/** Reads the whole log: positions without a gap, and columns that are what the documents say. */
function gapFindings(file: string, name: string): Finding[] {
  const journal = openJournal(file);
  try {
    const missing = firstMissing(journal);
    if (missing === undefined) return [];
    return finding('LOG_GAP', `${name}: position ${missing} is missing.`, 'Restore the log from a backup.');
  } finally {
    journal.close();
  }
}

function firstMissing(journal: Journal): number | undefined {
  let next = 0;
  for (let page = journal.readAfter(-1, PAGE); page.length > 0; page = journal.readAfter(next - 1, PAGE)) {
    for (const event of page) {
      if (event.position !== next) return next;
      checkDocument(event);
      next += 1;
    }
  }
  return undefined;
}
