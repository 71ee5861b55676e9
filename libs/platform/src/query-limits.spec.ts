import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { checkQuery } from './query-limits.ts';

const nested = (depth: number): string => '{ a '.repeat(depth) + '}'.repeat(depth);
const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');

const within: Record<string, string> = {
  'eight fields deep': nested(8),
  'fifteen aliases': `{ ${times(15, (index) => `a${index}: __typename`)} }`,
  'five directives': `{ ${times(5, () => 'a @skip(if: false)')} }`,
  'a thousand tokens': `{ ${times(998, () => 'a')} }`,
  'the introspection query of tools': getIntrospectionQuery({
    inputValueDeprecation: true,
    schemaDescription: true,
  }),
  'what is not GraphQL, which the parser explains': '{ a(',
  'a fragment that spreads itself, which fails validation': '{ ...F } fragment F on Query { a ...F }',
};

const over: Record<string, [limit: string, query: string]> = {
  'nine fields deep': ['depth', nested(9)],
  'nine deep through a fragment': ['depth', `{ a { ...F } } fragment F on A ${nested(8)}`],
  'nine deep through inline fragments': ['depth', `{ a { ... on A ${nested(8)} } }`],
  'sixteen aliases': ['aliases', `{ ${times(16, (index) => `a${index}: b`)} }`],
  'sixteen aliases of __typename': ['aliases', `{ ${times(16, (index) => `a${index}: __typename`)} }`],
  'sixteen aliases in a fragment': [
    'aliases',
    `{ ...F } fragment F on Query { ${times(16, (i) => `a${i}: b`)} }`,
  ],
  'six directives': ['directives', `{ ${times(6, () => 'a @skip(if: false)')} }`],
  'six directives that there are not': ['directives', `{ a ${times(6, (index) => `@d${index}`)} }`],
  'two operations': ['operations', 'query A { a } query B { a }'],
  'a thousand and one tokens': ['tokens', `{ ${times(999, () => 'a')} }`],
  'ten thousand __typename': ['tokens', `{ ${times(10_000, (index) => `a${index}: __typename`)} }`],
  'a fragment bomb': [
    'depth',
    `{ ...F0 } ${times(20, (i) => `fragment F${i} on Query { a { ...F${i + 1} ...F${i + 1} } }`)}`,
  ],
};

describe('what one query may ask for', () => {
  it.each(Object.entries(within))('takes %s', (_, query) => {
    expect(() => checkQuery(query)).not.toThrow();
  });

  it.each(Object.entries(over))('refuses %s', (_, [limit, query]) => {
    const refused = refusalOf(() => checkQuery(query));
    expect(refused).toMatchObject({ code: 'QUERY_TOO_COMPLEX', details: { limit } });
  });

  it('refuses a subscription, of which there are none', () => {
    const refused = refusalOf(() => checkQuery('subscription { a }'));
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'query' } });
  });
});

function refusalOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (reason) {
    return reason;
  }
}
