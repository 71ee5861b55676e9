import { decide } from './decide.ts';
import type { Principal, Purpose } from './principal.ts';
import { strangers, type ResourceKind } from './resource.ts';

/** Whether the caller reads all there are of a kind for a purpose, and not only those to which they stand somehow. */
export function readsEvery(principal: Principal, purpose: Purpose, kind: ResourceKind): boolean {
  return decide({ principal, action: 'read', purpose, resource: { ...strangers, kind } }).effect === 'PERMIT';
}

/**
 * Whether the caller accounts for who looked at records that are sealed from them: they name such a record to ask who looked
 * at it, and are told that the glass was broken for one. The record itself stays shut to them.
 */
export function accountsForSealed(principal: Principal, purpose: Purpose): boolean {
  const resource = { ...strangers, sealed: true, kind: 'looked' as const };
  return decide({ principal, action: 'read', purpose, resource }).effect === 'PERMIT';
}
