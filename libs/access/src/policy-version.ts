import { hash } from 'node:crypto';
import { canonicalBytes, type Json } from '#libs/contracts';
import { commandPolicies } from './command-policies.ts';
import { forbids } from './forbids.ts';
import { purposesLeft } from './principal.ts';
import { readPolicies } from './read-policies.ts';

/** All that says who may do what. */
export const policyTables = { reads: readPolicies, commands: commandPolicies, forbids, purposesLeft };

/**
 * Which edition of the policies decides here, by which an entry of the access log is read against the policies as they
 * were: SHA-256, base64url, over the canonical JSON (RFC 8785) of the tables, so the same wherever the tables are. Of what
 * is forbidden it holds the ids and roles: another condition is another id.
 */
export const policyVersion = versionOf(policyTables);

/** The version of such tables. */
export function versionOf(of: Record<keyof typeof policyTables, unknown>): string {
  const said = JSON.parse(JSON.stringify(of)) as Json;
  return hash('sha256', canonicalBytes(said), 'base64url');
}
