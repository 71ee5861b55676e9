import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

const BEFORE = 'Families First Stevenage';
const SINCE = 'Families First East';

let served: Served;
let story: Story;
let renamed: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  renamed = await served.order('administrator', 'renameOrganisation', {
    organisation: story.agency,
    name: SINCE,
  });
  await served.record.projector.reached(await served.record.store.head());
});
afterAll(() => served[Symbol.asyncDispose]());

const asked = (field: string) => `${field}, asOf: $asOf, purpose: FAMILY_HELP`;
const READS: readonly [of: string, field: (of: Story) => string][] = [
  ['a family', ({ family }) => `family(${asked(`reference: "${family.id}"`)}) { episode { agencyName } }`],
  ['a list of families', () => `families(${asked('first: 9')}) { nodes { agencyName } }`],
  ['a caseload', ({ keyworker }) => `caseload(${asked(`worker: "${keyworker}"`)}) { nodes { agencyName } }`],
  ['open help', ({ child }) => `openEpisodeFor(${asked(`person: "${child.id}"`)}) { help { agencyName } }`],
  ['what is due', () => `due(${asked('by: "2027-01-01"')}) { nodes { agencyName } }`],
];

describe.each(READS)('an agency in %s', (_, field) => {
  const namesIn = async (asOf?: object): Promise<string[]> => {
    const { data, errors } = await served.ask('manager', `query ($asOf: AsOf) { ${field(story)} }`, { asOf });
    expect(errors).toBeUndefined();
    return [...JSON.stringify(data).matchAll(/"agencyName":"([^"]*)"/g)].map(([, name = '']) => name);
  };

  it('is called what it was called by then', async () => {
    const { opened } = story;
    expect(new Set(await namesIn({ position: opened.position }))).toEqual(new Set([BEFORE]));
    expect(new Set(await namesIn({ position: renamed.position }))).toEqual(new Set([SINCE]));
    expect(new Set(await namesIn())).toEqual(new Set([SINCE]));
  });
});

it('an agency that is renamed changes no family that is compared', async () => {
  const query = `query ($family: ID!, $from: AsOf!) {
    compareFamily(family: $family, from: $from, purpose: AUDIT) { changed { path } } }`;
  const asked = { family: story.family.id, from: { position: story.opened.position } };
  expect(await served.read('auditor', query, asked)).toEqual({ changed: [] });
});
