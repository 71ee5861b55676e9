import type { RefusalCode } from '#libs/contracts';
import { isToTell } from './to-tell.ts';
import type { Action } from './decision.ts';
import { purposesLeft, type Principal, type Purpose, type Role } from './principal.ts';
import { opensSomebody, type Context, type Relations, type Resource } from './resource.ts';

/** One line of the table of what is forbidden whoever may permit it. */
export interface Forbid {
  /** Stands for its condition: with another condition goes another id, so that `policyVersion` tells them apart. */
  readonly id: string;
  /** Without it: everybody. */
  readonly roles?: readonly Role[];
  /** The refusal by which whoever may otherwise open it is told; without it NOT_FOUND. */
  readonly told?: Extract<RefusalCode, 'PROCESSING_RESTRICTED'>;
  readonly where: (asked: Asked) => boolean;
}

interface Asked {
  readonly principal: Principal;
  readonly action: Action;
  readonly resource: Relations | Resource;
  /** What is read for; a command is given for none. */
  readonly purpose: Purpose | undefined;
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
  // Who looked at it is accounted for to the privacy officer all the same.
  {
    id: 'sealed-but-to-account',
    where: (asked) => asked.resource.sealed && !accountsForLooks(asked),
  },
  // Chairs read families because a panel decides about them: not one that they may not decide about.
  {
    id: 'conflict-of-interest',
    roles: ['PANEL_CHAIR'],
    where: ({ resource }) => resource.conflicted === true,
  },
  // A partner is told on the strength of agreement: from when it is withdrawn, or narrowed past the partner, nothing more.
  // What the partner has to tell is heard all the same: protection outranks privacy.
  {
    id: 'agreement-ended-but-to-tell',
    roles: ['PARTNER'],
    where: ({ action, resource }) => resource.agreementEnded === true && !isToTell(action, resource),
  },
  // What is kept and not used (UK GDPR, Article 18) may be added to, and read for what the law leaves. The last, as it alone
  // says why: to nobody whom another line forbids.
  {
    id: 'restricted',
    told: 'PROCESSING_RESTRICTED',
    where: ({ resource, purpose }) =>
      resource.restricted === true && opensSomebody(resource) && purpose !== undefined && !isLeft(purpose),
  },
];

function accountsForLooks({ principal, resource, purpose }: Asked): boolean {
  const isOfLooks = 'kind' in resource && resource.kind === 'looked' && purpose !== undefined;
  return isOfLooks && principal.role === 'PRIVACY_OFFICER';
}

/** Whether somebody's restricted record may be read for it all the same. */
export function isLeft(purpose: Purpose): boolean {
  return purposesLeft.some((each) => each === purpose);
}

/** The first line that forbids it. */
export function forbiddenBy(asked: Asked): Forbid | undefined {
  const { role } = asked.principal;
  return forbids.find(
    ({ roles, where }) => (roles === undefined || roles.some((each) => each === role)) && where(asked),
  );
}
