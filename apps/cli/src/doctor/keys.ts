import { examineKeys, type KeyFault, type Settings } from '#libs/service';
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

/** What is wrong with what opens the record. */
export async function keyFindings(settings: Settings): Promise<Finding[]> {
  return (await examineKeys(settings)).flatMap(({ fault, because }) => {
    const [code, mend] = MENDS[fault];
    return finding(code, `The keys: ${because}.`, mend);
  });
}
