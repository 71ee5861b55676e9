import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { helpEnded, standAt } from '../testing/forgotten-story.ts';
import { familyOf, FORM, membersOf } from '../testing/panel-story.ts';
import { Served, type Answer } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

// What an answer says of when it is of must be so: each query answers for a day in the world, or refuses one.

let served: Served;
let story: Story;
let asked: string;
let ben: string;
let sent: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, child, mother, keyworker, agency } = story;
  const agreed = { person: child.id, family: family.id, by: mother.id, takenBy: keyworker };
  const given = { capacity: 'CARER', method: 'SIGNED', agencies: [agency], explained: 'All of it.' };
  await served.order('practitioner', 'giveAgreement', { ...agreed, ...given });
  const deciding = { recipientAgency: agency, classes: ['general'], decision: 'DISCLOSE', basis: 'VITAL' };
  const why = { reason: 'She is in danger.', decidedBy: keyworker };
  await served.order('manager', 'decideDisclosure', {
    family: family.id,
    persons: [child.id],
    ...deciding,
    ...why,
  });
  const { school } = await membersOf(served);
  const known = await familyOf(served, 'Ben');
  sent = (await served.order('partner', 'receiveRequest', FORM)).id;
  asked = (await served.order('coordinator', 'receiveRequest', { ...FORM, family: known.family })).id;
  const asking = { request: asked, agency: school, due: '2026-03-17', basis: 'CONSENT' };
  await served.order('coordinator', 'requestAgencyInformation', asking);
  standAt(served, '2027-05-04T09:00:00.000Z');
  ben = known.child;
  await served.order('coordinator', 'recordDeath', {
    person: ben,
    dateOfDeath: '2027-05-03',
    verification: 'NOTIFIED',
  });
  await served.record.projector.reached(await served.record.store.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const NOWHERE = '0'.repeat(26);

/** Who asks, what for, with which arguments, and for what. */
type Query = readonly [PersonaName, string, () => object, string];

const ofFamily = () => ({ family: story.family.id });
const ofChild = () => ({ person: story.child.id });
const nothing = () => ({});
const district = () => ({ district: DISTRICT });
const month = { from: '2026-03-01', to: '2026-03-31' };

const answering: Readonly<Record<string, Query>> = {
  agencyQuestions: ['partner', 'FAMILY_HELP', () => ({ request: asked }), 'questions { due }'],
  agreements: ['manager', 'FAMILY_HELP', ofChild, 'voices { by }'],
  disclosures: ['manager', 'FAMILY_HELP', ofFamily, 'disclosures { id }'],
  districtOverview: ['manager', 'OPERATIONS', () => ({ ...district(), ...month }), 'open'],
  drift: ['manager', 'OPERATIONS', district, 'nodes { episode }'],
  due: ['manager', 'OPERATIONS', district, 'nodes { daysOverdue }'],
  family: ['manager', 'FAMILY_HELP', () => ({ reference: story.family.id }), 'members { person }'],
  familyTimeline: ['manager', 'FAMILY_HELP', ofFamily, 'nodes { type }'],
  household: ['manager', 'FAMILY_HELP', ofFamily, 'members { person }'],
  levelHistory: ['manager', 'FAMILY_HELP', () => ({ child: story.child.id }), 'spans { level }'],
  person: ['manager', 'FAMILY_HELP', () => ({ reference: ben }), 'death { dateOfDeath }'],
  assessments: ['manager', 'FAMILY_HELP', ofFamily, 'revision'],
  plan: ['manager', 'FAMILY_HELP', ofFamily, 'status'],
  whatWasKnown: ['manager', 'FAMILY_HELP', ofChild, 'nodes { type }'],
  whyFamilyField: ['manager', 'FAMILY_HELP', () => ({ ...ofFamily(), path: '/episode/status' }), 'value'],
};

const refusing: Readonly<Record<string, Query>> = {
  accessLog: ['auditor', 'AUDIT', nothing, ''],
  audit: ['quality', 'QUALITY', () => ({ audit: `audit-${NOWHERE}` }), ''],
  auditActions: ['quality', 'QUALITY', nothing, ''],
  audits: ['quality', 'QUALITY', nothing, ''],
  brokenGlass: ['auditor', 'AUDIT', nothing, ''],
  caseAudits: ['quality', 'QUALITY', ofFamily, ''],
  caseload: ['manager', 'FAMILY_HELP', () => ({ worker: story.keyworker }), ''],
  changesSince: ['auditor', 'AUDIT', nothing, ''],
  dataQualityFlags: ['manager', 'OPERATIONS', nothing, ''],
  disclosureRegister: ['auditor', 'AUDIT', nothing, ''],
  erasure: ['privacy-officer', 'OPERATIONS', () => ({ erasure: `erasure-${NOWHERE}` }), ''],
  erasures: ['privacy-officer', 'OPERATIONS', nothing, ''],
  event: ['auditor', 'AUDIT', () => ({ id: story.opened.position }), ''],
  families: ['manager', 'OPERATIONS', nothing, ''],
  gradeMatrix: ['quality', 'QUALITY', () => ({ sample: `sample-${NOWHERE}` }), ''],
  immediateConcerns: ['manager', 'SAFEGUARDING', nothing, ''],
  lateEntries: ['manager', 'OPERATIONS', () => ({ minDays: 1 }), ''],
  legalHold: ['privacy-officer', 'OPERATIONS', () => ({ hold: `hold-${NOWHERE}` }), ''],
  legalHolds: ['privacy-officer', 'OPERATIONS', nothing, ''],
  moderationVariance: ['quality', 'QUALITY', nothing, ''],
  openEpisodeFor: ['coordinator', 'FAMILY_HELP', ofChild, ''],
  organisations: ['manager', 'OPERATIONS', nothing, ''],
  panelAgenda: ['chair', 'FAMILY_HELP', () => ({ panel: `panel-${NOWHERE}` }), ''],
  panels: ['manager', 'OPERATIONS', nothing, ''],
  request: ['coordinator', 'FAMILY_HELP', () => ({ reference: story.request.id }), ''],
  requestProgress: ['partner', 'FAMILY_HELP', () => ({ request: sent }), ''],
  requests: ['manager', 'OPERATIONS', nothing, ''],
  sample: ['quality', 'QUALITY', () => ({ sample: `sample-${NOWHERE}` }), ''],
  sampleCheck: ['quality', 'QUALITY', () => ({ sample: `sample-${NOWHERE}` }), ''],
  sampleFrame: ['quality', 'QUALITY', () => ({ filter: { on: '2026-03-02' } }), ''],
  samples: ['quality', 'QUALITY', nothing, ''],
  seals: ['privacy-officer', 'AUDIT', nothing, ''],
  unusualAccess: ['auditor', 'AUDIT', () => ({ on: '2026-03-02' }), ''],
  whoLooked: ['privacy-officer', 'SUBJECT_ACCESS', () => ({ ...ofFamily(), until: '2026-03-02' }), ''],
  whoSaw: ['auditor', 'AUDIT', ofFamily, ''],
  workers: ['manager', 'OPERATIONS', () => ({ agency: story.agency }), ''],
};

const literal = (said: object): string =>
  Object.entries(said)
    .map(([name, value]) => `, ${name}: ${JSON.stringify(value).replaceAll(/"(\w+)":/g, '$1:')}`)
    .join('');
function ask(name: string, [persona, purpose, args, fields]: Query, point = ''): Promise<Answer> {
  const asOf = point === '' ? '' : `, asOf: { ${point} }`;
  const given = `purpose: ${purpose}${literal(args())}${asOf}`;
  return served.ask(persona, `{ ${name}(${given}) { ${fields} asOf { position } } }`);
}
const LONG_BEFORE = 'effectiveAt: "2020-01-01"';

it('every query that takes a point of the past is told of here', async () => {
  const fields = '{ __schema { queryType { fields { name args { name } } } } }';
  interface Schema {
    readonly queryType: { readonly fields: { name: string; args: { name: string }[] }[] };
  }
  const { queryType } = await served.read<Schema>('manager', fields);
  const asOf = queryType.fields.filter(({ args }) => args.some(({ name }) => name === 'asOf'));
  const tables = {
    ...answering,
    ...refusing,
    ownershipGaps: undefined,
    retentionDue: undefined,
    codeSets: undefined,
  };
  expect(asOf.map(({ name }) => name).sort()).toEqual(Object.keys(tables).sort());
});

describe('a day in the world', () => {
  it.each(Object.entries(answering))('changes what %s answers', async (name, query) => {
    const now = await ask(name, query);
    expect(now.errors).toBeUndefined();
    expect((await ask(name, query, LONG_BEFORE)).data).not.toEqual(now.data);
  });

  it('is taken by ownershipGaps, of which a sound record has none on any', async () => {
    const gaps: Query = ['manager', 'OPERATIONS', nothing, 'daysWithoutOwner'];
    const { data } = await ask('ownershipGaps', gaps, LONG_BEFORE);
    expect(data?.['ownershipGaps']).toMatchObject({ daysWithoutOwner: 0 });
  });

  it('changes what retentionDue answers', async () => {
    await using ended = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
    await helpEnded(ended);
    const due = (asOf: string) =>
      ended.read('privacy-officer', `{ retentionDue(purpose: OPERATIONS${asOf}) { nodes { person } } }`);
    expect(await due(', asOf: { effectiveAt: "2030-01-01" }')).not.toEqual(await due(''));
  });

  it('is that of the position where retentionDue is asked as of one', async () => {
    await using ended = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
    const name = { use: 'LEGAL', given: 'Una', family: 'Bell' };
    const una = { names: [name], dateOfBirth: '1980', sex: 'F', adult: true };
    await ended.order('coordinator', 'registerPerson', una);
    const position = await ended.record.store.head();
    standAt(ended, '2060-03-02T09:00:00.000Z');
    const due = async (asOf: string): Promise<number> => {
      const query = `{ retentionDue(purpose: OPERATIONS${asOf}) { nodes { person } } }`;
      return (await ended.read<{ nodes: object[] }>('privacy-officer', query)).nodes.length;
    };
    expect(await due('')).toBeGreaterThan(0);
    expect(await due(`, asOf: { position: "${position}" }`)).toBe(0);
  });

  it.each(Object.entries({ ...refusing }))('is refused by %s', async (name, query) => {
    const { errors } = await ask(name, query, LONG_BEFORE);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'asOf.effectiveAt' },
    });
  });
});
