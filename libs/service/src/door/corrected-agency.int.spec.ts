import { expect, it } from '@jest/globals';
import { HelpedFamily } from '../testing/helped-family.ts';
import { eventsOf } from '../testing/small-record.ts';

it('an assignment is corrected to no agency that its keyworker was not of when it was recorded', async () => {
  const helped = await HelpedFamily.open();
  await using desk = helped.desk;
  const [, other = ''] = desk.agencies;
  const entries = await eventsOf(desk.record.store);
  const { stream = '', id: entry = '' } = entries.find(({ type }) => type === 'KeyworkerAssigned') ?? {};
  const correctTo = (agency: string, worker?: string) =>
    desk.send('CorrectEntry', {
      ...{ stream, entry, reason: 'TYPO' },
      replaced: { keyworkerAssigned: { agency, ...(worker !== undefined && { worker }) } },
    });
  await expect(correctTo(other)).rejects.toMatchObject({ code: 'WORKER_NOT_ELIGIBLE' });
  expect(await correctTo(other, desk.workers[1])).toMatchObject({ events: 1 });
  await expect(correctTo(desk.agency)).rejects.toMatchObject({ code: 'WORKER_NOT_ELIGIBLE' });
});
