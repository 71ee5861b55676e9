import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Clear } from '#libs/contracts';
import type { Past } from './aggregate.ts';
import { aggregates } from './index.ts';
import { anyEvent } from './testing/any-event.ts';
import { placed } from './testing/specification.ts';

describe('what facts mean to later rules', () => {
  it.each(Object.entries(aggregates))(
    'never fails on %s events, in whatever order they come',
    (name, aggregate) => {
      fc.assert(
        fc.property(fc.array(anyEvent(name), { maxLength: 40 }), (events) => {
          let state = aggregate.initial;
          for (const [revision, event] of events.entries()) {
            state = aggregate.evolve(state, placed(event, revision) as Past<Clear.Event>);
            aggregate.families(state, `${aggregate.category}-1`);
          }
        }),
        { numRuns: 100 },
      );
    },
  );
  it('is written down for every aggregate of the command table', () => {
    expect(Object.keys(aggregates).sort()).toEqual([
      'agreement',
      'assessment',
      'audit',
      'breakglass',
      'codeset',
      'disclosure',
      'erasure',
      'family',
      'flag',
      'hold',
      'identity',
      'ledger',
      'organisation',
      'panel',
      'person',
      'plan',
      'request',
      'restriction',
      'sample',
      'seal',
      'store',
      'viewings',
      'worker',
    ]);
  });
});
