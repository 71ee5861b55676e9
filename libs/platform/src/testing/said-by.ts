import type { JWTPayload } from 'jose';

export const TENANT = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const OBJECT = '4c2f9d0a-7c1e-4f6b-9d3a-2b1c0d9e8f7a';

/** What an access token (v2.0) of Entra ID says of a user, as its reference of access token claims has it. */
export const entraUser: JWTPayload = {
  aio: 'ATQAy/8XAAAA',
  azp: '9d2a1c3b-4e5f-4a6b-8c7d-0e1f2a3b4c5d',
  azpacr: '1',
  auth_time: 1_767_222_000,
  'extn.familyHelpWorker': 'worker-00000000000000000000000007',
  groups: ['c0ffee00-0000-4000-8000-000000000001'],
  name: 'Sam Example',
  oid: OBJECT,
  preferred_username: 'sam@council.example',
  rh: '0.AAAA',
  roles: ['FamilyHelp.Keyworker'],
  scp: 'Record.Use',
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  tid: TENANT,
  uti: 'fqiBqXLPj0eQa82S-IYFAA',
  ver: '2.0',
};

/** And of a program that signed in with its own credentials. */
export const entraProgram: JWTPayload = {
  azp: '9d2a1c3b-4e5f-4a6b-8c7d-0e1f2a3b4c5d',
  azpacr: '2',
  idtyp: 'app',
  oid: OBJECT,
  roles: ['FamilyHelp.System'],
  sub: OBJECT,
  tid: TENANT,
  uti: 'fqiBqXLPj0eQa82S-IYFAB',
  ver: '2.0',
};

/** What NHS CIS2 says of somebody with two roles, who selected the first. */
export const cis2User: JWTPayload = {
  acr: 'AAL3_ANY',
  amr: ['N3_SMARTCARD'],
  at_hash: 'qx7Wn9cVQGoxgZlyXKuWnQ',
  auth_time: 1_767_222_000,
  authentication_assurance_level: '3',
  azp: 'family-help.apps.council',
  id_assurance_level: '3',
  nhsid_nrbac_roles: [
    {
      org_code: 'RY4',
      person_orgid: '555254239107',
      person_roleid: '555254240100',
      role_code: 'S8000:G8000:R8001',
      role_name: '"Clinical":"Clinical Provision":"Nurse Access Role"',
    },
    {
      org_code: 'A9A5A',
      person_orgid: '555254239108',
      person_roleid: '555254242102',
      role_code: 'S8001:G8002:R8008',
      role_name: '"Admin and Clerical":"Management - A & C":"Admin/Clinical Support Access Role"',
    },
  ],
  nhsid_useruid: '555036632103',
  selected_roleid: '555254240100',
  sub: '555036632103',
  tokenName: 'id_token',
};
