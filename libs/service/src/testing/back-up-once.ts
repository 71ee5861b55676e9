// Backs a record up, or puts one back where a third folder is named, and prints how that ended.
import { Rejected } from '#libs/contracts';
import { backUp } from '../backup/back-up.ts';
import { restore } from '../backup/restore.ts';
import { readSettings } from '../settings/settings.ts';

const [data = '', folder = '', to] = process.argv.slice(2);
const settings = readSettings({ FHR_DATA: data });

try {
  if (to === undefined) await backUp(settings, { folder });
  else await restore(settings, { from: folder, to });
  process.stdout.write('done');
} catch (error) {
  process.stdout.write(
    error instanceof Rejected ? `${error.code} ${String(error.details['reason'])}` : String(error),
  );
}
