import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { readIssuers } from './issuers.ts';

const EXAMPLES = join(import.meta.dirname, '../../../../docs/sign-in');
type Entry = Record<string, unknown>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'issuers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const example = (file: string): unknown => JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'));
const [entra = {}, cis2 = {}, own = {}] = example('issuers.json') as Entry[];

function reasons(
  issuers: readonly Entry[],
  mapping: object = example('council-groups.json') as object,
): string[] {
  const file = join(folder, 'issuers.json');
  writeFileSync(file, JSON.stringify(issuers));
  writeFileSync(join(folder, 'council-groups.json'), JSON.stringify(mapping));
  writeFileSync(join(folder, 'nhs-roles.json'), readFileSync(join(EXAMPLES, 'nhs-roles.json')));
  try {
    readIssuers(file, 'production');
  } catch (error) {
    if (error instanceof Rejected && error.code === 'SETTINGS_REFUSED')
      return String(error.details['reason']).split('\n');
    throw error;
  }
  return [];
}

describe('the issuers', () => {
  it('are read as the documents show them, each with its mapping and its own users', () => {
    expect(readIssuers(join(EXAMPLES, 'issuers.json'), 'production')).toMatchObject([
      {
        shape: 'ENTRA_ID',
        tenant: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
        users: 'entra:6f9619ff-8b86-4d01-b42d-00cf4fc964ff:',
        longestLife: 5400,
        mapping: { name: 'council-groups', version: '2026.1' },
      },
      { shape: 'NHS_CIS2', users: 'cis2:', longestLife: 600, mapping: { name: 'nhs-roles' } },
      { shape: 'RECORD', users: 'council:', jwksUri: 'https://login.council.example/keys' },
    ]);
  });

  it.each<[string, readonly Entry[], RegExp]>([
    [
      'of every tenant',
      [{ ...entra, issuer: 'https://login.microsoftonline.com/common/v2.0' }],
      /not the issuer of one tenant/,
    ],
    ['with a mapping that is not there', [{ ...entra, roles: 'absent.json' }], /absent\.json cannot be read/],
    ['without a mapping', [{ ...cis2, roles: undefined }], /roles/],
    ['of a shape that there is not', [{ ...own, shape: 'SAML' }], /shape/],
    ['whose tokens live a day', [{ ...entra, longestLife: 86_400 }], /longestLife/],
    [
      'that is content with less than the least',
      [{ ...cis2, assurance: { identity: 0, authentication: 2 } }],
      /assurance/,
    ],
    ['with something that nobody knows', [{ ...own, trustAnything: true }], /trustAnything/],
    [
      'whose users could be another\u2019s',
      [
        { ...own, users: undefined },
        { ...own, users: undefined, issuer: 'https://other.example' },
      ],
      /could mean two people by one user/,
    ],
    [
      'whose users begin as another\u2019s do',
      [cis2, { ...own, users: 'cis2:live:' }],
      /could mean two people by one user/,
    ],
    [
      'that are not asked over https',
      [{ ...own, jwksUri: undefined, issuer: 'http://a.example' }],
      /https address/,
    ],
  ])('%s are refused by name', (_, issuers, sentence) => {
    const [reason = '', ...others] = reasons(issuers);
    expect(others).toEqual([]);
    expect(reason).toMatch(/^FHR_ISSUERS: /);
    expect(reason).toMatch(sentence);
  });

  it.each<[string, object, RegExp]>([
    ['of a role that there is not', { roles: [{ group: 'a', role: 'SUPERUSER' }] }, /roles\.0\.role/],
    [
      'of a day that there is not',
      { roles: [{ group: 'a', role: 'AUDITOR', validFrom: '2026-02-30' }] },
      /validFrom.*day/,
    ],
    ['without a version', { version: undefined }, /version/],
  ])('with a mapping %s are refused by its name', (_, changes, sentence) => {
    const mapping = { ...(example('council-groups.json') as object), ...changes };
    const [reason = ''] = reasons([entra], mapping);
    expect(reason).toMatch(/council-groups\.json: /);
    expect(reason).toMatch(sentence);
  });
});
