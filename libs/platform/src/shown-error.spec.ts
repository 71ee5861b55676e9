import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getVariableValues,
  GraphQLError,
  parse,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { Rejected } from '#libs/contracts';
import { correlated } from './correlation.ts';
import { graphqlErrors } from './graphql-errors.ts';
import { openLog } from './log.ts';

const ID = '11111111-2222-4333-8444-555555555555';

function show(thrown: GraphQLError, explains = true): { shown: GraphQLFormattedError; logged: string } {
  let logged = '';
  const log = openLog({ write: (line: string) => void (logged += line) });
  const shown = correlated(ID, () => graphqlErrors({ log, explains })(thrown.toJSON(), thrown));
  return { shown, logged };
}

describe('an error as a caller sees it', () => {
  it('is a code of the closed list, a sentence, a mend and a correlation id', () => {
    const refused = new Rejected('CONFLICT', { revision: 7 });
    const { shown, logged } = show(new GraphQLError('x', { originalError: refused, path: ['stepUp'] }));
    expect(shown).toEqual({
      message: 'Someone else changed this first.',
      path: ['stepUp'],
      extensions: {
        code: 'CONFLICT',
        mend: 'Read it again and decide again.',
        correlationId: ID,
        details: { revision: 7 },
      },
    });
    expect(logged).toBe('');
  });

  it('says nothing of an unknown error, and logs where it arose without what it says', () => {
    const leaky = new TypeError('no such person: Ava Okafor');
    const { shown, logged } = show(new GraphQLError(leaky.message, { originalError: leaky }));
    expect(shown.extensions).toEqual({
      code: 'INTERNAL',
      mend: 'Tell the operator the correlation id.',
      correlationId: ID,
    });
    expect(JSON.stringify(shown) + logged).not.toContain('Okafor');
    expect(JSON.parse(logged)).toMatchObject({
      level: 50,
      correlationId: ID,
      error: 'TypeError',
      msg: 'something went wrong',
    });
    expect(logged).toContain('shown-error.spec.ts');
  });

  const unfit = new GraphQLError(
    'Variable "$input" got invalid value "Ava; Okafor" at "input.commandId"; ID cannot represent it',
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  );

  it('explains in development what does not fit the schema, without the value', () => {
    const { shown } = show(unfit);
    expect(shown.extensions?.['code']).toBe('INVALID_INPUT');
    expect(shown.message).toBe('Variable "$input" got an invalid value at "input.commandId"');
  });

  it('tells nothing of the schema in production', () => {
    expect(show(unfit, false).shown.message).toBe('What was sent has not the shape it should have.');
    const document = new GraphQLError('Cannot query field "famly" on type "Query".', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(show(document, false).shown.extensions).not.toHaveProperty('details');
  });

  const schema = buildSchema(`
    input Member { person: ID!, role: String! }
    input Order { commandId: ID!, count: Int, members: [Member!] }
    type Query { order(input: Order!, first: Int): Int }
  `);
  const document = parse('query ($input: Order!, $first: Int) { order(input: $input, first: $first) }');

  it.each<[string, Record<string, unknown>, string]>([
    ['one that is not there', {}, 'input'],
    ['one that is null', { input: null }, 'input'],
    ['one of another type', { input: { commandId: 'a' }, first: 'Ava Okafor' }, 'first'],
    ['a value within', { input: { commandId: 'a', count: 'Ava Okafor' } }, 'input.count'],
    [
      'one that is missing in a list',
      { input: { commandId: 'a', members: [{ person: 'Ava Okafor' }] } },
      'input.members[0].role',
    ],
    ['one that there is not', { input: { commandId: 'a', cuont: 1, count: 3 } }, 'input'],
  ])(
    'names which variable does not fit, in production too, never what it says: %s',
    (_, variables, field) => {
      const [operation] = document.definitions as OperationDefinitionNode[];
      const { errors = [] } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
      const shown = errors.map(({ message }) => {
        const thrown = new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
        return show(thrown, false).shown;
      });
      expect(shown).toMatchObject([{ extensions: { code: 'INVALID_INPUT', details: { field } } }]);
      expect(JSON.stringify(shown)).not.toMatch(/Okafor|Member|Order|String/);
    },
  );
});

describe('a log line', () => {
  it('holds allowed members only, whatever it is given', () => {
    let logged = '';
    const log = openLog({ write: (line: string) => void (logged += line) });
    log('info', 'listening', { port: 4000, ...{ name: 'Ava Okafor' } });
    expect(Object.keys(JSON.parse(logged) as object)).toEqual([
      'level',
      'time',
      'port',
      'correlationId',
      'msg',
    ]);
  });
});
