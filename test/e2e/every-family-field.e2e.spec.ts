import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, getNullableType, isListType, isObjectType, type GraphQLObjectType } from 'graphql';
import { schemaAlone } from '../../apps/record/src/schema/printed-schema.ts';
import { mergedIntoAnother } from '../../apps/record/src/testing/merged-family.ts';
import { Served, type Receipt } from '../../apps/record/src/testing/served.ts';
import { DISTRICT, helpOpens } from '../../apps/record/src/testing/story.ts';
import { WholeStory } from '../support/whole-story.ts';

// A story in which every field of a family comes to show something; a field that is new has to be told of here.

let served: Served;
let familyType: GraphQLObjectType;
let families: readonly string[];

beforeAll(async () => {
  const type = (await schemaAlone()).getType('Family');
  if (!isObjectType(type)) throw new TypeError('there is no family in the schema');
  familyType = type;
  served = await Served.start({ bornAt: '2026-03-10T12:00:00.000Z' });
  await new WholeStory(served).tell();
  await helpForAnUnbornChild();
  const { nodes } = await served.read<{ nodes: { id: string }[] }>('auditor', FAMILIES);
  families = nodes.map(({ id }) => id);
});
afterAll(() => served[Symbol.asyncDispose]());

/** Each time is a stretch of days; a first episode is closed, and a second is open. */
async function helpForAnUnbornChild(): Promise<void> {
  const story = await helpOpens(served);
  const { agency, keyworker, child, mother, family, episode, request } = story;
  const occurredAt = { value: '2026-03-10', precision: 'DATE', end: '2026-03-10' };
  const order = (persona: 'coordinator' | 'manager' | 'social-worker', name: string, input: object) =>
    served.order(persona, name, { family: family.id, occurredAt, ...input });
  const unborn = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', family: 'Okafor' }],
    expectedDeliveryDate: '2026-08-01',
    sex: 'U',
    adult: false,
  });
  await order('coordinator', 'addMember', { person: unborn.id, role: 'UNBORN', livesHere: 'FULL' });
  const step: Receipt = await served.order('practitioner', 'proposeStepUp', {
    family: family.id,
    occurredAt,
    episode,
    children: [child.id],
    target: 'CIN_S17',
    urgent: false,
    reason: 'Worse.',
    proposedBy: keyworker,
  });
  await order('social-worker', 'declineStepUp', { episode, step: step.id, reason: 'Not yet.' });
  const outcomes = [{ child: child.id, outcome: 'Sleeps.', bees: ['BEE.SAF'] }];
  await order('manager', 'closeEpisode', { episode, reason: 'OUTCOMES_MET', outcomes });
  const { id: second } = await order('manager', 'openEpisode', {
    children: [{ child: child.id, level: 'L2', indicators: ['L2.01'], rationale: 'Again.' }],
    route: 'REQUEST',
    district: DISTRICT,
    request: request.id,
    agency,
    keyworker,
    familyAgreed: true,
    decidedBy: keyworker,
  });
  const askedBy = [{ person: mother.id, capacity: 'CARER' }];
  const leftOut = {
    ...{ episode: second, child: unborn.id, askedBy, reason: 'Not yet.' },
    takenBy: keyworker,
  };
  await order('manager', 'excludeSibling', leftOut);
  await mergedIntoAnother(served, story);
}

/** Help goes on in the family that is left. */
const FAMILIES = '{ families(purpose: AUDIT, first: 100) { nodes { id } } }';
const COMPARE = `query ($family: ID!) {
  compareFamily(family: $family, from: { position: "0" }, purpose: AUDIT) {
    changed { path before after event { position } }
    redactions { pointer }
  }
}`;
const WHY = `query ($family: ID!, $path: String!) {
  whyFamilyField(family: $family, path: $path, purpose: AUDIT) {
    value
    setBy { position type recordedAt occurredAt { precision } by { role user agency } source }
    superseded { value supersededBy { position } }
    redactions { pointer }
  }
}`;

interface Changed {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly event: { readonly position: string } | null;
}

const changesOf = async (family: string): Promise<readonly Changed[]> =>
  (await served.read<{ changed: Changed[] }>('auditor', COMPARE, { family })).changed;

const OF_THE_ANSWER = ['asOf', 'lag', 'erasedSince', 'redactions', 'revision'];

/** Every place in which a family shows something, `*` for an id; what `episode` shows stands among the episodes too. */
function placesIn(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields()).flatMap(({ name, type: wrapped }) => {
    const of = getNamedType(wrapped);
    if (OF_THE_ANSWER.includes(name)) return [];
    if (!isObjectType(of) || name === 'episode') return [`/${name}`];
    const list = isListType(getNullableType(wrapped)) ? '/*' : '';
    return placesIn(of).map((place) => `/${name}${list}${place}`);
  });
}

const isAt = (place: string) => {
  const shape = new RegExp(`^${place.replaceAll('*', '[^/]+')}$`);
  return ({ path }: { readonly path: string }): boolean => shape.test(path);
};

/** All that `family` shows, asked for by name. */
function selectionOf(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).filter(({ name }) => !OF_THE_ANSWER.includes(name));
  return fields
    .map(({ name, type: wrapped }) => {
      const of = getNamedType(wrapped);
      return isObjectType(of) ? `${name} { ${selectionOf(of)} }` : name;
    })
    .join(' ');
}

/** What stands in an answer of `family` at a path; a thing in a list has its id among its values. */
function found(answer: unknown, path: string): unknown {
  return path
    .slice(1)
    .split('/')
    .reduce<unknown>((at, name) => {
      if (Array.isArray(at))
        return at.find((each) => Object.values(each as object).includes(name)) as unknown;
      return (at as Record<string, unknown> | null | undefined)?.[name];
    }, answer);
}

async function familyAt(family: string, position: number): Promise<unknown> {
  const query = `query ($family: ID!, $asOf: AsOf) {
    family(reference: $family, asOf: $asOf, purpose: AUDIT) { ${selectionOf(familyType)} }
  }`;
  const { data } = await served.ask('auditor', query, { family, asOf: { position: String(position) } });
  return data?.['family'];
}

/** Nothing shown is the same as an empty list of it. */
const shown = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 0 ? null : (value ?? null);

describe('every field of a family', () => {
  it('is told of by a comparison with the time before the family was registered', async () => {
    const changes = (await Promise.all(families.map(changesOf))).flat();
    const places = placesIn(familyType);
    expect(places.length).toBeGreaterThan(50);
    expect(places.filter((place) => !changes.some(isAt(place)))).toEqual([]);
  });

  it('shows what a comparison says it does from that event on, and did not before', async () => {
    for (const family of families) {
      const changes = (await changesOf(family)).filter(({ path }) => path !== '/episode');
      expect(changes.filter(({ event }) => event === null)).toEqual([]);
      for (const [position, made] of Map.groupBy(changes, ({ event }) => Number(event?.position))) {
        const [before, after] = [await familyAt(family, position - 1), await familyAt(family, position)];
        for (const { path, after: said } of made) {
          expect([path, shown(found(after, path))]).toEqual([path, said]);
          expect([path, shown(found(before, path))]).not.toEqual([path, said]);
        }
      }
    }
  });

  it('has a reason: the event that set it, who recorded that and when', async () => {
    const changes = await Promise.all(
      families.map(async (family) => (await changesOf(family)).map((each) => ({ ...each, family }))),
    );
    for (const place of placesIn(familyType).filter((each) => each !== '/episode')) {
      const { family, path, after } = changes.flat().find(isAt(place)) ?? {};
      expect(await served.read<object>('auditor', WHY, { family, path })).toMatchObject({
        value: after,
        setBy: { position: expect.any(String), by: { user: expect.any(String) }, source: expect.any(String) },
        redactions: [],
      });
    }
  });
});
