import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let keepers: Awaited<ReturnType<typeof custodians>>;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  keepers = await custodians(served, story);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const FAMILY = `query ($id: ID!) { family(reference: $id, purpose: FAMILY_HELP) { id members { person } } }`;
const PERSON = `query ($id: ID!) { person(reference: $id, purpose: FAMILY_HELP) { id families } }`;
const REQUEST = `query ($id: ID!) { request(reference: $id, purpose: FAMILY_HELP) { id } }`;
const TIMELINE = `query ($id: ID!) { familyTimeline(family: $id, purpose: FAMILY_HELP) { nodes { id } } }`;
const LEVELS = `query ($id: ID!) { levelHistory(child: $id, purpose: FAMILY_HELP) { child } }`;
const MATCH = `{ matchPerson(nhsNumber: "9990000018", purpose: FAMILY_HELP) { matches { person } } }`;
const NAMED = `{ matchPerson(given: "Ava", family: "Okafor", dateOfBirth: "2018-05-04", purpose: FAMILY_HELP) { matches { person } } }`;
const HELPED = `{ openEpisodeFor(nhsNumber: "9990000018", purpose: FAMILY_HELP) { answer help { agency } } }`;
const LISTS = [
  `{ families(purpose: FAMILY_HELP) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
  `{ requests(purpose: FAMILY_HELP) { nodes { id } pageInfo { endCursor } } }`,
  `{ due(by: "2040-01-01", purpose: FAMILY_HELP) { nodes { family } } }`,
  `{ drift(purpose: FAMILY_HELP) { nodes { family } } }`,
  `{ lateEntries(purpose: FAMILY_HELP) { nodes { family } } }`,
  `{ dataQualityFlags(purpose: FAMILY_HELP) { nodes { families persons } } }`,
  `{ ownershipGaps(purpose: FAMILY_HELP) { gaps { family } daysWithoutOwner } }`,
];
const OVERVIEW = `query ($district: String!) { districtOverview(district: $district, from: "2020-01-01", to: "2029-12-01", purpose: FAMILY_HELP) { open requests waiting } }`;
const CASELOAD = `{ caseload(purpose: FAMILY_HELP) { nodes { family } } }`;
const SEALS = `{ seals(purpose: FAMILY_HELP) { nodes { record ground custodians matches { id matched foundIn byRole settled outcome other } } } }`;

describe('a sealed family', () => {
  const ids = (): [query: string, id: string][] => [
    [FAMILY, story.family.id],
    [FAMILY, story.family.reference ?? ''],
    [TIMELINE, story.family.id],
    [PERSON, story.child.id],
    [PERSON, story.mother.reference ?? ''],
    [REQUEST, story.request.id],
    [REQUEST, story.request.reference ?? ''],
    [LEVELS, story.child.id],
  ];
  const read = (persona: PersonaName, query: string, id: string) => served.read(persona, query, { id });
  const others = ['coordinator', 'practitioner', 'chair'] as const;

  it('is there for whoever may open it, until it is sealed', async () => {
    for (const [query, id] of ids()) expect(await read('coordinator', query, id)).toBeTruthy();
    const { family, episode, agency } = story;
    const handing = { family: family.id, episode, to: keepers.custodian, agency, agreementReviewed: true };
    await served.order('manager', 'handOverKeyworker', { ...handing, reason: 'LEFTRL' });
    await sealed(served, story.family.id, keepers);
    for (const persona of others)
      for (const [query, id] of ids()) await expect(read(persona, query, id)).rejects.toThrow('NOT_FOUND');
  });

  it('is there for its custodian', async () => {
    for (const [query, id] of ids()) expect(await read('manager', query, id)).toBeTruthy();
    expect(await served.read('manager', MATCH)).toEqual({ matches: [{ person: story.child.id }] });
  });

  it('is in no list, no count and no caseload, but of its custodian', async () => {
    const { family, request } = story;
    for (const query of LISTS) {
      const shown = JSON.stringify(await served.read('coordinator', query));
      for (const id of [family.id, request.id]) expect(shown).not.toContain(id);
    }
    expect(JSON.stringify(await served.read('manager', LISTS[0] ?? ''))).toContain(family.id);
    expect(await served.read('practitioner', CASELOAD)).toEqual({ nodes: [] });
    const overview = (persona: PersonaName) => served.read(persona, OVERVIEW, { district: DISTRICT });
    expect(await overview('coordinator')).toEqual({ open: 0, requests: 0, waiting: 0 });
    expect(await overview('manager')).toMatchObject({ open: 1, requests: 1 });
  });

  it('is matched with nobody, and each who was looked for waits for its custodian', async () => {
    expect(await served.read('coordinator', MATCH)).toEqual({ matches: [] });
    expect(await served.read('coordinator', NAMED)).toEqual({ matches: [] });
    const asOfNobody = await served.read('coordinator', HELPED.replace('9990000018', '9434765919'));
    expect(asOfNobody).toEqual({ answer: 'CANNOT_SAY', help: [] });
    expect(await served.read('coordinator', HELPED)).toEqual(asOfNobody);
    const matches = await matchesOnce(2);
    for (const match of matches)
      expect(match).toMatchObject({
        matched: story.child.id,
        foundIn: 'SEARCH',
        byRole: 'COORDINATOR',
        settled: false,
      });
    const settling = {
      record: story.family.id,
      match: matches[0]?.id,
      outcome: 'SOMEONE_ELSE',
      note: 'The other Ava.',
      settledBy: keepers.custodian,
    };
    await expect(served.order('coordinator', 'settleSealedMatch', settling)).rejects.toThrow('NOT_FOUND');
    const first = await served.order('manager', 'settleSealedMatch', settling);
    await served.order('manager', 'settleSealedMatch', { ...settling, outcome: 'SAME_PERSON' });
    await served.record.projector.reached(await served.record.store.head());
    expect((await matchesOnce(2))[0]).toMatchObject({ settled: true, outcome: 'SAME_PERSON' });
    const seal = `seal-${story.family.id}`;
    const [then] = served.record.readers.seals.matchesOn([seal], Number(first.position));
    expect(then).toMatchObject({ settled: true, outcome: 'SOMEONE_ELSE' });
  });

  it('has somebody registered apart who may be one of its people, and puts the pair to its custodian', async () => {
    const other = await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Ava', family: 'Okafor' }],
      dateOfBirth: '2018-05-04',
      sex: 'F',
      adult: false,
    });
    await served.record.managers.reached(await served.record.store.head());
    await served.record.projector.reached(await served.record.store.head());
    expect((await matchesOnce(3))[2]).toMatchObject({
      foundIn: 'REGISTRATION',
      matched: story.child.id,
      other: other.id,
    });
    expect(await served.read('coordinator', NAMED)).toEqual({ matches: [{ person: other.id }] });
    const pair = { survivor: other.id, other: story.child.id, evidence: ['One name.'] };
    const clerk = { name: 'Kim Lane', user: 'coordinator', role: 'TEAM_MANAGER', activeFrom: '2020-01-01' };
    const { agency } = story;
    const { id: requestedBy } = await served.order('administrator', 'registerWorker', { ...clerk, agency });
    const link = { ...pair, requestedBy, approvedBy: keepers.custodian };
    await expect(served.order('coordinator', 'linkPersonsAsSame', link)).rejects.toThrow('NOT_FOUND');
    await expect(served.order('manager', 'linkPersonsAsSame', link)).rejects.toThrow('ACROSS_A_SEAL');
  });

  it('is joined with whoever was registered apart by nothing that can be read without a key', async () => {
    const events = await stored();
    const match = events.find(({ data }) => data['foundIn'] === 'REGISTRATION');
    await served.record.vault.prepare(match?.subjects ?? []);
    const { other, cause } = match ? served.record.vault.open(match).data : {};
    const theirs = events.filter(({ stream }) => stream === `person-${other as string}`);
    expect(theirs.map(({ id }) => id)).toContain(cause);
    const document = JSON.stringify(match);
    for (const { id, commandId, correlationId, causationId } of theirs)
      for (const name of [id, commandId, correlationId, causationId]) expect(document).not.toContain(name);
    expect(document).not.toContain(other);
  });

  it('is in the way of nothing that is asked about others', async () => {
    const other = await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Ines', family: 'Marlow' }],
      dateOfBirth: '2015-09-21',
      sex: 'F',
      adult: false,
    });
    const asked = { persons: [other.id], askedBy: 'THEMSELVES', words: 'Delete it all.' };
    const { id } = await served.order('coordinator', 'requestErasure', asked);
    expect(id).toMatch(/^erasure-/);
  });

  it('is in the register of the privacy officer, without its record', async () => {
    const register = `{ seals(purpose: AUDIT) { nodes { record ground reason custodians reviewBy } } }`;
    expect(await served.read('privacy-officer', register)).toMatchObject({
      nodes: [{ record: story.family.id, ground: 'ADDRESS_PROTECTION', custodians: [keepers.custodian] }],
    });
    const mine = `query ($id: ID!) { family(reference: $id, purpose: SUBJECT_ACCESS) { id } }`;
    await expect(served.read('privacy-officer', mine, { id: story.family.id })).rejects.toThrow('NOT_FOUND');
    expect(await served.read('coordinator', SEALS)).toEqual({ nodes: [] });
  });

  it('is opened again by two workers, and all of it is there as before', async () => {
    const four = { requestedBy: keepers.custodian, approvedBy: keepers.approver };
    const lifting = { record: story.family.id, reason: 'He has moved abroad.', ...four };
    await expect(served.order('social-worker', 'unsealRecord', lifting)).rejects.toThrow('NOT_FOUND');
    await served.order('manager', 'unsealRecord', lifting);
    for (const [query, id] of ids()) expect(await read('coordinator', query, id)).toBeTruthy();
    const { family, episode, agency, keyworker: to } = story;
    const back = { family: family.id, episode, to, agency, agreementReviewed: true, reason: 'LEFTRL' };
    await served.order('manager', 'handOverKeyworker', back);
    expect(await served.read('practitioner', CASELOAD)).toMatchObject({ nodes: [{ family: family.id }] });
  });
});

async function stored(): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { events } of served.record.store.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return found;
}

type Match = Readonly<Record<'id' | 'matched' | 'foundIn' | 'outcome' | 'other', string>>;

/** The matches that the custodian sees once so many are noted. */
async function matchesOnce(count: number): Promise<readonly Match[]> {
  for (;;) {
    const { nodes } = await served.read<{ nodes: { matches: Match[] }[] }>('manager', SEALS);
    const matches = nodes[0]?.matches ?? [];
    if (matches.length >= count) return matches;
    await served.record.projector.reached(await served.record.store.head());
  }
}
