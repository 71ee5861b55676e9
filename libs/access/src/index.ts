export { decide, type Question } from './decide.ts';
export { isLeft } from './forbids.ts';
export { isWhateverRecord, type Action, type Decision, type Relation } from './decision.ts';
export { isForAnyone, mayCommand } from './may-command.ts';
export { lookedOn, type LookedAt, type LookedOn, type ViewingExemption } from './looked-on.ts';
export { unusualOn, type Acquaintance, type Look, type Unusual } from './unusual.ts';
export { isPersona, personaAgencies, personaNames, personas, type PersonaName } from './personas.ts';
export { purposes, roles, type Principal, type Purpose, type Role } from './principal.ts';
export { mappedAgency, mappedRole, type RoleMapping } from './role-mapping.ts';
export {
  canForbid,
  isToldBeforeGraded,
  isToldWhoAudits,
  judgesCases,
  managesByRole,
  mayKeepSeals,
} from './by-role.ts';
export { seesItem } from './panel-items.ts';
export { accountsForSealed, readsEvery } from './sees-all.ts';
export { policyVersion } from './policy-version.ts';
export { matters, purposesOf, readPolicies } from './read-policies.ts';
export type { ReadPolicy } from './read-policy.ts';
export { commandPolicies } from './command-policies.ts';
export type { CommandPolicy } from './command-policy.ts';
export {
  resourceKinds,
  strangers,
  type Relations,
  type Resource,
  type Context,
  type ResourceKind,
} from './resource.ts';
export { seesAsOfTeamAlone } from './plan-policies.ts';
