/** A grade of the set `audit-grade`. */
export interface Grading {
  /** The worst is 1. */
  readonly rank: number;
  /** It is not given without an entry that shows it. */
  readonly needsEvidence: boolean;
  /** An audit that is so graded as a whole is moderated. */
  readonly moderated: boolean;
  /** Given to a question of safety, the whole is graded no better than this grade. */
  readonly caps?: string;
}

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  rank: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100,
  needsEvidence: isYesOrNo,
  moderated: isYesOrNo,
  caps: (value) => value === undefined || (typeof value === 'string' && /^[A-Z0-9_]{1,64}$/.test(value)),
};

/** Whether a value of a code set's file says how a grade is given. */
export function isGrading(value: unknown): value is Grading {
  if (typeof value !== 'object' || value === null) return false;
  const given = new Map<string, unknown>(Object.entries(value));
  return (
    [...given.keys()].every((name) => Object.hasOwn(FITS, name)) &&
    Object.entries(FITS).every(([name, fits]) => fits(given.get(name)))
  );
}

function isYesOrNo(value: unknown): boolean {
  return typeof value === 'boolean';
}
