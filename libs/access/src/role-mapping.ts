import type { Role } from './principal.ts';

/** A period, both days included (`YYYY-MM-DD`, Europe/London); without an end it is open there. */
interface Dated {
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
}

/** What an authority says that the groups of an issuer's directory are here. */
export interface RoleMapping {
  readonly name: string;
  readonly version: string;
  /** Of a group, an app role or a role code of that directory: the role of its members. */
  readonly roles: readonly (Dated & { readonly group: string; readonly role: Role })[];
  /** Of an organisation's name there: the organisation here. */
  readonly agencies: readonly (Dated & { readonly value: string; readonly agency: string })[];
  /** The claims in which that issuer says the organisation and the worker, where they are not its shape's own. */
  readonly claims?:
    { readonly agency?: string | undefined; readonly worker?: string | undefined } | undefined;
}

/**
 * The role of somebody in these groups on a day: undefined where no group gives one, and where two give different ones.
 * Roles are no ladder, of which a lesser could be taken: a keyworker may do what an auditor may not, and the other way round.
 */
export function mappedRole({ roles }: RoleMapping, groups: readonly string[], day: string): Role | undefined {
  return theOnly(roles.filter((row) => isOn(row, day) && groups.includes(row.group)).map(({ role }) => role));
}

/** The organisation here of somebody of these there; undefined where it is none, or more than one. */
export function mappedAgency(
  { agencies }: RoleMapping,
  values: readonly string[],
  day: string,
): string | undefined {
  return theOnly(
    agencies.filter((row) => isOn(row, day) && values.includes(row.value)).map(({ agency }) => agency),
  );
}

function isOn({ validFrom = '', validTo = '9999' }: Dated, day: string): boolean {
  return validFrom <= day && day <= validTo;
}

function theOnly<T>(found: readonly T[]): T | undefined {
  const [only, ...others] = new Set(found);
  return others.length === 0 ? only : undefined;
}
