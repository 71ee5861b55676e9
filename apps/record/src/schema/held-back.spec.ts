import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  graphqlSync,
  GraphQLObjectType,
  GraphQLSchema,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
} from 'graphql';
import type { DataClass } from '#libs/contracts';
import { nothingUnseen } from '#libs/read-models';
import { heldBack } from '../reading/held-back.ts';
import { schemaAlone } from './printed-schema.ts';
import { isDetail, personalClassOf, type Grants } from './withhold.ts';

/** Lists of what is held of people, by what they answer. */
const LISTS = [
  ...['FamilyConnection', 'RequestConnection', 'CaseloadConnection', 'DataQualityFlagConnection'],
  ...['DueConnection', 'DriftConnection', 'LateEntryConnection', 'OwnershipGapsAnswer', 'PersonMatches'],
  'AuditConnection',
];
const HER = '1'.repeat(26);

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await schemaAlone();
}, 30_000);

function within(type: GraphQLNamedType | undefined, known = new Set<GraphQLNamedType>()) {
  if (type === undefined || !isObjectType(type) || known.has(type)) return known;
  known.add(type);
  for (const field of Object.values(type.getFields()))
    if (!isDetail(field)) within(getNamedType(field.type), known);
  return known;
}

const fieldsOfLists = () =>
  LISTS.flatMap((name) => [...within(schema.getType(name))])
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));

describe('what lists hold back of somebody who is restricted', () => {
  it('is every field of a class, but what whoever helps is called, and what is named a detail', () => {
    const told = fieldsOfLists().filter(
      ({ field }) => personalClassOf(field) !== undefined && !isDetail(field),
    );
    expect(new Set(told.map(({ field }) => field.name))).toEqual(new Set(['keyworkerName', 'coverName']));
    const details = fieldsOfLists().filter(({ field }) => isDetail(field));
    expect(new Set(details.map(({ type, field }) => `${type.name}.${field.name}`))).toEqual(
      new Set([
        ...['CaseloadChild.level', 'CaseloadItem.level', 'FamilySummary.level', 'DataQualityFlag.event'],
        ...['outcome', 'level', 'urgency', 'concern'].map((name) => `RequestSummary.${name}`),
        ...['overall', 'moderated', 'grade', 'concern', 'awaitsModeration'].map(
          (name) => `AuditView.${name}`,
        ),
        ...['reasons', 'name', 'dateOfBirth'].map((name) => `PersonMatch.${name}`),
      ]),
    );
  });

  it('can be null', () => {
    const details = fieldsOfLists().filter(({ field }) => isDetail(field));
    expect(details.filter(({ field }) => isNonNullType(field.type))).toEqual([]);
  });

  it('is held back whatever the field is called, and said to be restricted once', () => {
    const type = schema.getType('PersonMatch') as GraphQLObjectType<unknown, Grants>;
    const query = new GraphQLObjectType({ name: 'Asked', fields: { it: { type } } });
    const restricted = { ...nothingUnseen, persons: new Set([HER]) };
    const it = { person: HER, name: 'Ngozi', dateOfBirth: null, reasons: ['SAME_NAME'], score: 900 };
    const granted = new Set<DataClass>();
    const { data } = graphqlSync({
      schema: new GraphQLSchema({ query }),
      source: '{ it { person name reasons score redactions { pointer reason } } }',
      rootValue: heldBack({ it }, restricted),
      contextValue: { grants: new Map([['it', granted]]) } satisfies Grants,
    });
    expect(data?.['it']).toEqual({
      ...{ person: HER, name: null, reasons: null, score: 900 },
      redactions: ['', '/reasons', '/name'].map((pointer) => ({ pointer, reason: 'RESTRICTED' })),
    });
  });
});
