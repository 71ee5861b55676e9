import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandOf, CommandType } from '#libs/contracts';
import { PanelDesk } from '../testing/panel-desk.ts';
import { order } from '../testing/small-record.ts';
import { coordinator } from '../testing/telling.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

/** Told on the day on which the desk stands of what happened on an earlier one. */
async function toldLate<T extends CommandType>(type: T, data: CommandOf<T>['data'], value: string) {
  const late = { occurredAt: { precision: 'DATE', value }, lateReason: 'BATCH' } as const;
  await desk.record.door.send(order(type, data, { actor: coordinator, ...late }));
  await desk.followed();
}

const fromPolice = (request: string) => ({ request, from: 'POLICE', summary: 'Called out at night.' });

async function flags(): Promise<unknown[]> {
  expect(desk.record.managers.parked()).toEqual([]);
  return (await desk.events('DataQualityFlagRaised')).map(({ families, data }) => ({
    families,
    request: data['request'],
  }));
}

describe('what is told late of a request', () => {
  it('is put to a person, and stands in the family’s story, where it was decided on before', async () => {
    const request = await desk.received();
    const data = { request, outcome: 'ADVICE_TO_REFERRER', rationale: 'So.', decidedBy: desk.worker };
    await desk.send('TriageRequest', data, coordinator);
    await desk.followed();
    desk.standAt('2026-03-12T09:00:00Z');
    await toldLate('ReceiveRequestInformation', fromPolice(request), '2026-03-02');
    expect(await flags()).toEqual([{ families: [desk.family], request }]);
  });

  it('is so where the request was withdrawn', async () => {
    const request = await desk.received();
    await desk.send('WithdrawRequest', { request, reason: 'FAMILY_DECLINED' });
    await desk.followed();
    desk.standAt('2026-03-12T09:00:00Z');
    await toldLate('ReceiveRequestInformation', fromPolice(request), '2026-03-02');
    expect(await flags()).toEqual([{ families: [desk.family], request }]);
  });

  it('is so where a panel decided, whoever was asked, and not of what came after', async () => {
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    const [, agency = ''] = desk.agencies;
    const asked = { request, agency, due: '2026-03-20', basis: 'PUBLIC_TASK' };
    await desk.send('RequestAgencyInformation', asked, coordinator);
    await desk.followed();
    desk.standAt('2026-03-16T09:00:00Z');
    await desk.decide(panel, request);
    desk.standAt('2026-03-20T09:00:00Z');
    const answer = { request, agency, policeInformation: 'Called out at night.' };
    await toldLate('ReceiveAgencyInformation', answer, '2026-03-18');
    expect(await flags()).toEqual([]);
    await toldLate('ReceiveAgencyInformation', answer, '2026-03-12');
    expect(await flags()).toEqual([{ families: [desk.family], request }]);
  });
});

describe('an interest that a member of a panel declares', () => {
  it('is put to a person where the panel decided on the matter before, with that member there', async () => {
    const panel = await desk.panel('2026-03-16');
    const [first, second] = [await desk.request(), await desk.request()];
    const [chair = '', member = ''] = desk.workers;
    const declare = async (item: string, of: string) => {
      const data = { panel, item, member: of, nature: 'Is the aunt.' };
      await desk.send('DeclareConflictOfInterest', data, desk.chair);
      await desk.followed();
    };
    await desk.decide(panel, first);
    await declare(second, member);
    expect(await flags()).toEqual([]);
    await declare(first, chair);
    expect(await flags()).toEqual([{ families: [desk.family], request: first }]);
  });
});
