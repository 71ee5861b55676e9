import type { GraphQLResolveInfo } from 'graphql';

/** The name in the answer of the root field under which a path stands. */
export function rootKey(path: GraphQLResolveInfo['path']): string {
  let step = path;
  while (step.prev !== undefined) step = step.prev;
  return String(step.key);
}
