import type { Purpose, Role } from '#libs/access';
import { tokenWith } from '../tokens.ts';

/** A known caller who stands to nobody in the record, asking for a purpose. */
export interface Stranger {
  readonly role: Role;
  readonly purpose: Purpose;
}

/** Those to whom no record may be opened: by a role that needs to stand to it, for a purpose that is not theirs, or by a role that opens none. */
export const strangers: readonly Stranger[] = [
  { role: 'KEYWORKER', purpose: 'FAMILY_HELP' },
  { role: 'KEYWORKER', purpose: 'SAFEGUARDING' },
  { role: 'PARTNER', purpose: 'FAMILY_HELP' },
  { role: 'PARTNER', purpose: 'SAFEGUARDING' },
  { role: 'SOCIAL_WORKER', purpose: 'FAMILY_HELP' },
  { role: 'SYSTEM', purpose: 'OPERATIONS' },
  { role: 'ADMINISTRATOR', purpose: 'OPERATIONS' },
  { role: 'AUDITOR', purpose: 'FAMILY_HELP' },
  { role: 'COORDINATOR', purpose: 'AUDIT' },
  { role: 'QUALITY', purpose: 'SUBJECT_ACCESS' },
];

/** A token for somebody of that role whom the record has never heard of. */
export async function strangerToken(folder: string, role: Role): Promise<string> {
  return tokenWith(folder, {
    sub: `stranger-${role}`,
    role,
    agency: 'organisation-0000000000000000000000zzz8',
  });
}
