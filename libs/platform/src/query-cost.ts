import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What is counted: each root field, and each object that an answer may hold. */
export const queryCosts = {
  /** Looking up what a root field asks for, or giving an order. */
  root: 10,
  /** Entries of a page whose size is not said. */
  page: 50,
  /** Entries of a list that has no pages. */
  list: 5,
  /** What one request may cost. */
  most: 5000,
} as const;

const LARGEST_PAGE = 100;

export interface PricedQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What an operation that fits the schema may cost at most, by the sizes of the pages it asks for. Each selection is looked at
 * once, however often fragments repeat it.
 */
export function queryCost({ schema, document, operation, variables = {} }: PricedQuery): number {
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!isObjectType(root)) return queryCosts.root;
  const counting = new Counting(fragmentsOf(document), coerced ?? {});
  return Math.max(1, counting.of(operation.selectionSet, root, { entries: queryCosts.list, isRoot: true }));
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  );
}

/** Where a selection stands: how long the lists in it are. */
interface Place {
  readonly entries: number;
  readonly isRoot: boolean;
}

type Field = GraphQLField<unknown, unknown>;

class Counting {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Readonly<Record<string, unknown>>;
  /** What selections cost, by how long the lists in them are. */
  readonly #known = new Map<SelectionSetNode, Map<number, number>>();

  constructor(
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#fragments = fragments;
    this.#variables = variables;
  }

  /** What is selected of one object. */
  of(set: SelectionSetNode, type: GraphQLObjectType, place: Place): number {
    const known = this.#known.get(set) ?? new Map<number, number>();
    this.#known.set(set, known);
    const cost = known.get(place.entries) ?? this.#counted(set, type, place);
    known.set(place.entries, cost);
    return cost;
  }

  #counted(set: SelectionSetNode, type: GraphQLObjectType, place: Place): number {
    let cost = 0;
    for (const node of this.#fieldsOf(set, new Set())) {
      const field = type.getFields()[node.name.value];
      if (field !== undefined) cost += this.#costOf(node, field, place);
    }
    return cost;
  }

  #costOf(node: FieldNode, field: Field, { entries, isRoot }: Place): number {
    const own = isRoot ? queryCosts.root : 0;
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return own;
    const times = isListType(getNullableType(field.type)) ? entries : 1;
    const within = { entries: this.#pageOf(node, field), isRoot: false };
    return own + times * (1 + (node.selectionSet ? this.of(node.selectionSet, type, within) : 0));
  }

  #pageOf(node: FieldNode, field: Field): number {
    if (!field.args.some(({ name }) => name === 'first')) return queryCosts.list;
    const { first, last } = this.#argumentsOf(node, field);
    const asked = first ?? last ?? queryCosts.page;
    return typeof asked === 'number' ? Math.min(Math.max(asked, 0), LARGEST_PAGE) : queryCosts.page;
  }

  /** Those that do not fit the schema are refused once it runs, and cost what they would without. */
  #argumentsOf(node: FieldNode, field: Field): Readonly<Record<string, unknown>> {
    try {
      return getArgumentValues(field, node, { ...this.#variables });
    } catch {
      return {};
    }
  }

  /** As they are answered: a fragment that is spread twice in one place is answered once. */
  *#fieldsOf(set: SelectionSetNode | undefined, spread: Set<string>): Generator<FieldNode> {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) yield selection;
      else if (selection.kind === Kind.INLINE_FRAGMENT) yield* this.#fieldsOf(selection.selectionSet, spread);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        yield* this.#fieldsOf(this.#fragments.get(selection.name.value)?.selectionSet, spread);
      }
    }
  }
}
