import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '#libs/contracts';
import { daysLate, londonDay } from '#libs/reference';
import { isWorkingDay } from './calendar.ts';
import { instructiveFamily } from './seed-county.ts';
import { madeCounty, tellers, UNTIL, type MadeCounty, type OpenedEvent } from './testing/made-county.ts';

let made: MadeCounty;
let events: readonly OpenedEvent[];
/** The stream of the instructive family. */
let theirs: string | undefined;
const of = (...types: string[]) => events.filter(({ type }) => types.includes(type));

beforeAll(async () => {
  made = await madeCounty({ families: 120, seed: 'large' });
  ({ events } = made);
  const { reference } = made.county.instructive ?? {};
  theirs = of('FamilyRegistered').find(({ data }) => data['reference'] === reference)?.stream;
}, 240_000);

afterAll(async () => {
  await made.end();
});

/** Whether a family was not part of another before. */
function isOfItsOwn({ data }: OpenedEvent): boolean {
  return data['splitFrom'] === undefined;
}

describe('a county', () => {
  it('lets families split and come together again, each half of it told', () => {
    expect(of('FamilySplit').length).toBeGreaterThan(0);
    expect(of('FamilyRegistered').filter((event) => !isOfItsOwn(event))).toHaveLength(
      of('FamilySplit').length,
    );
    expect(of('FamilyTakenIn')).toHaveLength(of('FamiliesMerged').length);
  });
  it('has as many families as were ordered, and says what it wrote', () => {
    expect(of('FamilyRegistered').filter(isOfItsOwn)).toHaveLength(120);
    expect(made.county).toMatchObject({ families: 120, position: events.at(-1)?.position });
    expect(made.county.events).toBeGreaterThan(120 * 16);
  });

  it('was recorded in the order of time, from years before its end up to it', () => {
    const times = events.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...times].sort());
    expect(times[0]?.slice(0, 4)).toBe('2023');
    expect(String(times.at(-1)) <= UNTIL).toBe(true);
  });

  it('was written on working days, by day', () => {
    const written = events.filter(({ families }) => theirs === undefined || !families.includes(theirs));
    expect(written.filter(({ recordedAt }) => !isWorkingDay(londonDay(recordedAt)))).toEqual([]);
  });

  it('is the work of people, each of a role that may do it', () => {
    const roles = new Set(events.filter(({ source }) => source === 'UI').map(({ actor }) => actor.role));
    expect([...roles].sort()).toEqual(
      [
        'ADMINISTRATOR',
        'COORDINATOR',
        'KEYWORKER',
        'MANAGER',
        'PANEL_CHAIR',
        'PARTNER',
        'SOCIAL_WORKER',
      ].sort(),
    );
  });

  it('leaves no open episode without an agency and a keyworker, at any time', () => {
    const owners = new Map<string, string>();
    for (const { type, data } of events) {
      const episode = said(data['episode']);
      if (type === 'KeyworkerAssigned') owners.set(episode, said(data['worker']));
      if (type === 'KeyworkerHandedOver') {
        expect(owners.get(episode)).toBe(data['from']);
        owners.set(episode, said(data['to']));
      }
      if (type === 'EpisodeClosed') owners.delete(episode);
    }
    const ended = of('WorkerEnded').map(({ stream }) => stream);
    expect([...owners.values()].filter((worker) => ended.includes(worker))).toEqual([]);
    expect(ended.length).toBeGreaterThan(2);
    for (const { commandId } of of('EpisodeOpened', 'EpisodeReopened')) {
      const together = events.filter((each) => each.commandId === commandId).map(({ type }) => type);
      expect(together).toEqual(expect.arrayContaining(['AccountableAgencyAssigned', 'KeyworkerAssigned']));
    }
  });

  it('steps both ways, hands over, closes, takes up again and is asked again', () => {
    for (const type of [
      'SteppedUp',
      'SteppedDown',
      'StepUpProposed',
      'StepUpDeclined',
      'StepUpAccepted',
      'KeyworkerHandedOver',
      'AccountableAgencyChanged',
      'EpisodeClosed',
      'EpisodeReopened',
      'DuplicateOfOpenWorkFlagged',
      'RequestWithdrawn',
      'InformationReceived',
      'RequestInformationReceived',
      'StatutoryStatusNoted',
      'MemberLeft',
      'WorkerEnded',
    ])
      expect([type, of(type).length > 0]).toEqual([type, true]);
    expect(of('RequestReceived').length).toBeGreaterThan(125);
  });

  it('passes on what is for children’s services, the same day', () => {
    const decided = of('ItemDecided').filter(({ data }) => data['outcome'] === 'STEP_UP_CHILDRENS_SERVICES');
    const passed = of('PassedToChildrensServices');
    expect(decided.length).toBeGreaterThan(0);
    for (const { data, recordedAt } of decided)
      expect(
        passed.some(
          (each) => each.stream === data['item'] && londonDay(each.recordedAt) === londonDay(recordedAt),
        ),
      ).toBe(true);
  });

  it('tells everything in whole sentences, with nothing left to fill in', () => {
    expect(
      events.filter(isPeoples).filter(({ data }) => /\{|\bundefined\b/.test(textsOf(data).join(' '))),
    ).toEqual([]);
  });

  it('learns three in a hundred things more than ninety days late, and says why', () => {
    const late = events.filter(({ occurredAt, recordedAt }) => daysLate(occurredAt, recordedAt) > 90);
    expect(late.length / events.length).toBeGreaterThan(0.015);
    expect(late.length / events.length).toBeLessThan(0.045);
    expect(late.filter(({ lateReason }) => lateReason === undefined)).toEqual([]);
  });

  it('puts to its coordinators what a decision might have rested on, and not every late word', () => {
    const flags = of('DataQualityFlagRaised').length;
    expect(flags / 120).toBeLessThan(0.6);
    expect(flags).toBeLessThan(of('InformationReceived', 'RequestInformationReceived').length);
  });
});

describe('the instructive family', () => {
  const its = (type: string) =>
    events.find((each) => each.type === type && each.families.includes(String(theirs)));
  const dayOf = (type: string) => its(type)?.recordedAt.slice(5, 10);

  it('is found again by its reference in any store', async () => {
    expect(await instructiveFamily(made.record)).toEqual(made.county.instructive);
    expect(made.county.instructive?.reference).toMatch(/^F-/);
  });

  it('is decided on before what had happened is known', () => {
    const report = its('InformationReceived');
    expect(dayOf('EpisodeOpened')).toBe('03-10');
    expect(its('LevelOfNeedDecided')?.data['level']).toBe('L2');
    expect([report?.recordedAt.slice(5, 10), report?.occurredAt.value?.slice(5, 10)]).toEqual([
      '03-20',
      '03-03',
    ]);
    expect(report && daysLate(report.occurredAt, report.recordedAt)).toBe(17);
    expect(its('DataQualityFlagRaised')?.data).toMatchObject({
      flag: 'LATE_BEFORE_DECISION',
      cause: report?.id,
    });
  });

  it('has its step up proposed, declined, escalated and accepted in the first week of May', () => {
    const days = ['StepUpProposed', 'StepUpDeclined', 'StepUpEscalated', 'StepUpAccepted'].map(dayOf);
    expect(days).toEqual(['05-01', '05-03', '05-04', '05-06']);
    expect(its('KeyworkerHandedOver')?.data['to']).toBe('worker-00000000000000000000000001');
  });

  it('agrees to a plan, which changes with what the police told, and of which one is given no copy', () => {
    const days = ['TafHeld', 'PlanAgreed', 'PlanCopyShared', 'PlanCopyWithheld', 'ReviewCompleted'].map(
      dayOf,
    );
    expect(days).toEqual(['03-17', '03-17', '03-19', '03-26', '04-28']);
    expect(of('GoalSet').map(({ data }) => data['bees'])).toEqual([['BEE.AMB', 'BEE.HEA'], ['BEE.SAF']]);
  });

  it('was looked at by people of seven roles, one of whom was not let', () => {
    const looks = made.reads.map(({ actor, data }) =>
      [actor.role, said(data['purpose']), said(data['effect'])].join(' '),
    );
    expect(looks).toEqual([
      'KEYWORKER FAMILY_HELP GRANTED',
      'KEYWORKER SAFEGUARDING GRANTED',
      'KEYWORKER FAMILY_HELP GRANTED',
      'SOCIAL_WORKER SAFEGUARDING GRANTED',
      'MANAGER SAFEGUARDING GRANTED',
      'PARTNER FAMILY_HELP REFUSED',
      'KEYWORKER FAMILY_HELP GRANTED',
      'AUDITOR AUDIT GRANTED',
      'QUALITY QUALITY GRANTED',
    ]);
    expect(made.reads[0]?.recordedAt.slice(0, 10)).toBe('2026-03-12');
  });
});

describe('a county made twice', () => {
  it('has the same people, facts and times for the same seed, and its own ids', async () => {
    const twice = { seed: 'twice', families: 25 };
    const counties = [await madeCounty(twice), await madeCounty(twice)];
    const [one = [], other = []] = counties.map(({ events: facts }) =>
      facts.filter(isPeoples).filter(isInStoryOrder).map(tellers()),
    );
    expect(one.filter((fact, at) => fact !== other[at])).toEqual([]);
    expect(other.length).toBe(one.length);
    expect(counties[0]?.events.at(-1)?.stream).not.toBe(counties[1]?.events.at(-1)?.stream);
    for (const each of counties) await each.end();
  }, 120_000);

  it('is taken, order for order, whatever the seed', async () => {
    for (const seed of ['b', 'c', 'd']) {
      const another = await madeCounty({ seed, families: 50, years: 2 });
      const families = another.events.filter(({ type }) => type === 'FamilyRegistered');
      expect(families.filter(isOfItsOwn)).toHaveLength(50);
      await another.end();
    }
  }, 240_000);
});

function said(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Not what the store says of itself when it is made. */
/** Two who may be one are named in the order of their ids, which are the store's own. */
function isInStoryOrder({ type }: OpenedEvent): boolean {
  return type !== 'PossibleDuplicateDetected';
}

function isPeoples({ type }: OpenedEvent): boolean {
  return type !== 'StoreCreated' && type !== 'CodeSetPublished';
}

function textsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((each: Json | undefined) => textsOf(each))
    : [];
}
