import { Readable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import { isPersona, personas, type Principal } from '#libs/access';
import { openLog, tokenVerifier, trustedIssuers } from '#libs/platform';
import { importRequests, openRecord, type ImportReport, type Settings } from '#libs/service';
import { UsageError } from '../exit.ts';
import { checkPersonas, tokenOf } from '../graphql.ts';
import { ownSettings } from '../own-settings.ts';
import { checkStore } from '../service.ts';
import type { ImportOptions } from './options.ts';

/** Opens the record itself, for as long as the import takes. */
export async function importDirectly(file: Uint8Array, options: ImportOptions): Promise<ImportReport> {
  const settings = ownSettings();
  checkStore(settings);
  const principal = await principalOf(options, settings);
  const record = await openRecord(settings);
  const bar = new SingleBar({ format: 'Importing {bar} {value} of {total} requests', noTTYOutput: false });
  try {
    return await importRequests({
      record,
      principal,
      csv: Readable.from([file]),
      door: 'CLI',
      dryRun: options.dryRun === true,
      acceptValid: options.acceptValid === true,
      progress: (done, of) => (bar.isActive ? bar.update(done) : bar.start(of, done)),
    });
  } finally {
    bar.stop();
    await record.close();
  }
}

/** In development the coordinator where nobody else is named. */
async function principalOf(
  { as = 'coordinator', tokenFile }: ImportOptions,
  settings: Settings,
): Promise<Principal> {
  if (tokenFile !== undefined) {
    const { authority } = settings;
    const verify = tokenVerifier(await trustedIssuers(settings, openLog()), { authority });
    return verify(await tokenOf({ tokenFile }));
  }
  checkPersonas(settings.mode);
  if (!isPersona(as)) throw new UsageError('there is no such persona');
  return personas[as];
}
