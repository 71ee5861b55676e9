import { londonDay } from '#libs/reference';

/** Somebody of an agency looked at a family's record. */
export interface LookedAt {
  readonly at: string;
  readonly agency: string;
}

/** Reads by one agency that a family is not told of, on days from `from` to `to`, both included. */
export interface ViewingExemption {
  readonly agency: string;
  readonly from: string;
  readonly to: string;
}

/** On a day somebody of a kind of agency looked: all that a family is told. */
export interface LookedOn {
  readonly day: string;
  /** A code of `agency-type`; null where the record does not know it. */
  readonly agencyType: string | null;
}

/**
 * What a family is told of who looked: days and kinds of agency, each once, the newest first; nothing of what is exempt, nor
 * that anything is.
 */
export function lookedOn(
  looks: readonly LookedAt[],
  exemptions: readonly ViewingExemption[],
  typeOf: (agency: string) => string | null,
): LookedOn[] {
  const told = looks
    .map(({ at, agency }) => ({ day: londonDay(at), agency }))
    .filter(({ day, agency }) => !exemptions.some((each) => isExempt(each, day, agency)))
    .map(({ day, agency }) => ({ day, agencyType: typeOf(agency) }));
  const once = new Map(told.map((each) => [`${each.day} ${each.agencyType ?? ''}`, each]));
  return [...once].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([, each]) => each);
}

function isExempt({ agency, from, to }: ViewingExemption, day: string, looked: string): boolean {
  return agency === looked && from <= day && day <= to;
}
