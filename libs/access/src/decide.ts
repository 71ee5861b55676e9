import type { CommandType, DataClass } from '#libs/contracts';
import { commandPolicies } from './command-policies.ts';
import { forbid, type Action, type Decision } from './decision.ts';
import type { Refusal, Relation } from './decision.ts';
import { forbiddenBy, type Forbid } from './forbids.ts';
import type { Principal, Purpose, Role } from './principal.ts';
import { readPolicies } from './read-policies.ts';
import { none, type ReadPolicy } from './read-policy.ts';
import type { Context, Relations, Resource } from './resource.ts';

export interface Question {
  readonly principal: Principal;
  readonly action: Action;
  /** What it is about, and how the caller stands to it; a command's kind is said by its name. */
  readonly resource: Resource | Relations;
  /** What a record is read for; commands have none. */
  readonly purpose?: Purpose;
  readonly context?: Context;
}

/** A line of a table that permits, as far as its relation holds. */
type Permit = Pick<ReadPolicy, 'id' | 'relation' | 'classes'>;

const readsOfRole = Map.groupBy(readPolicies, ({ role }) => role as string);
const NOTHING: Context = {};

/**
 * Whether a read or a command is permitted, why, and which classes of personal data the answer may hold. Pure and total;
 * deny by default, and any forbid wins over every permission (safeguards.md 3.2; policy/*.cedar says the same). A refusal
 * says NOT_PERMITTED or PURPOSE_NOT_PERMITTED only where no record of that kind could be opened so.
 */
export function decide(question: Question): Decision {
  const { principal, action, resource, context = NOTHING } = question;
  const possible = action === 'read' ? readsFor(question) : ordersFor(principal, action);
  if (typeof possible === 'string')
    return forbid(possible, possible === 'NOT_PERMITTED' ? 'no-role' : 'no-purpose');
  const holding = possible.filter(({ relation }) => isRelated(relation, resource));
  const forbidden = forbiddenBy({ principal, action, resource, context, purpose: readFor(question) });
  if (forbidden !== undefined) return forbid(codeOf(forbidden, holding), forbidden.id);
  if (holding.length === 0) return forbid('NOT_FOUND', 'no-relation');
  return permit(holding);
}

/** Commands are given for no purpose that forbids them. */
function readFor({ action, purpose }: Question): Purpose | undefined {
  return action === 'read' ? purpose : undefined;
}

/** Why is told only to whom the record would open otherwise. */
function codeOf({ told }: Forbid, holding: readonly Permit[]): Refusal {
  return holding.length === 0 ? 'NOT_FOUND' : (told ?? 'NOT_FOUND');
}

/** Whether the caller stands to a record as a policy asks. */
export function isRelated(relation: Relation, resource: Relations): boolean {
  return relation === 'anyone' || resource[relation] === true;
}

type Never = 'NOT_PERMITTED' | 'PURPOSE_NOT_PERMITTED';

function readsFor({ principal, resource, purpose }: Question): readonly Permit[] | Never {
  const kind = 'kind' in resource ? resource.kind : undefined;
  const ofRole = readsOfRole.get(principal.role)?.filter(({ kinds }) => kinds.some((each) => each === kind));
  if (ofRole === undefined || ofRole.length === 0) return 'NOT_PERMITTED';
  const ofPurpose = ofRole.filter(({ purposes }) => purposes.some((each) => each === purpose));
  return ofPurpose.length === 0 ? 'PURPOSE_NOT_PERMITTED' : ofPurpose;
}

function ordersFor({ role }: Principal, action: CommandType): readonly Permit[] | Never {
  const policy = commandPolicies[action];
  const relation = Object.hasOwn(policy, role) ? policy[role as Role] : undefined;
  return relation === undefined ? 'NOT_PERMITTED' : [{ id: `command-${action}`, relation, classes: none }];
}

function permit(policies: readonly Permit[]): Decision {
  return {
    effect: 'PERMIT',
    policyIds: policies.map(({ id }) => id),
    classes: distinct<DataClass>(policies.flatMap(({ classes }) => classes)),
    relationships: distinct(policies.map(({ relation }) => relation)),
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
