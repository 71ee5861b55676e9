import {
  getNamedType,
  isObjectType,
  Kind,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import type { DataClass } from '#libs/contracts';
import { classOf, isDetail, personalClassOf } from '../schema/withhold.ts';

export interface AskedClasses {
  /** Classes of the personal fields that were asked for. */
  readonly personal: ReadonlySet<DataClass>;
  /** Whether a field was asked for that its view masks itself. */
  readonly masked: boolean;
}

/** The fields of a root field's answer that tell details of somebody. A list that is filtered by one of them tells it too. */
export function detailsTold(
  type: GraphQLNamedType,
  known = new Set<GraphQLNamedType>(),
): ReadonlySet<string> {
  if (!isObjectType(type) || known.has(type)) return new Set();
  known.add(type);
  return new Set(
    Object.values(type.getFields()).flatMap((field) =>
      isDetail(field) ? [field.name] : [...detailsTold(getNamedType(field.type), known)],
    ),
  );
}

/** Which classes of personal data a root field's selection asks for. */
export function askedClasses(info: GraphQLResolveInfo): AskedClasses {
  const personal = new Set<DataClass>();
  let masked = false;

  const walk = (set: SelectionSetNode | undefined, type: GraphQLNamedType): void => {
    if (!set || !isObjectType(type)) return;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        walk(info.fragments[selection.name.value]?.selectionSet, type);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, type);
      else walkField(selection.name.value, selection.selectionSet, type);
    }
  };
  const walkField = (name: string, set: SelectionSetNode | undefined, type: GraphQLNamedType): void => {
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (field === undefined) return;
    const ofClass = personalClassOf(field);
    if (ofClass !== undefined) personal.add(ofClass);
    masked ||= classOf(field) === 'masked';
    walk(set, getNamedType(field.type));
  };

  for (const { selectionSet } of info.fieldNodes) walk(selectionSet, getNamedType(info.returnType));
  return { personal, masked };
}
