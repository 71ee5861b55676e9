import { durationOf } from './limit.ts';

/** From which day a record is kept: its person's birth, or the last day on which there was anything to do with them. */
export type KeptFrom = 'BIRTH' | 'LAST_CONTACT';

/** A rule of the set `retention-rule`. Of those that apply to a person, the one that ends last counts. */
export interface RetentionRule {
  /**
   * KNOWN is everybody, HELPED a child of an episode of help, CONCERN one about whom protection was considered; else a code
   * of `statutory-status` that a child ever had, or might have had.
   */
  readonly applies: readonly string[];
  readonly from: KeptFrom;
  /** How long: `25 years`. */
  readonly keep: string;
  /** How long from the death instead, where the person died before turning 18. */
  readonly afterEarlyDeath?: string;
}

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  applies: isListOfCodes,
  from: (value) => value === 'BIRTH' || value === 'LAST_CONTACT',
  keep: isPeriod,
  afterEarlyDeath: (value) => value === undefined || isPeriod(value),
};

export function isRetentionRule(value: unknown): value is RetentionRule {
  if (typeof value !== 'object' || value === null) return false;
  const given = new Map<string, unknown>(Object.entries(value));
  return (
    [...given.keys()].every((name) => Object.hasOwn(FITS, name)) &&
    Object.entries(FITS).every(([name, fits]) => fits(given.get(name)))
  );
}

function isListOfCodes(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => typeof each === 'string' && /^[A-Z0-9_]{1,64}$/.test(each))
  );
}

/** A period of calendar time: of working days nobody counts a life. */
function isPeriod(value: unknown): boolean {
  const duration = typeof value === 'string' ? durationOf(value) : undefined;
  return duration !== undefined && duration.unit !== 'working day';
}
