import { beforeAll, describe, expect, it } from '@jest/globals';
import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { schemaAlone } from './printed-schema.ts';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await schemaAlone();
}, 30_000);

describe('what a query takes', () => {
  it('is described', () => {
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const taken = queries.flatMap(({ name: query, args }) =>
      args.map(({ name, description }) => ({ name: `${query}(${name})`, description })),
    );
    expect(taken.length).toBeGreaterThan(200);
    expect(
      [...queries, ...taken]
        .filter(({ description }) => !/^\S.*[.]$/.test(description ?? ''))
        .map(({ name }) => name),
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
      [...mutations, ...taken]
        .filter(({ description }) => !/^\S.*[.]$/.test(description ?? ''))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});
