import type { Role } from './principal.ts';
import type { Relations } from './resource.ts';

/** One line of the table of what is forbidden whoever may permit it. */
export interface Forbid {
  readonly id: string;
  /** Without it: everybody. */
  readonly roles?: readonly Role[];
  /** How the record is, or the caller stands to it. */
  readonly where: 'sealed' | 'agreementEnded';
}

/** What is forbidden, and wins over every permission; in the order in which it is looked at (safeguards.md 3.2). */
export const forbids: readonly Forbid[] = [
  { id: 'sealed', where: 'sealed' },
  // A partner is told on the strength of agreement: from when it is withdrawn, nothing more.
  { id: 'agreement-ended', roles: ['PARTNER'], where: 'agreementEnded' },
];

/** The first line that forbids it. */
export function forbiddenBy(role: string, relations: Relations): Forbid | undefined {
  return forbids.find(
    ({ roles = [role], where }) => relations[where] === true && roles.some((each) => each === role),
  );
}
