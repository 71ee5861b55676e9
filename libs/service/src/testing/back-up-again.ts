// Backs a record up into one new folder after the other, going on with each once, until it is killed.
import { join } from 'node:path';
import { backUp } from '../backup/back-up.ts';
import { readSettings } from '../settings/settings.ts';

const [data = '', backups = ''] = process.argv.slice(2);
const settings = readSettings({ FHR_DATA: data });

for (let nth = 0; ; nth++)
  for (let run = 0; run < 2; run++) {
    await backUp(settings, { folder: join(backups, String(nth)) });
    process.stdout.write('.');
  }
