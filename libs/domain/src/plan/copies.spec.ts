import { describe, it } from '@jest/globals';
import type { PersonEvent, PlanCommand, PlanEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { someone } from '../testing/examples.ts';
import { agreed, goal, help, hills, then } from '../testing/plan.ts';
import { given } from '../testing/specification.ts';
import { plan } from './plan.ts';

const without = (changes: Partial<Facts>): Partial<Facts> => ({ ...hills, ...changes });
const copy = { ...help, to: 'mia', how: 'LETTER', sharedBy: 'worker-1' };
const share: PlanCommand = { type: 'SharePlanCopy', data: copy };
const shared = (version: number): PlanEvent => ({ type: 'PlanCopyShared', data: { ...copy, version } });

describe('a copy of the plan', () => {
  it('is given to nobody whom a bar keeps from somebody whom it names, though not of the family', () => {
    const bar: PersonEvent = { type: 'ContactBarRecorded', data: { barred: 'mia', scope: 'NO_CONTACT' } };
    const tom = someone({ standing: new Map([['bar', bar]]) });
    const barred = without({ persons: new Map(hills.persons).set('tom', tom) });
    const met = (who: object): PlanEvent => ({
      type: 'TafHeld',
      data: { ...help, ledBy: 'worker-1', ...who },
    });
    const action = { ...help, action: 'action-1', goal: 'goal-1', what: 'A walk.', due: '2026-06-30' };
    const his: PlanEvent = { type: 'ActionAdded', data: { ...action, ownerPerson: 'tom' } };
    const [began, wanted] = [agreed(), goal('goal-1')];
    given(plan, began, wanted, met({ persons: ['mia'] }))
      .when(share, then, barred)
      .then(shared(1));
    for (const events of [
      [agreed({ agreedBy: ['mia', 'tom'] })],
      [began, met({ persons: ['tom'] })],
      [began, met({ apologyPersons: ['tom'] })],
      [began, wanted, his],
      [began, wanted, his, agreed({ version: 2, goals: ['goal-1'] })],
    ])
      given(plan, ...events)
        .when(share, then, barred)
        .refuses('CONTACT_BAR', {});
  });

  it('is given to nobody of the version of which nobody else was to have one', () => {
    const why = { from: 'tom', reason: 'It names the refuge.', decidedBy: 'worker-1', version: 1 };
    const kept = (nobodyElse: boolean): PlanEvent => ({
      type: 'PlanCopyWithheld',
      data: { ...help, ...why, nobodyElse },
    });
    given(plan, agreed(), kept(false)).when(share, then, hills).then(shared(1));
    given(plan, agreed(), kept(true), kept(false))
      .when(share, then, hills)
      .refuses('COPY_WITHHELD', { person: 'mia' });
    given(plan, agreed(), kept(true), agreed({ version: 2 }))
      .when(share, then, hills)
      .then(shared(2));
  });
});
