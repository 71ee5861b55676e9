import { aggregates } from '#libs/domain';
import type { Rules } from './folds.ts';

const byName: Readonly<Record<string, Rules>> = aggregates;

/** The rules of a kind of stream, by its aggregate's name. */
export function rulesOf(aggregate: string): Rules {
  const rules = byName[aggregate];
  if (rules === undefined) throw new TypeError(`there are no rules for ${aggregate}`);
  return rules;
}
