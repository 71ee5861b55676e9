import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { personaAgencies } from '#libs/access';
import { Served, type Answer, type Receipt } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { standAt } from '../testing/forgotten-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A mother dies on 5 March and it is recorded on the 20th. A school that leads may know that she did, and not when.

let served: Served;
let story: Story;
let stranger: Receipt;
let died: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { school, teacher } = await staffAround(served, story);
  const { family, episode, child, mother, keyworker } = story;
  const agreed = { person: child.id, family: family.id, by: mother.id, takenBy: keyworker };
  const given = { capacity: 'CARER', method: 'SIGNED', agencies: [school], explained: 'All of it.' };
  await served.order('practitioner', 'giveAgreement', { ...agreed, ...given });
  await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: school });
  const handing = { family: family.id, episode, to: teacher, agency: school };
  await served.order('manager', 'handOverKeyworker', {
    ...handing,
    agreementReviewed: true,
    reason: 'SCHOOL_PHASE',
  });
  standAt(served, '2026-03-10T09:00:00.000Z');
  const tried = { family: family.id, episode, attempts: 1, whatWasTried: 'A call.' };
  await served.order('partner', 'recordNonEngagement', tried);
  stranger = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Una', family: 'Bell' }],
    dateOfBirth: '1980',
    sex: 'F',
    adult: true,
  });
  standAt(served, '2026-03-20T09:00:00.000Z');
  const late = { lateReason: 'RECEIVED_LATE' };
  const death = { dateOfDeath: '2026-03-05', verification: 'NOTIFIED' };
  await served.order('coordinator', 'recordDeath', { person: stranger.id, ...death, ...late });
  died = (await served.order('coordinator', 'recordDeath', { person: mother.id, ...death, ...late }))
    .position;
  await served.record.projector.reached(await served.record.store.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

interface Page {
  readonly nodes: readonly { type: string; position: string; occurredAt: object }[];
  readonly edges: readonly { cursor: string }[];
}
const STORY = `query ($of: ID!, $asOf: AsOf, $order: TimelineOrder, $after: Token, $purpose: Purpose!) {
  familyTimeline(family: $of, asOf: $asOf, order: $order, after: $after, first: 100, purpose: $purpose) {
    edges { cursor } nodes { type position occurredAt { value precision } }
  }
}`;
const KNOWN = STORY.replace('familyTimeline(family', 'whatWasKnown(person');

const ask = (persona: PersonaName, query: string, variables: object): Promise<Answer> => {
  const of = query === STORY ? story.family.id : story.mother.id;
  const purpose = persona === 'auditor' ? 'AUDIT' : 'FAMILY_HELP';
  return served.ask(persona, query, { of, purpose, ...variables });
};
async function read(persona: PersonaName, query: string, variables: object = {}): Promise<Page> {
  const { data, errors } = await ask(persona, query, variables);
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0] as Page;
}
const holdsDeath = ({ nodes }: Page): boolean => nodes.some(({ type }) => type === 'DeathRecorded');
const DAYS = ['2026-03-04', '2026-03-05', '2026-03-19'];
const typesOf = ({ nodes }: Page): string[] => nodes.map(({ type }) => type);

describe.each([
  ['a family’s story', STORY],
  ['what was known of a person', KNOWN],
])('a day of death in %s', (_, query) => {
  it('is told by no day that is asked up to, to whoever may not read it', async () => {
    const told = async (persona: PersonaName) => {
      const pages = DAYS.map((effectiveAt) => read(persona, query, { asOf: { effectiveAt } }));
      return (await Promise.all(pages)).map(holdsDeath);
    };
    expect(await told('auditor')).toEqual([false, true, true]);
    expect(await told('partner')).toEqual([false, false, false]);
    const whole = await read('partner', query);
    expect(whole.nodes.find(({ position }) => position === died)?.occurredAt).toEqual({
      value: null,
      precision: 'UNKNOWN',
    });
  });

  it('is told by no order', async () => {
    const { nodes } = await read('partner', query, { order: 'OCCURRED' });
    expect(typesOf({ nodes, edges: [] }).at(-1)).toBe('DeathRecorded');
    expect(typesOf(await read('auditor', query, { order: 'OCCURRED' })).at(-1)).not.toBe('DeathRecorded');
  });
});

describe('a cursor', () => {
  const tokenAt = (position: string): string => {
    const [origin] = Buffer.from(stranger.token, 'base64url')
      .toString()
      .split(/:(?=\d+$)/);
    return Buffer.from(`${origin}:${position}`).toString('base64url');
  };

  it('goes on from an event whose date is withheld, where it stands for the reader', async () => {
    const whole = await read('partner', STORY, { order: 'OCCURRED' });
    const before = whole.edges.at(-2)?.cursor;
    expect(typesOf(await read('partner', STORY, { order: 'OCCURRED', after: before }))).toEqual([
      'DeathRecorded',
    ]);
    const last = whole.edges.at(-1)?.cursor;
    expect(typesOf(await read('partner', STORY, { order: 'OCCURRED', after: last }))).toEqual([]);
  });

  it('of an event that is not in the story is refused as one that nothing has', async () => {
    for (const position of [String(Number(died) - 1), '999999']) {
      const after = tokenAt(position);
      const { errors } = await ask('partner', STORY, { order: 'OCCURRED', after });
      expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
    }
  });
});

it('an agency’s own part is ordered by no date that was not shared with it', async () => {
  const part = `query ($person: ID!, $agency: ID!) {
    whatWasKnown(person: $person, agency: $agency, order: OCCURRED, asOf: { effectiveAt: "2026-03-10" }, purpose: FAMILY_HELP) {
      nodes { type }
    }
  }`;
  const asked = { person: story.child.id, agency: personaAgencies.school };
  expect(await served.read('partner', part, asked)).toEqual({ nodes: [{ type: 'NonEngagementRecorded' }] });
});
