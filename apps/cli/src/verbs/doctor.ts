import { allFindings } from '../doctor/all.ts';
import { EXIT } from '../exit.ts';
import { answer } from '../output.ts';

/** Looks for faults and names cause and mend of each. */
export async function doctor(json: boolean): Promise<void> {
  const findings = await allFindings(process.env);
  const ok = findings.length === 0;
  process.exitCode = ok ? EXIT.ok : EXIT.checkFailed;
  answer(json, { ok, findings }, () =>
    ok ? 'Nothing found.' : findings.map(({ code, cause, mend }) => `${code}: ${cause} ${mend}`).join('\n'),
  );
}
