import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  clusterToCopy,
  copyLog,
  fileToCopy,
  fileToFill,
  type Copied,
  type CopiedLog,
} from '#libs/event-store';
import { filesIn } from './files.ts';
import { urlRefusals } from './settings/production.ts';
import { asOpeningRefusal, refuseSettings } from './refuse.ts';
import type { Settings } from './settings/settings.ts';

export interface CopyStoreOrder {
  /** `sqlite:<folder>` or an EventStoreDB connection. */
  readonly from: string;
  readonly to: string;
  /** Said, the log of who looked at what is copied; the record's own otherwise. */
  readonly access?: boolean | undefined;
  readonly progress?: ((doing: 'compared' | 'copied', events: number) => void) | undefined;
}

type CopySettings = Pick<Settings, 'mode' | 'storeUser'>;

const PLACE = /^(sqlite:.+|esdb(\+discover)?:\/\/\S+)$/;

/**
 * Copies a log from one store into another (`copyLog`), neither of which a service has open. Throws `Rejected`:
 * SETTINGS_REFUSED where a place cannot be one, STORE_LOCKED where a service holds a folder, STORE_REFUSED, with the
 * first difference or bad place, for all else.
 */
export async function copyStore(
  settings: CopySettings,
  { from, to, access = false, progress }: CopyStoreOrder,
): Promise<Copied> {
  const refused = [...placeRefusals('--from', from, settings), ...placeRefusals('--to', to, settings)];
  if (from === to) refused.push('--to: must be another store than --from.');
  if (refused.length > 0) throw refuseSettings(...refused);
  try {
    await using source = await opened('--from', from, { access, settings, open: fileToCopy });
    await using target = await opened('--to', to, { access, settings, open: fileToFill });
    return await copyLog({ from: source, to: target, progress });
  } catch (error) {
    throw asOpeningRefusal(error);
  }
}

function placeRefusals(option: string, place: string, { mode }: CopySettings): string[] {
  if (!PLACE.test(place)) return [`${option}: must be sqlite:<folder>, esdb://… or esdb+discover://….`];
  return mode === 'production' ? urlRefusals(option, place) : [];
}

interface Opening {
  readonly access: boolean;
  readonly settings: CopySettings;
  readonly open: (file: string) => CopiedLog;
}

async function opened(
  option: string,
  place: string,
  { access, settings, open }: Opening,
): Promise<CopiedLog> {
  if (place.startsWith('sqlite:')) {
    const { journalFile, accessFile } = filesIn(resolve(place.slice('sqlite:'.length)));
    return open(access ? accessFile : journalFile);
  }
  const user = userIn(settings);
  try {
    return await clusterToCopy({ connection: place, user });
  } catch {
    throw refuseSettings(`${option}: is no connection as EventStoreDB’s client documents them.`);
  }
}

function userIn({ storeUser }: CopySettings): string | undefined {
  if (storeUser === undefined) return undefined;
  try {
    return readFileSync(storeUser, 'utf8').trim();
  } catch {
    throw refuseSettings('FHR_STORE_USER: the file cannot be read.');
  }
}
