import { examineKeys, lostKeys, type KeyFault, type LostKey, type Settings } from '#libs/service';
import { finding, type Finding } from './finding.ts';

const MENDS: Readonly<Record<KeyFault, readonly [code: string, mend: string]>> = {
  NO_KEY: [
    'KEY_NOT_PRINTED',
    'Run the command of FHR_KEK_COMMAND as the service’s user: it prints 32 bytes in base64.',
  ],
  OUT_OF_REACH: [
    'KEYS_OUT_OF_REACH',
    'See that the database of FHR_KEYS runs and takes the user of FHR_KEYS_USER.',
  ],
  ROTATION_UNFINISHED: [
    'ROTATION_UNFINISHED',
    'Stop the service, and run fhr keys rotate again with the same two keys.',
  ],
  ANOTHERS: ['KEY_ANOTHERS', 'Let FHR_KEK_COMMAND print the key that these keys were wrapped with.'],
};

/** How many are named; of the others it is said how many. */
const NAMED = 5;

/** What is wrong with what opens the record. */
export async function keyFindings(settings: Settings): Promise<Finding[]> {
  const faults = await examineKeys(settings);
  if (faults.length === 0) return lostFindings(await lostFrom(settings));
  return faults.flatMap(({ fault, because }) => {
    const [code, mend] = MENDS[fault];
    return finding(code, `The keys: ${because}.`, mend);
  });
}

/** Nobody's where the log cannot be read: that is named by who looks at the log. */
async function lostFrom(settings: Settings): Promise<LostKey[]> {
  try {
    return await lostKeys(settings);
  } catch {
    return [];
  }
}

function lostFindings(lost: readonly LostKey[]): Finding[] {
  if (lost.length === 0) return [];
  const named = lost.slice(0, NAMED).map(({ subject, position }) => `${subject} (position ${position})`);
  const others = lost.length > NAMED ? ` and ${lost.length - NAMED} more` : '';
  return finding(
    'KEY_LOST',
    `What is sealed opens no more of ${named.join(', ')}${others}: the key is gone, and nothing says that it was destroyed.`,
    'Stop the service before anything is recorded of them under another key, and take their keys from a backup (docs/operations.md).',
  );
}
