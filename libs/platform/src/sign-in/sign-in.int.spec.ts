import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import type { RoleMapping } from '#libs/access';
import type { Issuer } from '#libs/service';
import { cis2User, entraProgram, entraUser, TENANT } from '../testing/said-by.ts';
import { StandInIssuer } from '../testing/stand-in-issuer.ts';
import { tokenVerifier, type TokenVerifier } from '../token-verifier.ts';
import { trustedIssuers } from './trusted-issuers.ts';

const folder = mkdtempSync(join(tmpdir(), 'family-help-sign-in-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AUDIENCE = 'family-help';
const log = (): void => undefined;
const mappingOf = (file: string): RoleMapping =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../docs/sign-in', file), 'utf8'),
  ) as RoleMapping;

let entra: StandInIssuer;
let cis2: StandInIssuer;
let council: StandInIssuer;
let verify: TokenVerifier;

beforeAll(async () => {
  entra = await StandInIssuer.start(`/${TENANT}/v2.0`);
  cis2 = await StandInIssuer.start('/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare');
  council = await StandInIssuer.start('', 'ES256');
  const common = { audience: AUDIENCE, longestLife: 600 };
  const issuers: Issuer[] = [
    {
      ...common,
      issuer: entra.name,
      algorithms: ['RS256'],
      shape: 'ENTRA_ID',
      tenant: TENANT,
      users: `entra:${TENANT}:`,
      mapping: mappingOf('council-groups.json'),
    },
    {
      ...common,
      issuer: cis2.name,
      algorithms: ['RS256'],
      shape: 'NHS_CIS2',
      users: 'cis2:',
      mapping: mappingOf('nhs-roles.json'),
      assurance: { identity: 3, authentication: 2 },
    },
    { ...common, issuer: council.name, algorithms: ['ES256'], shape: 'RECORD', users: '' },
  ];
  verify = tokenVerifier(await trustedIssuers({ mode: 'development', folder, issuers }, log), {
    authority: '919',
  });
});
afterAll(async () => {
  for (const each of [entra, cis2, council]) await each[Symbol.asyncDispose]();
});

const byEntra = (changes: JWTPayload = {}, of = entraUser) =>
  entra.sign({ aud: AUDIENCE, ...of, ...changes });
const byCis2 = (changes: JWTPayload = {}) => cis2.sign({ aud: AUDIENCE, ...cis2User, ...changes });
const byCouncil = (changes: JWTPayload = {}) =>
  council.sign(
    { aud: AUDIENCE, sub: 'u-1', role: 'AUDITOR', agency: 'audit', ...changes },
    { typ: 'at+jwt' },
  );

async function expectRefused(token: Promise<string>): Promise<void> {
  const refused = await verify(await token).catch((reason: unknown) => reason);
  expect(refused).toMatchObject({ name: 'Rejected', code: 'UNAUTHENTICATED', details: {} });
}

describe('a token of Entra ID', () => {
  it('says who a user is by the object of the tenant, the role by its app role, and when they signed in', async () => {
    expect(await verify(await byEntra())).toEqual({
      user: `entra:${TENANT}:${String(entraUser['oid'])}`,
      role: 'KEYWORKER',
      agency: 'organisation-00000000000000000000000001',
      worker: 'worker-00000000000000000000000007',
      authTime: 1_767_222_000,
    });
  });

  it('says who a program is', async () => {
    expect(await verify(await byEntra({}, entraProgram))).toMatchObject({ role: 'SYSTEM' });
  });

  it.each<[string, JWTPayload]>([
    ['of groups that nobody mapped', { roles: ['FamilyHelp.Everything'] }],
    ['of two roles', { roles: ['FamilyHelp.Keyworker', 'FamilyHelp.Auditor'] }],
    ['of no group', { roles: undefined, groups: undefined }],
    ['that leaves out groups for their number', { _claim_names: { groups: 'src1' } }],
    ['of a group whose time is over', { roles: [], groups: ['1b7f5c1e-52a4-4d0e-9a57-0c1d2e3f4a5b'] }],
    ['for signing in to a client', { scp: undefined, nonce: 'n' }],
    ['of another tenant', { tid: '00000000-0000-4000-8000-000000000000' }],
    ['of the older version', { ver: '1.0' }],
    ['of nobody in the directory', { oid: undefined }],
    ['for another application', { aud: 'elsewhere' }],
    ['of a worker that is none', { 'extn.familyHelpWorker': 'family-00000000000000000000000001' }],
    ['of somebody who signs in tomorrow', { auth_time: Math.floor(Date.now() / 1000) + 86_400 }],
  ])('%s is refused like any other', async (_, changes) => {
    await expectRefused(byEntra(changes));
  });

  it('in another\u2019s form is refused like any other', async () => {
    await expectRefused(entra.sign({ aud: AUDIENCE, ...entraUser }, { typ: 'at+jwt' }));
    await expectRefused(entra.sign({ aud: AUDIENCE, ...cis2User }));
  });
});

describe('a token of NHS CIS2', () => {
  it('says who somebody is by the role that they selected', async () => {
    expect(await verify(await byCis2())).toEqual({
      user: 'cis2:555036632103',
      role: 'PARTNER',
      agency: 'organisation-00000000000000000000000004',
      acr: 'AAL3_ANY',
      authTime: 1_767_222_000,
    });
  });

  it.each<[string, JWTPayload]>([
    ['of several roles and none selected', { selected_roleid: undefined }],
    ['of a selected role that is not among them', { selected_roleid: '1' }],
    [
      'of a role that nobody mapped, at an organisation that nobody mapped',
      { selected_roleid: '555254242102' },
    ],
    ['of somebody less surely known', { id_assurance_level: '2' }],
    ['of somebody who signed in less surely', { authentication_assurance_level: '1' }],
    ['that does not say how surely', { id_assurance_level: undefined }],
    ['that does not say when they signed in', { auth_time: undefined }],
    ['without roles', { nhsid_nrbac_roles: [] }],
    ['that says a role of the record itself', { nhsid_nrbac_roles: undefined, role: 'MANAGER', agency: 'a' }],
  ])('%s is refused like any other', async (_, changes) => {
    await expectRefused(byCis2(changes));
  });
});

describe('several issuers', () => {
  it('are each believed for their own', async () => {
    expect(await verify(await byCouncil())).toMatchObject({ user: 'u-1', role: 'AUDITOR' });
    await expectRefused(byCouncil({ iss: entra.name }));
    await expectRefused(entra.sign({ aud: AUDIENCE, ...entraUser, iss: council.name }));
  });

  it('never mean one user: another\u2019s id said by the council\u2019s is refused', async () => {
    for (const sub of ['cis2:555036632103', `entra:${TENANT}:${String(entraUser['oid'])}`])
      await expectRefused(byCouncil({ sub }));
  });

  it('may say the authority, which is this one or no use here', async () => {
    expect(await verify(await byCouncil({ authority: '919' }))).toMatchObject({ authority: '919' });
    await expectRefused(byCouncil({ authority: '881' }));
  });

  it('are not asked for each token, nor missed for an hour', async () => {
    await using changing = await StandInIssuer.start('', 'ES256');
    const { name: issuer } = changing;
    const own = {
      audience: AUDIENCE,
      longestLife: 600,
      algorithms: ['ES256'],
      shape: 'RECORD',
      users: '',
    } as const;
    const issuers = [{ ...own, issuer }];
    const check = tokenVerifier(await trustedIssuers({ mode: 'development', folder, issuers }, log));
    const claims = { aud: AUDIENCE, sub: 'u-1', role: 'AUDITOR', agency: 'audit' };
    expect(await check(await changing.sign(claims, { typ: 'at+jwt' }))).toMatchObject({ user: 'u-1' });
    changing.instead = (_, response) => response.writeHead(503).end();
    expect(await check(await changing.sign({ ...claims, sub: 'u-2' }, { typ: 'at+jwt' }))).toMatchObject({
      user: 'u-2',
    });
  });
});
