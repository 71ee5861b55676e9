import { describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  getNullableType,
  GraphQLObjectType,
  GraphQLSchema,
  graphqlSync,
  isEnumType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLOutputType,
} from 'graphql';
import { readPolicies } from '#libs/access';
import type { DataClass } from '#libs/contracts';
import { schemaAlone } from './printed-schema.ts';
import { answerTypes, classOf, personalClassOf, type Grants } from './withhold.ts';

// Every field of every answer that has a class is here by itself: a new one is asked the same.

type Type = GraphQLObjectType<unknown, Grants>;
type Field = GraphQLField<unknown, Grants>;
interface Place {
  readonly type: Type;
  readonly field: Field;
}
interface Shown {
  readonly value: unknown;
  readonly redactions: readonly { pointer: string; reason: string }[];
}

const types = answerTypes(await schemaAlone());
const places = types.flatMap((type) =>
  Object.values<Field>(type.getFields()).map((field): Place => ({ type, field })),
);
const personal = places.flatMap(({ type, field }) => {
  const ofClass = personalClassOf(field);
  return ofClass === undefined
    ? []
    : [[`${type.name}.${field.name}`, { type, field, ofClass }] as [string, Place & { ofClass: DataClass }]];
});
const masked = places
  .filter(({ field }) => classOf(field) === 'masked')
  .map((place): [string, Place] => [`${place.type.name}.${place.field.name}`, place]);
/** What each line of the table grants. */
const decisions = readPolicies.map(({ id, classes }) => ({ id, classes: new Set(classes) }));
const everything = new Set(personal.map(([, { ofClass }]) => ofClass));

const SAMPLES: Readonly<Record<string, unknown>> = {
  String: 'Ava',
  ID: 'ava',
  Boolean: false,
  Int: 0,
  Date: '2026-03-10',
};

/** Something that is recorded. */
function sampleOf(wrapped: GraphQLOutputType): unknown {
  const type = getNullableType(wrapped);
  if (isListType(type)) return [sampleOf(type.ofType)];
  if (isObjectType(type)) return {};
  if (isEnumType(type)) return type.getValues()[0]?.value;
  const sample = SAMPLES[String(type)];
  if (sample === undefined) throw new TypeError(`no sample of ${String(type)}`);
  return sample;
}

const reasonsOf = (type: Type) =>
  Object.values<Field>(type.getFields()).find(({ type: of }) => getNamedType(of).name === 'Redaction');
const holdersOf = (type: Type) => places.filter(({ field }) => getNamedType(field.type).name === type.name);

const schemas = new Map<Type, GraphQLSchema>();
function schemaOf(type: Type): GraphQLSchema {
  const known = schemas.get(type);
  if (known !== undefined) return known;
  const query = new GraphQLObjectType({ name: 'Asked', fields: { it: { type } } });
  const made = new GraphQLSchema({ query });
  schemas.set(type, made);
  return made;
}

/** What somebody who was granted these classes is shown of something. */
function shown({ type, field }: Place, source: object, granted: ReadonlySet<DataClass>): Shown {
  const part = isObjectType(getNamedType(field.type)) ? '{ __typename }' : '';
  const reasons = reasonsOf(type) ? 'redactions { pointer reason }' : '';
  const { data, errors } = graphqlSync({
    schema: schemaOf(type),
    source: `{ it { value: ${field.name} ${part} ${reasons} } }`,
    rootValue: { it: source },
    contextValue: { grants: new Map([['it', granted]]) } satisfies Grants,
  });
  if (errors?.[0]) throw errors[0];
  return { redactions: [], ...(data?.['it'] as Partial<Shown>) } as Shown;
}

describe(`each of the ${personal.length} fields that tell of a person`, () => {
  const recorded = ({ field }: Place) => ({ [field.name]: sampleOf(field.type) });

  it.each(personal)('%s is null to whoever is not granted its class, with the reason', (_, place) => {
    const { type, field, ofClass } = place;
    const without = decisions.filter(({ classes }) => !classes.has(ofClass));
    expect(without.length).toBeGreaterThan(0);
    const withheld = { pointer: `/${field.name}`, reason: 'WITHHELD' };
    for (const { id, classes } of without)
      expect({ id, ...shown(place, recorded(place), classes) }).toEqual({
        id,
        value: null,
        redactions: reasonsOf(type) ? [withheld] : [],
      });
  });

  it.each(personal)(
    '%s is shown to whoever is granted it, and nothing is said to be withheld',
    (_, place) => {
      const { value, redactions } = shown(place, recorded(place), everything);
      expect(value).not.toBeNull();
      expect(redactions).toEqual([]);
    },
  );

  it.each(personal)('%s, where nothing is recorded, is null for no reason', (_, place) => {
    const nothing = { value: null, redactions: [] };
    expect(shown(place, { [place.field.name]: null }, new Set())).toEqual(nothing);
  });

  it.each(personal)('%s has somewhere to say the reason, or stands in what is withheld whole', (_, place) => {
    const { type, ofClass } = place;
    if (reasonsOf(type)) return;
    const holders = holdersOf(type).map(({ field }) => personalClassOf(field));
    expect(holders.length).toBeGreaterThan(0);
    expect(new Set(holders)).toEqual(new Set([ofClass]));
  });
});

describe('a field that its view masks part by part', () => {
  it.each(masked)('%s stands beside the reasons, or in what does', (_, { type }) => {
    const around = reasonsOf(type) ? [type] : holdersOf(type).map(({ type: holder }) => holder);
    expect(around.length).toBeGreaterThan(0);
    expect(around.filter((each) => reasonsOf(each) === undefined)).toEqual([]);
  });

  it('leaves what else is withheld its own reason', () => {
    const place = places.find(({ type, field }) => type.name === 'Request' && field.name === 'keyworkerName');
    if (place === undefined) throw new TypeError('a request names no keyworker');
    const ofForm = { pointer: '/children/0/name', reason: 'WITHHELD' };
    const source = { keyworkerName: 'Kit Wardley', redactions: [ofForm] };
    expect(shown(place, source, new Set())).toEqual({
      value: null,
      redactions: [ofForm, { pointer: '/keyworkerName', reason: 'WITHHELD' }],
    });
  });
});
