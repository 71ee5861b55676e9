import {
  GraphQLError,
  Kind,
  Lexer,
  OperationTypeNode,
  Source,
  TokenKind,
  parse,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Rejected } from '#libs/contracts';

/** What one request may ask for (safeguards.md 4.4). Everything is counted, `__typename` too. */
export const queryLimits = { tokens: 1000, depth: 8, aliases: 15, directives: 5, operations: 1 } as const;

/**
 * Refuses a document over any limit with QUERY_TOO_COMPLEX, and a subscription, of which there are none, with
 * INVALID_INPUT, before it is validated or anything runs. A document that is not GraphQL is left to the server's own parser, which says why.
 */
export function checkQuery(query: string): void {
  if (tokensIn(query) > queryLimits.tokens) refuse('tokens');
  const document = parsed(query);
  if (document === undefined) return;
  if (document.definitions.some(isSubscription)) throw new Rejected('INVALID_INPUT', { field: 'query' });
  for (const [limit, count] of Object.entries(countsOf(document))) {
    if (count > queryLimits[limit as Limit]) refuse(limit as Limit);
  }
}

type Limit = keyof typeof queryLimits;

function refuse(limit: Limit): never {
  throw new Rejected('QUERY_TOO_COMPLEX', { limit, most: queryLimits[limit] });
}

/** Counts no further than one over the limit. */
function tokensIn(query: string): number {
  const lexer = new Lexer(new Source(query));
  let count = 0;
  try {
    while (count <= queryLimits.tokens && lexer.advance().kind !== TokenKind.EOF) count++;
  } catch (reason) {
    if (!(reason instanceof GraphQLError)) throw reason;
  }
  return count;
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { noLocation: true });
  } catch (reason) {
    if (reason instanceof GraphQLError) return undefined;
    throw reason;
  }
}

function isSubscription(definition: DefinitionNode): boolean {
  return (
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION
  );
}

function countsOf(document: DocumentNode): Record<'depth' | 'aliases' | 'directives' | 'operations', number> {
  const counts = { depth: 0, aliases: 0, directives: 0, operations: 0 };
  visit(document, {
    Field: ({ alias }) => void (counts.aliases += alias ? 1 : 0),
    Directive: () => void counts.directives++,
    OperationDefinition: () => void counts.operations++,
  });
  counts.depth = depthOf(document);
  return counts;
}

function depthOf(document: DocumentNode): number {
  const fragments = new Map(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each.selectionSet]),
  );
  const measured = new Map<string, number>();

  // A fragment is measured once; one that spreads itself counts as nothing here and fails validation.
  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0);
    const depth = ofSelections(fragments.get(name));
    measured.set(name, depth);
    return depth;
  };
  const ofSelections = (set: SelectionSetNode | undefined): number => {
    let deepest = 0;
    for (const each of set?.selections ?? []) deepest = Math.max(deepest, ofSelection(each));
    return deepest;
  };
  const ofSelection = (each: SelectionSetNode['selections'][number]): number => {
    if (each.kind === Kind.FRAGMENT_SPREAD) return ofFragment(each.name.value);
    if (each.kind === Kind.INLINE_FRAGMENT) return ofSelections(each.selectionSet);
    return isIntrospection(each.name.value) ? 0 : 1 + ofSelections(each.selectionSet);
  };

  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map((each) => ofSelections(each.selectionSet)));
}

/** Tools ask deep for the schema; whether they may is the server's `introspection`, and it reads no record. */
function isIntrospection(name: string): boolean {
  return name === '__schema' || name === '__type';
}
