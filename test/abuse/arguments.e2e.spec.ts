import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isRequiredArgument,
  type GraphQLArgument,
} from 'graphql';
import { Served } from '../../apps/record/src/testing/served.ts';
import { Attempts } from '../support/abuse/attempts.ts';
import { neededBy, queryOf } from '../support/abuse/documents.ts';
import { KnownIds } from '../support/abuse/known-ids.ts';
import { queries, queryNamed } from '../support/abuse/places.ts';
import { WholeStory } from '../support/whole-story.ts';

let served: Served;
let attempts: Attempts;
let ids: KnownIds;

beforeAll(async () => {
  served = await Served.start({ showsSchema: false, bornAt: '2026-03-10T12:00:00Z' });
  const { family, child, request, episode } = await new WholeStory(served).tell();
  ids = await KnownIds.of(served.record.store, { family, person: child, request, episode });
  attempts = new Attempts(served);
});
afterAll(() => served[Symbol.asyncDispose]());

/** Stands in every text that is sent, so that it is found wherever it comes out again. */
const CANARY = 'zqxjkv';

const INJECTED: Readonly<Record<string, string>> = {
  'the end of a statement': `${CANARY}'; DROP TABLE events; --`,
  'a condition': `${CANARY}' OR '1'='1`,
  'another table': `${CANARY}' UNION SELECT sql FROM sqlite_master --`,
  'a path': `../../${CANARY}/../etc/passwd`,
  'a NUL': `${CANARY}\u0000`,
  'a lone surrogate': `${CANARY}\ud800`,
  'a member of every object': `__proto__.${CANARY}`,
  'a template': `\${${CANARY}}{{${CANARY}}}`,
  'ninety thousand characters': CANARY.repeat(15_000),
};

const OF_ANOTHER_TYPE: Readonly<Record<string, unknown>> = {
  'an object': { [CANARY]: 1 },
  'a list of lists': [[CANARY]],
};

const MISFITS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Int: { 'less than none': -1, 'too many': 2_147_483_647, 'a number of another kind': 1.5, 'a text': CANARY },
  Boolean: { 'a text': CANARY, 'a number': 1 },
  Date: { 'a word': CANARY, 'a day that is none': '2026-02-31', 'a number': 20_260_301 },
  DateTime: { 'a word': CANARY, 'a day': '2026-03-10' },
  Token: { 'a word': CANARY, 'one of another log': tokenOf('elsewhere.example/record:5') },
};

function tokenOf(text: string): string {
  return Buffer.from(text).toString('base64url');
}

const AS_OF: Readonly<Record<string, unknown>> = {
  'a position before the first': { position: '-1' },
  'a position that is none': { position: CANARY },
  'a position that will be': { position: '9007199254740991' },
  'two pasts': { position: '1', knownAt: '2026-03-10T12:00:00Z' },
  'a member that it has not': { [CANARY]: '1' },
};

function misfits({ type }: GraphQLArgument): Readonly<Record<string, unknown>> {
  const named = getNamedType(type);
  if (isEnumType(named)) return { 'a word': CANARY, ...OF_ANOTHER_TYPE };
  if (isInputObjectType(named)) return { ...AS_OF, 'a list of lists': [[CANARY]] };
  if (named.name === 'ID' || named.name === 'String') return { ...INJECTED, ...OF_ANOTHER_TYPE };
  return { ...MISFITS[named.name], ...OF_ANOTHER_TYPE };
}

const cases = queries.flatMap(({ name, args }) =>
  args.flatMap((argument) =>
    Object.entries({ ...misfits(argument), ...(isRequiredArgument(argument) && { nothing: null }) }).map(
      ([misfit, value]): [string, string, unknown] => [
        `${name}(${argument.name}) given ${misfit}`,
        `${name}.${argument.name}`,
        value,
      ],
    ),
  ),
);

/** What may be said of what was sent; never that something went wrong here. */
const SAID = [
  'AS_OF_AMBIGUOUS',
  'AS_OF_IN_FUTURE',
  'CODE_NOT_CURRENT',
  'CONTROL_CHARACTER',
  'END_BEFORE_START',
  'FOREIGN_TOKEN',
  'INVALID_DATE',
  'INVALID_INPUT',
  'INVALID_NHS_NUMBER',
  'INVALID_REFERENCE',
  'INVALID_UPN',
  'NOT_FOUND',
  'NOT_PERMITTED',
  'PAGE_SIZE',
  'POSITION_AHEAD',
  'PURPOSE_NOT_PERMITTED',
  'QUERY_TOO_COMPLEX',
  'REQUIRED',
  'SAMPLE_SIZE',
  'STALE',
  'STRATA_NOT_TAKEN',
  'TOO_LONG',
  'UNKNOWN_CODE',
];

describe(`what does not fit an argument, from somebody who may read, in ${cases.length} ways`, () => {
  it.each(cases)('%s is refused or finds nothing, and comes out nowhere', async (_, place, value) => {
    const [field = '', argument = ''] = place.split('.');
    const root = queryNamed(field);
    const logged = served.logged.length;
    const given = { ...neededBy(root, 'AUDIT', ids), [argument]: value };
    const seen = await attempts.of('AUDITOR', queryOf(root, given));
    expect(seen.status).toBeLessThan(500);
    expect(seen.codes.filter((code) => !SAID.includes(code))).toEqual([]);
    expect(seen.body).not.toContain(CANARY);
    expect(served.logged.slice(logged)).not.toContain(CANARY);
    expect(seen.events).toBe(0);
  });

  it('leaves the record as it was', async () => {
    const FAMILY = 'query ($id: ID!) { family(reference: $id, purpose: AUDIT) { id members { person } } }';
    const { data, codes } = await attempts.of('AUDITOR', {
      query: FAMILY,
      variables: { id: ids.id('family') },
    });
    expect([codes, data]).toEqual([
      [],
      { family: expect.objectContaining({ id: ids.id('family') }) as unknown },
    ]);
  });
});
