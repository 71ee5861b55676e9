import { getNamedType, isObjectType, isRequiredArgument, type GraphQLNamedType } from 'graphql';

/** A selection of every field of a type that needs no argument, so many objects deep; '' of a scalar. */
export function everythingOf(type: GraphQLNamedType, deep: number): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap(({ name, args, type: of }) => {
    const within = getNamedType(of);
    if (name === 'edges' || args.some(isRequiredArgument) || (isObjectType(within) && deep === 0)) return [];
    return [`${name} ${everythingOf(within, deep - 1)}`];
  });
  return `{ ${fields.join(' ')} }`;
}
