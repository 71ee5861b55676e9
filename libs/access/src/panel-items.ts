import type { Principal } from './principal.ts';

/**
 * Whether a panel's item is there for the caller: not for a member who declared a conflict of interest about it, whatever
 * position is asked about (domain.md, Invariants).
 */
export function seesItem(
  { worker }: Principal,
  { conflicted }: { readonly conflicted: readonly string[] },
): boolean {
  return worker === undefined || !conflicted.includes(worker);
}
