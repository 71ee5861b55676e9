import { Rejected } from '#libs/contracts';

/** Which of several arguments is given, where no more than one may be: INVALID_INPUT with all of their names. */
export function atMostOne<N extends string>(
  asked: { readonly [name in N]?: unknown },
  ...names: readonly N[]
): N | undefined {
  const given = names.filter((name) => asked[name] !== undefined && asked[name] !== null);
  if (given.length > 1) throw amiss(names, 'Give no more than one of these.');
  return given[0];
}

/** Which of several arguments is given, where one must be, and no more: INVALID_INPUT with all of their names. */
export function exactlyOne<N extends string>(
  asked: { readonly [name in N]?: unknown },
  ...names: readonly N[]
): N {
  const given = names.filter((name) => asked[name] !== undefined && asked[name] !== null);
  const [one] = given;
  if (one === undefined || given.length > 1) throw amiss(names, 'Give exactly one of these.');
  return one;
}

function amiss(names: readonly string[], because: string): Rejected {
  return new Rejected('INVALID_INPUT', { field: names.join(', ').replace(/, ([^,]+)$/, ' or $1'), because });
}
