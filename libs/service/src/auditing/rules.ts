import { oftenOf, type Reference } from '#libs/reference';

const NEW_AUDITOR = 'NEW_AUDITOR';

/** Which audits are moderated, by the rules of a day: those of certain grades, and the first of each auditor. */
export function moderatedOn(
  day: string,
  reference: Reference,
): { readonly grades: readonly string[]; readonly first: number } {
  const grades = reference.codes('audit-grade', day).filter(({ grading }) => grading?.moderated === true);
  const rule = reference.codes('audit-rule', day).find(({ code }) => code === NEW_AUDITOR);
  return { grades: grades.map(({ code }) => code), first: oftenOf(rule?.limit ?? '')?.times ?? 0 };
}

/** The grades of a day, the worst first. */
export function scaleOn(day: string, reference: Reference): string[] {
  const graded = reference.codes('audit-grade', day).filter(({ grading }) => grading !== undefined);
  return graded
    .sort((one, other) => (one.grading?.rank ?? 0) - (other.grading?.rank ?? 0))
    .map(({ code }) => code);
}
