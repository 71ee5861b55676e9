import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { HelpedFamily } from '../testing/helped-family.ts';

let helped: HelpedFamily;
beforeEach(async () => {
  helped = await HelpedFamily.open();
}, 30_000);
afterEach(() => helped.desk.close());

it('a child is stepped up by the name that the family shows once two records are linked', async () => {
  const { desk, episode, approved } = helped;
  const [child = ''] = desk.children;
  const names = [{ use: 'LEGAL', given: 'Ava', family: 'Hill' }];
  const born = { dateOfBirth: '2018-05-04', sex: 'F', adult: false };
  const { id: survivor } = await desk.send('RegisterPerson', { names, ...born });
  const because = { indicators: ['L3.01'], rationale: 'Worse.', decidedBy: desk.worker };
  const step = { family: desk.family, episode, child: survivor, from: 'L2', to: 'L3', ...because };
  await expect(desk.send('StepUp', step)).rejects.toMatchObject({ code: 'NOT_IN_EPISODE' });
  const pair = { survivor, other: child, evidence: ['One birth certificate.'] };
  await desk.send('LinkPersonsAsSame', { ...pair, ...approved });
  await desk.send('StepUp', step);
  await desk.followed();
  const [open] = helped.told(desk.family)?.episodes ?? [];
  expect(open?.children.find((each) => each.child === child)).toMatchObject({ level: 'L3' });
});
