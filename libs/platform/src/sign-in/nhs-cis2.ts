import { z } from 'zod';
import type { RoleMapping } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { mapped } from './mapped.ts';
import { boundBy, howSignedIn, pseudonym, signedIn, type TokenShape } from './token-shape.ts';

const level = z.enum(['0', '1', '2', '3']).transform(Number);
const nrbacRole = z.object({
  person_roleid: z.string(),
  org_code: z.string().min(1),
  /** `S8000:G8000:R8001`: staff group, sub-group, job role. */
  role_code: z.string().min(1),
});
const claims = z.object({
  ...signedIn,
  nhsid_useruid: z.string().min(1),
  id_assurance_level: level,
  authentication_assurance_level: level,
  nhsid_nrbac_roles: z.array(nrbacRole).min(1).max(200),
  selected_roleid: z.string().optional(),
});
type Claims = z.infer<typeof claims>;

/** The least levels, 1 to 3, to which somebody's identity is known, and to which they showed that they are it. */
export interface Assurance {
  readonly identity: number;
  readonly authentication: number;
}

/**
 * A signed token of NHS Care Identity Service 2 for one client. Somebody with several roles is here the one that they
 * selected, and nobody where they selected none: its job role and its organisation's ODS code are what is mapped.
 */
export function cis2Shape(users: string, mapping: RoleMapping, least: Assurance): TokenShape {
  return {
    type: 'JWT',
    required: ['auth_time'],
    read: (payload) => {
      const said = claims.parse(payload);
      if (
        said.id_assurance_level < least.identity ||
        said.authentication_assurance_level < least.authentication
      )
        throw new Rejected('UNAUTHENTICATED');
      const { role_code, org_code } = selectedRole(said);
      const described = {
        user: pseudonym.parse(`${users}${said.nhsid_useruid}`),
        groups: [role_code, ...role_code.split(':').slice(-1)],
        organisations: [org_code],
      };
      return {
        principal: { ...mapped(mapping, described, payload), ...howSignedIn(said) },
        bound: boundBy(said),
      };
    },
  };
}

function selectedRole({ nhsid_nrbac_roles: all, selected_roleid }: Claims): z.infer<typeof nrbacRole> {
  const [selected, ...others] =
    selected_roleid === undefined ? all : all.filter((each) => each.person_roleid === selected_roleid);
  if (selected === undefined || others.length > 0) throw new Rejected('UNAUTHENTICATED');
  return selected;
}
