import { readSettings } from '#libs/service';
import { finding, type Finding } from '../doctor/finding.ts';
import { folderFindings } from '../doctor/folder.ts';
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
  let folder: string;
  try {
    ({ folder } = readSettings(process.env));
  } catch (error) {
    return finding('SETTINGS_REFUSED', sentenceOf(error), 'Mend the settings named.');
  }
  return [...machineFindings(folder), ...folderFindings(folder), ...(await serviceFindings(folder))];
}
