import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personas, type PersonaName } from '#libs/access';
import { Served } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

/** What is asked, and by whom. */
const QUERIES: Readonly<Record<string, readonly [PersonaName, string]>> = {
  families: ['manager', 'purpose: FAMILY_HELP'],
  requests: ['manager', 'purpose: FAMILY_HELP'],
  due: ['manager', 'purpose: FAMILY_HELP'],
  drift: ['manager', 'purpose: FAMILY_HELP'],
  lateEntries: ['manager', 'purpose: FAMILY_HELP'],
  dataQualityFlags: ['manager', 'purpose: FAMILY_HELP'],
  districtOverview: ['manager', 'purpose: FAMILY_HELP, from: "2026-01-01", to: "2026-03-31"'],
  panelAgenda: ['chair', 'purpose: FAMILY_HELP, date: "2026-03-10"'],
  panels: ['manager', 'purpose: FAMILY_HELP'],
  workers: ['manager', 'purpose: FAMILY_HELP'],
  caseload: ['manager', 'purpose: FAMILY_HELP'],
  brokenGlass: ['auditor', 'purpose: AUDIT'],
  disclosureRegister: ['manager', 'purpose: OPERATIONS'],
  accessLog: ['auditor', 'purpose: AUDIT'],
};

async function refusalOf(query: string, argument: string, value: string): Promise<unknown> {
  const [persona = 'auditor', rest = ''] = QUERIES[query] ?? [];
  const asked = `{ ${query}(${rest}, ${argument}: "${value}") { __typename } }`;
  const { errors } = await served.ask(persona, asked);
  const { code, details } = errors?.[0]?.extensions ?? {};
  return errors && { code, details };
}

describe('a list that is filtered by a code', () => {
  it.each([
    ['families', 'district'],
    ['families', 'level'],
    ['requests', 'district'],
    ['requests', 'urgency'],
    ['requests', 'outcome'],
    ['due', 'district'],
    ['drift', 'district'],
    ['lateEntries', 'district'],
    ['dataQualityFlags', 'district'],
    ['districtOverview', 'district'],
    ['panelAgenda', 'district'],
    ['panels', 'district'],
  ])('refuses %s by a %s that no version of its set has', async (query, field) => {
    const refused = { code: 'UNKNOWN_CODE', details: { field } };
    expect(await refusalOf(query, field, 'herts.ff.stevenage ')).toEqual(refused);
  });

  it('takes one that the set has', async () => {
    expect(await refusalOf('districtOverview', 'district', DISTRICT)).toBeUndefined();
    expect(await refusalOf('families', 'level', 'L2')).toBeUndefined();
    expect(await refusalOf('requests', 'urgency', 'ROUTINE')).toBeUndefined();
    expect(await refusalOf('requests', 'outcome', 'PANEL')).toBeUndefined();
  });

  it('tells whoever may read none of it no more than that', async () => {
    const asked = '{ families(purpose: FAMILY_HELP, district: "nowhere") { __typename } }';
    const { errors } = await served.ask('administrator', asked);
    expect(errors?.[0]?.extensions['code']).toBe('NOT_PERMITTED');
  });
});

describe('a list that is filtered by whose it is', () => {
  const NOBODY = '0'.repeat(26);

  it.each([
    ['families', 'keyworker', `worker-${NOBODY}`],
    ['families', 'agency', `organisation-${NOBODY}`],
    ['due', 'worker', `worker-${NOBODY}`],
    ['due', 'agency', `organisation-${NOBODY}`],
    ['drift', 'worker', `worker-${NOBODY}`],
    ['drift', 'agency', `organisation-${NOBODY}`],
    ['caseload', 'worker', `worker-${NOBODY}`],
    ['caseload', 'agency', `organisation-${NOBODY}`],
    ['brokenGlass', 'worker', `worker-${NOBODY}`],
    ['disclosureRegister', 'agency', `organisation-${NOBODY}`],
    ['workers', 'agency', `organisation-${NOBODY}`],
    ['accessLog', 'agency', `organisation-${NOBODY}`],
  ])('refuses %s by a %s that the record does not know', async (query, field, value) => {
    expect(await refusalOf(query, field, value)).toEqual({ code: 'NOT_FOUND', details: { field } });
  });

  it('takes whom the record knows, and the caller’s own agency', async () => {
    for (const [query, argument] of [
      ['families', 'keyworker'],
      ['due', 'worker'],
      ['drift', 'worker'],
      ['caseload', 'worker'],
      ['brokenGlass', 'worker'],
    ] as const)
      expect(await refusalOf(query, argument, story.keyworker)).toBeUndefined();
    for (const query of ['families', 'due', 'drift', 'caseload', 'disclosureRegister', 'workers'] as const)
      for (const agency of [story.agency, personas.manager.agency])
        expect(await refusalOf(query, 'agency', agency)).toBeUndefined();
  });

  it('takes of the access log an agency that the record does not know, once it looked', async () => {
    const { agency } = personas.partner;
    const refused = { code: 'NOT_FOUND', details: { field: 'agency' } };
    expect(await refusalOf('accessLog', 'agency', agency)).toEqual(refused);
    await served.ask('partner', '{ organisations(purpose: FAMILY_HELP) { nodes { id } } }');
    const { projector, accessStore } = served.record;
    await projector.accessReached(await accessStore.head());
    expect(await refusalOf('accessLog', 'agency', agency)).toBeUndefined();
    expect(await refusalOf('accessLog', 'agency', story.agency)).toBeUndefined();
  });

  it('refuses what was known of a person by an agency that recorded nothing and is not known', async () => {
    const known = async (agency: string): Promise<unknown> => {
      const asked = `{ whatWasKnown(purpose: AUDIT, person: "${story.child.id}", agency: "${agency}") { __typename } }`;
      const { errors } = await served.ask('auditor', asked);
      return errors?.[0]?.extensions;
    };
    expect(await known(`organisation-${NOBODY}`)).toMatchObject({
      code: 'NOT_FOUND',
      details: { field: 'agency' },
    });
    expect(await known(story.agency)).toBeUndefined();
    expect(await known(personas.coordinator.agency)).toBeUndefined();
  });
});

describe('of arguments that exclude one another', () => {
  const purpose = 'purpose: AUDIT';
  const family = () => `family: "${story.family.id}"`;
  const person = () => `person: "${story.child.id}"`;

  it.each([
    ['whoSaw', () => purpose, 'person, family or request', 'exactly one'],
    ['whoSaw', () => [purpose, family(), person()].join(), 'person, family or request', 'exactly one'],
    [
      'accessLog',
      () => [purpose, family(), person()].join(),
      'person, family or request',
      'no more than one',
    ],
    ['disclosures', () => purpose, 'family or person', 'exactly one'],
    ['disclosures', () => [purpose, family(), person()].join(), 'family or person', 'exactly one'],
    ['openEpisodeFor', () => purpose, 'person, nhsNumber or upn', 'exactly one'],
    [
      'openEpisodeFor',
      () => [purpose, person(), 'upn: "A"'].join(),
      'person, nhsNumber or upn',
      'exactly one',
    ],
    [
      'caseload',
      () => `${purpose}, worker: "${story.keyworker}", agency: "${story.agency}"`,
      'worker or agency',
      'no more than one',
    ],
    ['panelAgenda', () => purpose, 'panel or district and date', 'exactly one'],
    [
      'panelAgenda',
      () => `${purpose}, panel: "P-1", district: "${DISTRICT}"`,
      'panel or district and date',
      'exactly one',
    ],
  ])('%s takes no other number than it says', async (query, asked, field, how) => {
    const { errors } = await served.ask('auditor', `{ ${query}(${asked()}) { __typename } }`);
    const { code, details } = errors?.[0]?.extensions ?? {};
    expect({ code, details }).toEqual({
      code: 'INVALID_INPUT',
      details: { field, because: `Give ${how} of these.` },
    });
  });
});
