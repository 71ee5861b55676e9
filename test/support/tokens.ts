import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import { issueToken } from '#libs/platform';

/** A token of the development issuer of this folder that says something else than a persona's does. */
export async function tokenWith(folder: string, claims: JWTPayload): Promise<string> {
  const issued = await issueToken(folder, 'system');
  const key = JSON.parse(readFileSync(join(folder, 'development-issuer.json'), 'utf8')) as JWK;
  const { alg = '', typ = '', kid = '' } = decodeProtectedHeader(issued);
  return new SignJWT({ ...decodeJwt(issued), ...claims })
    .setProtectedHeader({ alg, typ, kid })
    .sign(await importJWK(key, alg));
}
