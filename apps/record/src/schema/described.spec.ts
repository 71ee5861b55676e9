import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  isEnumType,
  isInputObjectType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { schemaAlone } from './printed-schema.ts';
import { wordsOfNames } from './words.ts';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await schemaAlone();
}, 30_000);

interface Part {
  readonly name: string;
  readonly description?: string | null | undefined;
}

function isSentence(description: string | null | undefined): boolean {
  return /^\S[^]*[.]$/.test(description ?? '');
}

/** The fields of a type and their arguments, or the words of an enum. */
function partsOf(type: GraphQLNamedType): Part[] {
  if (isEnumType(type)) return [...type.getValues()];
  if (isInputObjectType(type)) return Object.values(type.getFields());
  return isObjectType(type) ? Object.values(type.getFields()).flatMap((field) => [field, ...field.args]) : [];
}

describe('what a query takes', () => {
  it('is described', () => {
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const taken = queries.flatMap(({ name: query, args }) =>
      args.map(({ name, description }) => ({ name: `${query}(${name})`, description })),
    );
    expect(taken.length).toBeGreaterThan(200);
    expect(
      [...queries, ...taken].filter(({ description }) => !isSentence(description)).map(({ name }) => name),
    ).toEqual([]);
  });
});

describe('what a command takes', () => {
  it('is described, and so is what the command records', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    const taken = inputs.flatMap((type) =>
      Object.values(type.getFields()).map(({ name, description }) => ({
        name: `${type.name}.${name}`,
        description,
      })),
    );
    expect(taken.length).toBeGreaterThan(1000);
    expect(
      [...mutations, ...taken].filter(({ description }) => !isSentence(description)).map(({ name }) => name),
    ).toEqual([]);
  });
});

/** What they are of, each of their fields says. */
const ROOTS = ['Query', 'Mutation'];

describe('what the schema holds', () => {
  it('is described, every type, field, argument and word', () => {
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
    const held = types.flatMap((type) =>
      partsOf(type).map((each) => ({ ...each, name: `${type.name}.${each.name}` })),
    );
    const all = [...types.filter(({ name }) => !ROOTS.includes(name)), ...held];
    expect(all.length).toBeGreaterThan(3500);
    expect(all.filter(({ description }) => !isSentence(description)).map(({ name }) => name)).toEqual([]);
  });
});

describe('what a field says by its name alone', () => {
  it('is said of more than one', () => {
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const fields = types.flatMap((type) => Object.values(type.getFields()));
    for (const [name, words] of Object.entries(wordsOfNames)) {
      const those = fields.filter((field) => field.name === name && field.description === words);
      expect({ name, few: those.length < 2 }).toEqual({ name, few: false });
    }
  });
});
