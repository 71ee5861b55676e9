import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK } from 'jose';
import type { Purpose, Role } from '#libs/access';
import { issueToken } from '#libs/platform';

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

/** A token of the development issuer for somebody of that role whom the record has never heard of. */
export async function strangerToken(folder: string, role: Role): Promise<string> {
  const issued = await issueToken(folder, 'system');
  const key = JSON.parse(readFileSync(join(folder, 'development-issuer.json'), 'utf8')) as JWK;
  const { alg = '', typ = '', kid = '' } = decodeProtectedHeader(issued);
  const claims = {
    ...decodeJwt(issued),
    sub: `stranger-${role}`,
    role,
    agency: 'organisation-0000000000000000000000zzz8',
  };
  return new SignJWT(claims).setProtectedHeader({ alg, typ, kid }).sign(await importJWK(key, alg));
}
