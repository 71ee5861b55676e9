import { ageOn, durationOf, lastDayOf, latestDay, workingDays, type Code } from '#libs/reference';

/** What of one life in the record decides how long its record is kept. Days may be partial. */
export interface Life {
  readonly born?: string;
  /** When a birth was expected that the record does not know of. */
  readonly expected?: string;
  readonly died?: string;
  readonly adult: boolean;
  /** The first and the last day of anything to do with the person. */
  readonly firstKnown: string;
  readonly lastContact: string;
  /** What rules apply by: KNOWN, HELPED, CONCERN, and statutory statuses that the person ever had or was considered for. */
  readonly marks: ReadonlySet<string>;
}

/** How long a record is kept, and by which rule of the set `retention-rule`: through the day `until`. */
export interface Keeping {
  readonly rule: string;
  readonly until: string;
}

const GROWN_UP = 18;
/** Periods of retention are of calendar time. */
const CALENDAR = workingDays(new Set());

/**
 * How long a record is kept that these lives stand in: of all rules that apply to any of them, the one that ends last.
 * Of dates that are partly known the latest counts, and nobody was born after first being known. Undefined where no rule
 * applies: then nothing says that it may go.
 */
export function keepingOf(lives: readonly Life[], rules: readonly Code[]): Keeping | undefined {
  const keepings = lives.flatMap((life) => rules.flatMap((rule) => keptBy(rule, life) ?? []));
  return keepings.reduce<Keeping | undefined>(
    (longest, each) => (longest === undefined || each.until > longest.until ? each : longest),
    undefined,
  );
}

/** Whether the record need no longer be kept on a day. */
export function isDue(keeping: Keeping | undefined, day: string): boolean {
  return keeping !== undefined && keeping.until < day;
}

function keptBy({ code, retention }: Code, life: Life): Keeping | undefined {
  if (retention === undefined || !retention.applies.some((mark) => life.marks.has(mark))) return undefined;
  const { from, keep, afterEarlyDeath } = retention;
  const { died } = life;
  if (afterEarlyDeath !== undefined && died !== undefined && diedYoung(life, died))
    return kept(code, latestDay(died), afterEarlyDeath);
  return kept(code, from === 'BIRTH' ? latestBirth(life) : life.lastContact, keep);
}

function kept(rule: string, from: string, period: string): Keeping | undefined {
  const duration = durationOf(period);
  return duration && { rule, until: lastDayOf(from, duration, CALENDAR) };
}

/** Whether the person certainly died before turning 18. */
function diedYoung(life: Life, died: string): boolean {
  const birth = life.born ?? life.expected;
  return birth !== undefined && ageOn(birth, latestDay(died)).most < GROWN_UP;
}

function latestBirth({ born, expected, firstKnown }: Life): string {
  return latestDay(born ?? expected ?? firstKnown);
}
