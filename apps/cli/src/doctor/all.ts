import {
  asFolderRefusal,
  readSettings,
  unknownSettings,
  type Settings,
  type UnknownSetting,
} from '#libs/service';
import { sentenceOf } from '../exit.ts';
import { backupFindings } from './backup.ts';
import { certificateFindings } from './certificate.ts';
import { clockFindings } from './clock.ts';
import { databaseFindings } from './databases.ts';
import { finding, type Finding } from './finding.ts';
import { folderFindings } from './folder.ts';
import { keyFindings } from './keys.ts';
import { ledgerFindings } from './ledger.ts';
import { machineFindings } from './machine.ts';
import { ownerFindings } from './owner.ts';
import { serviceFindings } from './service.ts';

/** Everything that is wrong with the record of these settings, as far as can be seen from here. Changes nothing. */
export async function allFindings(
  variables: Readonly<Record<string, string | undefined>>,
  now = Date.now(),
): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = readSettings(variables);
  } catch (error) {
    return finding('SETTINGS_REFUSED', sentenceOf(error), 'Mend the settings named.');
  }
  const { folder } = settings;
  const looks: readonly (() => Finding[] | Promise<Finding[]>)[] = [
    () => unknownSettings(variables).flatMap(unknownFinding),
    () => machineFindings(folder),
    () => ownerFindings(folder),
    () => folderFindings(folder, settings),
    () => certificateFindings(settings, now),
    () => clockFindings(folder, now),
    () => keyFindings(settings),
    () => databaseFindings(settings),
    () => ledgerFindings(settings, now),
    () => backupFindings(settings, now),
    () => serviceFindings(settings),
  ];
  const findings: Finding[] = [];
  for (const look of looks) findings.push(...(await sentenced(look, folder)));
  return findings;
}

/** What cannot be looked at is a finding itself, and hides no other. */
async function sentenced(look: () => Finding[] | Promise<Finding[]>, folder: string): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return finding(
      'NOT_LOOKED_AT',
      sentenceOf(asFolderRefusal(error, folder)),
      'Run it as the user whom the folder belongs to.',
    );
  }
}

function unknownFinding({ name, nearest }: UnknownSetting): Finding[] {
  return finding(
    'SETTING_UNKNOWN',
    `${name} is no setting: nothing goes by it.`,
    `Correct its name, perhaps to ${nearest}, or leave it out: production does not start with it.`,
  );
}
