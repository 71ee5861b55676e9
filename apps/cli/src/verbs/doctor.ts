import { readSettings, type Settings } from '#libs/service';
import { finding, type Finding } from '../doctor/finding.ts';
import { folderFindings } from '../doctor/folder.ts';
import { ledgerFindings } from '../doctor/ledger.ts';
import { machineFindings } from '../doctor/machine.ts';
import { serviceFindings } from '../doctor/service.ts';
import { EXIT, sentenceOf } from '../exit.ts';
import { answer } from '../output.ts';

/** Looks for faults and names cause and mend of each. */
export async function doctor(json: boolean): Promise<void> {
  const findings = await allFindings();
  const ok = findings.length === 0;
  process.exitCode = ok ? EXIT.ok : EXIT.checkFailed;
  answer(json, { ok, findings }, () =>
    ok ? 'Nothing found.' : findings.map(({ code, cause, mend }) => `${code}: ${cause} ${mend}`).join('\n'),
  );
}

async function allFindings(): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = readSettings(process.env);
  } catch (error) {
    return finding('SETTINGS_REFUSED', sentenceOf(error), 'Mend the settings named.');
  }
  const { folder } = settings;
  return [
    ...machineFindings(folder),
    ...folderFindings(folder),
    ...(await ledgerFindings(settings)),
    ...(await serviceFindings(folder)),
  ];
}
