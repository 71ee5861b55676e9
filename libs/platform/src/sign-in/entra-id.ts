import { z } from 'zod';
import type { RoleMapping } from '#libs/access';
import { mapped } from './mapped.ts';
import { boundBy, howSignedIn, pseudonym, signedIn, type TokenShape } from './token-shape.ts';

const names = z.array(z.string().max(200)).max(1000).default([]);
const claims = z.object({
  ...signedIn,
  ver: z.literal('2.0'),
  tid: z.string(),
  oid: z.uuid(),
  roles: names,
  groups: names,
  /** What its user let a client do here: no token for signing in to that client has it. */
  scp: z.string().min(1).optional(),
  idtyp: z.string().optional(),
  /** More groups than a token holds: Entra ID leaves them out, and says so here. */
  _claim_names: z.never().optional(),
  hasgroups: z.never().optional(),
});

/**
 * An access token (v2.0) of one tenant of Microsoft Entra ID: of a user, for whom a client may do something (`scp`), or of
 * a program (`idtyp: app`). App roles and groups are mapped alike. Where Entra ID left out groups for their number nobody
 * knows what they would have meant, and nothing is given: assign app roles to the groups instead.
 */
export function entraShape(tenant: string, users: string, mapping: RoleMapping): TokenShape {
  const ofTenant = claims.extend({ tid: z.literal(tenant) });
  return {
    type: 'JWT',
    required: ['nbf'],
    read: (payload) => {
      const said = ofTenant
        .refine(({ scp, idtyp }) => (idtyp === 'app') !== (scp !== undefined))
        .parse(payload);
      const user = pseudonym.parse(`${users}${said.oid}`);
      const described = { user, groups: [...said.roles, ...said.groups], organisations: [said.tid] };
      const principal = { ...mapped(mapping, described, payload), ...howSignedIn(said) };
      return { principal, bound: boundBy(said) };
    },
  };
}
