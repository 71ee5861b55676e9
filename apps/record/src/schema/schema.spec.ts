import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  graphqlSync,
  GraphQLString,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { DataClass } from '#libs/contracts';
import { schemaAlone } from './printed-schema.ts';
import { answerTypes, classOf, personalClassOf, withhold } from './withhold.ts';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await schemaAlone();
}, 30_000);

const fields = () =>
  answerTypes(schema).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ place: `${type.name}.${field.name}`, field })),
  );

describe('every field of an answer', () => {
  it('says of which class it is', () => {
    expect(fields().length).toBeGreaterThan(100);
    expect(fields().filter(({ field }) => classOf(field) === undefined)).toEqual([]);
  });

  it('can be withheld where it tells of a person', () => {
    const personal = fields().filter(({ field }) => personalClassOf(field) !== undefined);
    expect(personal.length).toBeGreaterThan(40);
    expect(personal.filter(({ field }) => isNonNullType(field.type)).map(({ place }) => place)).toEqual([]);
  });
});

describe('a closed set', () => {
  it.each([
    ['AccessEntry', 'effect', 'AccessEffect!'],
    ['AccessEntry', 'purpose', 'Purpose'],
    ['Viewing', 'effect', 'AccessEffect!'],
    ['Viewing', 'purpose', 'Purpose!'],
    ['OccurredAt', 'precision', 'Precision!'],
    ['CorrectEntryOccurredInput', 'precision', 'Precision!'],
    ['Redaction', 'reason', 'RedactionReason!'],
    ['Episode', 'status', 'EpisodeStatus!'],
    ['Step', 'direction', 'StepDirection!'],
    ['Step', 'status', 'StepStatus!'],
    ['LevelSpanView', 'how', 'LevelChange!'],
    ['Household', 'day', 'Date'],
  ])('%s.%s is a %s', (name, field, type) => {
    const within = schema.getType(name);
    const fields = isObjectType(within) || isInputObjectType(within) ? within.getFields() : {};
    expect(String(fields[field]?.type)).toBe(type);
  });
});

/** Answered as of now alone: no past of them is kept. */
const OF_NOW = ['matchPerson', 'parkedSteps'];
/** What the logs prove of themselves, what was published, and what a token says: nothing of a record. */
const OF_THE_LOG = ['checkpoint', 'inclusionProof', 'consistencyProof', 'codeSets', 'me'];

describe('every query', () => {
  const queries = () => Object.values(schema.getQueryType()?.getFields() ?? {});
  const ofRecords = () => queries().filter(({ name }) => !OF_THE_LOG.includes(name));

  it('is one of those that were promised', () => {
    expect(
      queries()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'accessLog',
      'agencyQuestions',
      'agreements',
      'assessments',
      'audit',
      'auditActions',
      'audits',
      'brokenGlass',
      'caseAudits',
      'caseload',
      'changesSince',
      'checkpoint',
      'codeSets',
      'compareFamily',
      'consistencyProof',
      'dataQualityFlags',
      'disclosureRegister',
      'disclosures',
      'districtOverview',
      'drift',
      'due',
      'erasure',
      'erasures',
      'event',
      'families',
      'family',
      'familyTimeline',
      'gradeMatrix',
      'household',
      'immediateConcerns',
      'inclusionProof',
      'lateEntries',
      'legalHold',
      'legalHolds',
      'levelHistory',
      'matchPerson',
      'me',
      'moderationVariance',
      'openEpisodeFor',
      'organisations',
      'ownershipGaps',
      'panelAgenda',
      'panels',
      'parkedSteps',
      'person',
      'plan',
      'request',
      'requestProgress',
      'requests',
      'retentionDue',
      'sample',
      'sampleCheck',
      'sampleFrame',
      'samples',
      'seals',
      'unusualAccess',
      'whatWasKnown',
      'whoLooked',
      'whoSaw',
      'whyFamilyField',
      'workers',
    ]);
  });

  it('that is refused leaves the others of its document their answers', () => {
    expect(
      queries()
        .filter(({ type }) => isNonNullType(type))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('asks what it is for, can look back and can wait', () => {
    for (const { name: query, args } of ofRecords()) {
      const types = Object.fromEntries(args.map(({ name, type }) => [name, String(type)]));
      const back = query === 'compareFamily' ? { from: 'AsOf!', to: 'AsOf' } : { asOf: 'AsOf' };
      const point = OF_NOW.includes(query) ? {} : back;
      expect(types).toMatchObject({ purpose: 'Purpose!', ...point, atLeast: 'Token' });
      expect(Object.values(types).includes('AsOf')).toBe(!OF_NOW.includes(query));
    }
  });

  it('answers when it is of, how far behind it may be, and whether anybody in it was erased since', () => {
    for (const { type } of ofRecords()) {
      const answer = answerTypes(schema).find(({ name }) => name === getNamedType(type).name);
      const { asOf, lag, erasedSince } = answer?.getFields() ?? {};
      const said = [asOf, lag, erasedSince].map((field) => String(field?.type));
      expect([answer?.name, ...said]).toEqual([answer?.name, 'AsOfPoint!', 'Int!', 'DateTime']);
    }
  });
});

describe('every mutation', () => {
  it('takes one input with a command id, and answers a receipt', () => {
    const { retryParkedStep, ...commands } = schema.getMutationType()?.getFields() ?? {};
    for (const { args, type } of Object.values(commands)) {
      expect(args.map(({ name }) => name)).toEqual(['input']);
      expect(String(type)).toBe('Receipt');
    }
    // The one that gives a command of before again, under its own id.
    expect(retryParkedStep?.args.map(({ name, type }) => [name, String(type)])).toEqual([
      ['input', 'RetryParkedStepInput!'],
    ]);
    expect(String(retryParkedStep?.type)).toBe('ParkedStepsAnswer');
  });
});

describe('a schema', () => {
  const typed = (fieldType: GraphQLOutputType, extensions: Record<string, unknown>) =>
    new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: {
          person: {
            type: new GraphQLObjectType({
              name: 'Person',
              fields: { name: { type: fieldType, extensions } },
            }),
          },
        },
      }),
    });

  it('with a field that does not say its class is not served', () => {
    expect(() => withhold(typed(GraphQLString, {}))).toThrow('Person.name does not say its class');
    expect(() => withhold(typed(GraphQLString, { class: 'secret' }))).toThrow(
      'Person.name does not say its class',
    );
  });

  it('with a personal field that could not be withheld is not served', () => {
    const always = new GraphQLNonNull(GraphQLString);
    expect(() => withhold(typed(always, { class: 'general' }))).toThrow('Person.name could not be withheld');
  });

  it('lets a personal field out only under a root field that was granted its class', () => {
    const answer = (grants: Map<string, ReadonlySet<DataClass>>) =>
      graphqlSync({
        schema: withhold(typed(GraphQLString, { class: 'health' })),
        source: '{ seen: person { name } hidden: person { name } }',
        rootValue: { person: { name: 'Ava' } },
        contextValue: { grants },
      }).data;
    expect(answer(new Map())).toEqual({ seen: { name: null }, hidden: { name: null } });
    const granted = new Map<string, ReadonlySet<DataClass>>([
      ['seen', new Set(['health'])],
      ['hidden', new Set(['general'])],
    ]);
    expect(answer(granted)).toEqual({ seen: { name: 'Ava' }, hidden: { name: null } });
  });
});
