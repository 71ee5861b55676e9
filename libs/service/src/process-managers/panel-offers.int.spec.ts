import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { refusal } from '../testing/small-record.ts';
import { PanelDesk } from '../testing/panel-desk.ts';

let desk: PanelDesk;
let panel: string;
let item: string;
beforeEach(async () => {
  desk = await PanelDesk.open();
  panel = await desk.panel('2026-03-16');
  item = await desk.request();
  await desk.followed();
});
afterEach(() => desk.close());

const end = (organisation: string, successor?: string) =>
  desk.send('EndOrganisation', {
    organisation,
    endedOn: '2026-03-09',
    ...(successor !== undefined && { successor }),
  });
const accept = (agency: string) => desk.send('AcceptAllocation', { panel, item, agency, familyAgreed: true });
const asked = async () => (await desk.events('AllocationOffered')).map(({ data }) => data['agency']);
const isAsked = (agency: string) => desk.record.readers.panels.offeredTo(agency).length;

it('is asked of the successor of an agency that ends before it answers, which takes the family on', async () => {
  const [ended = '', successor = ''] = desk.agencies;
  await desk.decide(panel, item);
  await end(ended, successor);
  await desk.followed();
  expect(await asked()).toEqual([ended, successor]);
  expect([isAsked(ended), isAsked(successor)]).toEqual([0, 1]);
  expect(await refusal(accept(ended))).toEqual({ code: 'NOT_OFFERED' });
  await accept(successor);
  await desk.followed();
  const family = desk.record.readers.families.family(desk.family);
  expect(family).toMatchObject({ agency: successor, keyworker: desk.worker });
  expect(desk.record.managers.parked()).toEqual([]);
});

it('goes from successor to successor, and back to the panel where the last declines', async () => {
  const [ended = '', between = '', last = ''] = desk.agencies;
  await desk.decide(panel, item);
  await end(ended, between);
  await end(between, last);
  await desk.followed();
  expect(await asked()).toEqual([ended, between, last]);
  await desk.send('DeclineAllocation', { panel, item, agency: last, reason: 'No room.' });
  await desk.followed();
  expect(desk.record.readers.panels.item(item)).toMatchObject({ agency: last, allocation: 'DECLINED' });
});

it('is asked of nobody else once it was answered, or where nobody follows', async () => {
  const [ended = '', successor = ''] = desk.agencies;
  await desk.decide(panel, item);
  await desk.send('DeclineAllocation', { panel, item, agency: ended, reason: 'No room.' });
  await end(ended, successor);
  await desk.followed();
  expect(await asked()).toEqual([ended]);
});
