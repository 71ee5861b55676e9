import { mkdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openJournal } from '#libs/event-store';
import { openKeyStore, Vault } from '#libs/vault';
import { Feed } from './feed.ts';
import { Model } from './model.ts';
import { ModelFiles } from './model-files.ts';
import type { Projection } from '../projection.ts';
import { accessProjections, recordProjections } from '../projections.ts';
import type { ProjectorSettings } from './projector-api.ts';

/** How far the models of one log are built. */
export interface BuiltAhead {
  readonly position: number;
  readonly head: number;
}

/**
 * Before an upgrade: builds the models of this program's versions that are not there yet, beside those that a running
 * service of another version uses and without touching them. Answers the names of those it built; the service that is
 * started next takes in only what came since. Whoever is erased meanwhile takes them along: a purge removes them.
 */
export async function buildAhead(
  settings: ProjectorSettings,
  progress: (done: BuiltAhead) => void,
): Promise<string[]> {
  const { folder, journalFile, accessFile, origin } = settings;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = await openKeyStore(settings);
  try {
    const vault = await Vault.open({ origin, keys });
    const built = await buildFrom(journalFile, recordProjections, { folder, vault, progress });
    if (accessFile === undefined) return built;
    return [...built, ...(await buildFrom(accessFile, accessProjections, { folder, vault, progress }))];
  } finally {
    await keys.close();
  }
}

interface Place {
  readonly folder: string;
  readonly vault: Vault;
  readonly progress: (done: BuiltAhead) => void;
}

async function buildFrom(
  file: string,
  projections: readonly Projection[],
  { folder, vault, progress }: Place,
): Promise<string[]> {
  const absent = projections
    .map((projection) => ({ projection, files: new ModelFiles(folder, projection) }))
    .filter(({ files }) => files.current() === undefined);
  if (absent.length === 0) return [];
  const journal = openJournal(file);
  const head = journal.head();
  vault.renew();
  const models = absent.map(({ projection, files }) => {
    files.removeRebuild();
    return Model.create(projection, files.rebuild, head);
  });
  let holdErased = false;
  const feed = new Feed({ journal, vault }, models);
  try {
    while ((await feed.step()) !== 'NOTHING') {
      progress({ position: feed.position, head: journal.head() });
      await nextTurn();
    }
    for (const model of models) model.finish();
    holdErased = models.some(({ holdsErased }) => holdsErased);
  } finally {
    feed.close();
    journal.close();
  }
  if (holdErased) return buildFrom(file, projections, { folder, vault, progress });
  for (const { files } of absent) files.switchToRebuilt();
  return absent.map(({ projection }) => projection.name);
}
