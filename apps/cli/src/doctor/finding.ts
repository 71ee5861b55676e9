/** One thing that is wrong, why, and what mends it. */
export interface Finding {
  readonly code: string;
  readonly cause: string;
  readonly mend: string;
}

export function finding(code: string, cause: string, mend: string): Finding[] {
  return [{ code, cause, mend }];
}
