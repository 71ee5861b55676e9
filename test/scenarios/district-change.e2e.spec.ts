import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scenario } from '../support/scenario.ts';

// A family moves from Three Rivers to St Albans on 1 February, and tells it on 1 March. The report of the last quarter
// of the year is drawn as it was known on 1 February, and on 31 March.

const THREE_RIVERS = 'herts.ff.watford-three-rivers-hertsmere';
const ST_ALBANS = 'herts.ff.st-albans';
const FEBRUARY = '2026-02-01T12:00:00Z';
const MARCH = '2026-03-31T12:00:00Z';

interface Overview {
  open: number;
  byLevel: { level: string; episodes: number }[];
  months: { month: string; opened: number; steppedUp: number; handedOver: number }[];
  requests: number;
  requestsWithEpisode: number;
  asOf: { position: string };
}

let scenario: Scenario;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-01-05T09:00:00Z');
  await scenario.send('register-organisation');
  await scenario.send('register-worker');
  const form = { gss: 'E07000102' };
  await scenario.send('receive-request', form);
  await scenario.send('register-person');
  await scenario.send('register-family');
  await scenario.send('open-episode', { district: THREE_RIVERS });
  scenario.standAt('2026-02-20T10:00:00Z');
  await scenario.send('step-up');
  scenario.standAt('2026-03-01T10:00:00Z');
  await scenario.send('change-district', {
    to: ST_ALBANS,
    occurredAt: { value: '2026-02-01', precision: 'DATE' },
    lateReason: 'RECEIVED_LATE',
  });
  scenario.standAt('2026-04-02T10:00:00Z');
});
afterAll(() => scenario[Symbol.asyncDispose]());

const overview = (district: string, knownAt: string, more: object = {}) =>
  scenario.read<Overview>('district-overview', { district, asOf: { knownAt, ...more } });
const february = ({ months }: Overview) => months.find(({ month }) => month === '2026-02');

describe('a family that moves to another district, which is told a month later', () => {
  it('is in the report of the district it left, as that was known on 1 February', async () => {
    expect(await overview(THREE_RIVERS, FEBRUARY)).toMatchObject({
      open: 1,
      requests: 1,
      requestsWithEpisode: 1,
    });
    expect(await overview(ST_ALBANS, FEBRUARY)).toMatchObject({ open: 0, requests: 0 });
  });

  it('is in the report of the district it came to, as that was known on 31 March', async () => {
    expect(await overview(THREE_RIVERS, MARCH)).toMatchObject({ open: 0 });
    const here = await overview(ST_ALBANS, MARCH);
    expect(here).toMatchObject({ open: 1, requests: 0 });
    expect(here.byLevel).toContainEqual({ level: 'L3', episodes: 1 });
  });

  it('takes with it what happened since the move, and nothing of before', async () => {
    const left = await overview(THREE_RIVERS, MARCH);
    const came = await overview(ST_ALBANS, MARCH);
    expect([february(left)?.steppedUp, february(came)?.steppedUp]).toEqual([0, 1]);
    expect(left.months.map(({ opened }) => opened)).toEqual([1, 0, 0]);
    expect(came.months.map(({ opened }) => opened)).toEqual([0, 0, 0]);
    const before = await overview(THREE_RIVERS, '2026-02-28T12:00:00Z');
    expect(february(before)?.steppedUp).toBe(1);
  });

  it('lived, on a day in January, where it lived then, also by what is known now', async () => {
    expect(await overview(THREE_RIVERS, MARCH, { effectiveAt: '2026-01-31' })).toMatchObject({ open: 1 });
    expect(await overview(ST_ALBANS, MARCH, { effectiveAt: '2026-01-31' })).toMatchObject({ open: 0 });
  });

  it('leaves the report of before as it was, drawn again by its position', async () => {
    const then = await overview(THREE_RIVERS, FEBRUARY);
    const { position } = then.asOf;
    const again = await scenario.read<Overview>('district-overview', {
      district: THREE_RIVERS,
      asOf: { position, effectiveAt: '2026-02-01' },
    });
    const { asOf: _, ...report } = then;
    expect(again).toMatchObject(report);
  });

  it('was told late, by 28 days, for a reason', async () => {
    expect(await scenario.read('late-entries')).toMatchObject({
      nodes: [{ type: 'DistrictChanged', days: 28, reason: 'RECEIVED_LATE', district: ST_ALBANS }],
    });
  });
});
