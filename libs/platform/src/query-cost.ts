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
 * What an operation that fits the schema may cost at most, by the sizes of the pages it asks for. Counts no further than
 * the first object beyond `queryCosts.most`.
 */
export function queryCost({ schema, document, operation, variables = {} }: PricedQuery): number {
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!isObjectType(root)) return queryCosts.root;
  const counting = new Counting(fragmentsOf(document), coerced ?? {});
  counting.count(operation.selectionSet, root, { times: 1, entries: queryCosts.list, isRoot: true });
  return Math.max(1, counting.total);
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  );
}

/** Where a selection stands: how often it may be answered, and how long the lists in it are. */
interface Place {
  readonly times: number;
  readonly entries: number;
  readonly isRoot: boolean;
}

type Field = GraphQLField<unknown, unknown>;

class Counting {
  total = 0;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Readonly<Record<string, unknown>>;

  constructor(
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#fragments = fragments;
    this.#variables = variables;
  }

  count(set: SelectionSetNode | undefined, type: GraphQLObjectType, place: Place): void {
    for (const node of this.#fieldsOf(set, new Set())) {
      const field = type.getFields()[node.name.value];
      if (field !== undefined) this.#countField(node, field, place);
      if (this.total > queryCosts.most) return;
    }
  }

  #countField(node: FieldNode, field: Field, { times, entries, isRoot }: Place): void {
    if (isRoot) this.total += queryCosts.root;
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return;
    const answered = isListType(getNullableType(field.type)) ? times * entries : times;
    this.total += answered;
    this.count(node.selectionSet, type, {
      times: answered,
      entries: this.#pageOf(node, field),
      isRoot: false,
    });
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
