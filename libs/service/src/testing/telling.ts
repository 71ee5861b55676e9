import type { Actor, CommandOf, CommandType } from '#libs/contracts';
import type { Answer, Order } from '../door/door.ts';

/** Stands in every personal text of the story, and nowhere else. */
export const MARKER = 'Quillfeather';

/** Sends one command of a story, by the manager unless said otherwise, and sees that it changes something. */
export type Send = <T extends CommandType>(
  type: T,
  data: CommandOf<T>['data'],
  actor?: Actor,
  more?: Partial<Order>,
) => Promise<Answer>;

const as = (role: string): Actor => ({
  user: `u-${role.toLowerCase()}`,
  role,
  agency: 'organisation-county',
});
export const teamManager = as('MANAGER');
/** The account of the third worker, whose approval four eyes need. */
export const approver: Actor = { ...teamManager, user: 'u-approver' };
export const coordinator = as('COORDINATOR');
export const socialWorker = as('SOCIAL_WORKER');

export function text(about: string): string {
  return `${about} ${MARKER}`;
}
