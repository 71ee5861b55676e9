import type { DataClass } from '#libs/contracts';
import type { Relation } from './decision.ts';
import type { Purpose, Role } from './principal.ts';
import type { ResourceKind } from './resource.ts';

/** One line of the table: this role, for these purposes, may read these kinds, as far as it is related to them. */
export interface ReadPolicy {
  readonly id: string;
  readonly role: Role;
  readonly purposes: readonly Purpose[];
  readonly kinds: readonly ResourceKind[];
  readonly relation: Relation;
  readonly classes: readonly DataClass[];
}

/** Roles of the authority and of social care that may break the glass. */
export const glassBreakers: readonly Role[] = ['KEYWORKER', 'SOCIAL_WORKER'];
export const work: readonly Purpose[] = ['FAMILY_HELP', 'SAFEGUARDING'];
export const record: readonly ResourceKind[] = ['family', 'person', 'request', 'event', 'plan'];

export const none: readonly DataClass[] = [];
export const help: readonly DataClass[] = ['general', 'address', 'health', 'third-party', 'special'];
export const all: readonly DataClass[] = [...help, 'police'];
