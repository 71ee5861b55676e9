import type { Relation } from './decision.ts';
import type { Role } from './principal.ts';

/** Which roles may give a command, and how they must stand to what it is about. */
export type CommandPolicy = Readonly<Partial<Record<Role, Relation>>>;
