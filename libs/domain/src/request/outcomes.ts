import type { Meaning, Reference } from '#libs/reference';

/** An outcome of triage, and the day, whole or partial, on which it was decided. */
export interface Triage {
  readonly outcome: string;
  readonly on: string;
}

/** For what a request waits still after an outcome, by the code set `triage-outcome`; undefined where for nothing. */
export function waitsFor({ outcome, on }: Triage, reference: Reference): Meaning['waitsFor'] {
  return reference.meaningOf('triage-outcome', outcome, on).waitsFor;
}

/** Whether an outcome decides on a request: it is neither put off nor left to the panel of the district. */
export function decides(triage: Triage, reference: Reference): boolean {
  return !['INFORMATION', 'PANEL'].includes(waitsFor(triage, reference) ?? '');
}
