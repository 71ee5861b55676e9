import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isInputObjectType, isRequiredArgument, type GraphQLArgument } from 'graphql';
import { tokenOf } from '#libs/service';
import { Served } from '../../apps/record/src/testing/served.ts';
import { Attempts, isRefused } from '../support/abuse/attempts.ts';
import { fitting, neededBy, oneOf, queryOf, type Body } from '../support/abuse/documents.ts';
import { KnownIds } from '../support/abuse/known-ids.ts';
import { openingQueries, type RootField } from '../support/abuse/places.ts';
import { strangers, type Stranger } from '../support/abuse/strangers.ts';
import { WholeStory } from '../support/whole-story.ts';

let served: Served;
let attempts: Attempts;
let ids: KnownIds;

/** The lists that have cursors of their own. */
const OWN_CURSORS: Readonly<Record<string, string>> = {
  accessLog: '/access',
  whoSaw: '/access',
  due: '/due',
};

/** Of a place there may be in the list. */
function cursorOf({ name }: RootField): string {
  return tokenOf(`${served.record.origin}${OWN_CURSORS[name] ?? ''}`, 1);
}

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  const { family, child, request, episode } = await new WholeStory(served).tell();
  ids = await KnownIds.of(served.record.store, {
    family,
    person: child,
    request,
    episode,
    user: 'practitioner',
  });
  attempts = new Attempts(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const [KEYWORKER, ...others] = strangers;
const SYSTEM = others.find(({ role }) => role === 'SYSTEM');
const asking = [KEYWORKER, SYSTEM].filter((each): each is Stranger => each !== undefined);

/** What some may read of everybody: nothing of it is about whoever is helped, or only what they keep themselves. */
const READABLE = [
  ...['SYSTEM changesSince', 'SYSTEM parkedSteps', 'KEYWORKER openEpisodeFor', 'KEYWORKER seals'],
  ...['SYSTEM', 'KEYWORKER'].flatMap((role) =>
    ['organisations', 'workers', 'panels'].map((query) => `${role} ${query}`),
  ),
];
const mayRead = (field: RootField, { role }: Stranger): boolean => READABLE.includes(`${role} ${field.name}`);

/** Another way to write the same query. */
const detours: Readonly<Record<string, (body: Body, field: RootField) => string>> = {
  'under another name': ({ query }, { name }) => query.replace(`{ ${name}(`, `{ families: ${name}(`),
  'under the name of what may be read': ({ query }, { name }) =>
    query.replace(`{ ${name}(`, `{ __typename parkedSteps: ${name}(`),
  'twice at once': ({ query }, { name }) => {
    const at = query.indexOf(`{ ${name}(`);
    const field = query.slice(at + 2, -2);
    return `${query.slice(0, at)}{ one: ${field} two: ${field} }`;
  },
  'in a fragment': ({ query }, { name }) => {
    const at = query.indexOf(`{ ${name}(`);
    return `${query.slice(0, at)}{ ...Hidden } fragment Hidden on Query ${query.slice(at)}`;
  },
  'in a fragment of a fragment': ({ query }, { name }) => {
    const at = query.indexOf(`{ ${name}(`);
    return `${query.slice(0, at)}{ ...One } fragment One on Query { ...Two } fragment Two on Query ${query.slice(at)}`;
  },
  'in a fragment without a name': ({ query }, { name }) => {
    const at = query.indexOf(`{ ${name}(`);
    return `${query.slice(0, at)}{ ... on Query ${query.slice(at)} }`;
  },
  'with directives': ({ query }, { name }) => {
    const at = query.indexOf(`{ ${name}(`);
    return `${query.slice(0, at)}{ ... @include(if: true) { ... @skip(if: false) ${query.slice(at)} } }`;
  },
  'as an operation with a name': ({ query }) => query.replace(/^query /, 'query Families '),
};

const ways = openingQueries.flatMap((field) =>
  asking
    .filter((stranger) => !mayRead(field, stranger))
    .flatMap((stranger) =>
      Object.keys(detours).map((detour): [string, RootField, Stranger, string] => [
        `${field.name} ${detour} by ${stranger.role}`,
        field,
        stranger,
        detour,
      ]),
    ),
);

describe(`a query that is refused, written in another way, in ${ways.length} ways`, () => {
  it.each(ways)('%s is refused as it is when it is written plainly', async (_, field, stranger, detour) => {
    const body = queryOf(field, neededBy(field, stranger.purpose, ids));
    const plain = await attempts.of(stranger.role, body);
    const query = detours[detour]?.(body, field) ?? '';
    const seen = await attempts.of(stranger.role, { ...body, query });
    expect(isRefused(plain)).toBe(true);
    expect([...new Set(seen.codes)]).toEqual(plain.codes);
    const { __typename, ...answered } = seen.data ?? {};
    expect(Object.values(answered).filter((value) => value !== null)).toEqual([]);
  });
});

/** What narrows, sorts or pages a list: it would tell something by what it changes. An id asks about a record of its own. */
const narrowing = openingQueries.flatMap((field) =>
  field.args
    .filter((argument) => !isRequiredArgument(argument) && argument.name !== 'atLeast')
    .filter(
      ({ name, type }) => oneOf[field.name]?.includes(name) !== true && getNamedType(type).name !== 'ID',
    )
    .flatMap((argument) =>
      asking
        .filter((stranger) => !mayRead(field, stranger))
        .map((stranger): [string, RootField, GraphQLArgument, Stranger] => [
          `${field.name}(${argument.name}) by ${stranger.role}`,
          field,
          argument,
          stranger,
        ]),
    ),
);

describe(`an argument that narrows, sorts or pages what is refused, in ${narrowing.length} ways`, () => {
  it.each(narrowing)('%s changes nothing of the answer', async (_, field, argument, stranger) => {
    const needed = neededBy(field, stranger.purpose, ids);
    const value = isCursor(argument) ? cursorOf(field) : fitting(field, argument, ids);
    const without = await attempts.of(stranger.role, queryOf(field, needed));
    const narrowed = await attempts.of(stranger.role, queryOf(field, { ...needed, [argument.name]: value }));
    expect(isRefused(narrowed)).toBe(true);
    expect(unplaced(narrowed.body)).toBe(unplaced(without.body));
    expect([narrowed.status, narrowed.reads]).toEqual([without.status, without.reads]);
  });
});

function isCursor({ type }: GraphQLArgument): boolean {
  return !isInputObjectType(getNamedType(type)) && getNamedType(type).name === 'Token';
}

/** Where in the document an error stands differs with the document. */
function unplaced(body: string): string {
  return body.replace(/"locations":\[[^\]]*\]/g, '');
}

const positions = Array.from({ length: 40 }, (_, at) => [at * 7] as const);

describe(`an entry by its position, in ${positions.length} ways`, () => {
  it.each(positions)('is not there at %i for a stranger', async (position) => {
    const query = 'query ($id: ID!) { event(id: $id, purpose: FAMILY_HELP) { id type summary } }';
    const ask = (id: string) => attempts.of('PARTNER', { query, variables: { id } });
    const there = await ask(String(position));
    const absent = await ask('88888888');
    expect(isRefused(there)).toBe(true);
    expect({ ...there, statements: 0 }).toEqual({ ...absent, statements: 0 });
  });
});
