import { addDays, londonDay, londonTime, oftenOf, type Code, type Often } from '#libs/reference';

/** One look at a record, as the access log and the record tell of it. */
export interface Look {
  readonly at: string;
  /** The pseudonym of the account. */
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly granted: boolean;
  /** Policies that decided, and how the viewer stood to the record by them. */
  readonly policies: readonly string[];
  readonly relationships: readonly string[];
  readonly families: readonly string[];
  /** How the viewer knows someone who was looked at, outside work. */
  readonly knows?: Acquaintance | undefined;
}

/** It is the viewer, someone the viewer declared to know, or someone at the same address or postcode. */
export type Acquaintance = 'SELF' | 'DECLARED' | 'NEIGHBOUR';

/** What somebody did on a day (a night is of the day it begins on) that a rule of the authority wants looked at. */
export interface Unusual {
  /** A code of `unusual-access-rule`. */
  readonly rule: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly looks: number;
  readonly families: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

type Sign = (look: Look, day: string, often: Often | undefined) => boolean;

const signs: Readonly<Record<string, Sign>> = {
  OWN_RECORD: onDay(({ knows, policies }) => knows === 'SELF' || policies.includes('own-record')),
  OWN_FAMILY: onDay(({ knows, policies }) => knows === 'DECLARED' || policies.includes('own-family')),
  NEIGHBOUR: onDay(({ knows }) => knows === 'NEIGHBOUR'),
  AT_NIGHT: ({ at }, day, often) => often?.between !== undefined && nightOf(at, often.between) === day,
  // A list tells of many families, and is no look at any one of them.
  UNRELATED_FAMILIES: onDay(
    ({ granted, relationships, families }) =>
      granted && families.length === 1 && relationships.every((each) => each === 'anyone'),
  ),
};

/** What counts towards a rule's limit: looks, but of families each once. */
const counted: Readonly<Record<string, (found: Pick<Unusual, 'looks' | 'families'>) => number>> = {
  UNRELATED_FAMILIES: ({ families }) => families,
};

/**
 * What the rules current on a day find unusual among looks of that day and of the night that begins on it: for each rule
 * and account at most one, in the order of the rules. Pure; a rule whose code it does not know finds nothing.
 */
export function unusualOn(day: string, looks: readonly Look[], rules: readonly Code[]): Unusual[] {
  const byUser = Map.groupBy(looks, ({ user }) => user);
  return rules.flatMap(({ code, limit }) => {
    const sign = signs[code];
    const often = oftenOf(limit);
    if (sign === undefined) return [];
    return [...byUser.values()].flatMap((own) => {
      const found = summed(
        code,
        own.filter((look) => sign(look, day, often)),
      );
      const count = found && (counted[code]?.(found) ?? found.looks);
      return found !== undefined && Number(count) >= (often?.times ?? 1) ? [found] : [];
    });
  });
}

function onDay(holds: (look: Look) => boolean): Sign {
  return (look, day) => londonDay(look.at) === day && holds(look);
}

/** The day on which the night of an instant began; undefined where it is not at night. */
function nightOf(at: string, [from, to]: NonNullable<Often['between']>): string | undefined {
  const time = londonTime(at);
  const day = londonDay(at);
  if (time >= from && (time < to || to < from)) return day;
  return to < from && time < to ? addDays(day, -1) : undefined;
}

function summed(rule: string, looks: readonly Look[]): Unusual | undefined {
  const times = looks.map(({ at }) => at).toSorted();
  const [last] = looks.slice(-1);
  const [firstAt, lastAt] = [times.at(0), times.at(-1)];
  if (last === undefined || firstAt === undefined || lastAt === undefined) return undefined;
  const { user, role, agency } = last;
  const families = new Set(looks.flatMap((look) => look.families)).size;
  return { rule, user, role, agency, looks: looks.length, families, firstAt, lastAt };
}
