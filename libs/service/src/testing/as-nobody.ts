import { Rejected } from '#libs/contracts';
import { backUp } from '../backup/back-up.ts';
import { examineKeys } from '../keys/examine-keys.ts';
import { verifyRecord } from '../ledger/verifying/verify-record.ts';
import { openRecord } from '../record.ts';
import { recordKeks } from '../keys/rotate-record-keys.ts';
import { readSettings } from '../settings/settings.ts';

/** A user whom no file belongs to. */
const NOBODY = 65_534;

/**
 * What is asked of the record in a folder comes to, as JSON, for whoever may only do what the modes of files say:
 * `node as-nobody.ts <folder> <what> [<place>]`.
 */
const [, , folder = '', what = '', place = ''] = process.argv;

// All is loaded by now. Whoever may do everything becomes somebody who may not.
if (process.getuid?.() === 0) process.setuid?.(NOBODY);

try {
  process.stdout.write(JSON.stringify(await asked()));
} catch (error) {
  if (!(error instanceof Rejected)) throw error;
  process.stdout.write(JSON.stringify({ code: error.code, ...error.details }));
}

async function asked(): Promise<unknown> {
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  switch (what) {
    case 'verify':
      return verifyRecord(settings, { inline: true });
    case 'keks':
      return recordKeks(settings);
    case 'examine-keys':
      return examineKeys(settings);
    case 'back-up':
      return backUp(settings, { folder: place });
    case 'open':
      return (await openRecord(settings, { inline: true })).close();
    default:
      throw new RangeError(`nothing is done by ${what}`);
  }
}
