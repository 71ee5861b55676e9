import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isRequiredArgument, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { PersonaName } from '#libs/access';
import { schemaAlone } from '../schema/printed-schema.ts';
import { everythingOf } from '../testing/all-fields.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

// Every root field that needs no record's name is asked for all that it can answer, by each who works with families, of a
// record in which one person is restricted and another sealed: a new list is asked the same.

type Root = GraphQLField<unknown, unknown>;

/** What a root field is asked with where it needs more than a purpose. */
const ASKED: Readonly<Record<string, string>> = {
  matchPerson: 'given: $given, family: "Okafor"',
  districtOverview: `district: "${DISTRICT}", from: "2026-03-01", to: "2026-03-31"`,
};
const NOT_OF_PEOPLE = ['checkpoint', 'consistencyProof', 'codeSets', 'inclusionProof', 'me'];
/** They may not read it, or it asks for one record, by one of several names. */
const NO_LIST = new Set<unknown>(['NOT_PERMITTED', 'PURPOSE_NOT_PERMITTED', 'INVALID_INPUT', 'REQUIRED']);
const DEEP = 7;

let schema: GraphQLSchema;
let served: Served;
let story: Story;
let hidden: Awaited<ReturnType<typeof somebodySealed>>;

beforeAll(async () => {
  schema = await schemaAlone();
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z', costLimit: 1_000_000 });
  story = await helpOpens(served);
  const linked = { request: story.request.id, family: story.family.id };
  await served.order('coordinator', 'linkRequestToFamily', linked);
  const flag = { flag: 'LATE_BEFORE_DECISION', persons: [story.mother.id] };
  await served.order('coordinator', 'raiseDataQualityFlag', flag);
  hidden = await somebodySealed();
  await served.order('privacy-officer', 'restrictProcessing', {
    person: story.mother.id,
    ground: 'ACCURACY_CONTESTED',
    explanation: 'She says that she was never asked.',
  });
  await served.record.projector.reached(await served.record.store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

/** A child of another family that the same keyworker helps, with a flag about them. */
async function somebodySealed() {
  const child = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Zebedee', family: 'Okafor' }],
    dateOfBirth: '2017-02-03',
    sex: 'M',
    adult: false,
  });
  const request = await served.order('coordinator', 'receiveRequest', {
    ...{ source: '2A', channel: 'PORTAL', urgency: 'ROUTINE', agreement: 'GIVEN_SIGNED', agreedBy: 'Mother' },
    ...{ gss: 'E07000243', answers: { whatIsWorrying: 'Zebedee hides.' } },
    children: [{ givenName: 'Zebedee', familyName: 'Okafor', dateOfBirth: '2017-02-03', sex: 'M' }],
  });
  const panel = { district: DISTRICT, date: '2026-03-09', cadence: 'WEEKLY', quorumRule: 'CHAIR_AND_THREE' };
  await served.order('coordinator', 'schedulePanel', panel);
  const sent = {
    request: request.id,
    outcome: 'PANEL',
    rationale: 'Many needs.',
    decidedBy: story.keyworker,
  };
  await served.order('coordinator', 'triageRequest', sent);
  await tabled();
  const about = { requests: [request.id], everything: false, reason: 'COURT', explanation: 'A hearing.' };
  const hold = await served.order('manager', 'placeLegalHold', about);
  const family = await served.order('coordinator', 'registerFamily', {
    request: request.id,
    members: [{ person: child.id, role: 'CHILD', livesHere: 'FULL' }],
  });
  const opened = await served.order('manager', 'openEpisode', {
    family: family.id,
    children: [{ child: child.id, level: 'L3', indicators: ['L3.01'], rationale: 'He is not safe there.' }],
    route: 'REQUEST',
    district: DISTRICT,
    agency: story.agency,
    keyworker: story.keyworker,
    familyAgreed: true,
    decidedBy: story.keyworker,
  });
  const flag = { flag: 'LATE_BEFORE_DECISION', persons: [child.id], families: [family.id] };
  await served.order('coordinator', 'raiseDataQualityFlag', flag);
  await sealed(served, child.id, await custodians(served, story));
  return { child, family, request, hold, episode: opened.id };
}

/** What was sent to the panel came before it. */
async function tabled(): Promise<void> {
  const { managers, store } = served.record;
  for (let head = -1; head < (await store.head());) {
    head = await store.head();
    await managers.reached(head);
  }
}

function asksForNobody({ name, args }: Root): boolean {
  const needed = args.filter(isRequiredArgument).filter((arg) => arg.name !== 'purpose');
  return !NOT_OF_PEOPLE.includes(name) && (needed.length === 0 || name in ASKED);
}

/** The answer in JSON, all its pages; undefined where they may not read it, or it asks for one record. */
async function told(
  by: PersonaName,
  root: Root,
  purpose: string,
  given: string,
): Promise<string | undefined> {
  const answers: string[] = [];
  for (let before: string | null = null; ;) {
    const answer = await pageOf(root, { by, purpose, given, before });
    if (answer === undefined) return undefined;
    answers.push(JSON.stringify(answer));
    if (answer?.pageInfo?.hasPreviousPage !== true) return answers.join(' ');
    before = answer.pageInfo.startCursor;
  }
}

type Answer = {
  readonly pageInfo?: { readonly hasPreviousPage: boolean; readonly startCursor: string };
} | null;

const VARIABLES: Readonly<Record<string, string>> = { given: 'String', before: 'Token' };

interface Ask {
  readonly by: PersonaName;
  readonly purpose: string;
  readonly given: string;
  readonly before: string | null;
}

async function pageOf({ name, type, args }: Root, ask: Ask): Promise<Answer | undefined> {
  const { by, purpose, ...values } = ask;
  const few = args.some((arg) => arg.name === 'last') ? 'last: 10, before: $before' : '';
  const asked = `purpose: ${purpose} ${few} ${ASKED[name] ?? ''}`;
  const whom = Object.keys(values).filter((value) => asked.includes(`$${value}`));
  const variables =
    whom.length > 0 ? `(${whom.map((value) => `$${value}: ${VARIABLES[value]}`).join(', ')})` : '';
  const query = `query ${variables} { ${name}(${asked}) ${everythingOf(getNamedType(type), DEEP)} }`;
  const { data, errors = [] } = await served.ask(by, query, values);
  const faults = errors.filter(({ extensions }) => !NO_LIST.has(extensions['code']));
  expect([name, faults]).toEqual([name, []]);
  return errors.length > 0 ? undefined : (data as Record<string, Answer>)[name];
}

/** What somebody is shown by all the root fields that are answered to them, by name. */
async function shownTo(by: PersonaName, purpose: string, given = 'Ngozi') {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(asksForNobody);
  const shown = new Map<string, string>();
  for (const root of roots) {
    const answer = await told(by, root, purpose, given);
    if (answer !== undefined) shown.set(root.name, answer);
  }
  return shown;
}

function holding(shown: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  return [...shown].flatMap(([list, answer]) =>
    names.filter((name) => answer.includes(name)).map((name) => `${list}: ${name}`),
  );
}

/** It counts everybody, and tells of nobody. */
const FIGURES = 'districtOverview';
const LISTS = ['dataQualityFlags', 'due', 'families', 'matchPerson', 'requests'];

const READERS = [
  ['coordinator', 'FAMILY_HELP'],
  ['coordinator', 'SAFEGUARDING'],
  ['system', 'OPERATIONS'],
  ['auditor', 'AUDIT'],
  ['quality', 'QUALITY'],
  ['privacy-officer', 'OPERATIONS'],
] as const;

const DETAILS = ['Ngozi', '1990', '"L2"', '"ROUTINE"', 'DataQualityFlagRaised'];

describe('the lists that tell of people', () => {
  it('tell whoever works with families no detail of somebody who is restricted', async () => {
    const shown = await shownTo('coordinator', 'FAMILY_HELP');
    expect([...shown.keys()]).toEqual(expect.arrayContaining(LISTS));
    expect(holding(shown, DETAILS)).toEqual([`${FIGURES}: "L2"`]);
    expect(shown.get('families')).toContain(story.family.id);
    expect(shown.get('families')).toContain('Kit Wardley');
    const own = new Map([['caseload', (await shownTo('practitioner', 'FAMILY_HELP')).get('caseload') ?? '']]);
    expect(holding(own, [story.family.id, '"L2"'])).toEqual([`caseload: ${story.family.id}`]);
  });

  it('tell it where the law leaves that, so that what is looked for is there', async () => {
    const shown = [...(await shownTo('coordinator', 'SAFEGUARDING')).values()].join('');
    expect(DETAILS.filter((detail) => !shown.includes(detail))).toEqual([]);
  });

  it('do not tell at all of somebody who is sealed, but to who keeps the seal', async () => {
    const { child, family, request, hold, episode } = hidden;
    const names = ['Zebedee', '2017-02-03', child.id, family.id, episode, request.id];
    for (const [persona, purpose] of READERS)
      expect(holding(await shownTo(persona, purpose, 'Zebedee'), [...names, hold.id])).toEqual([]);
    const kept = [...(await shownTo('manager', 'SAFEGUARDING', 'Zebedee')).values()].join('');
    expect(names.filter((name) => !kept.includes(name))).toEqual([]);
  });
});
