import { describe, expect, it, jest } from '@jest/globals';
import {
  buildSchema,
  getIntrospectionQuery,
  Kind,
  parse,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { queryCost, queryCosts } from './query-cost.ts';

const schema = buildSchema(`
  type Query { one: Thing things(first: Int, last: Int): Things! named: String plain: [Thing!] }
  type Mutation { change: Thing }
  type Things { edges: [Edge!]! nodes: [Thing!]! }
  type Edge { node: Thing! }
  type Thing { name: String names: [String!]! parts: [Thing!]! one: Thing }
`);

function costOf(query: string, variables?: Record<string, unknown>): number {
  const document = parse(query);
  const operation = document.definitions.find(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error('no operation');
  return queryCost({ schema, document, operation, variables });
}

const { root, page, list, most } = queryCosts;

describe('what a query may cost', () => {
  it.each<[string, string, number]>([
    ['a root field and the object it answers', '{ one { name names } }', root + 1],
    ['a root field without an object', '{ named }', root],
    ['nothing of the schema itself', getIntrospectionQuery(), 1],
    ['an order', 'mutation { change { name } }', root + 1],
    ['each of a page', '{ things(first: 7) { nodes { name } } }', root + 1 + 7],
    ['each of the last of a page', '{ things(last: 7) { nodes { name } } }', root + 1 + 7],
    ['edges and their nodes', '{ things(first: 7) { edges { node { name } } } }', root + 1 + 7 + 7],
    ['a page whose size is not said', '{ things { nodes { name } } }', root + 1 + page],
    ['a list without pages', '{ plain { name } }', root + list],
    [
      'a list in each of a page',
      '{ things(first: 7) { nodes { parts { name } } } }',
      root + 1 + 7 + 7 * list,
    ],
    ['every alias', '{ a: one { name } b: one { name } }', 2 * (root + 1)],
    [
      'what stands in fragments',
      '{ things(first: 7) { ...T } } fragment T on Things { nodes { ... on Thing { one { name } } } }',
      root + 1 + 7 + 7,
    ],
    [
      'a fragment once where it is spread twice',
      '{ one { ...T ...T } } fragment T on Thing { one { name } }',
      root + 1 + 1,
    ],
    [
      'no more than a hundred for a page that is refused anyway',
      '{ things(first: 9000) { nodes { name } } }',
      111,
    ],
    ['nothing for less than none', '{ things(first: -9000) { nodes { name } } }', root + 1],
  ])('is %s', (_, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('goes by the variables, and by what they are where they are not given', () => {
    const query = 'query ($first: Int = 30) { things(first: $first) { nodes { name } } }';
    expect(costOf(query, { first: 7 })).toBe(root + 1 + 7);
    expect(costOf(query)).toBe(root + 1 + 30);
    expect(costOf(query, { first: null })).toBe(root + 1 + page);
    expect(costOf(query, { first: 'all' })).toBe(root + 1 + page);
  });

  it('is told of whatever is asked for, however much that is', () => {
    const parts = (depth: number): string => (depth === 0 ? 'name' : `parts { ${parts(depth - 1)} }`);
    const cost = costOf(`{ things(first: 100) { nodes { ${parts(5)} } } }`);
    expect(cost).toBeGreaterThan(most);
    const bomb = Array.from(
      { length: 60 },
      (_, at) => `fragment F${at} on Thing { a${at}: one { name } ...F${at + 1} ...F${at + 1} }`,
    );
    expect(costOf(`{ one { ...F0 } } ${bomb.join(' ')} fragment F60 on Thing { name }`)).toBe(root + 1 + 60);
  });

  it.each([0, 1])(
    'looks at a selection once, however often fragments repeat it: of a page of %d',
    (first) => {
      const looks = jest.spyOn(schema.getType('Thing') as GraphQLObjectType, 'getFields');
      const twice = Array.from(
        { length: 12 },
        (_, at) => `fragment F${at} on Thing { one { ...F${at + 1} } one { ...F${at + 1} } }`,
      );
      const query = `{ things(first: ${first}) { nodes { ...F0 } } } ${twice.join(' ')} fragment F12 on Thing { name }`;
      expect(costOf(query)).toBe(root + 1 + first * (2 ** 13 - 1));
      expect(looks.mock.calls.length).toBeLessThan(100);
      looks.mockRestore();
    },
  );
});
