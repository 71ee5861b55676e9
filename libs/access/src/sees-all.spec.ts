import { describe, expect, it } from '@jest/globals';
import { purposes, roles, type Purpose, type Role } from './principal.ts';
import { resourceKinds } from './resource.ts';
import { accountsForSealed, readsEvery } from './sees-all.ts';

type Asks = (principal: { user: string; role: Role; agency: string }, purpose: Purpose) => boolean;

/** Roles and purposes of which it is so. */
function ofWhom(asks: Asks): string[] {
  return roles.flatMap((role) =>
    purposes
      .filter((purpose) => asks({ user: 'u-1', role, agency: 'organisation-1' }, purpose))
      .map((purpose) => `${role} ${purpose}`),
  );
}

const PRIVACY = ['PRIVACY_OFFICER AUDIT', 'PRIVACY_OFFICER SUBJECT_ACCESS'];

describe('who sees all of a list', () => {
  it('is told of looks at sealed records only to account for them', () => {
    expect(ofWhom(accountsForSealed)).toEqual(PRIVACY);
  });

  it('reads of every seal only where they need not be its custodian', () => {
    expect(ofWhom((principal, purpose) => readsEvery(principal, purpose, 'seals'))).toEqual(PRIVACY);
  });

  it('is nobody who is suspended, whatever the kind', () => {
    const shut = resourceKinds.flatMap((kind) =>
      ofWhom((principal, purpose) => readsEvery({ ...principal, suspended: true }, purpose, kind)),
    );
    expect(shut).toEqual([]);
  });
});
