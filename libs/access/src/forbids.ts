import type { Principal, Role } from './principal.ts';
import type { Context, Relations } from './resource.ts';

/** One line of the table of what is forbidden whoever may permit it. */
export interface Forbid {
  readonly id: string;
  /** Without it: everybody. */
  readonly roles?: readonly Role[];
  readonly where: (asked: Asked) => boolean;
}

interface Asked {
  readonly principal: Principal;
  readonly resource: Relations;
  readonly context: Context;
}

/** What is forbidden, and wins over every permission; in the order in which it is looked at (safeguards.md 3.2). */
export const forbids: readonly Forbid[] = [
  { id: 'suspended', where: ({ principal }) => principal.suspended === true },
  {
    id: 'other-authority',
    where: ({ principal: { authority }, context }) =>
      authority !== undefined && context.authority !== undefined && authority !== context.authority,
  },
  { id: 'own-record', where: ({ resource }) => resource.own === true },
  { id: 'own-family', where: ({ resource }) => resource.ownFamily === true },
  { id: 'sealed', where: ({ resource }) => resource.sealed },
  // Chairs read families because a panel decides about them: not one that they may not decide about.
  {
    id: 'conflict-of-interest',
    roles: ['PANEL_CHAIR'],
    where: ({ resource }) => resource.conflicted === true,
  },
  // A partner is told on the strength of agreement: from when it is withdrawn, nothing more.
  { id: 'agreement-ended', roles: ['PARTNER'], where: ({ resource }) => resource.agreementEnded === true },
];

/** The first line that forbids it. */
export function forbiddenBy(asked: Asked): Forbid | undefined {
  const { role } = asked.principal;
  return forbids.find(
    ({ roles, where }) => (roles === undefined || roles.some((each) => each === role)) && where(asked),
  );
}
