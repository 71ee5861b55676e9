import { describe, expect, it } from '@jest/globals';
import { policyTables as tables, policyVersion, versionOf } from './policy-version.ts';

describe('the version of the policies', () => {
  it('is a digest of the tables, the same however their members are ordered', () => {
    expect(policyVersion).toMatch(/^[\w-]{43}$/);
    const turned = Object.fromEntries(Object.entries(tables.commands).toReversed());
    expect(versionOf({ ...tables, commands: turned })).toBe(policyVersion);
  });
  it('is another where a role reads more, gives another order, or something is no longer forbidden', () => {
    const [first, ...rest] = tables.reads;
    const wider = { ...tables, reads: [{ ...first, relation: 'anyone' }, ...rest] };
    const orders = { ...tables, commands: { ...tables.commands, StepUp: { AUDITOR: 'anyone' } } };
    const looser = { ...tables, forbids: tables.forbids.slice(1) };
    const versions = [tables, wider, orders, looser].map(versionOf);
    expect(new Set(versions).size).toBe(4);
  });
});
