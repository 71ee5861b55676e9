import { expect, it } from '@jest/globals';
import { strangers } from '#libs/access';
import { refusal, unbarred } from '../testing/small-record.ts';
import { RecordedReads } from './recorded-reads.ts';

it('is read by nobody of another authority, and that is on record', async () => {
  const kept: string[] = [];
  const reads = new RecordedReads({
    ...unbarred,
    records: { keep: async (_, { policyIds }) => void kept.push(...policyIds) },
    relations: async () => strangers,
    position: () => 0,
  });
  const asked = (authority: string) =>
    reads.open({
      principal: { user: 'u-1', role: 'MANAGER', agency: 'organisation-1', authority },
      purpose: 'FAMILY_HELP',
      read: 'families',
      resource: { kind: 'population' },
      door: 'GRAPHQL',
      documentHash: 'hash',
      answer: async () => ({
        value: 'all of them',
        families: [],
        persons: [],
        results: 1,
        classes: [],
        position: 0,
      }),
    });
  expect(await refusal(asked('881'))).toEqual({ code: 'NOT_FOUND' });
  expect(await asked('919')).toBe('all of them');
  expect(kept).toEqual(['other-authority', 'management']);
});
